"""What a searcher is given: matches, with the little that is told of an entry, and what was decided before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from comity.checks.dispositions import Disposition
from comity.checks.entries import Record
from comity.checks.rules import REGISTER
from comity.screening import Alias, Answer, Because, Match, Query, Reason, Subject, Versions

_VALUES_KEPT: Final = frozenset({Because.NAME, Because.LEFT_OVER, Because.MISSING, Because.COMMON})


@dataclass(frozen=True, slots=True)
class Found:
    """One match. ``entry``: where it is an entry of this node; ``decided``: what the asker's authority last
    decided of this pair."""

    match: Match
    entry: Record | None = None
    decided: Disposition | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one query. ``total`` counts what was found and not cleared, before the limit; ``cleared``
    are matches that the asker's authority decided to be false, neither query nor entry having changed since."""

    query: Query
    found: tuple[Found, ...]
    total: int
    cleared: tuple[Found, ...]
    versions: Versions


def merged(answers: Sequence[Answer], limit: int) -> Answer:
    """One answer of several, over datasets that do not overlap: best first, ties by dataset and id."""
    matches = [match for one in answers for match in one.matches]
    matches.sort(key=lambda m: (-m.score, m.subject.dataset, m.subject.id))
    return Answer(tuple(matches[:limit]), sum(one.total for one in answers), answers[0].versions)


def least(match: Match) -> Match:
    """A match in the Register without what the asker did not bring: the one name that matched, no other
    name, date or number (``law.md`` D(iv), minimal candidate data)."""
    if match.subject.dataset != REGISTER:
        return match
    subject = match.subject
    told = Subject(subject.id, subject.dataset, subject.kind, match.name, (Alias(match.name),))
    return replace(match, subject=told, reasons=tuple(_without_values(match.reasons)))


def _without_values(reasons: Iterable[Reason]) -> Iterable[Reason]:
    return (one if one.because in _VALUES_KEPT else replace(one, values=()) for one in reasons)
