"""The name asked for, as it is sought: each of its readings in words, alone and with the next one together."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from comity.screening.lexicon import Lexicon, Table
from comity.screening.organisations import names
from comity.screening.subjects import Kind
from comity.screening.words import Reading, Word, word_of

MIN_CHARACTERS: Final = 3
MAX_CHARACTERS: Final = 300  # of a query; what follows is not read
_SYLLABIC: Final = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")


class QueryTooShort(ValueError):
    """The query says fewer than ``MIN_CHARACTERS`` characters: it would match everyone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One reading of a name: its words by number in ``table``; ``joined`` holds, for the place of a word, that word
    and the next one written together, and the number of that."""

    name: str
    reading: Reading
    table: Table
    words: tuple[int, ...]
    joined: tuple[tuple[int, Word, int], ...]


def ask(name: str, kind: Kind = Kind.ANY) -> list[Asked]:
    """The readings of ``name`` as one of ``kind``; empty where it says fewer than three characters.

    A Han or Hangul character counts two.
    """
    name = name[:MAX_CHARACTERS]
    found = names(name, kind)
    if weight(name) < MIN_CHARACTERS or not found:
        return []
    lexicon = Lexicon()
    numbered = [(one, tuple(lexicon.ids(one.words)), _joined(lexicon, one.words)) for one in found]
    table = lexicon.table()
    return [Asked(name, one, table, numbers, joined) for one, numbers, joined in numbered]


def _joined(lexicon: Lexicon, words: tuple[Word, ...]) -> tuple[tuple[int, Word, int], ...]:
    found = []
    for at, (one, other) in enumerate(pairwise(words)):
        if one.script is other.script:
            both = word_of(one.folded + other.folded)
            found.append((at, both, lexicon.id(both)))
    return tuple(found)


def weight(name: str) -> int:
    """How many characters ``name`` says: a letter or digit counts one, a Han or Hangul syllable two."""
    if name.isascii():
        return sum(map(str.isalnum, name))
    return sum(1 + unicodedata.name(c, "").startswith(_SYLLABIC) for c in name if c.isalnum())
