"""Which names are worth comparing: those whose words, by sound, weigh most of the query's, rare words more.

A query's words, each pair of neighbours written together, and each word taken apart are sought among the words
of a segment; the names that have them are ranked by what they answer. All in whole numbers, and by nothing that
depends on what the asker may not see: a hidden name has no say in a weight, a rank or the cut.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

from comity.screening import vocabulary, weigh, wholes
from comity.screening.flat import Ints
from comity.screening.kernel import LIBRARY
from comity.screening.lexicon import Lexicon, Table
from comity.screening.segment import Segment
from comity.screening.words import Word

FLOOR: Final = 5500  # likeness, of 10,000, below which a word is another word
APART: Final = 640  # what it is worth, of 1000, that two neighbouring words sound together like the one asked for
WORDS_KEPT: Final = 1 << 14  # words of queries remembered for each segment
_RANKED: Final = np.dtype([("name", np.uint32), ("tie", np.uint32), ("rank", np.int32)])


_POINTERS: Final = ("key_starts", "key_words", "post_starts", "post_names", "sizes", "ties")


class _Base(ctypes.Structure):
    _fields_ = [
        ("words", ctypes.c_void_p),
        ("keys", ctypes.c_void_p),
        ("key_count", ctypes.c_int64),
        *(
            (name, ctypes.c_void_p)
            for name in ("key_starts", "key_words", "post_starts", "post_names", "sizes", "ties")
        ),
    ]


class _Asked(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_void_p) for name in ("ids", "likeness", "whole")),
        *((name, ctypes.c_int32) for name in ("words", "names", "weight", "whole_worth")),
    ]


class _Scratch(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in ("total", "item", "touched", "seen")]


@dataclass(frozen=True, slots=True)
class Near:
    """Words of one segment that are like one word, most like first, likeness of 10,000; and ``names`` that have it
    as two words. ``hits``: how many names that are, those that have two such words counted twice."""

    words: Ints
    likeness: Ints
    names: Ints
    hits: int


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing to find: what is near it and how much it weighs."""

    near: Near
    weight: int


class Source:
    """A segment with what was asked of it before; shared by all indexes that hold the segment, and by threads."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.near = lru_cache(WORDS_KEPT)(self._near)
        self._local = threading.local()
        held = segment.content
        parts = (segment.key_words.starts, segment.key_words.values, segment.postings.starts, segment.postings.values)
        pointers = [one.ctypes.data for one in (*parts, segment.sizes, held.ties)]
        self._base = _Base(ctypes.addressof(held.words.struct), segment.keys.ctypes.data, len(segment.keys), *pointers)

    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of each subject by dataset and id; made on first use, some 5 MB for 25,000."""
        held: dict[tuple[str, str], int] | None = getattr(self, "_numbers", None)
        if held is None:
            held = {known: number for number, known in enumerate(self.segment.all_known())}
            self._numbers = held
        return held

    def _near(self, word: Word, apart: bool) -> Near:
        """What is near ``word`` here; ``apart``: also written as two words."""
        lexicon = Lexicon()
        number = lexicon.id(word)
        asked = lexicon.table()
        found, owners = vocabulary.keys_of(asked)
        words, likeness = self._alike(asked, number, np.unique(found[owners == number]))
        names = _listed(self.segment.wholes, self.segment.whole_postings, wholes.sought(word) if apart else ())
        return Near(words, likeness, names, int(self.segment.postings.sizes()[words].sum()) + len(names))

    def _alike(self, asked: Table, number: int, sought: Ints) -> tuple[Ints, Ints]:
        segment = self.segment
        words = _listed(segment.keys, segment.key_words, sought)
        likeness = weigh.nearest(asked, number, segment.content.words, words.astype(np.int32))
        order = np.lexsort((words, -likeness))
        order = order[likeness[order] >= FLOOR]
        return np.ascontiguousarray(words[order], np.uint32), np.ascontiguousarray(likeness[order], np.int32)

    def hits(self, one: Near, mask: Ints | None) -> int:
        """How many names near ``one`` the ``mask`` shows."""
        if mask is None:
            return one.hits
        if LIBRARY is not None:
            words = LIBRARY.retrieve_hits(
                ctypes.byref(self._base), mask.ctypes.data, one.words.ctypes.data, len(one.words)
            )
        else:
            words = sum(int(mask[self.segment.postings[word]].sum()) for word in one.words.tolist())
        return int(words) + int(mask[one.names].sum())

    def candidates(self, sought: Sequence[Sought], words: int, mask: Ints | None, cut: int) -> Ints:
        """The ``cut`` best names for a query of so many ``words``, best first, as rows of name, tie and rank."""
        if LIBRARY is None:
            return _candidates(self.segment, sought, words, mask, cut)
        asked = (_Asked * len(sought))(*[_asked(one) for one in sought])
        out = np.empty(cut, _RANKED)
        count = LIBRARY.retrieve_candidates(
            ctypes.byref(self._base), None if mask is None else mask.ctypes.data, asked, len(sought), words, cut,
            ctypes.byref(self._scratch()), out.ctypes.data,
        )  # fmt: skip
        return out[:count]

    def _scratch(self) -> _Scratch:
        held: tuple[_Scratch, Any] | None = getattr(self._local, "scratch", None)
        if held is None:
            size = self.segment.names
            arrays = [np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.uint32)]
            arrays.append(np.zeros(len(self.segment.content.words), np.uint8))
            held = _Scratch(*(one.ctypes.data for one in arrays)), arrays
            self._local.scratch = held
        return held[0]


def _asked(one: Sought) -> _Asked:
    near = one.near
    pointers = (near.words.ctypes.data, near.likeness.ctypes.data, near.names.ctypes.data)
    return _Asked(*pointers, len(near.words), len(near.names), one.weight, APART)


def _listed(table: Ints, lists: Any, sought: Any) -> Ints:
    """The distinct values under ``sought`` in the rising ``table``."""
    wanted = np.array(sought, np.uint64)
    at = np.searchsorted(table, wanted)
    inside = at < len(table)
    at = at[inside][table[at[inside]] == wanted[inside]]
    if not len(at):
        return np.empty(0, np.uint32)
    return np.unique(np.concatenate([lists[int(place)] for place in at]))


def rarity(hits: int, names: int) -> int:
    """How much a word weighs that ``hits`` of ``names`` names have: 16 times a binary logarithm of straight lines."""
    ratio = (names + 1) * 32 // (hits + 1)
    whole = max(0, ratio.bit_length() - 1)
    return max(8, 16 * (whole - 4) + (ratio * 16 >> whole) - 16)


def _candidates(segment: Segment, sought: Sequence[Sought], words: int, mask: Ints | None, cut: int) -> Ints:
    """``retrieve_candidates`` without the kernel."""
    total = np.zeros(segment.names, np.int64)
    for one in sought:
        best = np.zeros(segment.names, np.int64)
        best[one.near.names] = APART * one.weight
        for word, likeness in zip(one.near.words[::-1].tolist(), one.near.likeness[::-1].tolist(), strict=True):
            best[segment.postings[word]] = (likeness // 10) * (likeness // 10) // 1000 * one.weight
        total += best
    if mask is not None:
        total[mask == 0] = 0
    extra = np.maximum(segment.sizes.astype(np.int64) - words, 0)
    ranks = total * 4 // (64 + 3 * extra)
    found = np.flatnonzero(ranks)
    ties = segment.content.ties
    order = found[np.lexsort((ties[found], -ranks[found]))][:cut]
    out = np.empty(len(order), _RANKED)
    out["name"], out["tie"], out["rank"] = order, ties[order], ranks[order]
    return out
