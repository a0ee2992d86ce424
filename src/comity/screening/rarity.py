"""How much it says that two names share a word: a small table of common name parts, not the index at hand.

A score must not change with the list that is loaded, so the table ships with the code. It is keyed by sounds,
so that Muhammad, محمد and Мухаммад are equally common.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from comity.screening.scripts import of_word
from comity.screening.sounds import names, sounds

FULL: Final = 100  # a word of ordinary length that is not in the table
_COMMON: Final = {"1": 36, "2": 48, "3": 62}
_LETTERS: Final = (40, 50, 62, 80, 92, 100)  # by the number of consonants: a short word says less


def weight(heard: bytes, letters: int) -> int:
    """From 30 to 110: what agreement in this word is worth, in hundredths of an ordinary word."""
    bones = skeleton(heard)
    spoken = _LETTERS[min(max(len(bones), letters // 2), len(_LETTERS) - 1)]
    return min(spoken, _common().get(bones, spoken)) if letters > 1 else 30


def skeleton(heard: bytes) -> bytes:
    """The classes of a word's consonants: alike for most spellings of one name in any script."""
    classes = _classes()
    return bytes(c for c in (classes[symbol] for symbol in heard) if c)


@cache
def _common() -> dict[bytes, int]:
    lines = Path(__file__).with_name("lists").joinpath("common_names.txt").read_text("utf-8").splitlines()
    table: dict[bytes, int] = {}
    for line in lines:
        level, _, words = line.partition("#")[0].partition(":")
        for word in words.split():
            table.setdefault(skeleton(sounds(word, of_word(word))), _COMMON[level.strip()])
    return table


@cache
def _classes() -> bytes:
    """Symbol code -> class of consonant, 0 for what is often not written or not heard."""
    groups = (
        "B P F V r.beh r.peh r.feh h.bet h.pe l.v l.w W d.v d.ph d.bh g.b g.mp",
        "T D TH DH l.tj l.dj r.thal r.dad r.tah d.th d.dd g.d g.nt r.theh",
        "S Z SH ZH TS DZ SHCH CH DZH l.s l.z l.c l.ch l.sch l.sj l.zj l.sz r.zah r.seen r.zain r.zheh r.shin4 r.dze4"
        " r.tse4 r.jeem r.cheh h.shin h.tsadi d.j d.s g.ts g.tz",
        "G K Q GH KH l.gh KS l.x r.qaf r.ghain r.kaf r.gaf r.ge4 r.khah h.kaf h.het d.kh g.g g.ch",
        "M",
        "N NG r.ghunna d.n",
        "L",
        "R r.rreh",
    )
    table, code = bytearray(256), names()
    for number, group in enumerate(groups, 1):
        for name in group.split():
            table[code[name]] = number
    return bytes(table)
