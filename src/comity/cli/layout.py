"""Lines that fit a terminal: words are kept whole, and a table that does not fit becomes blocks.

Widths are those of a terminal: a Han character takes two columns, a combining mark none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

_GAP: Final = "  "
_NARROW: Final = 20  # columns; a text in less than this is no longer read but deciphered
_HAN: Final = "\u2e80-\u9fff\uff00-\uffef"
_CLOSING: Final = ",.;:!?)\u201d\uff0c\u3002\uff1b\uff1a\u3001\uff01\uff1f\uff09\u300b"  # never begins a line
_TALL: Final = 5  # lines; a taller row is no longer seen as a row
_PIECE: Final = re.compile(rf"[{_HAN}][{_CLOSING}]*|[^\s{_HAN}]+|\s+")


def width(text: str) -> int:
    """The columns that ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, room: int) -> list[str]:
    """``text`` in lines of at most ``room`` columns; a longer word keeps a line of its own."""
    lines: list[str] = []
    for given in text.split("\n"):
        line = ""
        for piece in _PIECE.findall(given):
            if line.strip() and width(line) + width(piece.rstrip()) > room:
                lines.append(line.rstrip())
                line = ""
            line += piece if line or not piece.isspace() else ""
        lines.append(line.rstrip())
    return lines


def paragraph(line: str, room: int) -> list[str]:
    """A line for a person, folded under its own indent; one that begins with four spaces is to be copied, and is
    left as it is."""
    if width(line) <= room or line.startswith("    "):
        return [line]
    indent = re.match(r" *(?:[+x] )?", line)
    lead = indent.group() if indent else ""
    first, *rest = wrapped(line[len(lead) :], room - len(lead))
    return [lead + first, *(" " * len(lead) + one for one in rest)]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], room: int | None) -> list[str]:
    """A table of at most ``room`` columns, or a block for each row where that would not read well. A short row is
    filled with empty cells.

    ``room`` None: as wide as it comes, one line for each row.
    """
    rows = [[*row, *[""] * (len(heads) - len(row))] for row in rows]
    columns = [[head, *(row[place] for row in rows)] for place, head in enumerate(heads)]
    wanted = [max(map(width, column)) for column in columns]
    if room is None:
        return [line for row in (heads, *rows) for line in _row(row, wanted)]
    if sum(wanted) + len(_GAP) * (len(heads) - 1) <= room:
        return _ruled(heads, rows, wanted)
    widths = _shared(columns, wanted, room)
    return list(_blocks(heads, rows, room)) if widths is None else _ruled(heads, rows, widths)


def _shared(columns: Sequence[Sequence[str]], wanted: list[int], room: int) -> list[int] | None:
    """The widths with which the texts share what the short columns leave; None where too little is left."""
    words = [max(width(word) for cell in column for word in cell.split(" ")) for column in columns]
    long = [place for place, want in enumerate(wanted) if want > _NARROW and words[place] < want]
    left = room - len(_GAP) * (len(columns) - 1) - sum(w for place, w in enumerate(wanted) if place not in long)
    widths = list(wanted)
    for waiting, place in zip(range(len(long), 0, -1), sorted(long, key=wanted.__getitem__), strict=True):
        widths[place] = min(wanted[place], max(left // waiting, 0))
        left -= widths[place]
    fits = all(widths[p] >= min(_NARROW, wanted[p]) and wanted[p] <= widths[p] * _TALL for p in long)
    return widths if long and left >= 0 and fits else None


def _ruled(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    rule = _GAP.join("─" * one for one in widths)
    return [*_row(heads, widths), rule, *(line for row in rows for line in _row(row, widths))]


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    folded = [wrapped(cell, room) for cell, room in zip(cells, widths, strict=True)]
    for place in range(max(map(len, folded))):
        texts = [lines[place] if place < len(lines) else "" for lines in folded]
        yield _GAP.join(text + " " * (room - width(text)) for text, room in zip(texts, widths, strict=True)).rstrip()


def _blocks(heads: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """Each row under its first cell, a line for each other cell that says something."""
    column = max(map(width, heads[1:])) + len(_GAP)
    for row in rows:
        yield from wrapped(row[0], room)
        for head, cell in zip(heads[1:], row[1:], strict=True):
            if cell:
                first, *rest = wrapped(cell, max(room - column - len(_GAP), _NARROW))
                yield f"{_GAP}{head}{' ' * (column - width(head))}{first}"
                yield from (f"{_GAP}{' ' * column}{line}" for line in rest)
        yield ""
