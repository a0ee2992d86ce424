"""``comity databank new, check, sign, submit``: from an empty folder to what counts, with what a person reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.cli.app import main
from comity.interchange.dossier.examples import AS_OF
from comity.interchange.telling import examples


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
    assert main(line) in (2, 3)
    assert capsys.readouterr().err
