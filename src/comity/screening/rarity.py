"""How much it says that two names share a word: a small table of common name parts, not the index at hand.

A score must not change with the list that is loaded, so the table ships with the code. It is keyed by sounds,
so that Muhammad, محمد and Мухаммад are equally common.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from comity.screening.scripts import EASTERN, UNVOWELLED, Script, of_word
from comity.screening.sounds import names, readings, sounds
from comity.screening.words import Role

FULL: Final = 100  # a word of ordinary length that is not in the table
COMMON: Final = 46  # a word of this weight or less is common anywhere
_COMMON: Final = {"1": 27, "2": 46, "3": 60}
_BY_CONSONANTS: Final = (40, 50, 65, 82, 94, 100)  # a short word says less
_MOST_KEYS: Final = 12
_GROUPS: Final = (
    "A E I O U Y J EI AU IA EU OI UA IE IO IU", "V W", "T TH", "D DH", "Z DZ", "SH SHCH", "CH ZH DZH TS", "G GH", "K Q",
    "H KH", "N NG",
)  # fmt: skip
_CLASSES: Final = {base: group.split()[0] for group in _GROUPS for base in group.split()}
_VOWEL: Final = "A"
_OF_ROLE: Final = {Role.SOME: 42, Role.FEW: 26, Role.FORM: 8}
_CORE: Final = (30, 36, 44, 66, 72, 86, 98, 104, 108)  # by letters
_NUMBER: Final = 66  # Office 39: the number tells it from others, however short
_ACRONYM: Final = (20, 20, 20, 36, 58, 62, 66, 70, 74)  # three letters alone never reach the threshold


def weight(heard: bytes, script: Script, letters: int) -> int:
    """From 27 to 100: what agreement in this word is worth, in hundredths of an ordinary word."""
    if not heard or letters == 1:
        return 30 if letters == 1 else min(30 + 10 * letters, FULL)
    spelt = keys(heard, script)
    bones = min(len(key) - key.count(_VOWEL) for key in spelt)
    most = _BY_CONSONANTS[min(bones, len(_BY_CONSONANTS) - 1)]
    table = _common(script in UNVOWELLED)
    return min([most, *(table[key] for key in spelt if key in table)])


def of_body(role: Role, letters: int, script: Script) -> int:
    """What agreement in a word of an organisation's name is worth: by what the word is, not by how common a name.

    One word is often the whole name (ISIL, Makin), so its own word says more than one of a person's.
    """
    shared = _OF_ROLE.get(role)
    if shared is not None:
        return shared
    if script is Script.NONE:
        return _NUMBER
    scale = _ACRONYM if role is Role.ACRONYM else _CORE
    spoken = letters * (3 if script in EASTERN else 2 if script in UNVOWELLED else 1)
    return scale[min(spoken, len(scale) - 1)]


def keys(heard: bytes, script: Script) -> list[str]:
    """The classes of sounds of a word, once for each way to read it; where short vowels are not written, only a
    vowel that begins it stands."""
    found, skipped = [""], _VOWEL if script in UNVOWELLED else ""
    for at, symbol in enumerate(heard):
        silent = skipped if at else ""
        # Ways that are the same so far stand beside each other: the first so many count, as they are spelt.
        found = [
            key if part == silent or key.endswith(part) else key + part for key in found for part in _classes(symbol)
        ]
        del found[_MOST_KEYS:]
    return list(dict.fromkeys(found))


@cache
def _classes(symbol: int) -> tuple[str, ...]:
    """The classes of a symbol's readings, each as one character; "" where it may be silent."""
    return tuple(dict.fromkeys(_characters().get(_CLASSES.get(base, base), "") for base in readings(symbol)))


@cache
def _characters() -> dict[str, str]:
    classes = sorted({_CLASSES.get(base, base) for symbol in names().values() for base in readings(symbol)} - {""})
    return {one: _VOWEL if one == _VOWEL else chr(0x100 + at) for at, one in enumerate(classes)}


@cache
def _common(unvowelled: bool) -> dict[str, int]:
    lines = Path(__file__).with_name("lists").joinpath("common_names.txt").read_text("utf-8").splitlines()
    table: dict[str, int] = {}
    for line in lines:
        level, _, words = line.partition("#")[0].partition(":")
        for word in words.split():
            key = keys(sounds(word, of_word(word)), Script.ARAB if unvowelled else Script.LATN)[0]
            table.setdefault(key, _COMMON[level.strip()])
    return table
