"""Surnames as families write them: tables beside this module, one line a surname or several alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

COMPOUND: Final = frozenset(
    "万俟 上官 东方 东郭 令狐 仲孙 公冶 公孙 公羊 单于 南宫 南门 司徒 司空 司马 呼延 夏侯 "
    "太史 宇文 完颜 宗政 尉迟 左丘 张简 慕容 拓跋 梁丘 欧阳 淳于 澹台 濮阳 独孤 申屠 百里 "
    "皇甫 端木 第五 范姜 西门 诸葛 赫连 轩辕 钟离 长孙 闻人 闾丘 鲜于 ".split()
)
KOREAN_COMPOUND: Final = frozenset("남궁 황보 제갈 사공 선우 서문 독고 동방".split())
LOOSE: Final = 100


@cache
def chinese() -> dict[str, dict[str, int]]:
    """Each Chinese surname of one or two characters, simplified -> its spellings in letters a-z, with costs."""
    lines = (line.split() for line in _lines("chinese_surnames.txt"))
    return {surname: dict.fromkeys(spellings, 0) for surname, *spellings in lines}


@cache
def korean() -> dict[str, dict[str, int]]:
    """Each Korean surname of one syllable -> its spellings in letters a-z or а-я, with costs in 1/100."""
    found: dict[str, dict[str, int]] = {}
    for line in _lines("korean_surnames.txt"):
        syllables, _, spellings = line.partition(":")
        for syllable in syllables.split():
            found.setdefault(syllable, {}).update(priced(spellings))
    return found


def priced(text: str) -> dict[str, int]:
    """Spellings apart by spaces, "-" for none, at no cost; behind "~" the looser ones, at ``LOOSE``."""
    firm, _, loose = text.partition("~")
    table = {one.strip("-"): LOOSE for one in loose.split()}
    return table | {one.strip("-"): 0 for one in firm.split()}


def _lines(file: str) -> list[str]:
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
