"""A name in Han characters or Hangul as syllables, and each syllable's spellings by system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from comity.screening.east import hangul, mandarin, surnames
from comity.screening.east.readings import character, is_han, known

_APART: Final = re.compile(r"[\s·・•‧･.,.·]+")
_SURNAME_BITS: Final = {
    # 1/10 bits; South Korea's census of 2015, China's register of 2020
    "김": 22, "이": 27, "리": 27, "박": 36, "최": 44, "정": 45, "강": 54, "조": 54, "윤": 56,
    "장": 57, "임": 58, "림": 58, "王": 38, "李": 38, "张": 39, "刘": 43, "陈": 45, "杨": 49,
    "黄": 54, "赵": 56, "吴": 56, "周": 57, "徐": 60, "孙": 61, "马": 61, "朱": 64,
}  # fmt: skip
COMMON: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈"
ANOTHER: Final = 2000  # 1/100: enough to be another name
_UNKNOWN: Final = 110


@dataclass(frozen=True, slots=True)
class Name:
    """``syllables`` are characters, simplified; the first ``family`` of them may be a surname (0: it cannot be told).

    ``parts`` holds the lengths of the parts that were written apart; ``foreign`` says that it was cut by dots.
    """

    syllables: tuple[str, ...]
    family: int
    parts: tuple[int, ...]
    foreign: bool


@lru_cache(1 << 16)
def is_syllabic(word: str) -> bool:
    """Whether ``word`` has letters and all of them are Han characters or Hangul."""
    letters = [c for c in unicodedata.normalize("NFKC", word) if c.isalpha()]
    return bool(letters) and all(is_han(c) or hangul.is_hangul(c) for c in letters)


@lru_cache(1 << 16)
def name(written: str) -> Name:
    """``written`` as syllables; what is no syllable is left out."""
    cut = _APART.split(unicodedata.normalize("NFKC", written))
    parts = [
        "".join(character(c).plain if is_han(c) else c for c in part if is_han(c) or hangul.is_hangul(c))
        for part in cut
    ]
    parts = [part for part in parts if part]
    whole = "".join(parts)
    if len(parts) == 1 and len(whole) in (2, 3) and whole[-1] in "姓氏":
        whole, parts = whole[:-1], [whole[:-1]]
    foreign = any(c in written for c in "·・•‧･·")
    family = len(parts[0]) if len(parts) == 2 and len(parts[0]) <= 2 else 1
    if len(parts) == 1 and len(whole) > 2 and whole[:2] in surnames.COMPOUND | surnames.KOREAN_COMPOUND:
        family = 2
    return Name(tuple(whole), min(family, len(whole)), tuple(map(len, parts)), foreign)


def bits(one: Name) -> int:
    """1/10 bits that the syllables of ``one`` say: few for a common surname."""
    total = 0
    for place, syllable in enumerate(one.syllables):
        if place < one.family and len(one.syllables) > 1 and syllable in _SURNAME_BITS:
            total += _SURNAME_BITS[syllable]
        else:
            total += _bits(syllable)
    return total


@lru_cache(1 << 13)
def _bits(syllable: str) -> int:
    if hangul.is_hangul(syllable):
        return int(known()["hangul"].get(syllable, _UNKNOWN))
    readings = character(syllable).pinyin
    return int(known()["pinyin"].get(readings[0], _UNKNOWN)) if readings else _UNKNOWN


@lru_cache(1 << 15)
def latin_surname(syllables: str, system: str) -> Mapping[str, int]:
    """The spellings in letters a-z of one syllable of a surname, or of all of them, beside a given name in ``system``.

    Families abroad write the surname in one way and the given name in another (Tan Wei Ming), but not a Chinese
    surname as Koreans do.
    """
    if system == "korean":
        korean = syllables if hangul.is_hangul(syllables[0]) else character(syllables[0]).hangul[:2]
        return {spelt: cost for one in reversed(korean) for spelt, cost in hangul.spellings(one, True).items()}
    if hangul.is_hangul(syllables[0]):
        return {}
    if syllables in surnames.chinese():
        return {**_beside(syllables, system), **latin_given(syllables[0], "mandarin")}
    return {**latin_given(syllables[0], "attested"), **latin_given(syllables[0], "mandarin")}


def _beside(surname: str, system: str) -> dict[str, int]:
    """The family's spellings; beside a given name in pinyin, what is another surname's pinyin is that surname."""
    spelt = surnames.chinese()[surname]
    if system != "mandarin":
        return spelt
    return {one: cost + (ANOTHER if one in _pinyin() else 0) for one, cost in spelt.items()}


@cache
def _pinyin() -> frozenset[str]:
    return frozenset(character(one).pinyin[0] for one in COMMON if character(one).pinyin)


SYSTEMS: Final = ("mandarin", "attested", "korean")


@lru_cache(1 << 15)
def latin_given(syllable: str, system: str) -> Mapping[str, int]:
    """The spellings in letters a-z of one syllable of a given name, in one of SYSTEMS."""
    if hangul.is_hangul(syllable):
        return hangul.spellings(syllable, False) if system == "korean" else {}
    known_of = character(syllable)
    table: dict[str, int] = {}
    if system == "mandarin":
        for reading in known_of.pinyin:
            table |= mandarin.spellings(reading)
    elif system == "attested":
        table = dict.fromkeys(known_of.attested, 0)
    else:
        for reading in known_of.hangul:
            table |= hangul.spellings(reading, False)
    return table


@lru_cache(1 << 15)
def russian(syllable: str, surname: bool) -> Mapping[str, int]:
    """The spellings in letters а-я of one syllable."""
    if hangul.is_hangul(syllable):
        return hangul.russian(syllable, surname)
    return dict(_palladius(syllable))


def _palladius(syllable: str) -> Iterator[tuple[str, int]]:
    table = known()["palladius"]
    for reading in character(syllable).pinyin:
        plain = str(table.get(reading, "")).replace("ё", "е").replace("й", "и").replace("ь", "").replace("ъ", "")
        if plain:
            yield plain, 0
            if reading == "hui":
                yield "хуи", 0
