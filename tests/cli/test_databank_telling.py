"""``comity databank new, check, sign, submit``: from an empty folder to what counts, with what a person reads."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.cli.app import main
from comity.demo.cast import Cast, StoryClock
from comity.interchange.dossier.examples import AS_OF
from comity.interchange.telling import examples
from tests.cli.conftest import PASSPHRASE, Run


def test_an_empty_telling_is_made_and_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "told"
    assert main(["databank", "new", "organisation", str(folder), "--lang", "ru"]) == 0
    assert "telling.yaml" in capsys.readouterr().out
    assert main(["databank", "check", str(folder)]) == 2
    assert "says.claimant_state" in capsys.readouterr().out


def test_check_says_who_reads_which_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = examples.materialise("ember-column-xc", tmp_path / "xc", AS_OF)
    assert main(["databank", "check", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "NAMED (EC)" in shown and "MEMBER (the authorities of all members)" in shown
    assert main(["databank", "check", str(folder), "--json"]) == 0
    parts = json.loads(capsys.readouterr().out)["bodies"]
    assert [(part["code"], part["recipients"]) for part in parts] == [("MEMBER", []), ("NAMED", ["EC"])]


def test_a_person_by_name_is_refused_in_three_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = examples.materialise("ember-column-leader", tmp_path / "leader", AS_OF)
    for lang in ("en", "ru", "zh"):
        assert main(["databank", "check", str(folder), "--lang", lang]) == 2
        assert "[law.md A2, D1]" in capsys.readouterr().out


def test_an_unsigned_telling_is_not_submitted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = examples.materialise("trend-cases", tmp_path / "trend", AS_OF)
    assert main(["databank", "submit", str(folder)]) == 2
    assert "comity databank sign" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--attests", "all"], ["--capacity", "KING"]])
def test_what_is_typed_wrongly_is_said(tmp_path: Path, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    folder = examples.materialise("trend-cases", tmp_path / "trend", AS_OF)
    line = ["databank", "sign", str(folder), "--as", "XA-NLO-1", "--key", "no", "--seal", "no", *option]
    assert main(line) == 2
    assert capsys.readouterr().err


def test_a_telling_counts_after_two_officers_signed_it(
    tmp_path: Path,
    cast: Cast,
    clock: StoryClock,
    key_files: Callable[[str], tuple[str, str]],
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: PASSPHRASE.decode())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    folder = examples.materialise("ember-column-xa", tmp_path / "xa", clock().date())
    for officer, attests in (("XA-NLO-1", ""), ("XA-NAA-1", "13,43")):
        key, seal = key_files(officer)
        line = ["databank", "sign", str(folder), "--as", officer, "--key", key, "--seal", seal]
        assert run(*line, "--attests", attests)[0] == 0
        Path(seal).unlink()
    code, done = run("databank", "submit", str(folder))
    assert code == 0 and cast.matter(done["told"]).step == "told"
    assert cast.matter(done["told"]).linked("in") == done["file"]
    assert run("databank", "submit", str(folder)) == (0, done)  # the same acts get the same answer
    assert run("databank", "files", "--as", "XB-NLO-1")[1]["files"][0]["file"] == done["file"]
