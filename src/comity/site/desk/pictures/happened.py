"""What an entry's versions and decisions say happened, and when: vague dates as bars, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity import dates
from comity.canonical import Json
from comity.dates import VagueDate
from comity.entries.face import Part
from comity.language import statements
from comity.site.answers.entries import Opened
from comity.site.desk import days, fields
from comity.site.desk.pictures.scale import Scale, Year

_LEFT, _RIGHT, _STEP, _TOP = 8, 352, 16, 12
_MOST: Final = 16  # bars; the table has every one
_LABELS: Final = 6  # years written under the bars
_DATED: Final = frozenset({"acts", "bans", "born", "date", "publication", "valid_until", "limitation_date"})
_KEYS: Final = ("date", "in_force_from", "in_force_to")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said to have happened, with its date in words."""

    words: str
    when: str
    vague: VagueDate


@dataclass(frozen=True, slots=True)
class Bar:
    """From the first to the last day that a date may mean; ``about`` where it is not one day."""

    x: int
    y: int
    width: int
    about: bool
    title: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Bars from the earliest to the latest, the years and the first and last day under them, and everything said as
    rows."""

    said: tuple[Said, ...]
    bars: tuple[Bar, ...]
    years: tuple[Year, ...]
    height: int
    axis: int
    first: str
    last: str


def of(opened: Opened, lang: str) -> Happened | None:
    """What is said to have happened, as far as the reader sees it; None where no date is shown."""
    found = {(one.words, one.when): one for part in _parts(opened) for one in _said(part, lang)}
    said = sorted(found.values(), key=lambda one: (_reach(one)[0], one.words))
    if not said:
        return None
    drawn = said[:_MOST]
    first, last = min(_reach(one)[0] for one in drawn), max(_reach(one)[1] for one in drawn)
    scale = Scale(first, last, _LEFT, _RIGHT)
    place = scale.place
    bars = tuple(_bar(one, n, place(_reach(one)[0]), place(_reach(one)[1])) for n, one in enumerate(drawn))
    apart = max(1, -(-(last.year - first.year) // _LABELS))
    years = tuple(scale.years(apart))
    axis = _TOP + _STEP * len(drawn)
    ends = (days.worded(one, lang) for one in (first, last))
    return Happened(tuple(said), bars, years, axis + 36, axis, *ends)


def _bar(one: Said, row: int, start: int, end: int) -> Bar:
    width = max(6, end - start)
    return Bar(min(start, _RIGHT - width), _TOP + _STEP * row, width, not one.vague.exact, f"{one.when}: {one.words}")


def _parts(opened: Opened) -> Iterator[Part]:
    face = opened.face
    yield from (one.part for one in (face.version, *face.pending, *face.decisions) if one)


def _said(part: Part, lang: str) -> Iterator[Said]:
    kind = part.text("type")
    for line in part.lines:
        name, value = line.said.property, line.said.value
        if name not in _DATED:
            continue
        for key, text, more in _dated(value):
            vague = dates.parse_or_unknown(text)
            if vague.known:
                yield Said(_words(name, kind, key, more, lang), dates.describe(vague, lang), vague)


def _words(name: str, kind: str, key: str, more: tuple[str, ...], lang: str) -> str:
    if name == "date" and kind:
        return str(fields.shown(kind, lang))
    about = [statements.field(key, lang)] if key != "date" else [str(fields.shown(one, lang)) for one in more]
    return ": ".join(filter(None, (statements.field(name, lang), ", ".join(about))))


def _dated(value: Json) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The dates within one value: under which name, as written, and what else says what it was."""
    if isinstance(value, str):
        yield "date", value, ()
    elif isinstance(value, list):
        for one in value:
            yield from _dated(one)
    elif isinstance(value, dict):
        more = tuple(str(value[key]) for key in ("kind", "place") if isinstance(value.get(key), str))
        for key in _KEYS:
            text = value.get(key)
            if isinstance(text, str):
                yield key, text, more


def _reach(one: Said) -> tuple[date, date]:
    found = dates.reach(one.vague)
    assert found is not None, "only known dates are said"
    return found
