"""Answers as an Excel workbook: each row goes to the disk as it comes, a text stays a text, and bytes are the same.

A text that a spreadsheet would calculate is marked as text in its cell (``quotePrefix``), so that it stays one when
somebody edits it; nothing is put before it, as CSV needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from comity.errors import Refused
from comity.interchange.batch.source import RULE
from comity.screening.batch import Arrow

SUFFIX: Final = ".xlsx"
MAX_ROWS: Final = (1 << 20) - 1  # under the headings
MAX_CELL: Final = 16_383  # characters: a cell holds twice as many, and counts some of them twice
FORMULA: Final = r"^([=+\-@\t\r\n＝＋－＠])"
_CALCULATED: Final = re.compile(FORMULA)
_MADE: Final = datetime(1980, 1, 1)  # noqa: DTZ001  no moment: the day that an archive without one has
_SHEET: Final = "answers"


def check(out: Path, rows: int, limit: int) -> None:
    """Raises Refused (``batch.sheet``) where the matches of so many input rows may not stand in one sheet."""
    if rows * limit > MAX_ROWS:
        raise Refused("batch.sheet", RULE, file=out.name[:100], rows=rows, limit=limit, most=MAX_ROWS)


def write(stream: BinaryIO, form: Arrow, answers: Iterable[Arrow], folder: Path) -> None:
    """Write ``answers`` to ``stream``; ``folder`` takes what is written of the sheet before it is packed.

    Should cleared matches, which no limit bounds, reach beyond one sheet, there is a second one.
    """
    import xlsxwriter  # noqa: PLC0415  loaded on use

    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "tmpdir": str(folder)})
    told = {key.decode(): value.decode() for key, value in (form.metadata or {}).items()}
    book.set_properties({"created": _MADE, "comments": json.dumps(told, ensure_ascii=False, sort_keys=True)})
    text = book.add_format({"quote_prefix": True})
    sheet, line = _begun(book, form), 0
    for batch in answers:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if line == MAX_ROWS:
                sheet, line = _begun(book, form), 0
            line += 1
            for place, value in enumerate(row):
                if isinstance(value, str):
                    marked = (text,) if _CALCULATED.match(value) else ()
                    sheet.write_string(line, place, _fitting(value), *marked)
                elif value is not None:
                    sheet.write_number(line, place, value)
    book.close()


def _begun(book: Any, form: Arrow) -> Any:
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet(_SHEET if number == 1 else f"{_SHEET} {number}")
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, form.names, book.add_format({"bold": True}))
    return sheet


def _fitting(text: str) -> str:
    return text if len(text) <= MAX_CELL else f"{text[: MAX_CELL - 1]}…"
