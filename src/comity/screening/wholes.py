"""Keys of a whole name, or of several of its words: what no single word is found by.

Two neighbouring words written together on the other side (Abd + Majid, Zibaee + Nejad), by their consonants; and
Chinese and Korean names, which are one word in their own script.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from comity.screening import eastern, keys
from comity.screening.scripts import EASTERN, UNVOWELLED, Script
from comity.screening.sounds import sounds
from comity.screening.words import Word

_FEWEST: Final = 1 << 8  # three consonants: fewer fit many names


def keys_of(words: Sequence[Word]) -> list[int]:
    """The keys under which a name is kept."""
    found = []
    for one, other in pairwise(words):
        if one.script is other.script:
            found += _joined(one.folded, other.folded, one.script)
    for word in eastern.heard(words):
        found += sought(word)
    kind = keys.SYLLABLES if in_syllables(words) else keys.WHOLE
    return found + [kind | key for key in eastern.keys(words)]


def whole(words: Sequence[Word]) -> list[int]:
    """The keys under which a Chinese or Korean name is sought as a whole: in letters among names in syllables, for
    others are found by their words; in syllables among all."""
    kinds = (keys.SYLLABLES, keys.WHOLE) if in_syllables(words) else (keys.SYLLABLES,)
    return [kind | key for key in eastern.keys(words) for kind in kinds]


def in_syllables(words: Sequence[Word]) -> bool:
    """Whether a word of the name is in Han characters or Hangul."""
    return any(word.script in EASTERN for word in words)


def sought(word: Word) -> list[int]:
    """The keys under which a word of a query may stand apart."""
    return [keys.JOINED | one for one in _skeletons(sounds(word.folded, word.script), word.script) if one >= _FEWEST]


@lru_cache(1 << 16)
def _joined(one: str, other: str, script: Script) -> list[int]:
    """As one word, and as each sounds alone: in Amirhossein rh may be one letter, in Amir Hossein it is two."""
    found = _skeletons(sounds(one + other, script), script) + _skeletons(
        sounds(one, script) + sounds(other, script), script
    )
    return [keys.JOINED | key for key in dict.fromkeys(found) if key >= _FEWEST]


def _skeletons(heard: bytes, script: Script) -> list[int]:
    return keys.skeletons(heard, script in UNVOWELLED) if heard else []
