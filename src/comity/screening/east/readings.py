"""What is known of a Han character: its simplified form, its readings in names, what it stands for in foreign ones.

The table is baked by ``make`` (tools/bake_readings.py) and read from disk by page; a line is parsed when its
character is met. Without the table Han names equal only Han names.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

FOLDER: Final = Path(__file__).parents[1] / "baked"


@dataclass(frozen=True, slots=True)
class Character:
    """``plain`` is the simplified form. ``pinyin`` has no tones and v for ü; ``attested`` are readings in names of
    whatever system; ``hangul`` the Korean ones, commonest first. ``foreign`` and ``japanese`` have chunks of letters
    with costs in 1/100 bit; ``borrowed`` says how often, in 1/100, a name with the character is a foreign one."""

    plain: str
    pinyin: tuple[str, ...] = ()
    attested: tuple[str, ...] = ()
    hangul: str = ""
    foreign: tuple[tuple[str, int], ...] = ()
    japanese: tuple[tuple[str, int], ...] = ()
    borrowed: int = 0


def is_han(character: str) -> bool:
    """Whether it is a Han character."""
    return (
        "\u3400" <= character <= "\u9fff"
        or "\U00020000" <= character <= "\U000323af"
        or "\uf900" <= character <= "\ufaff"
    )


@lru_cache(1 << 15)
def character(written: str) -> Character:
    """What is known of ``written``, one Han character, by its simplified form."""
    own = _line(written)
    plain = own[0] or written
    fields = _line(plain) if own[0] else own
    foreign, japanese = (tuple(_chunk(one) for one in field.split()) for field in fields[4:6])
    return Character(
        plain, tuple(fields[1].split()), tuple(fields[2].split()), fields[3], foreign, japanese, int(fields[6] or 0)
    )


def _chunk(text: str) -> tuple[str, int]:
    letters, _, cost = text.partition(":")
    return letters.strip("-"), int(cost)


def _line(written: str) -> list[str]:
    characters, starts, lines = _tables()
    place = int(np.searchsorted(characters, ord(written)))
    if place >= len(characters) or characters[place] != ord(written):
        return [""] * 7
    text: bytes = lines[int(starts[place]) : int(starts[place + 1])].tobytes()
    return text.decode().split("\t")


@cache
def known() -> dict[str, dict[str, Any]]:
    """By syllable: ``palladius`` in Russian by pinyin; ``pinyin`` and ``hangul`` in 1/10 bits that one says."""
    file = FOLDER / "syllables.json"
    return (
        dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {"palladius": {}, "pinyin": {}, "hangul": {}}
    )


@cache
def _tables() -> tuple[Any, Any, Any]:
    try:
        return tuple(np.load(FOLDER / f"{name}.npy", mmap_mode="r") for name in ("han", "han_starts", "han_lines"))
    except FileNotFoundError:
        return np.empty(0, np.uint32), np.zeros(1, np.uint32), np.empty(0, np.uint8)
