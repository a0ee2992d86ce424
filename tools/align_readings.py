"""Which letters each Han character stands for, learnt from pairs of names of one person's or name's item.

Expectation maximisation over all ways to cut the letters into one chunk a character (the joint multigram of
Deligne, Yvon and Bimbot, 1995), with whole arrays: pairs of one shape are one array.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CHARACTERS = 6  # longer names have too many cuts, and teach nothing that shorter ones do not
LETTERS = 12
CUTS = 700
ROUNDS = 4
PAIRS = 4000  # of one shape, evenly taken: more teach the rare characters only
_EMPTY = 0.02  # a character that is not heard: seldom
_DISCOUNT = 0.3  # what is seen once is mostly chance
_FEW = 2.5  # a chunk is kept that about three items attest
_LEAST = 0.004


def cuts(characters: int, letters: int, longest: int) -> list[tuple[int, ...]]:
    """All ways to give ``letters`` letters to ``characters`` characters, at most ``longest`` to one."""
    if characters == 1:
        return [(letters,)] if letters <= longest else []
    return [
        (first, *rest)
        for first in range(min(letters, longest) + 1)
        if letters - first <= longest * (characters - 1)
        for rest in cuts(characters - 1, letters - first, longest)
    ]


def learn(pairs: Sequence[tuple[str, str]], longest: int, silent: int) -> dict[str, list[tuple[str, int]]]:
    """Each character -> its chunks of letters a-z and their costs in 1/100 bit, cheapest first.

    A chunk has at most ``longest`` letters; of a name's characters but ``silent``, half may stand for nothing.
    """
    number = {c: n for n, c in enumerate(sorted({c for han, _ in pairs for c in han}))}
    batches = [_batch(number, group, longest, silent) for group in _shapes(pairs)]
    batches = [batch for batch in batches if batch.size]
    known = np.unique(np.concatenate([np.unique(batch) for batch in batches]))
    places = [np.searchsorted(known, batch).astype(np.int32) for batch in batches]
    owner, chunk = known >> 32, known & 0xFFFFFFFF
    chance = np.where(chunk == 0, _EMPTY, 1.0)
    for _ in range(ROUNDS):
        count = np.zeros(len(known))
        for place in places:
            weight = chance[place].prod(axis=2)
            weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
            count += np.bincount(place.ravel(), np.repeat(weight.ravel(), place.shape[2]), len(known))
        total = np.bincount(owner, count)
        chance = np.maximum(count - _DISCOUNT, 1e-6) / (total[owner] + 1)
    names = list(number)
    table: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one in np.flatnonzero((count >= _FEW) & (chance >= _LEAST)):
        table[names[int(owner[one])]].append((_letters(int(chunk[one])), round(-100 * float(np.log2(chance[one])))))
    return {c: sorted(chunks, key=lambda pair: (pair[1], pair[0])) for c, chunks in table.items()}


def _shapes(pairs: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    groups: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for han, latin in pairs:
        if 1 <= len(han) <= CHARACTERS and 1 <= len(latin) <= LETTERS:
            groups[len(han), len(latin)].append((han, latin))
    return [groups[shape][:: -(-len(groups[shape]) // PAIRS)] for shape in sorted(groups)]


def _batch(number: dict[str, int], group: list[tuple[str, str]], longest: int, silent: int) -> NDArray[np.int64]:
    """[pair, cut, character]: character and chunk as one integer, five bits a letter."""
    characters, letters = len(group[0][0]), len(group[0][1])
    ways = [way for way in cuts(characters, letters, longest) if 2 * way.count(0) <= max(0, characters - silent)]
    if not ways or len(ways) > CUTS:
        return np.empty(0, np.int64)
    spans = [list(zip(itertools.accumulate((0, *way[:-1])), way, strict=True)) for way in ways]
    each = sorted({span for way in spans for span in way})
    alphabet = np.array([[ord(c) - 96 for c in latin] for _, latin in group], np.int64)
    code = np.zeros((len(group), len(each)), np.int64)
    for column, (start, length) in enumerate(each):
        for at in range(start, start + length):
            code[:, column] = code[:, column] * 32 + alphabet[:, at]
    column_of = {span: column for column, span in enumerate(each)}
    index = np.array([[column_of[span] for span in way] for way in spans])
    han = np.array([[number[c] for c in han] for han, _ in group], np.int64)
    batch: NDArray[np.int64] = (han[:, None, :] << 32) | code[:, index]
    return batch


def _letters(code: int) -> str:
    text = ""
    while code:
        text = chr(96 + (code & 31)) + text
        code >>= 5
    return text
