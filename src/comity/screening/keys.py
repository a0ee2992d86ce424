"""Keys under which words are kept: their consonants by class, and what is left without each one of them.

A word is sought under its own consonants, under those without one, with two neighbours swapped, and under what it
shares with words that have one more or another one at the same place: one consonant lost, added, swapped or taken
for another. (Symmetric deletion, as in SymSpell, W. Garbe, 2012, with the place kept, so that fewer strangers are
met.) A word of fewer than ``SLIPS`` consonants would meet too many that way: it is sought under all of them, and
under its letters without each one, for typing errors.

A key is a number: four bits for each of at most ``LONGEST`` consonants, so that no two sequences share one by
chance; other sorts of key have other high bits. A symbol that is read in two ways (Latin ch, Arabic jim) gives a
word two sequences, up to ``MOST`` in all. The kernel makes the same keys (keys.c).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from comity.screening.sounds import costs, names

LONGEST: Final = 15  # consonants; 60 bits
SLIPS: Final = 4
FEWEST: Final = 4  # letters of a word in which a typing error is looked for
MOST: Final = 4
MUTE: Final = 1 << 60  # a word without a consonant
LETTERS: Final = 2 << 60  # a word that is not heard, by its letters: Han, kana, Hangul, digits
JOINED: Final = 3 << 60  # two neighbouring words of a name, by the consonants of both
WHOLE: Final = 4 << 60  # a name in letters that may be Chinese or Korean, as a whole
SYLLABLES: Final = 6 << 60  # the same of a name in Han characters or Hangul
LESS: Final = 5 << 60  # a word without one consonant, whose place stands in the next four bits
ITEM: Final = 15 << 60  # an item of Wikidata of which the word is a form

# The classes: sounds that spellings and scripts take for one another. What is not here is no consonant or often
# left out; V is no vowel though W and U are near it.
_CLASSES: Final = {
    1: "B P V F", 2: "T D TH DH", 3: "K Q G GH KH H", 4: "S Z SH ZH CH DZH TS DZ SHCH", 5: "L", 6: "M", 7: "N NG",
    8: "R",
}  # fmt: skip
_VOWELS: Final = "A E I O U Y W J"
_READ, _UNHEARD, _SILENT = 8, 2, 30  # costs up to which a symbol is read so: as a consonant, as a vowel, not at all
_ONLY: Final = {
    "V": (1,), "l.v": (1,), "H": (3, 0), "l.h2": (3, 0), "KS": (0x34,), "l.x": (0x34, 3), "l.x$": (0x34, 4),
    "l.cs": (4, 0x34), "h.vv": (1, 0), "g.gu": (0, 3),
}  # fmt: skip


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


def less(packed: int) -> list[int]:
    """A sequence without each of its consonants, the last one first."""
    places = range(0, packed.bit_length(), 4)
    return [packed >> at + 4 << at | packed & (1 << at) - 1 for at in places]


def kept(packed: int) -> list[int]:
    """The keys under which a word of these consonants is kept."""
    if _size(packed) < SLIPS:
        return [packed or MUTE]
    return [packed, *(LESS | place << 56 | rest for place, rest in enumerate(less(packed)))]


def looked(packed: int) -> list[int]:
    """The keys under which a word of these consonants is sought."""
    size = _size(packed)
    found = [packed or MUTE]
    if size >= SLIPS:
        rests = less(packed)
        found += rests
        found += [_swapped(packed, 4 * at) for at in range(size - 1)]
        found += [LESS | place << 56 | rest for place, rest in enumerate(rests)]
    if SLIPS - 1 <= size < LONGEST:
        found += [LESS | place << 56 | packed for place in range(size + 1)]
    return found


def _size(packed: int) -> int:
    return (packed.bit_length() + 3) // 4


def _swapped(packed: int, at: int) -> int:
    one, other = packed >> at & 15, packed >> at + 4 & 15
    return packed ^ (one ^ other) << at ^ (one ^ other) << at + 4


def of_letters(letters: tuple[int, ...]) -> int:
    """The key of a word by its letters (FNV-1a, 60 bits of it)."""
    number = 0xCBF29CE484222325
    for letter in letters:
        number = (number ^ letter) * 0x100000001B3 & (1 << 64) - 1
    return LETTERS | number >> 4


def of_word(symbols: bytes, letters: tuple[int, ...], doubles: bool, sought: bool) -> list[int]:
    """The keys under which a word is kept, or ``sought``, without its equivalents: each once, as the kernel does."""
    if not symbols:
        return [of_letters(letters)]
    ways = looked if sought else kept
    heard = skeletons(symbols, doubles)
    found = [key for one in heard for key in ways(one)]
    if _size(heard[0]) < SLIPS and len(letters) >= FEWEST:
        found.append(of_letters(letters))
        found += [of_letters(letters[:at] + letters[at + 1 :]) for at in range(len(letters))]
    return list(dict.fromkeys(found))


def of_item(number: int) -> int:
    """The key of a known form of a name: words that share an item of Wikidata share it."""
    return ITEM | number
