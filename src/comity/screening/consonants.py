"""What a name sounds like: its letters in Latin, and its consonants alone.

Names written in Arabic or Hebrew script leave short vowels out, and one Cyrillic letter has several
Latin spellings; so across scripts the consonants are compared, not the letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

_SYLLABIC: Final = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_TITLES: Final = frozenset({"mr", "mrs", "ms", "dr", "sheikh", "shaikh", "haji", "hajji", "mullah", "maulavi"})
# Letters that ICU renders by rules of another language than the one that the lists use.
_BEFORE: Final = str.maketrans({"ة": "", "ى": "y", "ی": "y", "ي": "y", "ک": "ك", "و": "w", "ь": "", "ъ": ""})
# Spellings of one sound, longest first; what is left of a token is then thinned to its consonants.
_SOUNDS: Final = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("dzh", "j"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("ch", "c"),
    ("zh", "j"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("q", "k"), ("x", "ks"),
    ("z", "s"), ("w", ""), ("v", "f"),
)  # fmt: skip
_SILENT: Final = re.compile(r"[aeiouy]")
_DOUBLED: Final = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Sound:
    """``roman`` is lower-case Latin words, ``consonants`` the same thinned; both sorted by word.

    ``joined`` holds the consonants in the order written, without spaces; ``latin`` says whether the
    name was written in Latin letters.
    """

    roman: str
    consonants: str
    joined: str
    latin: bool


def sound(name: str) -> Sound:
    """Return how ``name`` sounds; ``roman`` is empty where it holds no letter or digit."""
    clean = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) not in ("Cf", "Cc", "Cs"))
    roman = clean if clean.isascii() else str(_romaniser().transliterate(clean.translate(_BEFORE)))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['`’ʹʿʾ]", "", roman.casefold()))
    words = [word for word in words if word not in _TITLES] or words
    bones = [bone for bone in map(_consonants, words) if bone]
    latin = not any(character.isalpha() and not _is_latin(character) for character in clean)
    return Sound(" ".join(sorted(words)), " ".join(sorted(bones)), "".join(bones), latin)


def weight(name: str) -> int:
    """How many characters ``name`` says: a letter or digit counts one, a Han or Hangul syllable two."""
    return sum(1 + unicodedata.name(c, "").startswith(_SYLLABIC) for c in name if c.isalnum())


@cache
def _romaniser() -> Any:
    import icu  # noqa: PLC0415  27 MB and 60 ms: only where a name needs it

    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII")


@cache
def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


@cache
def _consonants(word: str) -> str:
    for spelling, plain in _SOUNDS:
        word = word.replace(spelling, plain)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word))
