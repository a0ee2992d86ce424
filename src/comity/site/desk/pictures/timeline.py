"""An entry's life on one line: what its versions say happened, with vague dates, and the acts on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity.entries import wording
from comity.site.answers.entries import Opened
from comity.site.desk.pictures.scale import Scale, Year

WIDTH: Final = 720
_LEFT, _RIGHT = 16, 704
_MOST: Final = 40  # marks; older acts stay in the table


@dataclass(frozen=True, slots=True)
class Mark:
    """One act at ``x``; ``row`` keeps neighbours apart."""

    x: int
    row: int
    day: str
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks in order, the years under them, and the end of the term where one runs."""

    marks: tuple[Mark, ...]
    years: tuple[Year, ...]
    sunset: Mark | None
    now: int


def of(opened: Opened, lang: str) -> Timeline | None:
    """The timeline of an entry; None where it has no act that the reader may know."""
    acts = opened.events[-_MOST:]
    if not acts:
        return None
    days = [date.fromisoformat(one.time[:10]) for one in acts]
    today = date.fromisoformat(opened.face.at[:10])
    ends = date.fromisoformat(opened.face.sunset) if opened.face.sunset else today
    scale = Scale(min(days), max(ends, today), _LEFT, _RIGHT)
    place = scale.place
    drawn = [Mark(place(d), 0, d.isoformat(), wording.done(one.kind, lang)) for d, one in zip(days, acts, strict=True)]
    marks = tuple(_apart(drawn))
    sunset = Mark(place(ends), 0, opened.face.sunset, "") if opened.face.sunset else None
    return Timeline(marks, tuple(scale.years()), sunset, place(today))


def _apart(marks: Iterable[Mark]) -> Iterable[Mark]:
    """Marks that would cover each other stand one above the other."""
    taken: dict[int, int] = {}
    for mark in marks:
        row = next((r for r in range(5) if mark.x - taken.get(r, -99) >= 10), 4)
        taken[row] = mark.x
        yield Mark(mark.x, row, mark.day, mark.words)
