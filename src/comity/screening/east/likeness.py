"""How like a name in Han characters or Hangul is to the words of another name, from 0 to 10000."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Final

from comity.screening.east import foreign
from comity.screening.east.hangul import is_hangul
from comity.screening.east.letters import parts, single
from comity.screening.east.names import Name, bits, is_syllabic, name
from comity.screening.east.readings import character, is_han
from comity.screening.east.same import likeness_of_syllables
from comity.screening.east.strict import Aligned, align, counts, letters

TOP: Final = 9900
_SPAN: Final = 4500  # between the top and what no evidence at all would give
_HALF: Final = 80  # 1/10 bits that bring a score half way nearer to the top
_LOOSE: Final = 150  # for each looser spelling
_EXTRA: Final = 700  # for each word beside, such as Michael
_EXTRA_WORDS: Final = 2
FOREIGN_TOP: Final = 8900
_SURE: Final = 7000  # the default threshold, and what must be explained of the letters to reach it, of 10000
_EXPLAINED: Final = 6000
# The North's (and McCune and Reischauer's) spelling of a surname that in the South is a far commoner one's, and what
# only the South writes.
_NORTHERN: Final = {"성": "song", "선": "son", "어": "o"}
_SOUTHERN: Final = re.compile("eo|eu|oo|ee")
_WASTED: Final = (10_000 - _EXPLAINED) // 100
_LITTLE: Final = 1000  # 1/100 bits of evidence
_DOUBT: Final = 55  # both sides look like names of syllables, and the syllables differ
_SYLLABLES: Final = 4
_GIVEN: Final = 2
_MOST_PARTS: Final = 4
_BORROWED: Final = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """``syllables`` as written, taken for ``words`` (numbers of the other side's words, rising)."""

    syllables: str
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """``score`` in 1/10000. ``exact``: syllable by syllable; else by what foreign names sound like."""

    score: int
    taken: tuple[Pair, ...]
    exact: bool


def likeness(syllabic: str, others: Sequence[str], least: int = 0) -> Found | None:
    """Compare ``syllabic`` (Han or Hangul, also mixed) with ``others``, the words of another name in any script.

    None if they have nothing in common, or if it is plain that they do not score ``least``. Order of surname and
    given name does not count; marks, tones, hyphens and apostrophes are nothing.
    """
    one, words = name(syllabic), tuple(others)
    if not one.syllables or not words:
        return None
    if any(is_syllabic(word) for word in words):
        score = likeness_of_syllables(one, name(" ".join(words)))
        return None if score is None else Found(score, (Pair("".join(one.syllables), tuple(range(len(words)))),), True)
    return _exact(one, words) or _foreign(one, words, least)


def _exact(one: Name, words: tuple[str, ...]) -> Found | None:
    found, dropped = align(one, letters(words)), 0
    if not found and len(words) > 2:
        for number, word in enumerate(words):
            # A word that is no syllables of this kind is a name beside: Jackie in Jackie CHAN Kong-sang.
            if not counts(word, _korean(one)) and (found := align(one, letters(words, frozenset((number,))))):
                dropped = 1
                break
    if not found:
        return None
    if _NORTHERN.get(one.syllables[0]) in words and any(_SOUTHERN.search(word) for word in words):
        return None
    score = TOP - _SPAN * _halved(bits(one)) // 1024 - _LOOSE * found.cost // 100 - _EXTRA * dropped
    return Found(score, _pairs(one, found), True)


@lru_cache(1024)
def _halved(tenths: int) -> int:
    """1024 times two to the power of minus ``tenths`` / _HALF, in integers alike on every machine."""
    whole, rest = divmod(max(0, tenths), _HALF)
    return (1024 - 512 * rest // _HALF) >> whole  # a chord from each half to the next


def _pairs(one: Name, found: Aligned) -> tuple[Pair, ...]:
    """Syllables by the word that holds them; a surname stands apart where its word does."""
    pairs: list[Pair] = []
    for syllable, word in zip(one.syllables, found.words, strict=True):
        if pairs and pairs[-1].words == (word,):
            pairs[-1] = Pair(pairs[-1].syllables + syllable, (word,))
        else:
            pairs.append(Pair(syllable, (word,)))
    return tuple(pairs)


def _foreign(one: Name, words: tuple[str, ...], least: int) -> Found | None:
    worth = 100 if _foreign_by_look(one, words) else _DOUBT
    if FOREIGN_TOP * worth < 100 * least:
        return None
    texts = [single("".join(parts(word))) for word in words]
    numbers = [number for number, text in enumerate(texts) if text]
    if not numbers:
        return None
    chosen = [texts[number] for number in numbers]
    wasted = _WASTED if least >= _SURE else 100
    kinds = foreign.KINDS if any(map(is_han, one.syllables)) else foreign.KINDS[:1]
    best = max(_foreign_score(one, chosen, kind, wasted) for kind in kinds) * worth // 100
    return Found(best, (Pair("".join(one.syllables), tuple(numbers)),), False) if best > 0 else None


@lru_cache(1 << 12)
def _korean(one: Name) -> bool:
    return any(map(is_hangul, one.syllables))


def _foreign_by_look(one: Name, words: tuple[str, ...]) -> bool:
    """Not where both sides could be Chinese or Korean, with other syllables: then they are other names.

    Several words are so if one of them can be cut into syllables; one word, a given name, if it has as many.
    """
    if one.foreign or len(one.syllables) > _SYLLABLES:
        return True
    cuts = [counts(word, _korean(one)) for word in words]
    if len(words) > 1 and all(cuts):
        return False
    borrowed = [character(c).borrowed for c in one.syllables if is_han(c)]
    if borrowed and sum(borrowed) >= _BORROWED * len(borrowed):
        return True
    if len(words) > 1:
        return len(one.parts) > 1 or not any(cuts)
    return len(one.syllables) > _GIVEN or len(one.syllables) not in cuts[0]


def _foreign_score(one: Name, texts: list[str], kind: str, wasted: int) -> int:
    """Parts that were written apart are words in any order, and words beside them cost; else the words in order.

    ``wasted``: of the letters' bits so many in a hundred may be left to chance; past them all is lost.
    """
    whole = "".join(one.syllables)
    letters = sum(map(len, texts))
    limit = foreign.BY_CHANCE * letters * wasted // 100
    if 1 < len(one.parts) <= min(len(texts), _MOST_PARTS):
        costs, start = [], 0
        for length in one.parts:
            part = whole[start : start + length]
            costs.append([foreign.cost(part, kind, text, limit) for text in texts[:_MOST_PARTS]])
            start += length
        price, chosen = min(
            (sum(row[at] for row, at in zip(costs, way, strict=True)), way)
            for way in permutations(range(len(costs[0])), len(costs))
        )
        return _of_evidence(sum(len(texts[at]) for at in chosen), price) - _EXTRA * (len(texts) - len(chosen))
    orders = {tuple(texts), (texts[-1], *texts[:-1])}
    return _of_evidence(letters, min(foreign.cost(whole, kind, "".join(order), limit) for order in orders))


def _of_evidence(letters: int, cost: int) -> int:
    """The more the less of the letters is left to chance; few letters never suffice."""
    chance = foreign.BY_CHANCE * letters
    explained = 10_000 * (chance - cost) // chance
    if explained <= _EXPLAINED:
        return explained * _SURE // _EXPLAINED
    score = _SURE + (explained - _EXPLAINED) * (FOREIGN_TOP - _SURE) // (10_000 - _EXPLAINED)
    return score if chance - cost >= _LITTLE else min(score, _SURE - 100)


def heard(syllabic: str) -> list[str]:
    """Each part of a foreign name in letters, as the commonest values of its syllables have it; empty for others."""
    one = name(syllabic)
    borrowed = [character(c).borrowed for c in one.syllables if is_han(c)]
    if not (one.foreign or len(one.parts) > 1 or len(one.syllables) > _GIVEN):
        return []
    if borrowed and sum(borrowed) < _BORROWED * len(borrowed):
        return []
    letters = [min(foreign.chunks(c, "foreign").items(), key=_cheapest, default=("", 0))[0] for c in one.syllables]
    found, start = [], 0
    for length in one.parts:
        found.append("".join(letters[start : start + length]))
        start += length
    return [part for part in found if part]


def _cheapest(chunk: tuple[str, int]) -> tuple[int, str]:
    return chunk[1], chunk[0]
