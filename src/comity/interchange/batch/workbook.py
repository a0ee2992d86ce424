"""Read the first sheet of an XLSX workbook through the reader of spreadsheets, which measures it first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity.errors import Refused
from comity.interchange.batch.source import RULE, Row, unread
from comity.interchange.batch.source import headings as named
from comity.interchange.spreadsheet import workbook
from comity.interchange.spreadsheet.workbook import Limits

MAX_FILE: Final = 64 << 20
LIMITS: Final = Limits(rows=100_000, columns=100, unpacked=512 << 20)
"""A workbook is read whole, about 1 kB a row: a larger one is saved as CSV, which is not."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A sheet in memory."""

    sheet: str
    headings: tuple[str, ...]
    lines: tuple[list[str], ...]

    @property
    def form(self) -> tuple[str, ...]:
        """For people: the format and the sheet."""
        return ("XLSX", self.sheet)

    @property
    def total(self) -> int:
        """How many rows there are under the headings."""
        return len(self.lines)

    def rows(self, headings: Sequence[str]) -> Iterator[Row]:
        """Every row that is not empty; one with cells beyond the headings is not read."""
        places, count = [self.headings.index(one) for one in headings], len(self.headings)
        for cells in self.lines:
            wide = any(cells[count:])
            yield unread(len(places)) if wide else Row([cells[place] for place in places])


def read(file: Path) -> Workbook:
    """Open a workbook. Raises Refused (``batch.large``, ``batch.headings``, ``spreadsheet.*``)."""
    if file.stat().st_size > MAX_FILE:
        raise Refused("batch.large", RULE, file=file.name, limit=MAX_FILE)
    sheet, lines = workbook.lines(file.read_bytes(), file.name, LIMITS)
    kept = [cells for cells in lines if any(cells)]
    if len(kept) > LIMITS.rows + 1:
        raise Refused("spreadsheet.rows", RULE, file=file.name, limit=LIMITS.rows)
    first = kept[0] if kept else []
    while first and not first[-1]:
        first = first[:-1]
    found = named(file.name, first)
    return Workbook(sheet, found, tuple([*cells, *[""] * (len(found) - len(cells))] for cells in kept[1:]))
