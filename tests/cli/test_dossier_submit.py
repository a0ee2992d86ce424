"""A dossier from its folder to the face of its entry, by commands alone."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.demo.cast import Cast, StoryClock
from comity.interchange.dossier import examples
from tests.cli.conftest import PASSPHRASE, Run
from tests.cli.test_act import sign
from tests.stories.conftest import LIST_GATES

KeyFiles = Callable[[str], tuple[str, str]]


@pytest.fixture
def folder(tmp_path: Path, cast: Cast, clock: StoryClock) -> Path:
    return examples.materialise("ember-column", tmp_path / "ember-column", clock().date())


@pytest.fixture
def signed(folder: Path, key_files: KeyFiles, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: PASSPHRASE.decode())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for officer in ("XA-NLO-1", "XA-NAA-1"):
        key, seal = key_files(officer)
        assert run("dossier", "sign", str(folder), "--as", officer, "--key", key, "--seal", seal)[0] == 0
        Path(seal).unlink()
    return folder


def test_what_nobody_signed_is_not_submitted(folder: Path, run: Run) -> None:
    assert run("dossier", "submit", str(folder))[1]["code"] == "dossier.unsigned"


def test_a_dossier_becomes_an_entry_and_the_review_circulates_it(
    signed: Path, key_files: KeyFiles, run: Run, tmp_path: Path
) -> None:
    code, done = run("dossier", "submit", str(signed))
    assert code == 0
    assert run("dossier", "submit", str(signed)) == (0, done)  # the same acts get the same answer
    entry, version, file = done["entry"], done["version"], str(tmp_path / "act.json")
    assert run("entries", "show", entry)[1]["code"] == "act.unknown_matter"
    _, own = run("entries", "show", entry, "--as", "XA-NLO-1")
    assert (own["effect"], own["pending"][0]["step"]) == ("none", "approved")
    keys = key_files("EC-CR-1")
    (decision,) = {one["matter"] for one in run("entries", "history", entry, "--as", "EC-CR-1")[1]["acts"]
                   if one["kind"] == "decision.record"}  # fmt: skip
    attests = "attests=" + ",".join(map(str, LIST_GATES))
    for move in (("decision.authenticate", decision), ("version.permit", version, "--term", attests)):
        assert run("act", "new", *move, "--as", "EC-CR-1", "-o", file)[0] == 0
        assert sign(run, file, keys) == 0
        assert run("act", "submit", file)[0] == 0
    assert run("entries", "show", entry)[1]["effect"] == "in_force"
    assert run("find", "Ember", "Column")[1]["matches"][0]["id"] == entry
