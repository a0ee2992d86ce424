"""Read CSV: UTF-8, UTF-16 with its mark, or an encoding that is named; the delimiter taken from the headings.

The file is read through once before anything is screened, so that what is wrong with it is said at once and
not after an hour, and so that the number of rows is known.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import Final

from comity.errors import Refused
from comity.interchange.batch.source import RULE, Row, unread
from comity.interchange.batch.source import headings as named

ENCODINGS: Final = ("utf-8", "utf-16", "cp1251", "gb18030")
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_LINE: Final = 1 << 20  # characters
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV whose rows were counted."""

    file: Path
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    total: int = 0

    @property
    def form(self) -> tuple[str, ...]:
        """For people: the format, the encoding, the delimiter."""
        return ("CSV", self.encoding.removesuffix("-sig"), DELIMITERS[self.delimiter])

    def rows(self, headings: Sequence[str]) -> Iterator[Row]:
        """Rows with more cells than headings are not read: which cell is the name, nobody can say."""
        count = len(self.headings)
        places = [self.headings.index(one) for one in headings]
        chosen = itemgetter(*places, places[0])  # one more, for of one place it would give the cell alone
        lines = _table(self.file, self.encoding, self.delimiter)
        next(lines, None)
        for cells in lines:
            if len(cells) == count:
                yield Row(chosen(cells)[:-1])
            elif any(cells[count:]):
                yield unread(len(places))
            else:
                yield Row(chosen([*cells, *[""] * (count - len(cells))])[:-1])


def read(file: Path, encoding: str = "") -> Delimited:
    """Open a CSV. Raises Refused (``batch.no_encoding``, ``.encoding``, ``.syntax``, ``.line``, ``.headings``)."""
    if encoding and encoding not in ENCODINGS:
        raise Refused("batch.no_encoding", RULE, given=encoding[:40], known=list(ENCODINGS))
    with file.open("rb") as stream:
        begins = stream.read(4096)
    chosen = next((name for mark, name in _MARKS.items() if begins.startswith(mark)), encoding or ENCODINGS[0])
    if chosen != "utf-16" and b"\x00" in begins:
        raise Refused("batch.encoding", RULE, file=file.name, line=1, tried=chosen)
    first = next(_lines(file, chosen), "")
    delimiter = max(DELIMITERS, key=lambda one: _count(first, one)) if _many(first) else "\t"
    table = _table(file, chosen, delimiter)
    found = Delimited(file, chosen, delimiter, named(file.name, next(table, [])))
    return replace(found, total=sum(1 for _ in table))


def _many(line: str) -> bool:
    return any(_count(line, one) > 1 for one in DELIMITERS)


def _count(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0


def _table(file: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """The rows that are not empty. A quote that is never closed ends at the reader's own limit of a field."""
    reader = csv.reader(_lines(file, encoding), delimiter=delimiter, strict=True)
    try:
        yield from filter(any, reader)
    except csv.Error as error:
        line, problem = reader.line_num, str(error)[:100]
        raise Refused("batch.syntax", RULE, file=file.name, line=line, problem=problem) from None


def _lines(file: Path, encoding: str) -> Iterator[str]:
    """The lines as they stand; none is longer than ``MAX_LINE``."""
    number = 0
    with file.open("rb") as raw, io.TextIOWrapper(raw, encoding, newline="") as stream:
        try:
            while line := stream.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    raise Refused("batch.line", RULE, file=file.name, line=number, limit=MAX_LINE)
                yield line
        except UnicodeError:
            tried = encoding.removesuffix("-sig")
            raise Refused("batch.encoding", RULE, file=file.name, line=number + 1, tried=tried) from None
