"""The score of two names: the numbers of the rules, and the kernel behind one face; Python where it is absent.

All in ten-thousandths and integers, so that every machine gives the same score.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from comity.screening import kernel, slow
from comity.screening.answers import How
from comity.screening.flat import address
from comity.screening.lexicon import Table
from comity.screening.rules import NUMBERS
from comity.screening.sounds import TABLES, costs

HOWS: Final = (None, How.SAME, How.SPELLING, How.SOUND, How.EQUIVALENT, How.INITIAL, How.JOINED)
"""By the number that the kernel gives."""

Ids = npt.NDArray[np.int32]


class Took(NamedTuple):
    """Words [query_at, query_at + query_count) of the query were taken for those of the name; likeness of 10,000."""

    query_at: int
    query_count: int
    name_at: int
    name_count: int
    likeness: int
    how: int


class _Struct(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_void_p) for name in TABLES),
        *((name, ctypes.c_int32) for name in NUMBERS),
    ]


@dataclass(frozen=True, slots=True)
class _Rules:
    struct: _Struct
    held: tuple[object, ...]  # the arrays that the struct points into


@cache
def _rules() -> _Rules:
    tables = costs()
    arrays = tuple(np.ascontiguousarray(getattr(tables, n)) for n in TABLES)
    return _Rules(_Struct(*(address(a) for a in arrays), *NUMBERS.values()), arrays)


def rules() -> object:
    """The pointer to the rules that the kernel takes."""
    return ctypes.byref(_rules().struct)


def likeness(query: Table, word: int, names: Table, other: int) -> tuple[int, int]:
    """How alike two words are, of 10,000, and how (``HOWS``)."""
    if kernel.LIBRARY is None:
        return slow.likeness(query, word, names, other)
    packed = kernel.LIBRARY.kernel_likeness(*_table(query), word, ctypes.byref(names.struct), other)
    return packed >> 4, packed & 15


def nearest(query: Table, word: int, names: Table, words: Ids) -> Ids:
    """The likeness of one word of a query to each of ``words``, of 10,000."""
    out = np.empty(len(words), np.int32)
    if kernel.LIBRARY is None:
        out[:] = [slow.likeness(query, word, names, int(other))[0] for other in words]
        return out
    words = np.ascontiguousarray(words, np.int32)
    kernel.LIBRARY.kernel_nearest(
        *_table(query), word, ctypes.byref(names.struct), address(words), len(words), address(out)
    )
    return out >> 4


def score(query: Table, asked: Sequence[int], names: Table, name: Sequence[int]) -> tuple[int, list[Took]]:
    """The score of two names, of 10,000, and which words were taken for which."""
    if kernel.LIBRARY is None:
        value, took = slow.score(query, asked, names, name)
        return value, [Took(*one) for one in took]
    q, w = np.array(asked, np.int32), np.array(name, np.int32)
    out, count = np.empty((16, 6), np.int32), ctypes.c_int32()
    value = kernel.LIBRARY.kernel_score(
        *_table(query), address(q), len(q), ctypes.byref(names.struct), address(w), len(w), address(out),
        ctypes.byref(count),
    )  # fmt: skip
    return value, [Took(*map(int, row)) for row in out[: count.value]]


def score_many(
    query: Table, asked: Sequence[int], names: Table, words: Ids, starts: npt.NDArray[np.uint32], ids: Ids
) -> Ids:
    """The scores of names ``ids``, name i being ``words[starts[i]:starts[i + 1]]``. Releases the interpreter."""
    out = np.empty(len(ids), np.int32)
    if kernel.LIBRARY is None:
        out[:] = [slow.score(query, asked, names, words[starts[i] : starts[i + 1]].tolist())[0] for i in ids]
        return out
    q, ids = np.array(asked, np.int32), np.ascontiguousarray(ids, np.int32)
    kernel.LIBRARY.kernel_score_many(
        *_table(query), address(q), len(q), ctypes.byref(names.struct), address(words), address(starts),
        address(ids), len(ids), address(out),
    )  # fmt: skip
    return out


def _table(query: Table) -> tuple[object, object]:
    return ctypes.byref(_rules().struct), ctypes.byref(query.struct)
