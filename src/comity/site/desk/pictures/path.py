"""The procedure of an entry as a drawn path: where its newest version stands, and what may come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.effect import ENDED
from comity.entries import wording
from comity.entries.face import Face, Version
from comity.language import say
from comity.site.answers.entries import Opened
from comity.site.desk import days

_MAIN = ("submitted", "approved", "permitted")
_ASIDE = ("returned", "refused", "superseded")


@dataclass(frozen=True, slots=True)
class Station:
    """One step: passed, here, or to come."""

    step: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Path:
    """The stations, and which clock runs at the one where it stands."""

    stations: tuple[Station, ...]
    clock: str


def of(opened: Opened, lang: str) -> Path | None:
    """The path of the version that is under way, or of the one in effect; None where the reader knows of none."""
    version = next(reversed(opened.face.pending), None) or opened.face.version
    if version is None:
        return None
    steps = _MAIN if version.step in _MAIN else (*_MAIN[:2], version.step)
    return drawn(steps, version.step, lang, _clock(opened.face, version, lang))


def drawn(steps: Sequence[str], here: str, lang: str, clock: str = "") -> Path:
    """The path along ``steps``, standing ``here``, or at their beginning where that is none of them."""
    at = steps.index(here) if here in steps else 0
    stations = tuple(
        Station(step, wording.step(step, lang), "passed" if n < at else "here" if n == at else "ahead")
        for n, step in enumerate(steps)
    )
    return Path(stations, clock)


def _clock(face: Face, version: Version, lang: str) -> str:
    """What runs out by itself, and when: the term of what was permitted; before that nothing does."""
    if version.step != "permitted":
        return say("desk.clock_none", lang) if version.step in _MAIN else ""
    if not face.sunset or face.standing.effect in ENDED:
        return ""
    since, sunset, review = (days.worded(one, lang) for one in (version.since[:10], face.sunset, face.review_from))
    return say("entries.term_line", lang, since=since, sunset=sunset, review=review)
