"""Candidates by shared trigrams of letters and consonants, then weighted edit distance."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from comity.screening.consonants import Sound, sound, weight

MIN_CHARACTERS: Final = 3
MAX_CHARACTERS: Final = 300
CANDIDATES: Final = 200
FLOOR: Final = 0.7  # below it two names have little in common
_ACROSS: Final = 0.97  # consonants alone never make certain
_PART: Final = 0.9  # one name is part of the other
_ONE_WORD: Final = 0.85  # and is a single word
_LONG_WORD: Final = 5


class QueryTooShort(ValueError):
    """The query says fewer than ``MIN_CHARACTERS`` characters: it would match everyone."""


@dataclass(frozen=True, slots=True)
class Named:
    """One entry to be found: all its names, and what to show."""

    id: str
    names: tuple[str, ...]
    kind: str
    dataset: str
    caption: str


@dataclass(frozen=True, slots=True)
class Match:
    """One entry found: the name of it that is nearest, ``score`` from 0 to 1, and both as compared."""

    id: str
    dataset: str
    kind: str
    caption: str
    name: str
    score: float
    query_romanised: str
    name_romanised: str


class Index:
    """An immutable index in memory, about 1 kB a name."""

    def __init__(self, entries: list[Named], names: list[tuple[int, str]], sounds: list[Sound]) -> None:
        self._entries = entries
        self._names = names
        self._sounds = sounds
        self._postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for place, heard in enumerate(sounds):
            for key in set(_keys(heard)):
                self._postings[key].append(place)

    @classmethod
    def build(cls, entries: Iterable[Named]) -> Index:
        """Index every name of ``entries``; a name without a letter is left out."""
        kept = list(entries)
        pairs = [(place, name) for place, entry in enumerate(kept) for name in dict.fromkeys(entry.names)]
        heard = [(pair, sound(pair[1])) for pair in pairs]
        heard = [(pair, one) for pair, one in heard if one.roman]
        return cls(kept, [pair for pair, _ in heard], [one for _, one in heard])

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def find(self, query: str, limit: int = 10) -> list[Match]:
        """The ``limit`` best entries for ``query``, best first, ties by id. Raises QueryTooShort."""
        asked = sound(query[:MAX_CHARACTERS])
        if weight(query) < MIN_CHARACTERS or not asked.roman:
            raise QueryTooShort(query)
        best: dict[int, tuple[float, int]] = {}
        for place in self._candidates(asked):
            score = similarity(asked, self._sounds[place])
            entry = self._names[place][0]
            if score >= FLOOR and score > best.get(entry, (0.0, 0))[0]:
                best[entry] = (score, place)
        matches = [self._match(asked, score, place) for score, place in best.values()]
        return sorted(matches, key=lambda match: (-match.score, match.dataset, match.id))[:limit]

    def _candidates(self, asked: Sound) -> list[int]:
        """Places of the names that share most keys, rare keys weighing more."""
        total: dict[int, float] = defaultdict(float)
        for key in sorted(set(_keys(asked))):
            found = self._postings.get(key, ())
            rarity = math.log(1 + len(self._names) / (1 + len(found)))
            for place in found:
                total[place] += rarity
        # A long name shares keys by chance: weigh what is shared against what there is.
        ranked = sorted(total, key=lambda place: (-total[place] / math.sqrt(6 + len(self._sounds[place].roman)), place))
        return sorted(ranked[:CANDIDATES])

    def _match(self, asked: Sound, score: float, place: int) -> Match:
        entry, name = self._names[place]
        found = self._entries[entry]
        return Match(
            found.id, found.dataset, found.kind, found.caption, name, score, asked.roman, self._sounds[place].roman
        )


def _keys(heard: Sound) -> Iterator[str]:
    for word in heard.roman.split():
        padded = f"^{word}$"
        yield from (padded[at : at + 3] for at in range(len(padded) - 2))
    yield from (f"={bone}" for bone in heard.consonants.split())
    yield from (f"-{heard.joined[at : at + 3]}" for at in range(max(1, len(heard.joined) - 2)))


def similarity(one: Sound, other: Sound) -> float:
    """How alike two names sound, 0 to 1, to four places: word order and spaces do not count."""
    part = _part(one.roman, other.roman)
    score = max(fuzz.token_sort_ratio(one.roman, other.roman), part * fuzz.token_set_ratio(one.roman, other.roman))
    if not (one.latin and other.latin):
        alike = max(
            fuzz.ratio(one.consonants, other.consonants),
            fuzz.ratio(one.joined, other.joined),
            part * fuzz.token_set_ratio(one.consonants, other.consonants),
        )
        bones = min(len(one.joined), len(other.joined))
        # Few consonants fit many names: one or two say little, four or more say enough.
        score = max(score, _ACROSS * alike * min(1.0, 0.7 + 0.075 * bones))
    return round(score / 100, 4)


def _part(one: str, other: str) -> float:
    """What it is worth that all words of one name stand in the other."""
    shorter = min(one, other, key=lambda text: (len(text), text))
    if " " in shorter:
        return _PART
    return _ONE_WORD if len(shorter) >= _LONG_WORD else 0.0
