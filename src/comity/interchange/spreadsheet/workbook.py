"""Read the first sheet of an XLSX workbook: cached values only, nothing evaluated, nothing executed.

The archive is opened here, entry by entry and within limits, and only its XML goes on, packed anew: so
what was measured is what is parsed. A sheet that claims a far cell is refused before its parser reserves
room for everything in between.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from comity.errors import Refused
from comity.interchange.spreadsheet.sheet import MAX_COLUMNS, MAX_ROWS, RULE, Sheet, table

MAX_ENTRIES: Final = 500
MAX_RATIO: Final = 200
_KEPT: Final = (".xml", ".rels")
_CELL: Final = re.compile(
    r"\b(?:r|ref)\s*=\s*[\"']\$?([A-Za-z]{1,10})\$?([0-9]{1,10})(?::\$?([A-Za-z]{1,10})\$?([0-9]{1,10}))?"
)
_ROW: Final = re.compile(r"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"']([0-9]{1,10})")
_ENCODING: Final = re.compile(r"^\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_BETWEEN: Final = 1_000  # headings, and empty rows between


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a sheet may reach, and how many bytes its workbook may unpack to."""

    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS
    unpacked: int = 64 << 20

    @property
    def far(self) -> int:
        """The last row that a cell may claim to stand in."""
        return self.rows + _BETWEEN


def read(data: bytes, name: str) -> Sheet:
    """The table in the first sheet. Raises Refused (as ``lines`` and ``sheet.table`` do)."""
    sheet, rows = lines(data, name, Limits())
    return table(name, ("xlsx", sheet), enumerate(rows, 1))


def lines(data: bytes, name: str, limits: Limits) -> tuple[str, Iterator[list[str]]]:
    """The name of the first sheet and its rows, as text.

    Raises Refused (``spreadsheet.workbook``, ``.packed``, ``.rows``, ``.columns``).
    """
    packed = _packed_anew(data, name, limits)
    import python_calamine  # noqa: PLC0415  loaded on use

    try:
        book = python_calamine.load_workbook(io.BytesIO(packed))
        sheet = book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=limits.far)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the parser is no Exception
        raise Refused("spreadsheet.workbook", RULE, file=name, problem=type(error).__name__) from None
    return sheet.name, ([_text(one) for one in cells] for cells in rows)


def _text(value: object) -> str:
    """A value as a person would have typed it: whole numbers without a point, days as ISO days."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)


def _packed_anew(data: bytes, name: str, limits: Limits) -> bytes:
    target = io.BytesIO()
    left = min(limits.unpacked, max(len(data), 1) * MAX_RATIO)
    seen: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as packed:
            entries = source.infolist()
            if len(entries) > MAX_ENTRIES:
                raise Refused("spreadsheet.packed", RULE, file=name)
            for entry in entries:
                if not entry.filename.endswith(_KEPT) or entry.filename in seen:
                    continue
                seen.add(entry.filename)
                with source.open(entry) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise Refused("spreadsheet.packed", RULE, file=name)
                _measure(content, name, limits)
                packed.writestr(entry.filename, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Refused("spreadsheet.workbook", RULE, file=name, problem=type(error).__name__) from None
    return target.getvalue()


def _measure(content: bytes, name: str, limits: Limits) -> None:
    """Refuse text that is not plain UTF-8, declares entities, or places a cell beyond the limits."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("spreadsheet.workbook", RULE, file=name, problem=type(error).__name__) from None
    declared = _ENCODING.match(text)
    if "<!DOCTYPE" in text or "<!ENTITY" in text or (declared and declared[1].lower() not in ("utf-8", "utf8")):
        raise Refused("spreadsheet.workbook", RULE, file=name, problem="DOCTYPE")
    rows = [int(row) for found in _CELL.finditer(text) for row in (found[2], found[4]) if row]
    rows += [int(found[1]) for found in _ROW.finditer(text)]
    if max(rows, default=0) > limits.far:
        raise Refused("spreadsheet.rows", RULE, file=name, limit=limits.rows)
    columns = (_number(c) for found in _CELL.finditer(text) for c in (found[1], found[3]) if c)
    if max(columns, default=0) > limits.columns:
        raise Refused("spreadsheet.columns", RULE, file=name, limit=limits.columns)


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
