"""An entry's life on one line: what its versions say happened, with vague dates, and the acts on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity.effect import ENDED
from comity.entries import wording
from comity.site.answers.entries import Opened
from comity.site.desk import days
from comity.site.desk.pictures.scale import Scale, Year

_LEFT, _RIGHT = 16, 704
_APART: Final = 14  # places between two marks; what is nearer is one mark
_BESIDE: Final = 115  # places that the day at an end of the line takes
_MOST: Final = 40  # acts; older ones stay in the table


@dataclass(frozen=True, slots=True)
class Mark:
    """What was done at about ``x``: ``count`` acts, said in ``words``."""

    x: int
    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks in order, the years under them, today, the first and the last day; ``ends``: the last ends the term."""

    marks: tuple[Mark, ...]
    years: tuple[Year, ...]
    now: int
    first: str
    last: str
    ends: bool


def of(opened: Opened, lang: str) -> Timeline | None:
    """The timeline of an entry; None where it has no act that the reader may know."""
    acts = opened.events[-_MOST:]
    if not acts:
        return None
    at = [date.fromisoformat(one.time[:10]) for one in acts]
    today = date.fromisoformat(opened.face.at[:10])
    has_term = bool(opened.face.sunset) and opened.face.standing.effect not in ENDED
    ends = date.fromisoformat(opened.face.sunset) if has_term else today
    scale = Scale(min(at), max(ends, today), _LEFT, _RIGHT)
    said = [f"{days.worded(day, lang)}: {wording.done(one.kind, lang)}" for day, one in zip(at, acts, strict=True)]
    done = zip(map(scale.place, at), said, strict=True)
    years = tuple(one for one in scale.years() if _LEFT + _BESIDE < one.x < _RIGHT - _BESIDE)
    first, last = (days.worded(one, lang) for one in (scale.first, scale.last))
    return Timeline(_marks(done), years, scale.place(today), first, last, has_term and ends == scale.last)


def _marks(done: Iterable[tuple[int, str]]) -> tuple[Mark, ...]:
    """One mark for acts that would cover each other."""
    found: list[list[tuple[int, str]]] = []
    for x, words in sorted(done, key=lambda one: one[0]):
        if found and x - found[-1][0][0] < _APART:
            found[-1].append((x, words))
        else:
            found.append([(x, words)])
    return tuple(Mark(together[0][0], len(together), "; ".join(words for _, words in together)) for together in found)
