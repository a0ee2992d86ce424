"""How a Hangul syllable is written in Latin and Cyrillic letters: by the Revised Romanisation (2000), by
McCune and Reischauer (1939), in the North, freely in the South, and by Kontsevich (Холодович-Концевич).

A syllable is a block of Unicode: initial, medial and final follow from its number. Each spelling has a cost in
1/100: 0 in a system or in common use, more where it is looser.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from comity.screening.east import surnames
from comity.screening.east.surnames import LOOSE

FIRST: Final = 0xAC00
LAST: Final = 0xD7A3
_SILENT: Final = 11

# Spellings of each, apart by spaces, behind "~" the looser ones; "-" is silent.
_INITIALS: Final = (
    "k g ~ gh", "kk gg k g", "n", "t d ~ dh", "tt dd t d", "r l ~ n -", "m", "p b", "pp bb p b", "s", "ss s",
    "-", "j ch ~ z tj dj", "jj tch j ch", "ch ~ chh tch", "k kh ~ q", "t th", "p ph", "h",
)  # fmt: skip
_MEDIALS: Final = (
    "a ~ ah", "ae ai ~ e ay", "ya ~ ia yah", "yae yai", "o eo u ~ uh oh eoh", "e ~ ey ay", "yo yeo you ~ ye yu",
    "ye ~ e ie", "o ~ oh", "wa oa ~ ua", "wae wai oae", "oe oi ~ we wae oy", "yo ~ yoh", "u oo ~ ou wu",
    "wo weo ~ wu ue", "we", "wi ui ~ wee", "yu yoo ~ you ew", "u eu ~ oo", "ui eui hi i ee ~ yi", "i ee ~ y ie",
)  # fmt: skip
_FINALS: Final = (
    "-", "k g ~ ck c", "k g", "k", "n ~ nn", "n", "n", "t d", "l r ~ ll", "k lk", "m lm", "l", "l", "l", "p", "l",
    "m", "p b", "p", "t s", "t", "ng", "t", "t", "k", "t", "p", "- t",
)  # fmt: skip
_RUSSIAN_INITIALS: Final = (
    "к г", "кк", "н", "т д", "тт", "р л н", "м", "п б", "пп", "с ш", "сс", "-", "ч дж ж", "чч", "чх ч", "кх к",
    "тх т", "пх п", "х",
)  # fmt: skip
_RUSSIAN_MEDIALS: Final = (
    "а", "э е аи", "я", "е", "о е", "е э", "е ио ие", "е ие", "о", "ва", "вэ", "ве вэ ои ое", "е ио", "у", "во",
    "ве", "ви", "ю", "ы у", "ыи и ы", "и",
)  # fmt: skip
_RUSSIAN_FINALS: Final = (
    "-", "к", "к", "к", "н", "н", "н", "т", "л", "к", "м", "л", "л", "л", "п", "л", "м", "п", "п", "т с", "т", "н",
    "т", "т", "к", "т", "п", "-",
)  # fmt: skip
# Where nothing stands before the vowel, and where "s" is softened.
_BARE: Final = {13: "woo wu u ~ oo ou", 18: "eu u", 20: "i yi ee ~ y"}
_SOFT_S: Final = (20, 16)
_LONG: Final = frozenset((1, 16, 21))  # 혁 "Hyuk", 영 "Yung": behind these finals ㅠ is not heard, so "yu" is ㅕ
_AFTER_H: Final = ("", "n", "m")  # Noh, Ahn, Ohm
SURNAMES: Final = frozenset(
    "김이리박최정강조윤장임림한오서신권황안송류유전홍고문양량손배백허남심노로하곽성차주우구라나민진지엄채원천방공현함변염렴여려추도소석선"
    "설마길연련위표명기반왕금옥육인맹제모탁국어은편용"
)


def is_hangul(character: str) -> bool:
    """Whether it is one whole syllable of Hangul."""
    return FIRST <= ord(character) <= LAST


def jamo(syllable: str) -> tuple[int, int, int]:
    """The numbers of initial (0-18), medial (0-20) and final (0-27, 0 for none) of one syllable."""
    initial, rest = divmod(ord(syllable) - FIRST, 21 * 28)
    return (initial, *divmod(rest, 28))


def southern(syllable: str) -> str:
    """``syllable`` without the r or n that only the North writes at the beginning: 리 is 이, 로 is 오."""
    initial, medial, final = jamo(syllable)
    return chr(FIRST + (_SILENT * 21 + medial) * 28 + final) if initial in (2, 5) else syllable


def sounds(syllable: str) -> tuple[str, ...]:
    """Its initial as jamo, if one is heard, and the rest as a syllable without an initial: 강 is ᄀ, 앙."""
    initial, medial, final = jamo(syllable)
    rest = chr(FIRST + (_SILENT * 21 + medial) * 28 + final)
    return (rest,) if initial == _SILENT else (chr(0x1100 + initial), rest)


@lru_cache(4096)
def spellings(syllable: str, surname: bool) -> dict[str, int]:
    """How ``syllable`` is written in letters a-z, with costs; as a ``surname`` also as families write it."""
    initial, medial, final = jamo(syllable)
    before = "s sh" if initial in (9, 10) and medial in _SOFT_S else _INITIALS[initial]
    if initial == 5 and (surname or medial in (2, 6, 7, 12, 17, 20)):
        before += " -"
    vowel = _BARE.get(medial, _MEDIALS[medial]) if initial == 11 else _MEDIALS[medial]
    if medial == 6 and (final in _LONG or (final == 4 and initial not in (5, 11))):
        vowel = vowel.replace("~", "yu ~")
    table = _joined(before, vowel, _FINALS[final])
    if surname:
        table = {**table, **surnames.korean().get(syllable, {})}
    return table


@lru_cache(4096)
def russian(syllable: str, surname: bool) -> dict[str, int]:
    """How ``syllable`` is written in letters а-я (ё as е, й as и, no signs), with costs."""
    initial, medial, final = jamo(syllable)
    table = _joined(_RUSSIAN_INITIALS[initial], _RUSSIAN_MEDIALS[medial], _RUSSIAN_FINALS[final])
    return {**table, **surnames.korean().get(syllable, {})} if surname else table


def _joined(before: str, vowel: str, behind: str) -> dict[str, int]:
    table: dict[str, int] = {}
    for one, first in _parts(before).items():
        for two, second in _parts(vowel).items():
            for three, third in _parts(behind).items():
                if two.endswith("h") and three[:1] not in _AFTER_H:
                    continue
                cost = first + second + third
                if cost <= 2 * LOOSE:
                    table[one + two + three] = min(cost, table.get(one + two + three, cost))
    return table


_parts = lru_cache(256)(surnames.priced)
