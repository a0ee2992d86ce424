"""Read JSON lines: one object a line. The headings are the keys of the first lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from comity.errors import Refused
from comity.interchange.batch.delimited import MAX_LINE
from comity.interchange.batch.source import RULE, Cell, Row, unread
from comity.interchange.batch.source import headings as named

SEEN: Final = 1000  # lines whose keys are the headings


@dataclass(frozen=True, slots=True)
class Lines:
    """A file of JSON lines whose lines were counted."""

    file: Path
    headings: tuple[str, ...]
    total: int

    @property
    def form(self) -> tuple[str, ...]:
        """For people: the format."""
        return ("JSON lines", "utf-8")

    def rows(self, headings: Sequence[str]) -> Iterator[Row]:
        """A line that holds no object is a row that could not be read."""
        for line in _lines(self.file):
            held = _object(line)
            yield unread(len(headings)) if held is None else Row([_cell(held, h) for h in headings])


def read(file: Path) -> Lines:
    """Open JSON lines. Raises Refused (``batch.line``, ``batch.encoding``, ``batch.headings``)."""
    keys: dict[str, None] = {}
    for line in islice(_lines(file), SEEN):
        keys.update(dict.fromkeys(_object(line) or ()))
    return Lines(file, named(file.name, list(keys)), sum(1 for _ in _lines(file)))


def _lines(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        number = 0
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise Refused("batch.line", RULE, file=file.name, line=number, limit=MAX_LINE)
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield line


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, dict) else None


def _cell(held: dict[str, Any], heading: str) -> Cell:
    value = held.get(heading)
    if isinstance(value, list):
        return [_text(one) for one in value]
    return _text(value)


def _text(value: object) -> str:
    """Text and numbers as written; anything else says nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value if isinstance(value, str) else str(value)
