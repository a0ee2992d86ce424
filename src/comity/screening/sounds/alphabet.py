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

SIZE: Final = 160  # symbols at most; the kernel's tables have this width
MODES: Final = ("vowelled", "unvowelled", "skeletons")  # both write vowels; one of them does; none does
FAR: Final = 250  # no substitution: dearer than leaving both out
_APART, _VOWELS = 100, 35
_READS_AS = 5
_FOLDER: Final = Path(__file__).parent

Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Costs:
    """Flat tables: ``near`` [mode, symbol, symbol], ``alone`` and ``first`` [mode, symbol] (left out; left out as
    the first of its word), ``weigh`` [mode, symbol], ``pairs`` [symbol, symbol] -> symbol that reads both, or 0."""

    near: Codes
    alone: Codes
    first: Codes
    weigh: Codes
    pairs: Codes


@cache
def names() -> dict[str, int]:
    """Each symbol's code, from 1."""
    return {name: code for code, (name, _, _) in enumerate(_symbols(), 1)}


@cache
def costs() -> Costs:
    """The tables, built once from the two files (some milliseconds)."""
    near = np.full((len(MODES), SIZE, SIZE), FAR, np.uint8)
    alone = np.full((len(MODES), SIZE), 100, np.uint8)
    first = alone.copy()
    weigh = alone.copy()
    vowel = np.array([False, *(kind == "v" for _, kind, _ in _symbols())])
    for mode in range(len(MODES)):
        reads, silent = _readings()
        total = _nearest(_nearest(reads, _bases(mode > 0)), reads.T)
        both = vowel[1:, None] & vowel[None, 1:]
        size = len(total) + 1
        near[mode, 1:size, 1:size] = np.minimum(total, np.where(both, _VOWELS, FAR))
        np.fill_diagonal(near[mode], 0)
        plain = np.array([0, *(_alone(name, kind, mode) for name, kind, _ in _symbols())])
        alone[mode, :size] = np.minimum(plain, np.array([0, *silent]))
        # In Arabic and Hebrew script a vowel that begins a word is always written.
        first[mode, :size] = np.where(vowel & (mode == 1), np.maximum(alone[mode, :size], 45), alone[mode, :size])
        weigh[mode, :size] = np.where(vowel, np.where(mode == 0, 50, 12), 100)
    return Costs(near, alone, first, weigh, _pairs(near[0]))


def _alone(name: str, kind: str, mode: int) -> int:
    """What leaving a symbol out costs, where none of its readings is silent."""
    if name == "J":
        return 12
    if name == "H":
        return 40 if mode == 0 else 45
    if kind == "v":
        written = name.startswith(("r.", "h."))
        return 45 if mode == 0 or written else 6
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


def _bases(unvowelled: bool) -> npt.NDArray[np.int16]:
    """[base, base] -> cost of taking one for the other."""
    base = _base_names()
    vowel = np.array([kind == "v" for name, kind, _ in _symbols() if name in base])
    near = np.where(vowel[:, None] & vowel[None, :], _VOWELS, _APART).astype(np.int16)
    near[vowel[:, None] != vowel[None, :]] = FAR
    np.fill_diagonal(near, 0)
    for section, line in _sections():
        if section == "all" or (section == "unvowelled" and unvowelled):
            one, other, cost = line.split()
            near[base[one], base[other]] = near[base[other], base[one]] = int(cost)
    return near


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
            one, other, both = (code[name] for name in line.split())
            table[np.ix_(near[one] <= _READS_AS, near[other] <= _READS_AS)] = both
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
