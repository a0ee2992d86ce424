"""The alphabet of sounds: which symbols there are, and what it costs to take one for another.

``alphabet.txt`` and ``nearness.txt`` hold the tables with their reasons. A symbol of an ambiguous spelling
(Latin ch, Arabic waw) keeps several readings, so that no language has to be guessed; two symbols are as near
as their nearest readings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from comity.screening.scripts import UNVOWELLED, Script

SIZE: Final = 224  # symbols at most; the kernel's tables have this width
MODES: Final = ("vowelled", "cyrillic", "arabic", "hebrew", "greek", "devanagari", "unvowelled", "skeletons")
"""The tables: between two scripts that write vowels; between Latin and one other, as learned; between one that
writes vowels and one that does not; between two that do not."""
FAR: Final = 250  # no substitution: dearer than leaving both out
_APART, _VOWELS = 100, 35
_READS_AS = 5
_ONE_OF_TWO = 45  # one vowel for two, within one script: as if the other were left out
_LIKELY: Final = 8
MARKS: Final = {"-": "alone", "^-": "first", "-$": "last", "=": "weigh"}
"""What stands in learned.txt in place of a symbol, and the table that it means."""
_UNVOWELLED: Final = ("arabic", "hebrew", "unvowelled", "skeletons")
_LEARNED: Final = {
    Script.CYRL: "cyrillic",
    Script.ARAB: "arabic",
    Script.HEBR: "hebrew",
    Script.GREK: "greek",
    Script.DEVA: "devanagari",
}
_FOLDER: Final = Path(__file__).parent

VOWELS: Final = ("v", "vv")  # kinds of symbols

Codes = npt.NDArray[np.uint8]


TABLES: Final = ("near", "alone", "first", "last", "weigh", "pairs", "modes")
"""In the order of the kernel's struct ``rules``."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Flat tables, the first of two scripts by number giving the first symbol.

    ``near`` [mode, symbol, symbol]; ``alone``, ``first`` and ``last`` [mode, side, symbol]: left out, left out as
    the first or the last of its word; ``weigh`` [mode, side, symbol]; ``pairs`` [symbol, symbol] -> the symbol that
    reads both, or 0; ``modes`` [script, script] -> mode.
    """

    near: Codes
    alone: Codes
    first: Codes
    last: Codes
    weigh: Codes
    pairs: Codes
    modes: Codes


@cache
def names() -> dict[str, int]:
    """Each symbol's code, from 1."""
    return {name: code for code, (name, _, _) in enumerate(_symbols(), 1)}


@cache
def readings(symbol: int) -> tuple[str, ...]:
    """The base sounds that a symbol may well stand for, the likeliest first; "" where it may be silent."""
    likely = [(cost, base) for base, cost in _symbols()[symbol - 1][2].items() if cost <= _LIKELY]
    return tuple("" if base == "-" else base for _, base in sorted(likely, key=lambda pair: pair[0]))


@cache
def costs(learned: bool = True) -> Costs:
    """The tables, built once from the files (some milliseconds); without what was learned, to learn it."""
    shape = (len(MODES), 2, SIZE)
    near = np.full((len(MODES), SIZE, SIZE), FAR, np.uint8)
    alone, first, weigh = (np.full(shape, 100, np.uint8) for _ in range(3))
    vowel = np.array([False, *(kind in VOWELS for _, kind, _ in _symbols())])
    reads, silent = _readings()
    size = len(reads) + 1
    both = vowel[1:, None] & vowel[None, 1:]
    for mode, name in enumerate(MODES):
        unvowelled = name in _UNVOWELLED
        total = _nearest(_nearest(reads, _bases(name if mode == 0 else "unvowelled" if unvowelled else "")), reads.T)
        near[mode, 1:size, 1:size] = np.minimum(total, np.where(both, _VOWELS, FAR))
        if mode == 0:
            near[0, 1:size, 1:size] = np.where(
                _one_of_two(reads), np.maximum(total, _ONE_OF_TWO), near[0, 1:size, 1:size]
            )
        np.fill_diagonal(near[mode], 0)
        plain = np.array([0, *(_alone(name, kind, unvowelled) for name, kind, _ in _symbols())])
        alone[mode, :, :size] = np.minimum(plain, np.array([0, *silent]))
        # In Arabic and Hebrew script a vowel that begins a word is always written.
        floor = np.where(vowel & unvowelled, 45, 0)
        first[mode, :, :size] = np.maximum(alone[mode, :, :size], floor)
        weigh[mode, :, :size] = np.where(vowel, np.where(unvowelled, 12, 50), 100)
    pairs = _pairs(near[0])
    made = Costs(near, alone, first, alone.copy(), weigh, pairs, _modes())
    if learned:
        _learn(made)
    return made


def _learn(made: Costs) -> None:
    """Overlay what tools/learn_sounds.py found."""
    code = names()
    for line in _lines("learned.txt"):
        where, one, *said = line.split()
        mode = MODES.index(where)
        for other, _, cost in (entry.rpartition(":") for entry in said):
            if mark := MARKS.get(one) or MARKS.get(other):
                side = int(one in MARKS)
                getattr(made, mark)[mode, side, code[other if side else one]] = int(cost)
            else:
                made.near[mode, code[one], code[other]] = int(cost)


def _modes() -> Codes:
    table = np.zeros((len(Script), len(Script)), np.uint8)
    for one in Script:
        for other in Script:
            count = (one in UNVOWELLED) + (other in UNVOWELLED)
            low, high = sorted((one, other))
            if low is Script.LATN and high in _LEARNED:
                table[one, other] = MODES.index(_LEARNED[high])
            elif count:
                table[one, other] = MODES.index("skeletons" if count == 2 else "unvowelled")
    return table


def _alone(name: str, kind: str, unvowelled: bool) -> int:
    """What leaving a symbol out costs, where none of its readings is silent."""
    if name == "J":
        return 12
    if name == "H":
        return 45 if unvowelled else 40
    if kind in VOWELS:
        written = name.startswith(("r.", "h."))
        return 4 if unvowelled and not written else 45
    return 95


@cache
def _symbols() -> list[tuple[str, str, dict[str, int]]]:
    """Each symbol: name, kind and readings with their costs."""
    found = []
    for line in _lines("alphabet.txt"):
        name, kind, *readings = line.split()
        priced = (reading.partition(":") for reading in readings or [name])
        found.append((name, kind, {base: int(cost or 0) for base, _, cost in priced}))
    assert len(found) < SIZE
    return found


def _base_names() -> dict[str, int]:
    return {name: at for at, name in enumerate(n for n, _, r in _symbols() if set(r) == {n})}


def _readings() -> tuple[npt.NDArray[np.int16], list[int]]:
    """[symbol, base sound] -> cost of that reading; and for each symbol what reading it as nothing costs."""
    base = _base_names()
    reads = np.full((len(_symbols()), len(base)), FAR, np.int16)
    for row, (_, _, readings) in enumerate(_symbols()):
        for name, cost in readings.items():
            if name != "-":
                reads[row, base[name]] = cost
    return reads, [readings.get("-", FAR) for _, _, readings in _symbols()]


def _bases(special: str) -> npt.NDArray[np.int16]:
    """[base, base] -> cost of taking one for the other."""
    base = _base_names()
    vowel = np.array([kind in VOWELS for name, kind, _ in _symbols() if name in base])
    near = np.where(vowel[:, None] & vowel[None, :], _VOWELS, _APART).astype(np.int16)
    near[vowel[:, None] != vowel[None, :]] = FAR
    np.fill_diagonal(near, 0)
    for section, line in _sections():
        if section in ("all", special):
            one, other, cost = line.split()
            near[base[one], base[other]] = near[base[other], base[one]] = int(cost)
    return near


def _one_of_two(reads: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
    """[symbol, symbol]: one is two vowels that were heard as one, the other no spelling of them."""
    base, symbols = _base_names(), _symbols()
    found = np.zeros((len(symbols), len(symbols)), np.bool_)
    for row, (name, kind, _) in enumerate(symbols):
        if kind == "vv":
            found[row] = found[:, row] = reads[:, base[name]] >= FAR
    return found


def _nearest(one: npt.NDArray[np.int16], other: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """The product of two tables of costs, where adding stands for multiplying and the least for the sum."""
    least: npt.NDArray[np.int16] = (one[:, :, None] + other[None, :, :]).min(axis=1)
    return least


def _pairs(near: Codes) -> Codes:
    """What two symbols read as together: the first line of the file whose two symbols are near enough."""
    table = np.zeros((SIZE, SIZE), np.uint8)
    code = names()
    for section, line in reversed(_sections()):
        if section == "compounds":
            one, other, both = line.split()
            # A symbol of one script means itself; a base sound means all that are near it.
            exact = (
                np.arange(SIZE) == code[name] if "." in name else near[code[name]] <= _READS_AS for name in (one, other)
            )
            table[np.ix_(*exact)] = code[both]
    return table


@cache
def _sections() -> list[tuple[str, str]]:
    found, section = [], ""
    for line in _lines("nearness.txt"):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            found.append((section, line))
    return found


def _lines(file: str) -> list[str]:
    text = (_FOLDER / file).read_text("utf-8")
    return [line.split("#")[0].strip() for line in text.splitlines() if line.split("#")[0].strip()]
