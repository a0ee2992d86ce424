"""Keys under which words are kept: their consonants by class, and those with one of them left out.

Two words that differ by one consonant added, lost, taken for another or swapped with its neighbour share a
key (symmetric deletion, as in SymSpell; W. Garbe, 2012). A key is a number: four bits for each of at most
``LONGEST`` consonants, so that no two sequences share one by chance; other sorts of key have other high bits.
A symbol that is read in two ways (Latin ch, Arabic jim) gives a word two sequences, up to ``MOST`` in all.
The kernel makes the same keys (retrieve.c).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from comity.screening.sounds import costs, names

LONGEST: Final = 15  # consonants; 60 bits
MOST: Final = 4
MUTE: Final = 1 << 60  # a word without a consonant
LETTERS: Final = 2 << 60  # a word that is not heard, by its letters: Han, kana, Hangul, digits
JOINED: Final = 3 << 60  # two neighbouring words of a name, by the consonants of both
WHOLE: Final = 4 << 60  # a name as a whole
ITEM: Final = 15 << 60  # an item of Wikidata of which the word is a form

# The classes: sounds that spellings and scripts take for one another. What is not here is no consonant or often
# left out; V is no vowel though W and U are near it.
_CLASSES: Final = {
    1: "B P V F", 2: "T D TH DH", 3: "K Q G GH KH H", 4: "S Z SH ZH CH DZH TS DZ SHCH", 5: "L", 6: "M", 7: "N NG",
    8: "R",
}  # fmt: skip
_VOWELS: Final = "A E I O U Y W J"
_READ, _UNHEARD, _SILENT = 8, 2, 30  # costs up to which a symbol is read so: as a consonant, as a vowel, not at all
_ONLY: Final = {"V": (1,), "l.v": (1,), "H": (3,), "KS": (0x34,), "l.x": (0x34, 3)}


@cache
def readings() -> tuple[bytes, bytes]:
    """For each symbol the class of its first and of its second reading, the same where it has one; 0 for no
    consonant, and two classes in one byte for two consonants."""
    first, second = bytearray(256), bytearray(256)
    for name, code in names().items():
        found = _ONLY.get(name) or _near(code)
        first[code], second[code] = found[0], found[min(1, len(found) - 1)]
    return bytes(first), bytes(second)


def _near(code: int) -> tuple[int, ...]:
    table, code_of = costs(), names()
    near = {c: min(int(table.near[0, code, code_of[n]]) for n in held.split()) for c, held in _CLASSES.items()}
    found = [(cost, number) for number, cost in near.items() if cost <= _READ]
    vowel = min(int(table.near[0, code, code_of[name]]) for name in _VOWELS.split())
    if vowel <= _UNHEARD or int(table.alone[0, 0, code]) <= _SILENT:
        found.append((0, 0))
    return tuple(number for _, number in sorted(found)) or (0,)


def skeletons(symbols: bytes, doubles: bool) -> list[int]:
    """The sequences of consonants of a word, packed. ``doubles``: a consonant written twice is two of them."""
    first, second = readings()
    found = [(0, 0)]  # packed; the class of the symbol just before
    for symbol in symbols:
        one, other = first[symbol], second[symbol]
        both = [_then(packed, before, one, doubles) for packed, before in found]
        if other != one and 2 * len(found) <= MOST:
            both += [_then(packed, before, other, doubles) for packed, before in found]
        found = both
    return list(dict.fromkeys(packed for packed, _ in found))


def _then(packed: int, before: int, heard: int, doubles: bool) -> tuple[int, int]:
    if heard >> 4:
        packed, before = _then(packed, before, heard >> 4, doubles)
        heard &= 15
    if heard and before == 2 and heard == 4:  # t and s are ts
        return packed & ~15 | heard, heard
    if not heard or (heard == before and not doubles) or packed >> 4 * (LONGEST - 1):
        return packed, heard
    return packed << 4 | heard, heard


def neighbours(packed: int) -> list[int]:
    """The key of a sequence and of what is left without each of its consonants, all of it but the empty one."""
    if not packed:
        return [MUTE]
    found = [packed]
    for at in range(0, packed.bit_length(), 4):
        less = packed >> at + 4 << at | packed & (1 << at) - 1
        if less:
            found.append(less)
    return found


def of_letters(letters: tuple[int, ...]) -> int:
    """The key of a word by its letters (FNV-1a, 60 bits of it)."""
    number = 0xCBF29CE484222325
    for letter in letters:
        number = (number ^ letter) * 0x100000001B3 & (1 << 64) - 1
    return LETTERS | number >> 4


def of_word(symbols: bytes, letters: tuple[int, ...], doubles: bool) -> list[int]:
    """Every key of a word without its equivalents, each once, in the kernel's order."""
    if not symbols:
        return [of_letters(letters)]
    return list(dict.fromkeys(key for one in skeletons(symbols, doubles) for key in neighbours(one)))
