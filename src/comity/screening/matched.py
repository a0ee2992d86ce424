"""The matches of what a batch asks: sought together, each explained once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Final

from comity.screening import facts
from comity.screening.answers import Match
from comity.screening.asking import ask
from comity.screening.decided import Decided, Decisions
from comity.screening.index import Index
from comity.screening.many import Place, every
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
        groups: dict[tuple[Kind, float], dict[str, list[Wanted]]] = {}
        for one in found:
            if isinstance(one, str):
                groups.setdefault((Kind.ANY, self._threshold), {}).setdefault(one, []).append(one)
                continue
            group = groups.setdefault((one.kind, self._least(one)), {})
            for name in one.names:
                group.setdefault(name, []).append(one)  # a name that many rows bear is sought once
        for (kind, least), bearers in groups.items():
            places, apart = every(self._part, bearers, threshold=least, kind=kind)
            for one in {one for name in (*places, *apart) for one in bearers[name]}:
                query = Query((one,)) if isinstance(one, str) else one
                alone = not apart.isdisjoint(query.names)
                found[one] = self._searched(query) if alone else self._weighed(query, places)
        return found

    def _least(self, query: Query) -> float:
        """The score of names alone below which no other fact lifts a match to the threshold."""
        missing = 1 - self._threshold
        if query.births:
            missing *= 1000 / (1000 - facts.SAME_DAY)
        numbers = {number for text in query.documents for number in facts.numbers(text)}
        if numbers and not self._borne.isdisjoint(numbers):
            missing *= 1000 / (1000 - facts.DOCUMENT_AGREES)
        if missing == 1 - self._threshold:
            return self._threshold
        return round(max(0.0, 1 - missing - _ROUNDED), 4)

    @cached_property
    def _borne(self) -> frozenset[str]:
        """The numbers of documents of all subjects: another one agrees with nobody's, and lifts nothing."""
        every_one = map(self._part.segment.subject, range(self._part.segment.subjects))
        return frozenset(number for one in every_one for text in one.documents for number in facts.numbers(text))

    def _weighed(self, query: Query, places: Mapping[str, Sequence[Place]]) -> Matches:
        """The matches of names of one reading each, from where they stand in the index: as it weighs them itself."""
        segment, best = self._part.segment, dict[int, tuple[tuple[int, bool, int], int, str]]()
        for asked in query.names:
            for name, reading, score in places.get(asked, ()):
                subject = int(segment.content.name_subjects[name])
                rank = (-score, bool(segment.content.weak[name]), name)
                if subject not in best or rank < best[subject][0]:
                    best[subject] = rank, reading, asked
        scores = {
            one: facts.adjust(-rank[0] / 10_000, query, segment.subject(one))[0] for one, (rank, *_) in best.items()
        }
        left = [one for one, score in scores.items() if score >= self._threshold]
        left.sort(key=lambda one: (-scores[one], *segment.known(one)))
        matches = []
        for rank, reading, asked in map(best.__getitem__, left[: self._most]):
            (said,) = ask(asked, query.kind)
            matches.append(self._index.match(query, said, rank[2], reading))
        return self._told(query, matches, len(left))

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
        told = [(match, self._decisions.of(query, match.subject)) for match in matches]
        cleared = [one for one in told if one[1] is not None and one[1].cleared]
        left, total = [one for one in told if one not in cleared][: self._limit], total - len(cleared)
        return _rows(Status.MATCH, left, total) + _rows(Status.CLEARED, cleared, total, len(left))


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
