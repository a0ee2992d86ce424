"""When two names of organisations are equal or nearly so, in any script.

Equal: the same words in Latin letters, in any order, without the small words of English. Nearly: one word
differs by one slip of the pen; or only the spaces differ; or, where the names are in different scripts, the
consonants are the same. Numbers in a name are never a slip: the 17th and the 71st are two. A proposal to
merge is judged by a person, who sees both names.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from comity.screening.consonants import Sound, sound, weight

FEWEST: Final = 3  # characters; what says less is no name
_SMALL: Final = frozenset({"the", "of", "and", "a", "an", "for"})
_SLIP: Final = 4  # letters in a word of which one may be dropped, added or swapped
_OTHER_LETTER: Final = 6  # letters in a word of which one may be another; in a short word it makes another word
_MUCH: Final = 8  # equal letters beside it that make a slip in a word shorter by one believable
_FEW_BONES: Final = 4  # fewer consonants fit many names
_MANY_BONES: Final = 7  # of so many, one may be left out where vowels are not written
_ALIKE: Final = 80  # per cent of the letters, where both scripts write their vowels
_UNVOWELLED: Final = frozenset({"ARABIC", "HEBREW"})
_VOWELLED: Final = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})

# Screening romanises as ICU does (ISO 9); most papers spell Russian as English hears it. A name is read both ways.
_AS_HEARD: Final = str.maketrans(
    {
        "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
        "ю": "yu", "я": "ya", "ё": "yo", "й": "y",
    }
)  # fmt: skip

_SIGNS: Final = str.maketrans("", "", "ʺʹ″′ʼ")  # hard and soft signs of a romanisation; they part no word


@dataclass(frozen=True, slots=True)
class Spelling:
    """One reading of one name: its words, sorted, and its consonants, by word and joined as written."""

    script: str
    words: tuple[str, ...]
    bones: str
    joined: str
    numbers: tuple[str, ...]

    @property
    def letters(self) -> str:
        """All letters, sorted: equal where only spaces differ."""
        return "".join(sorted("".join(self.words)))

    @property
    def unvowelled(self) -> bool:
        """Whether its script leaves vowels out."""
        return self.script in _UNVOWELLED


@lru_cache(maxsize=65536)
def spellings(name: str) -> tuple[Spelling, ...]:
    """The readings of ``name``, most often one; none where it says fewer than ``FEWEST`` characters."""
    if weight(name) < FEWEST:
        return ()
    script = _script(name)
    name = name.translate(_SIGNS)
    readings = {name: None, name.casefold().translate(_AS_HEARD): None} if script == "CYRILLIC" else {name: None}
    heard = [sound(one) for one in readings]
    return tuple(dict.fromkeys(_spelling(one, script) for one in heard if one.roman))


def _spelling(heard: Sound, script: str) -> Spelling:
    words = heard.roman.split()
    kept = tuple(word for word in words if word not in _SMALL) or tuple(words)
    numbers = tuple(word for word in kept if any(map(str.isdigit, word)))
    return Spelling(script, kept, heard.consonants, heard.joined, numbers)


def _script(name: str) -> str:
    """The script in which most letters are written: the first word of their Unicode names."""
    if name.isascii():
        return "LATIN"
    found = Counter(unicodedata.name(c, "").split(" ")[0] for c in name if c.isalpha())
    return max(sorted(found), key=found.__getitem__, default="")


def alike(one: Spelling, other: Spelling) -> bool:
    """Whether two spellings are equal or nearly so."""
    if one.numbers != other.numbers:
        return False
    if one.words == other.words or _one_slip(one.words, other.words):
        return True
    if one.joined == other.joined and one.letters == other.letters:
        return True
    return one.script != other.script and _same_bones(one, other)


def _one_slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return False
    left, right = list((Counter(one) - Counter(other)).elements()), list((Counter(other) - Counter(one)).elements())
    return len(left) == len(right) == 1 and slip(left[0], right[0], len("".join(one)) - len(left[0]))


def slip(one: str, other: str, beside: int = 0) -> bool:
    """Whether one word is the other with one letter dropped, added, swapped with the next, or another.

    ``beside``: how many letters of the name are equal. The first letter is hardly ever the slip, and often
    makes another word.
    """
    if one[0] != other[0] or OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    replaced = len(one) == len(other) and sorted(one) != sorted(other)
    return min(len(one), len(other)) + (beside >= _MUCH) >= (_OTHER_LETTER if replaced else _SLIP)


def _same_bones(one: Spelling, other: Spelling) -> bool:
    shortest = min(len(one.joined), len(other.joined))
    if shortest < _FEW_BONES:
        return False
    equal = one.bones == other.bones or one.joined == other.joined
    if {one.script, other.script} <= _VOWELLED:
        return equal and fuzz.ratio(" ".join(one.words), " ".join(other.words)) >= _ALIKE
    if not (one.unvowelled or other.unvowelled):
        return False
    if equal or shortest < _MANY_BONES or len(one.joined) == len(other.joined):
        return equal  # another consonant makes another name, where vowels are not there to tell
    return OSA.distance(one.joined, other.joined, score_cutoff=1) <= 1  # جبهة is jabha and jabhat


def keys(one: Spelling, unvowelled: bool) -> Iterator[str]:
    """Two spellings that are ``alike`` share a key, and few others do.

    ``unvowelled``: whether any name to compare is in a script that leaves vowels out.
    """
    yield "=" + " ".join(one.words)
    if one.joined:
        yield "-" + one.joined
        yield "~" + one.bones
    for place, word in enumerate(one.words):
        rest = " ".join((*one.words[:place], *one.words[place + 1 :]))
        if rest:
            yield f"{rest}|{word[0]}"
        else:
            yield from (f"|{shorter}" for shorter in _one_less(word))
    if unvowelled and len(one.joined) >= _MANY_BONES:
        yield from (f"+{shorter}" for shorter in _one_less(one.joined))


def _one_less(word: str) -> set[str]:
    """The word, and the word without each one of its letters: words one slip apart share one of them."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
