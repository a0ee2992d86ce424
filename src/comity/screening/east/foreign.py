"""Foreign names in Han characters or Hangul: what the characters stand for, chunk by chunk, with costs in bits.

The evidence is what the letters would cost by chance less what they cost if the characters stood for them.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from comity.screening.east import hangul
from comity.screening.east.readings import character, is_han, known
from comity.screening.kernel import LIBRARY

BY_CHANCE: Final = 430  # 1/100 bits: one letter of a name
_UNKNOWN: Final = 800  # a chunk that nothing attests, and each letter of it
_UNKNOWN_LETTER: Final = 250
_UNKNOWN_LONGEST: Final = 3
_INSERTED: Final = {**dict.fromkeys("aeiouy", 350), "h": 300}
_INSERTED_CONSONANT: Final = 550
_LONGEST: Final = 7
_MOST_LETTERS: Final = 64
_KEPT: Final = 1300  # dearer chunks are as good as unknown
FAR: Final = 1 << 20
KINDS: Final = ("foreign", "japanese")


@lru_cache(1 << 15)
def chunks(syllable: str, kind: str) -> Mapping[str, int]:
    """The letters that ``syllable`` stands for in names of one of KINDS, with costs in 1/100 bit."""
    if is_han(syllable):
        return dict(getattr(character(syllable), kind))
    table = {"": 0}
    for sound in hangul.sounds(syllable):
        heard = _heard().get(sound, {})
        table = {
            one + two: cost + more for one, cost in table.items() for two, more in heard.items() if cost + more < _KEPT
        }
    return table | _heard().get(f"={syllable}", {})


@cache
def _heard() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for sound, text in known().get("heard", {}).items():
        pairs = (one.split(":") for one in str(text).split())
        found[sound] = {letters.strip("-"): int(cost) for letters, cost in pairs}
    return found


def cost(syllables: str, kind: str, text: str, limit: int = FAR) -> int:
    """What ``text`` (letters a-z, none doubled) costs in 1/100 bit if ``syllables`` stood for it in names of ``kind``;
    FAR above ``limit``."""
    if LIBRARY is None:
        return slow_cost(syllables, kind, text, limit)
    packed = _packed(syllables, kind)
    return int(LIBRARY.kernel_chunks(*packed.pointers, len(syllables), text.encode(), len(text), limit))


@dataclass(frozen=True, slots=True)
class _Packed:
    pointers: tuple[int, int, int]
    held: tuple[object, ...]  # the arrays behind them


@lru_cache(1 << 12)
def _packed(syllables: str, kind: str) -> _Packed:
    codes, costs, starts = array("q"), array("i"), array("i", [0])
    for syllable in syllables:
        for code, price in sorted((_code(letters), price) for letters, price in chunks(syllable, kind).items()):
            codes.append(code)
            costs.append(price)
        starts.append(len(codes))
    arrays = (codes, costs, starts)
    first, second, third = (one.buffer_info()[0] for one in arrays)
    return _Packed((first, second, third), arrays)


def _code(letters: str) -> int:
    code = 0
    for letter in letters:
        code = code << 5 | ord(letter) & 31
    return code


def slow_cost(syllables: str, kind: str, text: str, limit: int = FAR) -> int:
    """``kernel_chunks`` without the kernel."""
    size = len(text)
    if size > _MOST_LETTERS:
        return FAR
    insert = [_INSERTED.get(c, _INSERTED_CONSONANT) for c in text]
    row = [0] * (size + 1)
    for place in range(size):
        row[place + 1] = row[place] + insert[place]
    for syllable in syllables:
        table = chunks(syllable, kind)
        after = [FAR] * (size + 1)
        for start in range(size + 1):
            so_far = row[start]
            if so_far > limit:
                continue
            for end in range(start, min(size, start + _LONGEST) + 1):
                length = end - start
                price = table.get(
                    text[start:end], _UNKNOWN + _UNKNOWN_LETTER * length if length <= _UNKNOWN_LONGEST else FAR
                )
                after[end] = min(after[end], so_far + price)
        for place in range(size):
            after[place + 1] = min(after[place + 1], after[place] + insert[place])
        if min(after) > limit:
            return FAR
        row = after
    return row[size] if row[size] <= limit else FAR
