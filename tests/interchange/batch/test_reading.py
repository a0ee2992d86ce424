"""Every kind of table is read; what is hostile or broken ends in an answer, or in a row that says so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from bench import fuzz_sheet
from comity.errors import Refused
from comity.interchange.batch import delimited, jsonlines, parquet, workbook
from comity.interchange.batch.opening import opened

TABLE = [["id", "name", "born"], ["1", "Некто Безымянный", "1970"], ["2", "Outis; Nemo", ""], ["3", "名 无", "1980"]]


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def cells(path: Path, *headings: str, encoding: str = "") -> list[list[Any]]:
    found = opened(path, encoding)
    rows = [list(row.cells) if not row.problem else [row.problem] for row in found.rows(headings)]
    assert found.total == len(rows)
    return rows


def code(path: Path, encoding: str = "") -> str:
    with pytest.raises(Refused) as refused:
        list(opened(path, encoding).rows(["name"]))
    assert all(refused.value.refusal.sentence(lang) for lang in ("en", "ru", "zh"))
    return refused.value.refusal.code


@pytest.mark.parametrize(("delimiter", "word"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_every_marked_encoding(
    delimiter: str, word: str, encoding: str, end: str, tmp_path: Path
) -> None:
    text = end.join(delimiter.join(f'"{cell}"' for cell in row) for row in TABLE) + end
    file = written(tmp_path / "a.csv", text.encode(encoding))
    assert opened(file).form == ("CSV", encoding.removesuffix("-sig"), word)
    assert cells(file, "name", "born") == [row[1:] for row in TABLE[1:]]


@pytest.mark.parametrize(("encoding", "text"), [("cp1251", "Некто"), ("gb18030", "无名氏")])
def test_another_encoding_is_read_only_where_it_is_named(encoding: str, text: str, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", f"name\n{text}\n".encode(encoding))
    assert code(file) == "batch.encoding"
    assert cells(file, "name", encoding=encoding) == [[text]]


def test_one_column_needs_no_delimiter_and_repeated_headings_are_told_apart(tmp_path: Path) -> None:
    assert cells(written(tmp_path / "a.csv", b"name\nNullus, Nemo\n\nOutis\n"), "name") == [["Nullus, Nemo"], ["Outis"]]
    assert opened(written(tmp_path / "b.csv", b"alias,alias,name\n")).headings == ("alias", "alias 2", "name")


def test_a_row_that_does_not_fit_the_headings_is_told_and_not_guessed_at(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", b"id,name\n1\n2,Nemo,,\n3,Nullus,Nemo\n4,Outis\n")
    assert cells(file, "name") == [[""], ["Nemo"], ["row_unread"], ["Outis"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'name\n"Nemo\n' + b"x\n" * 10, "batch.syntax"),  # a quote that is never closed
        (b'name\n"Ne"mo"\n', "batch.syntax"),
        (b'name\n"' + b"x" * 200_000 + b'"\n', "batch.syntax"),  # a field that fills memory
        (b"name\n" + b"x" * (delimited.MAX_LINE + 1), "batch.line"),
        (b"x" * (delimited.MAX_LINE + 1), "batch.line"),
        (b"name\nNem\xff\n", "batch.encoding"),
        (b"name\n" + b"Nemo\n" * 5000 + b"\xff\n", "batch.encoding"),
        (b"\xff\xfen\x00a\x00\x00\xd8", "batch.encoding"),  # half a character
        (b"n\x00a\x00m\x00e\x00", "batch.encoding"),  # UTF-16 without its mark
        (b"", "batch.headings"),
        (b",,,\n", "batch.headings"),
        (b"name," * 501, "batch.headings"),
        (b"n" * 301 + b",x", "batch.headings"),
    ],
)
def test_a_hostile_csv_is_refused_before_anything_is_screened(content: bytes, said: str, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", content)
    with pytest.raises(Refused) as refused:
        opened(file)  # opening alone finds it
    assert refused.value.refusal.code == said
    assert all(refused.value.refusal.sentence(lang) for lang in ("en", "ru", "zh"))


def test_nulls_in_cells_stay_in_their_cells(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", b"name,x\n" + b"y" * 5000 + b",1\nNe\x00mo,2\n")
    assert cells(file, "name")[1] == ["Ne\x00mo"]


def test_json_lines_and_what_is_none(tmp_path: Path) -> None:
    lines: list[Any] = [
        {"name": "Nemo", "alias": ["Outis", 7, None], "nationality": "x"},
        {"name": 12, "alias": {"a": 1}},
    ]
    text = "\ufeff" + "\n".join(json.dumps(line) for line in lines) + '\n\n[1]\n{"name": \n' + "[" * 100_000 + "\n{}\n"
    file = written(tmp_path / "a.jsonl", text.encode())
    assert cells(file, "name", "alias") == [
        ["Nemo", ["Outis", "7", ""]], ["12", ""], ["row_unread"], ["row_unread"], ["row_unread"], ["", ""],
    ]  # fmt: skip
    assert code(written(tmp_path / "b.jsonl", b"{" + b" " * jsonlines.MAX_LINE + b"}")) == "batch.line"
    assert code(written(tmp_path / "c.jsonl", b"[]\n")) == "batch.headings"


def test_parquet_with_days_numbers_and_lists(tmp_path: Path) -> None:
    table = pa.table(
        {
            "name": ["Nemo", None, "Outis"],
            "born": pa.array([date(1970, 1, 2), None, None], pa.date32()),
            "alias": pa.array([["a", None], [], None], pa.list_(pa.string())),
            "document": [1, 2, 3],
            "nested": [{"x": 1}] * 3,
        }
    )
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=2)
    assert "nested" not in opened(tmp_path / "a.parquet").headings
    assert cells(tmp_path / "a.parquet", "name", "born", "alias", "document") == [
        ["Nemo", "1970-01-02", ["a"], "1"], ["", "", [], "2"], ["Outis", "", "", "3"],
    ]  # fmt: skip


def test_one_long_text_for_many_rows_is_not_unpacked(tmp_path: Path) -> None:
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 10_000, pa.int32()), ["x" * (parquet.MAX_TEXT + 1)])
    pq.write_table(pa.table({"name": long}), tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 200_000
    assert code(tmp_path / "a.parquet") == "batch.parquet"


def test_a_parquet_that_claims_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq.write_table(pa.table({"name": ["Nemo"] * 100}), tmp_path / "a.parquet")
    monkeypatch.setattr(parquet, "MAX_GROUP", 10)
    assert code(tmp_path / "a.parquet") == "batch.parquet"


def test_a_damaged_parquet_is_an_answer(tmp_path: Path) -> None:
    pq.write_table(pa.table({"name": [f"Nemo {n}" for n in range(500)]}), tmp_path / "a.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    for damaged in (b"", b"PAR1", whole[: len(whole) // 2], whole[:-12] + b"\xff\xff\xff\x7fPAR1", b"x" * len(whole)):
        assert code(written(tmp_path / "b.parquet", damaged)) == "batch.parquet"


def test_a_workbook(tmp_path: Path) -> None:
    file = written(tmp_path / "a.xlsx", fuzz_sheet.packed(fuzz_sheet.parts()))
    found = opened(file)
    assert found.form[0] == "XLSX" and found.total == 3
    assert cells(file, found.headings[0])[1] == ["Колонна Тлеющих Углей"]


def test_a_workbook_of_many_rows_or_much_air_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = fuzz_sheet.parts()
    held["xl/worksheets/sheet1.xml"] += b" " * (8 << 20)
    assert code(written(tmp_path / "a.xlsx", fuzz_sheet.packed(held))) == "spreadsheet.packed"
    assert code(written(tmp_path / "b.xlsx", b"PK\x03\x04")) == "spreadsheet.workbook"
    monkeypatch.setattr(workbook, "MAX_FILE", 100)
    assert code(tmp_path / "a.xlsx") == "batch.large"


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert code(tmp_path) == "batch.kind"
    assert code(tmp_path / "none.csv") == "batch.no_file"
    (tmp_path / "folder.csv").mkdir()
    assert code(tmp_path / "folder.csv") == "batch.no_file"
