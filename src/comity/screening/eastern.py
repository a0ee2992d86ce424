"""Names in Han characters and Hangul among other names: when ``east`` decides the score, and how they are found."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from comity.screening import east
from comity.screening.answers import How, Taken
from comity.screening.east import Found
from comity.screening.flat import Ints, Lists
from comity.screening.lexicon import Table
from comity.screening.romanise import romanised
from comity.screening.scripts import EASTERN
from comity.screening.words import Reading, Word, word_of

_LETTERS: Final = 48  # of a word, as many as a lexicon keeps
_EASTERN: Final = np.array(sorted(EASTERN), np.uint8)


def decide(
    asked: Sequence[Word], name: Sequence[Word], otherwise: int, least: int = 0
) -> tuple[int, Found | None, bool]:
    """The score of 10,000, what ``east`` found if it decides, and whether it was the query that it read.

    Where both sides are syllables nothing else counts: one wrong letter is another name. Against letters a known
    equivalent may give more; that is ``otherwise``, the score without ``east``. What scores below ``least`` may be 0.
    """
    return _decide(_plain(asked), _plain(name), otherwise, least)


def scored(asked: Sequence[Word], name: tuple[str, ...], otherwise: int, least: int) -> int:
    """The same score, where of the name only its words without marks are known."""
    return scored_plain(_plain(asked), name, otherwise, least)


def scored_plain(asked: tuple[str, ...], name: tuple[str, ...], otherwise: int, least: int) -> int:
    """The same score, where of the name asked for no more is known either."""
    return _decide(asked, name, otherwise, least)[0]


def _decide(
    left: tuple[str, ...], right: tuple[str, ...], otherwise: int, least: int
) -> tuple[int, Found | None, bool]:
    if _syllabic(left):
        found, both = east.likeness(" ".join(left), right, least), _syllabic(right)
    elif _syllabic(right):
        found, both = east.likeness(" ".join(right), left, least), False
    else:
        return otherwise, None, False
    score = found.score if found else 0
    if otherwise > score and not both:
        return otherwise, None, False
    return score, found, _syllabic(left)


def _plain(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.plain[:_LETTERS] for word in words)


@lru_cache(1 << 14)
def _syllabic(words: tuple[str, ...]) -> bool:
    return all(map(east.is_syllabic, words))


def taken(found: Found, asked: Reading, name: Reading, by_query: bool) -> list[Taken]:
    """What was taken for what, in the order of the syllables."""
    other = (name if by_query else asked).words
    out = []
    for pair in found.taken:
        letters = " ".join(other[at].text for at in pair.words)
        left, right = (pair.syllables, letters) if by_query else (letters, pair.syllables)
        how = How.SYLLABLES if found.exact else How.SOUND
        out.append(Taken(left, right, how, found.score / 10_000, romanised(left), romanised(right)))
    return out


def keys(words: Sequence[Word]) -> list[int]:
    """The keys of a name as a whole; the same name in syllables and in letters shares one."""
    return east.keys([word.plain[:_LETTERS] for word in words])


def signatures(names: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The syllables, by their sounds, under which ``names`` are kept as a whole."""
    return frozenset(syllable for words in names for syllable in east.signatures(words))


def cut(word: Word, among: Container[str]) -> bool:
    """Whether a word in letters can be cut into syllables ``among`` these."""
    return east.cut(word.plain[:_LETTERS], among)


def is_cut(word: Word) -> bool:
    """Whether a word in letters can be cut into syllables at all."""
    return east.is_cut(word.plain[:_LETTERS])


def heard(words: Sequence[Word]) -> list[Word]:
    """The Latin words that a foreign name in syllables sounds like; empty for every other name."""
    plain = _plain(words)
    return [word_of(one) for one in east.heard(" ".join(plain))] if plain and _syllabic(plain) else []


def are_eastern(phrases: Lists, words: Table) -> Ints:
    """Of each phrase whether it has a word in syllables."""
    each = np.isin(words.arrays["script"][phrases.values], _EASTERN)
    totals = np.concatenate([[0], np.cumsum(each)])
    found: Ints = totals[phrases.starts[1:]] > totals[phrases.starts[:-1]]
    return found


def words_of(phrase: Ints, words: Table) -> tuple[str, ...]:
    """The words of a phrase, as far as a lexicon keeps them."""
    starts, letters = words.arrays["letter_starts"], words.arrays["letters"]
    return tuple(
        letters[starts[number] : starts[number + 1]].astype("<u2").tobytes().decode("utf-16-le", "replace")
        for number in phrase.tolist()
    )
