"""``comity dossier``: new, check, sign by two officers, show."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from comity import keyfiles
from comity.cli import main
from comity.interchange.dossier import examples
from comity.keyfiles import Label
from comity.keys import KeyKind, generate

PASSPHRASE = "long enough for a demo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return examples.materialise("oshrani", tmp_path / "oshrani", datetime.now(UTC).date())


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    kinds = {"XD-NLO-1": KeyKind.OFFICER, "XD-NAA-1": KeyKind.OFFICER, "XD-CENTRAL": KeyKind.SEAL}
    typed = keyfiles.typed(PASSPHRASE)
    return {
        holder: str(
            keyfiles.write(tmp_path / "keys", generate(os.urandom), typed, Label(kind, holder, True), os.urandom)
        )
        for holder, kind in kinds.items()
    }


def answer(capsys: pytest.CaptureFixture[str], *line: str) -> tuple[int, Any]:
    code = main([*line, "--json"])
    return code, json.loads(capsys.readouterr().out)


def sign(folder: Path, keys: dict[str, str], officer: str, passphrase: str = PASSPHRASE) -> list[str]:
    reading, writing = os.pipe()
    os.write(writing, f"{passphrase}\n{passphrase}\n".encode())
    os.close(writing)
    signs = ["--as", officer, "--key", keys[officer], "--seal", keys["XD-CENTRAL"], "--secrets-fd", str(reading)]
    return ["dossier", "sign", str(folder), *signs]


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_new_then_check_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    assert main(["dossier", "new", str(tmp_path / "d"), "--kind", "register", "--lang", lang]) == 0
    capsys.readouterr()
    code, found = answer(capsys, "dossier", "check", str(tmp_path / "d"), "--lang", lang)
    assert code == 2 and len(found["faults"]) == 10
    assert main(["dossier", "check", str(tmp_path / "d"), "--lang", lang]) == 2
    assert "dossier.yaml" in capsys.readouterr().out


def test_a_whole_dossier_awaits_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "dossier", "check", str(folder), "--profile", "sco_rats_demo")
    assert code == 0 and found["refused"] == [] and found["held_for_review"] == [17, 19, 20]
    assert main(["dossier", "check", str(folder)]) == 0
    assert "awaits" in capsys.readouterr().out


def test_a_refusing_gate_is_shown_with_its_provision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    today = datetime.now(UTC).date()
    folder = examples.materialise(examples.negative("definition-of-2017"), tmp_path / "n", today)
    code, found = answer(capsys, "dossier", "check", str(folder))
    assert code == 1 and {one["gate"] for one in found["refused"]} == {5}
    assert all(one["provision"] for one in found["refused"])


def test_a_dossier_on_support_awaits_the_reviewer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = examples.materialise("copper-vault", tmp_path / "s", datetime.now(UTC).date())
    code, found = answer(capsys, "dossier", "check", str(folder), "--profile", "sco_rats_demo")
    assert (code, found["door"], found["refused"]) == (0, "support.circulate", [])
    assert {"gate": 37, "act": "act of the reviewer"} in found["awaits"]
    code, shown = answer(capsys, "dossier", "show", str(folder))
    assert code == 0 and shown["subject"][0] == "Copper Vault Exchange"
    code, explained = answer(capsys, "gate", "explain", str(folder), "--profile", "sco_rats_demo")
    assert {one["gate"] for one in explained["findings"]} >= {37} and explained["outcome"] == "undetermined"
    negative = examples.negative("humanitarian-organisation")
    refused = examples.materialise(negative, tmp_path / "n", datetime.now(UTC).date())
    code, found = answer(capsys, "dossier", "check", str(refused))
    assert code == 1 and {one["gate"] for one in found["refused"]} == {37}


def test_drafter_then_approver_sign_and_nobody_twice(
    folder: Path, keys: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, drafted = answer(capsys, *sign(folder, keys, "XD-NLO-1"))
    assert code == 0 and [Path(p).name for p in drafted["signed"]] == [
        "01-decision.record.json",
        "02-entry.claim.json",
        "03-version.submit.json",
    ]
    assert any("arrested" in words for words in drafted["words"])
    code, refused = answer(capsys, *sign(folder, keys, "XD-NLO-1"))
    assert (code, refused["code"]) == (1, "dossier.same_officer")
    code, approved = answer(capsys, *sign(folder, keys, "XD-NAA-1"))
    assert code == 0 and Path(approved["signed"][0]).name == "04-version.approve.json"
    code, refused = answer(capsys, *sign(folder, keys, "XD-NAA-1"))
    assert (code, refused["code"]) == (1, "dossier.complete")
    code, shown = answer(capsys, "dossier", "show", str(folder))
    assert code == 0 and shown["signed"][-1] == "version.approve: XD-NAA-1"


def test_the_words_come_before_the_passphrase(
    folder: Path, keys: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(sign(folder, keys, "XD-NLO-1", "wrong passphrase")) != 0
    assert "will be arrested" in capsys.readouterr().err
    assert not (folder / "signatures").exists()


def test_the_key_of_another_officer_is_refused(
    folder: Path, keys: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    line = sign(folder, {**keys, "XD-NLO-1": keys["XD-NAA-1"]}, "XD-NLO-1")
    code, refused = answer(capsys, *line)
    assert (code, refused["code"]) == (1, "dossier.wrong_holder")


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Comity dossier"
