"""Which script a letter and a word are written in: decided for each word, for names mix scripts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from enum import IntEnum
from functools import lru_cache
from typing import Final


class Script(IntEnum):
    """The scripts that are heard differently; the numbers stand in saved indexes."""

    NONE = 0  # digits and signs
    LATN = 1
    CYRL = 2
    ARAB = 3
    HEBR = 4
    GREK = 5
    DEVA = 6
    OTHER = 7  # through ICU
    HANI = 8  # with kana
    HANG = 9


UNVOWELLED: Final = frozenset({Script.ARAB, Script.HEBR})
EASTERN: Final = frozenset({Script.HANI, Script.HANG})

# First code point of each stretch (Unicode blocks), and the script from there on.
_STRETCHES: Final = (
    (0x00, Script.LATN), (0x370, Script.GREK), (0x400, Script.CYRL), (0x530, Script.OTHER), (0x590, Script.HEBR),
    (0x600, Script.ARAB), (0x700, Script.OTHER), (0x750, Script.ARAB), (0x780, Script.OTHER), (0x870, Script.ARAB),
    (0x900, Script.DEVA), (0x980, Script.OTHER), (0x1100, Script.HANG), (0x1200, Script.OTHER), (0x1C80, Script.CYRL),
    (0x1C90, Script.OTHER), (0x1D00, Script.LATN), (0x1D2B, Script.CYRL), (0x1D2C, Script.LATN),
    (0x1F00, Script.GREK), (0x2000, Script.LATN), (0x2C00, Script.OTHER), (0x2C60, Script.LATN),
    (0x2C80, Script.OTHER), (0x2DE0, Script.CYRL), (0x2E00, Script.OTHER), (0x2E80, Script.HANI),
    (0x3130, Script.HANG), (0x3190, Script.HANI), (0xA000, Script.OTHER), (0xA640, Script.CYRL),
    (0xA6A0, Script.OTHER), (0xA720, Script.LATN), (0xA800, Script.OTHER), (0xA8E0, Script.DEVA),
    (0xA900, Script.OTHER), (0xA960, Script.HANG), (0xA980, Script.OTHER), (0xAB30, Script.LATN),
    (0xAB70, Script.OTHER), (0xAC00, Script.HANG), (0xD800, Script.OTHER), (0xF900, Script.HANI),
    (0xFB00, Script.LATN), (0xFB1D, Script.HEBR), (0xFB50, Script.ARAB), (0xFE00, Script.OTHER),
    (0xFE70, Script.ARAB), (0xFEFF, Script.LATN), (0x10000, Script.OTHER), (0x20000, Script.HANI),
    (0x40000, Script.OTHER),
)  # fmt: skip
_FIRSTS: Final = [first for first, _ in _STRETCHES]


@lru_cache(1 << 12)
def of_letter(letter: str) -> Script:
    """The script of one character; NONE for what is not a letter or a mark on one."""
    if not (letter.isalpha() or letter in "\u30fc"):
        return Script.NONE
    return _STRETCHES[bisect_right(_FIRSTS, ord(letter)) - 1][1]


def of_word(word: str) -> Script:
    """The script of most of its letters; the earlier number on a tie, so that it is always the same."""
    letters = list(map(of_letter, word))
    several = {*letters, Script.NONE}
    if len(several) <= 2:  # most words are of one
        return max(several)
    counted = Counter(letters)
    del counted[Script.NONE]
    return min(counted, key=lambda script: (-counted[script], script)) if counted else Script.NONE
