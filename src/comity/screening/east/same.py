"""Names in Han characters or Hangul against names in Han characters or Hangul."""

from __future__ import annotations

from typing import Final

from comity.screening.east import hangul
from comity.screening.east.names import Name, bits
from comity.screening.east.readings import character

_TOP: Final = 9950
_SPAN: Final = 2500
_HALF: Final = 80
_READ: Final = 700  # one side in Hangul, the other in Han
_NORTH: Final = 100  # 리 and 이
_FOREIGN_LENGTH: Final = 4  # longer foreign names may be written with other characters of the sound


def likeness_of_syllables(one: Name, other: Name) -> int | None:
    """The score in 1/10000, or None if they have too little in common."""
    best = None
    for turn in {0, other.family, len(other.syllables) - 1}:
        turned = (*other.syllables[turn:], *other.syllables[:turn])
        cost = _cost(one, turned)
        if cost is not None and (best is None or cost < best):
            best = cost
    if best is None:
        return None
    doubt = _SPAN >> min(12, max(bits(one), 1) // _HALF)
    return _TOP - doubt - best


def _cost(one: Name, other: tuple[str, ...]) -> int | None:
    if len(one.syllables) != len(other):
        return None
    total = wrong = 0
    for place, (this, that) in enumerate(zip(one.syllables, other, strict=True)):
        if this == that:
            continue
        cost = _differ(this, that, surname=place < one.family)
        wrong += cost is None
        total += cost or 0
    if not wrong:
        return total
    length = len(other)
    if length > _FOREIGN_LENGTH and wrong * _FOREIGN_LENGTH <= length:
        return total + 2000
    return 5500 if wrong * 2 <= length and length > 2 else None


def _differ(this: str, that: str, *, surname: bool) -> int | None:
    if hangul.is_hangul(this) != hangul.is_hangul(that):
        han, korean = (that, this) if hangul.is_hangul(this) else (this, that)
        readings = character(han).hangul
        if any(_northern(korean, reading, surname=surname) is not None for reading in readings):
            return _READ // 2
        return None
    return _northern(this, that, surname=surname) if hangul.is_hangul(this) else None


def _northern(this: str, that: str, *, surname: bool) -> int | None:
    """Whether two syllables differ only by the North's r or n at the beginning of a word."""
    if this == that:
        return 0
    (one, *rest), (two, *others) = hangul.jamo(this), hangul.jamo(that)
    return _NORTH if rest == others and surname and {one, two} <= {2, 5, 11} else None
