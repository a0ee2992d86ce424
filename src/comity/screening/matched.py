"""The matches of what a batch asks: sought together, each explained once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from comity.screening import facts
from comity.screening.answers import Match
from comity.screening.asking import ask
from comity.screening.decided import Decided, Decisions
from comity.screening.index import Index
from comity.screening.many import Place, every, screen_many
from comity.screening.rows import Wanted
from comity.screening.subjects import Kind, Query

_ROUNDED: Final = 0.001  # scores are rounded where facts weigh them
_UNDECIDED: Final = (None, None, None)
_LOOKED_THROUGH: Final = 200  # matches among which those that were cleared are looked for

Matches = tuple[tuple[object, ...], ...]
"""The matches of one query, best first, then those that were cleared: each its status and, from ``rank`` on, the
columns of a batch."""


class Status(StrEnum):
    """What became of an input row, or of one of its matches."""

    MATCH = "match"
    CLEARED = "cleared"  # found, and decided before to be no match
    NONE = "none"
    ERROR = "error"  # it was not screened; ``note`` says why


class Matched:
    """Answers from ``index``."""

    def __init__(self, index: Index, threshold: float, limit: int, decisions: Decisions | None = None) -> None:
        self._part = index.whole()
        self._index = Index.of(self._part)
        self._threshold, self._limit, self._decisions = threshold, limit, decisions
        self._most = limit if decisions is None else max(limit, _LOOKED_THROUGH)

    def of(self, wanted: Iterable[Wanted]) -> Mapping[Wanted, Matches]:
        """The matches of each. Most have none, and the kernel says so for all of them at once."""
        found: dict[Wanted, Matches] = dict.fromkeys(wanted, ())
        groups: dict[Kind, dict[str, Wanted]] = {}
        others = []
        for one in found:
            if isinstance(one, str):
                groups.setdefault(Kind.ANY, {})[one] = one
            elif len(one.names) == 1 and not one.births and not one.documents:
                groups.setdefault(one.kind, {})[one.names[0]] = one
            else:
                others.append(one)
        for kind, named in groups.items():
            places, apart = every(self._part, named, threshold=self._threshold, kind=kind)
            found |= {named[name]: self._placed(Query((name,), kind), places[name]) for name in places}
            found |= {named[name]: self._searched(Query((name,), kind)) for name in apart}
        found |= {one: self._searched(one) for one in self._likely(others)}
        return found

    def _likely(self, queries: Sequence[Query]) -> set[Query]:
        """The queries that may have a match."""
        groups: dict[tuple[Kind, float], dict[str, list[Query]]] = {}
        for one in queries:
            group = groups.setdefault((one.kind, _least(self._threshold, one)), {})
            for name in one.names:
                group.setdefault(name, []).append(one)  # a name that many rows bear is sought once
        found: set[Query] = set()
        for (kind, least), bearers in groups.items():
            names = list(bearers)
            hits = screen_many(self._index, names, threshold=least, limit=1, kind=kind)
            found.update(query for place in set(hits.queries.tolist()) for query in bearers[names[place]])
        return found

    def _placed(self, query: Query, places: Sequence[Place]) -> Matches:
        """The matches of a name of one reading, where they stand in the index."""
        (asked,) = ask(query.names[0], query.kind)
        matches = [self._index.match(query, asked, name, reading) for name, reading in places[: self._most]]
        return self._told(query, matches, len(places))

    def _searched(self, query: Query) -> Matches:
        try:
            answer = self._index.search(query, limit=self._most, threshold=self._threshold)
        except ValueError:  # too short
            return ()
        return self._told(query, answer.matches, answer.total)

    def _told(self, query: Query, matches: Sequence[Match], total: int) -> Matches:
        """What was cleared stands behind the rest, and takes no place and no part in the count of it."""
        if self._decisions is None:
            return _rows(Status.MATCH, ((match, None) for match in matches), total)
        every = [(match, self._decisions.of(query, match.subject)) for match in matches]
        cleared = [one for one in every if one[1] is not None and one[1].cleared]
        left, total = [one for one in every if one not in cleared][: self._limit], total - len(cleared)
        return _rows(Status.MATCH, left, total) + _rows(Status.CLEARED, cleared, total, len(left))


def _least(threshold: float, query: Query) -> float:
    """The score of names alone below which no other fact lifts a match to ``threshold``."""
    missing = 1 - threshold
    if query.births:
        missing *= 1000 / (1000 - facts.SAME_DAY)
    if query.documents:
        missing *= 1000 / (1000 - facts.DOCUMENT_AGREES)
    return round(max(0.0, 1 - missing - _ROUNDED), 4) if query.births or query.documents else threshold


def _rows(status: Status, matches: Iterable[tuple[Match, Decided | None]], total: int, before: int = 0) -> Matches:
    told = []
    for rank, (match, decided) in enumerate(matches, before + 1):
        one = match.subject
        who = (one.dataset, one.id, match.score, match.query, match.name, one.caption)
        told_of = (decided.decision, decided.ground, decided.day) if decided else _UNDECIDED
        told.append((status.value, rank, total, *who, reasons(match), *told_of))
    return tuple(told)


def reasons(match: Match) -> str:
    """The codes of what spoke for and against, and how words were taken for one another."""
    told = {
        "for": dict.fromkeys(one.because.value for one in match.reasons if one.speaks > 0),
        "against": dict.fromkeys(one.because.value for one in match.reasons if one.speaks < 0),
        "how": dict.fromkeys(one.how.value for one in match.taken),
    }
    return " ".join(f"{name}:{','.join(codes)}" for name, codes in told.items() if codes)
