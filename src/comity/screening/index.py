"""The index: which subjects are worth comparing, and how they score. Immutable; a change gives another index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np

from comity.screening import eastern, facts, saved, segment
from comity.screening.answers import THRESHOLD, Answer, Match
from comity.screening.asking import MAX_CHARACTERS, MIN_CHARACTERS, Asked, QueryTooShort, ask
from comity.screening.compare import Compared, explained
from comity.screening.flat import Ints
from comity.screening.near import Sought
from comity.screening.parts import Among, Part, Seen
from comity.screening.retrieve import FULL, Source, rarity
from comity.screening.subjects import Query, Subject
from comity.screening.versions import versions
from comity.screening.wholes import in_syllables

__all__ = ["MAX_CHARACTERS", "MIN_CHARACTERS", "Among", "Index", "QueryTooShort"]

CUT: Final = 150  # names compared for one reading of one query
SHARE: Final = 33  # per cent of what the query's words weigh that a name must answer to be compared
WHOLE: Final = 200  # what a name that agrees as a whole weighs at least: more than a rare word
SPARE: Final = 2000  # names that may be searched beside the rest before they are merged into it


@dataclass(frozen=True, slots=True)
class _Best:
    """The best name of one subject so far: ``rank`` orders names of one subject, the best least."""

    rank: tuple[int, bool, int]  # less the score of 10,000; weak; number of the name
    part: int
    subject: int
    asked: Asked
    reading: int  # number of the reading of the name

    @property
    def score(self) -> int:
        return -self.rank[0]


class Index:
    """Subjects in memory, searched by any number of threads at once.

    A person asked for is never answered with a body, nor a body with a person; a query of any kind finds both,
    and a subject of unknown kind is found by all.
    """

    def __init__(self, subjects: Iterable[Subject] = ()) -> None:
        self._parts: tuple[Part, ...] = (Part(Source(segment.build(subjects))),)

    @classmethod
    def of(cls, *parts: Part) -> Self:
        """An index of parts that stand."""
        made = cls.__new__(cls)
        made._parts = parts
        return made

    def __len__(self) -> int:
        """How many subjects there are."""
        return sum(int(part.kept().sum()) for part in self._parts)

    def changed(self, put: Iterable[Subject] = (), gone: Iterable[tuple[str, str]] = ()) -> Index:
        """Another index: ``gone`` (dataset, id) taken out, then ``put`` added or put in place of their namesakes.

        The new subjects are searched beside the old ones until they are many; then both are merged.
        """
        fresh = {(one.dataset, one.id): one for one in put}
        out = {*gone, *fresh}
        base, *beside = [part.without(out) for part in self._parts]
        for part in beside:
            kept = (part.segment.subject(int(number)) for number in np.flatnonzero(part.kept()))
            fresh |= {(one.dataset, one.id): one for one in kept}
        if not fresh:
            return self.of(base)
        more = segment.build(fresh.values())
        if more.names <= SPARE:
            return self.of(base, Part(Source(more)))
        return self.of(Part(Source(segment.merged(base.segment, base.kept(), more))))

    def search(
        self, query: Query, *, limit: int = 5, threshold: float = THRESHOLD, among: Among | None = None
    ) -> Answer:
        """The ``limit`` best subjects for ``query`` that score ``threshold`` or more. Raises QueryTooShort where
        no name of it says three characters; what stands after the 300th is not read."""
        asked = [one for name in query.names for one in ask(name, query.kind)]
        if not asked:
            raise QueryTooShort(" ".join(query.names))
        seen = [part.seen(query.kind, among) for part in self._parts]
        best: dict[tuple[int, int], _Best] = {}
        least = _least(threshold, query)
        for one in asked:
            for part, names in enumerate(self._candidates(one, seen)):
                self._score(one, part, names, least, best)
        found = [(self._final(one, query), one) for one in best.values()]
        found = [(score, one) for score, one in found if score >= threshold]
        found.sort(key=lambda each: (-each[0], *self._parts[each[1].part].segment.known(each[1].subject)))
        return Answer(tuple(self._match(query, one) for _, one in found[:limit]), len(found), versions())

    def _candidates(self, asked: Asked, seen: list[Seen]) -> list[Ints]:
        """For each part the names to compare, the best of all parts together, as rows of ``Source.candidates``."""
        names = sum(one.names for one in seen)
        said, numbers = asked.reading.words, asked.words
        words = dict(zip(numbers, said, strict=True))
        near = [[part.source.near(asked.table, *word) for word in words.items()] for part in self._parts]
        hits = [
            sum(part.source.hits(near[p][w], seen[p].mask) for p, part in enumerate(self._parts))
            for w in range(len(words))
        ]
        weights = {number: rarity(hit, names) for number, hit in zip(words, hits, strict=True)}
        least = sum(weights.values()) * FULL * SHARE // 100
        found = []
        for p, part in enumerate(self._parts):
            sought = [Sought(one, weight) for one, weight in zip(near[p], weights.values(), strict=True)]
            for at in asked.joined():
                two = (numbers[at], numbers[at + 1])
                together = part.source.near_joined(asked.table, two, said[at], said[at + 1])
                sought.append(Sought(together, weights[two[0]] + weights[two[1]]))
            if native := part.source.whole(said):
                sought.append(Sought(native, max(WHOLE, 2 * sum(weights.values()))))
            sought += [Sought(one, WHOLE) for one in part.source.heard(said)]
            sought.sort(key=lambda one: -one.weight)
            found.append(part.source.candidates(sought, len(said), least, seen[p].mask, CUT))
        if len(found) == 1:
            return found
        rows = np.concatenate(found)
        owners = np.repeat(np.arange(len(found)), [len(one) for one in found])
        order = np.lexsort((owners, rows["tie"], -rows["rank"].astype(np.int64)))[:CUT]
        return [rows[order[owners[order] == p]] for p in range(len(found))]

    def _score(self, asked: Asked, part: int, names: Ints, least: int, best: dict[tuple[int, int], _Best]) -> None:
        """Put into ``best`` what names of one part score ``least`` or more."""
        source = self._parts[part].source
        held = source.segment.content
        every = in_syllables(asked.reading.words)
        for name, reading, found in source.scored(asked, names, least, every):
            score = found
            if every or source.eastern[reading]:
                said = eastern.words_of(held.phrases[reading], held.words)
                score = eastern.scored(asked.reading.words, said, found, least)
            if score >= least:
                subject = int(held.name_subjects[name])
                rank = (-score, bool(held.weak[name]), name)
                if (part, subject) not in best or rank < best[part, subject].rank:
                    best[part, subject] = _Best(rank, part, subject, asked, reading)

    def _final(self, one: _Best, query: Query) -> float:
        """The score with all facts."""
        if not (query.births or query.documents):
            return one.score / 10_000
        subject = self._parts[one.part].segment.subject(one.subject)
        return facts.adjust(one.score / 10_000, query, subject)[0]

    def _match(self, query: Query, one: _Best) -> Match:
        return self._explained(query, one.asked, self._parts[one.part], one.rank[2], one.reading)

    def match(self, query: Query, asked: Asked, name: int, reading: int) -> Match:
        """The match that was found already of a reading of ``query`` with one of a name, by their numbers in the one
        part that the index has."""
        (part,) = self._parts
        return self._explained(query, asked, part, name, reading)

    def _explained(self, query: Query, asked: Asked, part: Part, name: int, reading: int) -> Match:
        """One name with all that is to be said of it."""
        here, held = part.segment, part.segment.content
        subject, first = int(held.name_subjects[name]), int(here.name_phrases[name])
        found = Compared(reading - first, held.words, held.phrases[reading].tolist())
        return explained(query, here.subject(subject), int(held.name_places[name]), asked, found)

    def whole(self) -> Part:
        """All subjects in one part: what was added is merged, what is gone is left out."""
        base, *beside = self._parts
        if not beside and base.gone is None:
            return base
        more = beside[0].segment if beside else segment.build(())
        return Part(Source(segment.merged(base.segment, base.kept(), more)))

    def save(self, path: Path) -> None:
        """Write the index to ``path``, whole or not at all. Raises OSError."""
        saved.write(self.whole().segment, path)

    @classmethod
    def load(cls, path: Path) -> Index:
        """Read a saved index. Raises ValueError where it is damaged or of another version, OSError where it
        cannot be read."""
        return cls.of(Part(Source(saved.read(path))))


def _least(threshold: float, query: Query) -> int:
    """The score of names below which no other fact lifts a subject to ``threshold``."""
    missing = 1 - threshold
    if query.births:
        missing = missing * 1000 / (1000 - facts.SAME_DAY)
    if query.documents:
        missing = missing * 1000 / (1000 - facts.DOCUMENT_AGREES)
    return max(1, int((1 - missing) * 10_000) - 1)
