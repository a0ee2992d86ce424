"""Names of organisations that nobody bears, in three scripts, and slips of the pen in them.

A name is made of invented words and one common noun. Its invented words stand in no other name, and the
consonants of two names differ in at least ``APART`` places: so no two are alike unless it was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from random import Random
from typing import Final

APART: Final = 3
COMMON: Final = "Front Brigada Kolona Liga Komitet".split()
_ONSETS: Final = "b d f k l m n r s t z sh".split()
_VOWELS: Final = "a i o u a i u".split()
_CYRILLIC: Final = {
    **dict(zip("b d f g h k l m n r s t z".split(), "б д ф г х к л м н р с т з".split(), strict=True)),
    **dict(zip("a e i o u".split(), "а е и о у".split(), strict=True)),
    "sh": "ш",
}
_ARABIC: Final = {
    **dict(zip("b d f g h k l m n r s t z".split(), "ب د ف غ ه ك ل م ن ر س ت ز".split(), strict=True)),
    **dict(zip("a e i o u".split(), "ا ي ي و و".split(), strict=True)),
    "sh": "ش",
}


class Script(StrEnum):
    """A script in which some States write, ISO 15924."""

    LATIN = "Latn"
    CYRILLIC = "Cyrl"
    ARABIC = "Arab"


def written(name: str, script: Script) -> str:
    """A name of ``names`` in another script, letter by letter."""
    if script is Script.LATIN:
        return name
    if script is Script.CYRILLIC:
        return " ".join(_lettered(word, _CYRILLIC).capitalize() for word in name.split())
    return " ".join(_lettered(word, _ARABIC) for word in name.split())


def names(rng: Random) -> Iterator[str]:
    """Names without end, none like another."""
    used: set[str] = set()
    skeletons: list[str] = []
    while True:
        words = [_word(rng) for _ in range(2)]
        skeleton = "".join(letter for word in words for letter in word if letter not in "aeiou")
        if used & set(words) or any(_distance(skeleton, other) < APART for other in skeletons):
            continue
        used |= set(words)
        skeletons.append(skeleton)
        yield f"{words[0].capitalize()} {words[1].capitalize()} {rng.choice(COMMON)}"


def another_hand(name: str, rng: Random) -> str:
    """The same name as another registrar writes it: other case, other punctuation."""
    joined = name.replace(" ", "-", 1)
    quoted = f"«{name}»"
    return rng.choice((name.upper(), name.lower(), joined, quoted, f"{joined.upper()}."))


def slip(name: str, rng: Random) -> str:
    """``name`` with one letter of its longest word left out, doubled, exchanged or swapped with the next."""
    words = name.split()
    place = max(range(len(words)), key=lambda n: len(words[n]))
    word = words[place]
    at = rng.randrange(2, len(word) - 2)
    other = rng.choice([letter for letter in "bdklmnrst" if letter not in word[at : at + 2]])
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    ways = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + other + word[at + 1 :]]
    words[place] = rng.choice([*ways, swapped] if swapped != word else ways)
    return " ".join(words)


def _word(rng: Random) -> str:
    syllables = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(3))
    return syllables + rng.choice("rnltd")


def _lettered(word: str, letters: dict[str, str]) -> str:
    text, lower = "", word.lower()
    while lower:
        size = 2 if lower[:2] in letters else 1
        text += letters[lower[:size]]
        lower = lower[size:]
    return text


def _distance(one: str, other: str) -> int:
    """How many letters must be added, left out or exchanged to make one of the other."""
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, against in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (letter != against))
    return row[-1]
