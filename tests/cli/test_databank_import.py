"""``comity databank import``: a dry run that answers for every row, then drafts and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.cli.app import main
from tests.interchange.spreadsheet.test_drafting import MAPPING, TABLE


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    (tmp_path / "mapping.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "orgs.csv").write_text(TABLE, "utf-8-sig")
    return tmp_path / "orgs.csv"


def test_a_dry_run_without_a_mapping_shows_a_guess_and_writes_nothing(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(sheet.parent.iterdir())
    assert main(["databank", "import", str(sheet), "--dry-run"]) == 1  # three rows are refused
    shown = capsys.readouterr().out
    assert "utf-8, semicolon" in shown and '"Alias": names.name' in shown and "Colour" in shown
    assert "row 4, column Strength" in shown
    assert sorted(sheet.parent.iterdir()) == before


def test_drafts_are_written_and_each_fits_its_form(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafts = sheet.parent / "drafts"
    line = ["databank", "import", str(sheet), "--mapping", str(sheet.parent / "mapping.yaml"), "-o", str(drafts)]
    assert main([*line, "--json"]) == 1
    done = json.loads(capsys.readouterr().out)
    assert [row["row"] for row in done["rows"]] == [2, 3, 7] and len(done["refused"]) == 3
    assert done["drafts"] == [str(drafts / "0001-ember-column"), str(drafts / "0002-red-sand")]
    for draft in done["drafts"]:
        assert main(["databank", "check", draft]) == 0


def test_drafts_need_a_mapping(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["databank", "import", str(sheet), "-o", str(sheet.parent / "drafts")]) == 2
    assert "--mapping" in capsys.readouterr().err


def test_a_column_of_persons_stops_everything(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.write_text(TABLE.replace("Colour", "Leader"), "utf-8")
    assert main(["databank", "import", str(sheet), "--dry-run", "--lang", "ru"]) == 1
    assert "law.md A2, D1" in capsys.readouterr().err
