"""Whether a query is a subject: the best of its names, what was taken for what, and what else spoke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.screening import eastern, facts, organisations, weigh
from comity.screening.answers import Because, How, Match, Reason, Taken
from comity.screening.asking import Asked
from comity.screening.east import Found
from comity.screening.lexicon import Lexicon, Table
from comity.screening.rarity import COMMON
from comity.screening.romanise import romanised
from comity.screening.subjects import Kind, Query, Subject
from comity.screening.words import Reading, Role, Word


def compare(query: Query, subject: Subject) -> Match:
    """``subject`` scored from 0 to 1 by the best of its names and readings; 0.0 where nothing agrees."""
    best = _Scored(0, "", "", None, None)
    weak = False
    for asked in query.names:
        for alias in subject.names:
            found = _best(asked, alias.value, kinds=(query.kind, subject.kind))
            if (found.score, not alias.weak) > (best.score, not weak):
                best, weak = found, alias.weak
    return _match(query, subject, best, weak)


def explained(query: Query, subject: Subject, place: int, asked: Asked, found: Compared) -> Match:
    """The same for a name that was chosen already, ``place`` of ``subject``, in the words of the index."""
    alias = subject.names[place]
    reading = organisations.names(alias.value, subject.kind, listed=True)[found.reading]
    score, took = weigh.score(asked.table, asked.words, found.table, found.words)
    score, syllables, by_query = eastern.decide(asked.reading.words, reading.words, score)
    common = not syllables and _common(asked.table, asked.words, took)
    best = _Scored(score, asked.name, alias.value, asked.reading, reading, tuple(took), common, syllables, by_query)
    return _match(query, subject, best, alias.weak)


def _match(query: Query, subject: Subject, best: _Scored, weak: bool) -> Match:
    reasons = list(_reasons(best))
    if weak:
        reasons.append(Reason(Because.WEAK_ALIAS, 0, (("candidate", best.name),)))
    if query.kind is not Kind.ANY and query.kind is not subject.kind:
        reasons.append(
            Reason(Because.KIND_DIFFERS, 0, (("query", query.kind.value), ("candidate", subject.kind.value)))
        )
    score, more = facts.adjust(best.score / 10_000, query, subject)
    return Match(subject, round(score, 4), best.query, best.name, best.taken(), (*reasons, *more))


def score(name1: str, name2: str, known: bool = True) -> float:
    """How surely two names are one, from 0 to 1; ``known``: with known equivalents (William, Guillermo)."""
    return _best(name1, name2, known).score / 10_000


@dataclass(frozen=True, slots=True)
class Compared:
    """One reading of a name: which, and its words by number in ``table``."""

    reading: int
    table: Table
    words: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Scored:
    score: int
    query: str
    name: str
    asked: Reading | None
    found: Reading | None
    took: tuple[weigh.Took, ...] = ()
    common: bool = False  # nothing but common words agrees
    syllables: Found | None = None
    by_query: bool = False  # whether the syllables are the query's

    def taken(self) -> tuple[Taken, ...]:
        if self.asked is None or self.found is None:
            return ()
        if self.syllables:
            return tuple(eastern.taken(self.syllables, self.asked, self.found, self.by_query))
        out = []
        for one in self.took:
            q = self.asked.words[one.query_at : one.query_at + one.query_count]
            n = self.found.words[one.name_at : one.name_at + one.name_count]
            left, right = " ".join(w.text for w in q), " ".join(w.text for w in n)
            how = _role_of(q[0], n[0], left != right) or weigh.HOWS[one.how] or How.SOUND
            out.append(Taken(left, right, how, one.likeness / 10_000, romanised(left), romanised(right)))
        return tuple(out)


def _role_of(asked: Word, found: Word, differ: bool) -> How | None:
    """How words of organisations are taken that are not compared as spelt: legal forms, acronyms."""
    if found.role is Role.ACRONYM:
        return How.ACRONYM
    return How.LEGAL_FORM if differ and asked.role is found.role is Role.FORM else None


def _best(asked: str, name: str, known: bool = True, kinds: tuple[Kind, Kind] = (Kind.ANY, Kind.ANY)) -> _Scored:
    best = _Scored(0, asked, name, None, None)
    lexicon = Lexicon(known)
    left = [(one, lexicon.ids(one.words)) for one in organisations.names(asked, kinds[0])]
    right = [(one, lexicon.ids(one.words)) for one in organisations.names(name, kinds[1], listed=True)]
    if not left or not right:
        return best
    table = lexicon.table()
    for one, q in left:
        for other, n in right:
            found, took = _pair(table, q, n)
            found, syllables, by_query = eastern.decide(one.words, other.words, found)
            if found > best.score:
                common = not syllables and _common(table, q, took)
                best = _Scored(found, asked, name, one, other, tuple(took), common, syllables, by_query)
    return best


def _common(table: Table, asked: Sequence[int], took: Sequence[weigh.Took]) -> bool:
    """Whether nothing but common words agrees."""
    weights = table.arrays["weight"]
    return all(weights[asked[one.query_at + k]] <= COMMON for one in took for k in range(one.query_count))


def _pair(table: Table, q: Sequence[int], n: Sequence[int]) -> tuple[int, list[weigh.Took]]:
    return weigh.score(table, q, table, n)


def _reasons(best: _Scored) -> tuple[Reason, ...]:
    if best.asked is None or best.found is None:
        return ()
    used_q = {i for t in best.took for i in range(t.query_at, t.query_at + t.query_count)}
    used_n = {i for t in best.took for i in range(t.name_at, t.name_at + t.name_count)}
    if best.syllables:
        letters = {word for pair in best.syllables.taken for word in pair.words}
        every = set(range(16))
        used_q, used_n = (every, letters) if best.by_query else (letters, every)
    left_q = " ".join(w.text for i, w in enumerate(best.asked.words) if i not in used_q)
    left_n = " ".join(w.text for i, w in enumerate(best.found.words) if i not in used_n)
    left = (("query", left_q), ("candidate", left_n))
    reasons = [Reason(Because.NAME, 1)]
    if best.common:
        agreed = " ".join(w.text for i, w in enumerate(best.asked.words) if i in used_q)
        reasons.append(Reason(Because.COMMON, -1, (("query", agreed),)))
    if left_q or left_n:
        reasons.append(Reason(Because.LEFT_OVER if left_q and left_n else Because.MISSING, -1, left))
    return tuple(reasons)
