"""``comity screen FILE -o OUT``: what is read is shown, every row is answered, nothing half-written stays."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from pyarrow import parquet

from comity import language
from comity.cli import main, screen, screen_commands
from comity.interchange.batch import blocks, journal
from comity.screening import Index
from comity.watchlists import synthetic

TABLE = """\
Клиент;ФИО;Дата рождения;Гражданство;Вероисповедание
A-1;Некто Безымянный;1980;Nowhere;none
A-2;Unrelated Outis;31.12.1970;Nowhere;none
=A-3;;;;
A-4;ab;;;
A-5;Орден;Бумажной;Луны;;here
A-6;Орден Бумажной Луны;about then;;
"""


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))
    (tmp_path / "un.xml").write_bytes(synthetic.make(date(2026, 3, 1)))
    assert main(["lists", "import", "un", str(tmp_path / "un.xml")]) == 0
    (tmp_path / "names.csv").write_text(TABLE, "utf-8")
    capsys.readouterr()
    return tmp_path


def screened(*line: str | Path, capsys: pytest.CaptureFixture[str], code: int = 0) -> Any:
    assert main(["screen", *map(str, line), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_what_is_read_is_shown_before_anything_is_screened(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", str(lists / "names.csv"), "--dry-run", "--column", "id=Клиент"]) == 0
    shown = capsys.readouterr().out
    assert "CSV, utf-8, semicolon" in shown and "name: ФИО" in shown and "(--column birth_date=Дата рождения)" in shown
    assert "not read: Гражданство, Вероисповедание" in shown
    assert sorted(one.name for one in lists.iterdir()) == ["home", "names.csv", "un.xml"]


def test_every_row_is_answered_and_counted(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = lists / "out.csv"
    done = screened(lists / "names.csv", "-o", out, "--column", "id=Клиент", capsys=capsys)
    assert (done["rows"], done["matched"], done["errors"]) == (6, 2, 3)
    assert done["notes"] == {"birth_unread": 1, "name_empty": 1, "name_short": 1, "row_unread": 1}
    assert done["lists"][0]["name"] == "un" and done["lists"][0]["date"] == "2026-03-01"
    assert done["not_read"] == ["Гражданство", "Вероисповедание"]
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert {row["row"] for row in rows} == {"1", "2", "3", "4", "5", "6"}
    best = {row["id"]: row["subject"] for row in rows if row["rank"] in ("0", "1")}
    assert best["A-1"] == "ZZi.003" and best["A-6"] == "ZZe.001" and best["A-2"] == ""
    assert "'=A-3" in best  # a spreadsheet would have calculated it
    assert "Nowhere" not in out.read_text("utf-8")
    assert not journal.place(out).exists() and out.stat().st_mode & 0o077 == 0


def test_every_format_holds_the_same_answers(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sums = set()
    for name in ("out.csv", "out.jsonl", "out.parquet", "out.xlsx"):
        sums.add(screened(lists / "names.csv", "-o", lists / name, capsys=capsys)["checksum"])
    assert len(sums) == 1
    table = parquet.read_table(lists / "out.parquet")
    lines = [json.loads(line) for line in (lists / "out.jsonl").read_text("utf-8").splitlines()]
    assert lines == [{k: v for k, v in row.items() if v is not None} for row in table.to_pylist()]
    said = json.loads(table.schema.metadata[b"comity.run"])
    assert said["lists"][0]["name"] == "un" and said["threshold"] == 0.7
    assert b"comity.algorithm" in table.schema.metadata


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing(
    lists: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "ROWS", 2)
    sums, files = set(), set()
    for workers in ("1", "2", "3"):
        out = lists / f"out{workers}.parquet"
        sums.add(screened(lists / "names.csv", "-o", out, "--workers", workers, capsys=capsys)["checksum"])
        files.add(out.read_bytes())
    assert len(sums) == len(files) == 1


def test_a_person_is_told_with_what_and_against_what(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", str(lists / "names.csv"), "-o", str(lists / "out.csv"), "--lang", "ru"]) == 0
    told = capsys.readouterr()
    assert "имя или название: ФИО" in told.err  # shown beside, before the run
    assert "Строк: 6" in told.out and "un от 2026-03-01: записей 12" in told.out and "Сходное имя" in told.out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("names.csv",), 2, "cli.missing"),
        (("names.csv", "-o", "out.xls"), 2, "batch.format"),
        (("names.csv", "-o", "no/out.csv"), 3, "batch.no_folder"),
        (("names.csv", "-o", "names.csv"), 1, "batch.exists"),
        (("none.csv", "-o", "out.csv"), 3, "batch.no_file"),
        (("un.xml", "-o", "out.csv"), 2, "batch.kind"),
        (("names.csv", "-o", "out.csv", "--limit", "51"), 2, "cli.usage"),
        (("names.csv", "-o", "out.csv", "--threshold", "0.4"), 2, "cli.usage"),
        (("names.csv", "-o", "out.csv", "--register"), 2, "cli.option"),
        (("names.csv", "-o", "out.csv", "--as", "XE-CK-1"), 4, "node.none"),
        (("names.csv", "-o", "out.csv", "--column", "nationality=Гражданство"), 2, "batch.column"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(
    line: tuple[str, ...],
    code: int,
    said: str,
    lists: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(lists)
    assert screened(*line, capsys=capsys, code=code)["code"] == said
    assert sorted(one.name for one in lists.iterdir()) == ["home", "names.csv", "un.xml"]


def test_without_a_list_there_is_nothing_to_screen_against(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "empty"))
    (tmp_path / "names.csv").write_text("name\nNemo\n")
    refused = screened(tmp_path / "names.csv", "-o", tmp_path / "out.csv", capsys=capsys, code=3)
    assert refused["code"] == "find.nothing"


def test_the_index_is_saved_for_other_engines_and_never_written_over(
    lists: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = lists / "lists.index"
    done = screened("index", saved, capsys=capsys)
    assert done["lists"][0]["name"] == "un" and len(Index.load(saved)) == 12
    assert saved.stat().st_mode & 0o077 == 0
    assert screened("index", saved, capsys=capsys, code=1)["code"] == "batch.exists"
    assert screened("index", lists / "no" / "x", capsys=capsys, code=3)["code"] == "batch.no_folder"


OTHERS = Path(__file__).parents[1] / "fixtures" / "lists"


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_batch_against_another_list_names_who_issued_it(
    lang: str, lists: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lists", "import", "eu", str(OTHERS / "eu.xml")]) == 0
    capsys.readouterr()
    done = screened(lists / "names.csv", "-o", lists / "out.csv", capsys=capsys)
    assert {one["name"]: one["issuer"] for one in done["lists"] if one["digest"]} == {"un": "", "eu": "eu"}
    assert main(["screen", str(lists / "names.csv"), "-o", str(lists / "again.csv"), "--lang", lang]) == 0
    assert language.say("lists.measure_eu", lang) in capsys.readouterr().out


def test_a_file_is_screened_without_the_commands_that_bring_the_store() -> None:
    code = "import sys, comity.cli.screen; sys.exit('django' in sys.modules or 'pyarrow' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_commands_of_officers_are_named_as_they_are() -> None:
    every: Any = typer.main.get_command(screen.app)
    officers: Any = typer.main.get_command(screen_commands.app)
    assert tuple(officers.commands) == screen.OFFICERS and [*every.commands] == ["file", "index", *screen.OFFICERS]
