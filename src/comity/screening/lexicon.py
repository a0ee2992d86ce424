"""Distinct words as small integers over flat arrays, which the kernel reads by pointer.

Everything that depends on one word alone is worked out once for each distinct word and kept.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from comity.screening import equivalents, rarity
from comity.screening.flat import address
from comity.screening.scripts import EASTERN, UNVOWELLED, Script
from comity.screening.sounds import compounds, sounds
from comity.screening.words import Role, Word, plainly

INITIAL: Final = 1
ROLE: Final = 1  # the shift of a word's role in its flags: a word of a body weighs otherwise than a person's
FIELDS: Final = (
    ("starts", np.uint32), ("symbols", np.uint8), ("pairs", np.uint8), ("letter_starts", np.uint32),
    ("letters", np.uint16), ("script", np.uint8), ("flags", np.uint8), ("weight", np.uint8), ("other", np.int32),
    ("item_starts", np.uint32), ("items", np.uint32),
)  # fmt: skip
"""The arrays of a lexicon, in the order of the kernel's struct: symbols and their compounds by ``starts``, plain
letters by ``letter_starts``, items of equivalents by ``item_starts``; ``other`` is the same word without its
article, or -1."""
_HELD: Final = tuple([f"_{name}" for name, _ in FIELDS])
_SCRIPT: Final = [name for name, _ in FIELDS].index("script")


class Heard(NamedTuple):
    """Everything about one word that is compared."""

    symbols: bytes
    pairs: bytes
    letters: tuple[int, ...]
    script: Script
    flags: int
    weight: int
    items: tuple[int, ...]


@lru_cache(1 << 16)
def heard(folded: str, plain: str, script: Script, known: bool, role: Role = Role.NONE) -> Heard:
    """Work out one word; ``known``: with its known equivalents. A word of an organisation has none."""
    symbols = sounds(folded, script)
    letters = tuple(map(ord, plain[:48]))
    if not plain.isascii():
        letters = tuple(min(letter, 0xFFFF) for letter in letters)
    weight = rarity.of_body(role, len(letters), script) if role else rarity.weight(symbols, script, len(letters))
    flags = (INITIAL if len(plain) == 1 and not role else 0) | role << ROLE
    # A syllable or two is a form of hundreds of names: that two share one says nothing.
    long = len(plain) >= (2 if script in EASTERN else 3 if script in UNVOWELLED else 4)
    items = equivalents.items(equivalents.fold(folded)) if known and long and not role else ()
    return Heard(symbols, compounds(symbols), letters, script, flags, weight, items)


class Struct(ctypes.Structure):
    """``lexicon`` of kernel.h: how many words, then a pointer to each array."""

    # Pointers to bytes, which stay where they are while the struct lives, or the addresses of arrays.
    _fields_ = [("size", ctypes.c_int64), *((name, ctypes.c_char_p) for name, _ in FIELDS)]


class Table:
    """A finished lexicon: its arrays by name, and the struct over them. Read by any number of threads."""

    __slots__ = ("_arrays", "_parts", "struct")

    def __init__(self, parts: Sequence[bytes]) -> None:
        """From the bytes of each array of ``FIELDS``, in that order; the struct points into them."""
        self.struct = Struct(len(parts[_SCRIPT]), *parts)
        self._parts = parts
        self._arrays: dict[str, np.ndarray] | None = None

    @classmethod
    def over(cls, arrays: dict[str, np.ndarray]) -> Table:
        """A table over arrays that stand, for instance read from disk."""
        for name, kind in FIELDS:
            assert arrays[name].dtype == kind and arrays[name].flags.c_contiguous, name
        made = cls([b""] * len(FIELDS))
        made.struct = Struct(len(arrays["script"]), *[address(arrays[name]) for name, _ in FIELDS])
        made._arrays = arrays
        return made

    @property
    def arrays(self) -> dict[str, np.ndarray]:
        """The arrays by name; made on first use, for the kernel needs none."""
        found = self._arrays
        if found is None:
            found = {name: np.frombuffer(part, kind) for (name, kind), part in zip(FIELDS, self._parts, strict=True)}
            self._arrays = found
        return found

    def __len__(self) -> int:
        return int(self.struct.size)


class Lexicon:
    """Collects words. ``known=False`` leaves equivalents out (evaluation of sounds alone). ``apart``: a word without
    its article is another than the same word as written, so that names of a batch are read as each alone."""

    def __init__(self, known: bool = True, apart: bool = False) -> None:
        self._known = known
        self._mark = "\x00" if apart else ""
        self._ids: dict[tuple[str, Script, Role], int] = {}
        self._starts, self._letter_starts, self._item_starts = array("I", [0]), array("I", [0]), array("I", [0])
        self._symbols, self._pairs = bytearray(), bytearray()
        self._script, self._flags, self._weight = bytearray(), bytearray(), bytearray()
        self._letters, self._items, self._other = array("H"), array("I"), array("i")

    def __len__(self) -> int:
        return len(self._script)

    def ids(self, words: Iterable[Word]) -> list[int]:
        """The numbers of ``words``, new ones added."""
        return [self.id(word) for word in words]

    def id(self, word: Word) -> int:
        """The number of ``word``; the same for every word that is heard alike."""
        found = self._ids.get((word.folded, word.script, word.role))
        if found is None:
            found = self._add(heard(word.folded, word.plain, word.script, self._known, word.role))
            self._ids[word.folded, word.script, word.role] = found
            if word.bare:
                bare = (word.bare + self._mark, word.script, word.role)
                if bare not in self._ids:
                    alone = heard(word.bare, plainly(word.bare), word.script, self._known, word.role)
                    self._ids[bare] = self._add(alone)
                self._other[found] = self._ids[bare]
                self._weight[found] = self._weight[self._ids[bare]]
        return found

    def _add(self, one: Heard) -> int:
        self._symbols += one.symbols
        self._pairs += one.pairs
        self._letters.extend(one.letters)
        self._items.extend(one.items)
        self._starts.append(len(self._symbols))
        self._letter_starts.append(len(self._letters))
        self._item_starts.append(len(self._items))
        self._script.append(one.script)
        self._flags.append(one.flags)
        self._weight.append(one.weight)
        self._other.append(-1)
        return len(self._script) - 1

    def table(self) -> Table:
        """The words so far, copied."""
        return Table([bytes(getattr(self, name)) for name in _HELD])
