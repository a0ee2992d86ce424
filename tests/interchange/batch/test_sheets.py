"""Answers in an Excel sheet: every value as it is, no text a formula, bounded memory, and no run that cannot fit."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import python_calamine
from xlsxwriter import workbook

from comity.errors import Refused
from comity.interchange.batch import blocks, running, sheets
from comity.interchange.batch.opening import opened
from comity.screening.batch import COLUMNS, schema
from comity.screening.versions import versions
from tests.interchange.batch.test_journal import begun, broken_after, job, resumed
from tests.planted import caught

FORM = schema(versions())
NAMES = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "Nemo & <Nullus>",
    "_x0041_",
    "\u0001",
    "𐐀" * 20_000,
    "https://a.b",
]


def batch(ids: list[str], first: int = 1) -> Any:
    rows = [{"row": at, "id": one, "status": "none", "rank": 0, "total": 0} for at, one in enumerate(ids, first)]
    return pa.RecordBatch.from_pylist(rows, FORM)


def written(folder: Path, *batches: Any) -> bytes:
    stream = io.BytesIO()
    sheets.write(stream, FORM, batches, folder)
    assert [*folder.iterdir()] == []  # what was written before it was packed is gone
    return stream.getvalue()


def tables(data: bytes) -> list[list[list[Any]]]:
    book = python_calamine.load_workbook(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def no_formula(data: bytes) -> None:
    """No cell is a formula or a link; each that would be calculated is marked as text, and no other is."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    sheet, styles = parts["xl/worksheets/sheet1.xml"], parts["xl/styles.xml"]
    assert "<f>" not in sheet and "hyperlink" not in "".join(parts.values())
    marks = [f'"{one}"' for one, found in enumerate(_formats(styles)) if "quotePrefix" in found]
    cells = re.findall(r'<c r="B\d+"(?: s=("\d+"))? t="inlineStr"><is><t[^>]*>([^<]*)', sheet)
    told = [(style in marks, bool(re.match(sheets.FORMULA, text.replace("_x0009_", "\t")))) for style, text in cells]
    assert len(cells) == len(NAMES) + 1 and all(marked == begins for marked, begins in told)
    assert sum(marked for marked, _ in told) == 6


def _formats(styles: str) -> list[str]:
    return re.findall(r"<xf [^>]*>", styles[styles.index("<cellXfs") : styles.index("</cellXfs>")])


def test_no_text_is_a_formula_and_none_is_changed(tmp_path: Path) -> None:
    data = written(tmp_path, batch(NAMES))
    no_formula(data)
    (table,) = tables(data)
    assert table[0] == [name for name, _ in COLUMNS]
    kept = [NAMES[at] if at != 9 else f"{'𐐀' * 16_382}…" for at in range(len(NAMES))]
    assert [row[:5] for row in table[1:]] == [[at, one, "none", "", 0] for at, one in enumerate(kept, 1)]


def test_a_planted_formula_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Eager(workbook.Worksheet):  # type: ignore[misc]
        """Takes a text for what it looks like, as the library does where it is not told otherwise."""

        def write_string(self, row: int, place: int, text: str, *_: Any) -> Any:
            return self.write(row, place, text) if row else super().write_string(row, place, text)

    monkeypatch.setattr(workbook.Workbook, "worksheet_class", Eager)
    data = written(tmp_path, batch(NAMES[:1]))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"<f>" in packed.read("xl/worksheets/sheet1.xml")
    caught(no_formula, data)


def test_the_same_answers_are_the_same_bytes_and_say_the_versions(tmp_path: Path) -> None:
    data = written(tmp_path, batch(NAMES))
    assert data == written(tmp_path, batch(NAMES[:4]), batch(NAMES[4:], 5))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert versions().algorithm in packed.read("docProps/core.xml").decode()


def most(folder: Path, rows: int) -> int:
    """The most bytes of Python's that writing so many rows holds."""

    def batches() -> Iterator[Any]:
        for at in range(0, rows, 500):
            yield batch([f"key {number}" for number in range(at, at + 500)], at + 1)

    tracemalloc.start()
    with (folder / "out.xlsx").open("wb") as stream:
        (folder / "tmp").mkdir(exist_ok=True)
        sheets.write(stream, FORM, batches(), folder / "tmp")
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return held


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    most(tmp_path, 500)  # what is loaded once
    assert most(tmp_path, 10_000) < most(tmp_path, 1_000) + (1 << 19)


def test_what_goes_beyond_one_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 4)
    found = tables(written(tmp_path, batch(NAMES[:9])))
    assert [len(one) for one in found] == [5, 5, 2] and all(one[0][0] == "row" for one in found)
    assert [row[0] for one in found for row in one[1:]] == [*range(1, 10)]


@pytest.mark.parametrize(("rows", "limit", "fits"), [(209_715, 5, True), (209_716, 5, False), (1_048_575, 1, True)])
def test_a_run_that_may_not_fit_is_refused_before_it_begins(rows: int, limit: int, fits: bool, tmp_path: Path) -> None:
    asked = job(tmp_path, "out.xlsx", limit=limit)
    object.__setattr__(asked.given, "total", rows)
    if fits:
        begun(asked).remove()
        return
    with pytest.raises(Refused) as refused:
        running.begin(asked, lambda: pytest.fail("work began"))
    assert refused.value.refusal.code == "batch.sheet"
    assert [one.name for one in tmp_path.iterdir()] == ["names.csv"]


def test_a_broken_run_ends_with_the_bytes_of_an_unbroken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "ROWS", 2)
    asked = job(tmp_path, "whole.xlsx")
    with begun(asked) as held:
        running.run(asked, held, 1, lambda rows: None)
        expected = running.finish(asked, held, lambda rows: None).checksum, asked.out.read_bytes()
    again = job(tmp_path, "out.xlsx")
    broken_after(2, again, begun(again))
    assert resumed(again) == expected


def test_what_was_written_can_be_screened_again(tmp_path: Path) -> None:
    data = written(tmp_path, batch(["a", "b"]))
    (tmp_path / "out.xlsx").write_bytes(data)
    given = opened(tmp_path / "out.xlsx")
    assert given.total == 2 and given.headings[:2] == ("row", "id")
