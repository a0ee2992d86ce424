"""The procedure of an entry as a drawn path: where its newest version stands, and what may come next."""

from __future__ import annotations

from dataclasses import dataclass

from comity.entries import wording
from comity.site.answers.entries import Opened

_MAIN = ("submitted", "approved", "permitted")
_ASIDE = ("returned", "refused", "superseded")


@dataclass(frozen=True, slots=True)
class Station:
    """One step: passed, here, or to come."""

    step: str
    words: str
    state: str


def of(opened: Opened, lang: str) -> tuple[Station, ...]:
    """The stations of the version that is under way, or of the one in effect."""
    version = next(reversed(opened.face.pending), None) or opened.face.version
    if version is None:
        return ()
    steps = _MAIN if version.step in _MAIN else (*_MAIN[:2], version.step)
    at = steps.index(version.step) if version.step in steps else 0
    return tuple(
        Station(step, wording.step(step, lang), "passed" if n < at else "here" if n == at else "ahead")
        for n, step in enumerate(steps)
    )
