"""The other side of a comparison: words in Latin or Cyrillic letters, folded to what romanisations agree on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_WHOLE: Final = str.maketrans({
    "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ə": "a",
    "ŋ": "ng",
})  # fmt: skip
_RUSSIAN: Final = "абвгдеёзийклмнопрстуфцэіїєґўқғңөүұһәҷҳӣӯ"
_AS_LATIN: Final = "abvgdeeziiklmnoprstufceiiegukgnouuhajhiu"
_ROMAN: Final = str.maketrans(
    dict(zip(_RUSSIAN, _AS_LATIN, strict=True))
    | {
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ы": "y",
        "ю": "yu",
        "я": "ya",
        "ъ": "",
        "ь": "",
    }
)
_DOUBLED: Final = re.compile(r"(.)\1+")


@lru_cache(1 << 16)
def latin(word: str) -> str:
    """The letters a-z of ``word``: lower case, no marks, no tones, no apostrophes; ü is u, 王 is nothing."""
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_WHOLE))
    return "".join(c for c in plain if "a" <= c <= "z")


@lru_cache(1 << 16)
def single(word: str) -> str:
    """The letters a-z of ``word``, doubled ones once."""
    return _DOUBLED.sub(r"\1", roman(word))


@lru_cache(1 << 16)
def cyrillic(word: str) -> str:
    """The letters а-я of ``word``: lower case, ё is е, й is и, no signs."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in plain if "а" <= c <= "я" and c not in "ъь")


@lru_cache(1 << 16)
def roman(word: str) -> str:
    """``word`` in letters a-z, where it is in Latin or Cyrillic letters."""
    return latin(unicodedata.normalize("NFC", word.casefold()).translate(_ROMAN))


def is_cyrillic(word: str) -> bool:
    """Whether the first letter of ``word`` is Cyrillic."""
    if word.isascii():
        return False
    first = next((c for c in word if c.isalpha()), "")
    return "\u0400" <= first <= "\u052f"


def parts(word: str) -> list[str]:
    """``word`` cut at hyphens, spaces, dots between names and underscores."""
    if word.isalnum():
        return [word]
    return [part for part in re.split(r"[-\s·・•‧.,_/‐‑–—]+", word) if part]
