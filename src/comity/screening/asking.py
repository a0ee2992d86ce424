"""The name asked for, as it is sought: each of its readings in words, alone and with the next one together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from comity.screening.lexicon import Lexicon, Table
from comity.screening.organisations import names
from comity.screening.subjects import Kind
from comity.screening.words import Reading

MIN_CHARACTERS: Final = 3
MAX_CHARACTERS: Final = 300  # of a query; what follows is not read
_SYLLABIC: Final = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")


class QueryTooShort(ValueError):
    """The query says fewer than ``MIN_CHARACTERS`` characters: it would match everyone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One reading of a name: its words, and their numbers in ``table``."""

    name: str
    reading: Reading
    table: Table
    words: tuple[int, ...]

    def joined(self) -> Iterator[int]:
        """The places of words that may be written together with the next one."""
        said = self.reading.words
        return (at for at in range(len(said) - 1) if said[at].script is said[at + 1].script)


def ask(name: str, kind: Kind = Kind.ANY) -> list[Asked]:
    """The readings of ``name`` as one of ``kind``; empty where it says fewer than three characters.

    A Han or Hangul character counts two.
    """
    name = name[:MAX_CHARACTERS]
    found = names(name, kind)
    if is_short(name) or not found:
        return []
    lexicon = Lexicon()
    numbered = [(one, tuple(lexicon.ids(one.words))) for one in found]
    table = lexicon.table()
    return [Asked(name, one, table, numbers) for one, numbers in numbered]


def is_short(name: str) -> bool:
    """Whether ``name`` says fewer than ``MIN_CHARACTERS`` characters."""
    if len(name) >= MIN_CHARACTERS and name[:MIN_CHARACTERS].isalnum():  # as most names begin
        return False
    return sum(map(str.isalnum, name)) < MIN_CHARACTERS and weight(name) < MIN_CHARACTERS


def weight(name: str) -> int:
    """How many characters ``name`` says: a letter or digit counts one, a Han or Hangul syllable two."""
    if name.isascii():
        if name.isalnum():
            return len(name)
        return sum(map(str.isalnum, name))
    return sum(1 + unicodedata.name(c, "").startswith(_SYLLABIC) for c in name if c.isalnum())
