"""A lexicon as data: words taken out of one, put behind another, and found again whatever their number."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from comity.screening import keys
from comity.screening.flat import Ints, Lists
from comity.screening.kernel import LIBRARY
from comity.screening.lexicon import FIELDS, Table
from comity.screening.scripts import UNVOWELLED, Script
from comity.screening.sounds import LONGEST
from comity.screening.sounds.alphabet import SIZE

_LISTS: Final = (("starts", ("symbols", "pairs")), ("letter_starts", ("letters",)), ("item_starts", ("items",)))
_ROOM: Final = 128  # keys of one word: four times sixteen by consonants, or one less than fifty by letters
_SINGLE: Final = ("script", "flags", "weight")
_UNVOWELLED: Final = [int(script) for script in UNVOWELLED]


def _table(arrays: Mapping[str, Ints]) -> Table:
    return Table.over({name: np.ascontiguousarray(arrays[name], kind) for name, kind in FIELDS})


def take(table: Table, places: Ints) -> Table:
    """The words at ``places``, which hold with each word what it is without its article."""
    old, new = table.arrays, {}
    for starts, names in _LISTS:
        for name in names:
            taken = Lists(old[starts], old[name]).take(places)
            new[starts], new[name] = taken.starts, taken.values
    new |= {name: old[name][places] for name in _SINGLE}
    number = np.full(len(table) + 1, -1, np.int64)
    number[places] = np.arange(len(places))
    new["other"] = number[old["other"][places]]
    return _table(new)


def joined(one: Table, other: Table) -> tuple[Table, Ints]:
    """Both lexicons, each word once; and the numbers there of the words of ``other``."""
    numbers = {text: place for place, text in enumerate(_identities(one))}
    fresh: list[int] = []
    renumbered = np.zeros(len(other), np.int64)
    for place, text in enumerate(_identities(other)):
        if text not in numbers:
            numbers[text] = len(one) + len(fresh)
            fresh.append(place)
        renumbered[place] = numbers[text]
    added = np.array(fresh, np.int64)
    arrays: dict[str, Ints] = {}
    for starts, names in _LISTS:
        for name in names:
            more = Lists(other.arrays[starts], other.arrays[name]).take(added)
            both = Lists(one.arrays[starts], one.arrays[name]).then(more)
            arrays[starts], arrays[name] = both.starts, both.values
    arrays |= {name: np.concatenate([one.arrays[name], other.arrays[name][added]]) for name in _SINGLE}
    bare = other.arrays["other"][added]
    arrays["other"] = np.concatenate([one.arrays["other"], np.where(bare < 0, -1, renumbered[bare])])
    return _table(arrays), renumbered


def _identities(table: Table) -> list[bytes]:
    """What makes each word that word: everything about it that is compared."""
    held = table.arrays
    plain = [
        bytes((script, flags)) + held["symbols"][s:t].tobytes() + b"\xff" + held["letters"][k:m].tobytes()
        for script, flags, s, t, k, m in zip(
            held["script"].tolist(),
            held["flags"].tolist(),
            held["starts"].tolist(),
            held["starts"][1:].tolist(),
            held["letter_starts"].tolist(),
            held["letter_starts"][1:].tolist(),
            strict=False,
        )
    ]
    return [
        one if bare < 0 else one + b"\xff\xff" + plain[bare]
        for one, bare in zip(plain, held["other"].tolist(), strict=True)
    ]


def sound(arrays: Mapping[str, Ints]) -> bool:
    """Whether arrays read from a file make a lexicon that the kernel may walk."""
    size = len(arrays["script"])
    for starts, names in _LISTS:
        if len(arrays[starts]) != size + 1 or not all(Lists(arrays[starts], arrays[name]).sound() for name in names):
            return False
    same = all(len(arrays[name]) == size for name in (*_SINGLE, "other"))
    return (
        same
        and bool((arrays["other"] < size).all())
        and bool((arrays["symbols"] < SIZE).all())
        and bool((arrays["script"] < len(Script)).all())
    )


def keys_of(table: Table) -> tuple[Ints, Ints]:
    """Every key of every word, with and without its article, and of its equivalents: (keys, numbers of words)."""
    found, words = _own_keys(table)
    bare = np.flatnonzero(table.arrays["other"] >= 0)
    order = np.argsort(words, kind="stable")
    own = Lists(np.searchsorted(words[order], np.arange(len(table) + 1)).astype(np.uint32), found[order])
    of_bare = own.take(table.arrays["other"][bare])
    items = Lists(table.arrays["item_starts"], table.arrays["items"])
    return (
        np.concatenate([found, of_bare.values, items.values.astype(np.uint64) | np.uint64(keys.ITEM)]),
        np.concatenate([words, bare[of_bare.owners()].astype(np.uint32), items.owners()]),
    )


def by_key(table: Table) -> Ints:
    """The words in an order in which those that are sought together lie together, so that memory is read in turn."""
    found, words = _own_keys(table)
    first = np.zeros(len(table), np.uint64)
    first[words[::-1]] = found[::-1]
    order: Ints = np.argsort(first, kind="stable")
    return order


def _own_keys(table: Table) -> tuple[Ints, Ints]:
    if LIBRARY is not None:
        room = len(table) * _ROOM
        found, words = np.empty(room, np.uint64), np.empty(room, np.uint32)
        first, second = (np.frombuffer(one, np.uint8) for one in keys.readings())
        count = LIBRARY.retrieve_keys(_pointer(table), *(one.ctypes.data for one in (first, second, found, words)))
        return found[:count].copy(), words[:count].copy()
    pairs = [(key, word) for word in range(len(table)) for key in word_keys(table, word, False)]
    return np.array([key for key, _ in pairs], np.uint64), np.array([word for _, word in pairs], np.uint32)


def word_keys(table: Table, word: int, sought: bool) -> list[int]:
    """The keys under which one word is kept or ``sought`` as it is written, without its equivalents."""
    held = table.arrays
    symbols = held["symbols"][int(held["starts"][word]) : int(held["starts"][word + 1])].tobytes()
    letters = held["letters"][int(held["letter_starts"][word]) : int(held["letter_starts"][word + 1])].tolist()
    return keys.of_word(symbols, tuple(letters), int(held["script"][word]) in _UNVOWELLED, sought)


def sought(table: Table, word: int) -> list[int]:
    """Every key under which a word is sought, with and without its article, and of its equivalents."""
    held, bare = table.arrays, int(table.arrays["other"][word])
    found = word_keys(table, word, True) + (word_keys(table, bare, True) if bare >= 0 else [])
    items = held["items"][int(held["item_starts"][word]) : int(held["item_starts"][word + 1])].tolist()
    return [*found, *(keys.of_item(item) for item in items)]


def sought_joined(table: Table, two: tuple[int, int]) -> list[int]:
    """Every key under which two neighbouring words are sought as one."""
    held = table.arrays
    parts = [held["symbols"][int(held["starts"][word]) : int(held["starts"][word + 1])].tobytes() for word in two]
    symbols = b"".join(parts)[:LONGEST]
    return keys.of_word(symbols, (), int(held["script"][two[0]]) in _UNVOWELLED, True) if symbols else []


def _pointer(table: Table) -> Any:
    return ctypes.byref(table.struct)
