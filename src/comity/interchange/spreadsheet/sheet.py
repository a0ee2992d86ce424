"""A table as read: text in rows and columns, within limits that are checked before anything is parsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity.errors import Refused

MAX_FILE: Final = 10 << 20
MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 100
MAX_CELL: Final = 4_000
MAX_HEADING: Final = 300
RULE: Final = "design, rule 5"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, from 1, and its cells under the headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. ``form`` says how it was read: the encoding and the delimiter, or the workbook's sheet."""

    name: str
    form: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def content(file: Path) -> bytes:
    """The bytes of a file. Raises Refused (``spreadsheet.size``, ``cli.file``)."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise Refused("cli.file", file=str(file), problem=error.strerror or "") from None
    if len(data) > MAX_FILE:
        raise Refused("spreadsheet.size", RULE, file=file.name, limit=MAX_FILE)
    return data


def table(name: str, form: tuple[str, ...], lines: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    """The table of numbered lines; the first that is not empty holds the headings, empty ones are left out.

    Raises Refused (``spreadsheet.empty``, ``.rows``, ``.columns``, ``.cell``, ``.headings``, ``.wide``).
    """
    headings: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, raw in lines:
        cells = tuple(_cell(name, number, one) for one in raw)
        if not any(cells):
            continue
        if len(cells) > MAX_COLUMNS:
            raise Refused("spreadsheet.columns", RULE, file=name, limit=MAX_COLUMNS)
        if not headings:
            headings = _headings(name, number, cells)
            continue
        if len(rows) >= MAX_ROWS:
            raise Refused("spreadsheet.rows", RULE, file=name, limit=MAX_ROWS)
        if any(cells[len(headings) :]):
            raise Refused("spreadsheet.wide", RULE, file=name, row=number, count=len(headings))
        padded = (*cells, *[""] * (len(headings) - len(cells)))
        rows.append(Row(number, padded[: len(headings)]))
    if not headings:
        raise Refused("spreadsheet.empty", RULE, file=name)
    return Sheet(name, form, headings, tuple(rows))


def _cell(name: str, number: int, text: str) -> str:
    if len(text) > MAX_CELL:
        raise Refused("spreadsheet.cell", RULE, file=name, row=number, limit=MAX_CELL)
    if any("\ud800" <= c <= "\udfff" or (c < " " and c not in "\t\r\n") for c in text):
        raise Refused("spreadsheet.control", RULE, file=name, row=number)
    return " ".join(text.split())


def _headings(name: str, number: int, cells: tuple[str, ...]) -> tuple[str, ...]:
    if any(len(one) > MAX_HEADING for one in cells):
        raise Refused("spreadsheet.cell", RULE, file=name, row=number, limit=MAX_HEADING)
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    twice = sorted({one for one in found if found.count(one) > 1})
    if "" in found or twice:
        raise Refused("spreadsheet.headings", RULE, file=name, twice=twice or ["-"])
    return tuple(found)
