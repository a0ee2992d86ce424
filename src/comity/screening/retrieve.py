"""Which names are worth comparing: those whose words, by sound, weigh most of the query's, rare words more.

A query's words, each pair of neighbours written together, and each word taken apart are sought among the words
of a segment; the names that have them are ranked by what they answer. All in whole numbers, and by nothing that
depends on what the asker may not see: a hidden name has no say in a weight, a rank or the cut.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from comity.screening import eastern, keys, slow, vocabulary, weigh, wholes
from comity.screening.asking import Asked
from comity.screening.flat import Ints, Lists, address
from comity.screening.kernel import LIBRARY
from comity.screening.lexicon import Lexicon, Table
from comity.screening.near import WIDE, Near, Sought
from comity.screening.present import present
from comity.screening.remembered import Remembered
from comity.screening.screened import FOUND, UNDECIDED, How, Screened
from comity.screening.segment import Segment
from comity.screening.words import MOST_READINGS, Word

FLOOR: Final = 7000  # likeness, of 10,000, below which a word is another word
FULL: Final = 1000  # what a word is worth, by its weight, that is there as it was asked for
APART: Final = 640  # what it is worth that two neighbouring words sound together like the one asked for
WORDS_KEPT: Final = 1 << 14  # words of queries remembered for each segment
SCORED: Final = np.dtype([("name", np.uint32), ("reading", np.int32), ("score", np.int32)])
_RANKED: Final = np.dtype([("name", np.uint32), ("tie", np.uint32), ("rank", np.int32)])


_POINTERS: Final = ("key_starts", "key_words", "post_starts", "post_names", "sizes", "ties", "first", "second")

_MORE: Final = (
    "whole_starts", "whole_names", "name_phrases", "phrase_starts", "phrase_words", "name_subjects", "weak",
    "eastern",
)  # fmt: skip


class _Base(ctypes.Structure):
    _fields_ = [
        ("words", ctypes.c_void_p),
        ("keys", ctypes.c_void_p),
        ("key_count", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in _POINTERS),
        ("wholes", ctypes.c_void_p),
        ("whole_count", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in _MORE),
        ("present", ctypes.c_void_p),
        ("present_shift", ctypes.c_int64),
    ]


class _Asked(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_char_p) for name in ("ids", "likeness", "whole")),  # bytes, not copied
        *((name, ctypes.c_int32) for name in ("words", "names", "weight", "whole_worth")),
    ]


class _Scratch(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in ("total", "item", "touched", "seen")]


class _Room(NamedTuple):
    scratch: _Scratch
    ids: int
    likeness: int
    held: tuple[Ints, ...]  # the arrays


class Source:
    """A segment with what was asked of it before; shared by all indexes that hold the segment, and by threads."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self._young: dict[tuple[str, str, int, int], Near] = {}
        self._old: dict[tuple[str, str, int, int], Near] = {}
        self.local = threading.local()  # what is kept for one thread
        held = segment.content
        parts = (segment.key_words.starts, segment.key_words.values, segment.postings.starts, segment.postings.values)
        pointers = [address(one) for one in (*parts, segment.sizes, held.ties)]
        self._read = [np.frombuffer(one, np.uint8) for one in keys.readings()]
        pointers += [address(one) for one in self._read]
        self.eastern = eastern.are_eastern(held.phrases, held.words)  # of each reading: a word is in syllables
        syllables = np.array([keys.SYLLABLES, keys.SYLLABLES + (1 << 60)], np.uint64)
        first, last = segment.wholes.searchsorted(syllables).tolist()
        self._syllables = first < last  # names in syllables, which a name in letters may be
        wholes_of, phrases = segment.whole_postings, held.phrases
        self._present, shift = present(segment.keys)
        more = (wholes_of.starts, wholes_of.values, segment.name_phrases, phrases.starts, phrases.values)
        self._base = _Base(
            ctypes.addressof(held.words.struct),
            address(segment.keys),
            len(segment.keys),
            *pointers,
            address(segment.wholes),
            len(segment.wholes),
            *(address(one) for one in (*more, held.name_subjects, held.weak, self.eastern)),
            address(self._present),
            shift,
        )

    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of each subject by dataset and id; made on first use, some 5 MB for 25,000."""
        held: dict[tuple[str, str], int] | None = getattr(self, "_numbers", None)
        if held is None:
            held = {known: number for number, known in enumerate(self.segment.all_known())}
            self._numbers = held
        return held

    def near(self, asked: Table, number: int, word: Word) -> Near:
        """What is near ``word`` here, which is ``number`` in ``asked``."""
        key = (word.folded, "", word.script, word.role)
        found = self._known(key)
        if found is None:
            words, likeness = self._alike(asked, number)
            names = _listed(self.segment.wholes, self.segment.whole_postings, wholes.sought(word))
            found = Near.of(words, likeness, names.tobytes(), self._hits(words, None) + len(names))
            self._keep(key, found)
        return found

    def near_joined(self, asked: Table, two: tuple[int, int], one: Word, other: Word) -> Near:
        """What is near two neighbouring words taken together, ``two`` by their numbers in ``asked``."""
        key = (one.folded, other.folded, one.script, one.role)
        found = self._known(key)
        if found is None:
            words, likeness = self._alike_joined(asked, two)
            found = Near.of(words, likeness, b"", 0)
            self._keep(key, found)
        return found

    def _known(self, key: tuple[str, str, int, int]) -> Near | None:
        return self._young.get(key) or self._old.get(key)

    def _keep(self, key: tuple[str, str, int, int], found: Near) -> None:
        """Remember: when the young memory is full it becomes the old one, which is forgotten. A thread that comes
        between loses at most what it put in."""
        if len(self._young) >= WORDS_KEPT:
            self._old, self._young = self._young, {}
        self._young[key] = found

    def whole(self, words: Sequence[Word]) -> Near | None:
        """The names that may be a Chinese or Korean name, as a whole; None if there are none."""
        held = self.segment
        if not (self._syllables or wholes.in_syllables(words)):
            return None
        sought = wholes.whole(words)
        if not sought:
            return None
        names = _listed(held.wholes, held.whole_postings, sought)
        return Near.of(b"", b"", names.tobytes(), len(names)) if len(names) else None

    def heard(self, words: Sequence[Word]) -> list[Near]:
        """What is near the sound of a foreign name that is written in syllables."""
        if not wholes.in_syllables(words):
            return []
        lexicon = Lexicon()
        said = [(word, lexicon.id(word)) for word in eastern.heard(words)]
        table = lexicon.table()
        return [self.near(table, number, word) for word, number in said]

    def _alike(self, asked: Table, number: int) -> tuple[bytes, bytes]:
        """The words like word ``number`` of ``asked``, most like first, and their likeness."""
        segment = self.segment
        if LIBRARY is not None:
            room = self._scratch()
            count = LIBRARY.retrieve_near(
                weigh.rules(), ctypes.byref(asked.struct), number, ctypes.byref(self._base), FLOOR,
                ctypes.byref(room.scratch), room.ids, room.likeness,
            )  # fmt: skip
            return ctypes.string_at(room.ids, count * WIDE), ctypes.string_at(room.likeness, count * WIDE)
        words = _listed(segment.keys, segment.key_words, vocabulary.sought(asked, number))
        likeness = weigh.nearest(asked, number, segment.content.words, words.astype(np.int32))
        order = np.lexsort((words, -likeness))
        order = order[likeness[order] >= FLOOR]
        return words[order].astype(np.uint32).tobytes(), likeness[order].astype(np.int32).tobytes()

    def _alike_joined(self, asked: Table, two: tuple[int, int]) -> tuple[bytes, bytes]:
        """The words like two neighbouring words taken together."""
        segment, numbers = self.segment, np.array(two, np.int32)
        if LIBRARY is not None:
            room = self._scratch()
            count = LIBRARY.retrieve_near_joined(
                weigh.rules(), ctypes.byref(asked.struct), address(numbers), ctypes.byref(self._base),
                ctypes.byref(room.scratch), room.ids, room.likeness,
            )  # fmt: skip
            return ctypes.string_at(room.ids, count * WIDE), ctypes.string_at(room.likeness, count * WIDE)
        words = _listed(segment.keys, segment.key_words, vocabulary.sought_joined(asked, two))
        alike = np.array([slow.together(asked, two, segment.content.words, int(word)) for word in words], np.int32)
        order = np.lexsort((words, -alike))
        order = order[alike[order] > 0]
        return words[order].astype(np.uint32).tobytes(), alike[order].astype(np.int32).tobytes()

    def screen(self, asked: Table, words: Lists, how: How, mask: Ints | None, memory: Remembered) -> Screened:
        """Search for many queries at once, each a list of ``words``; ``memory`` is of the same lexicon and ``mask``.
        Needs the kernel; raises MemoryError."""
        assert LIBRARY is not None
        out, apart = np.empty(len(words) * how.limit, FOUND), np.zeros(len(words), np.uint8)
        undecided = np.empty(max(UNDECIDED, 4 * len(words)), FOUND)
        left = ctypes.c_int64(len(undecided))
        count = LIBRARY.retrieve_screen(
            weigh.rules(), ctypes.byref(asked.struct), address(words.values), address(words.starts), len(words),
            ctypes.byref(self._base), None if mask is None else address(mask), ctypes.byref(how),
            ctypes.byref(self._scratch().scratch), memory.address, address(out), address(undecided),
            ctypes.byref(left), address(apart),
        )  # fmt: skip
        if count < 0:
            raise MemoryError
        return Screened(_by_query(out[:count]), _by_query(undecided[: left.value]), apart)

    def hits(self, one: Near, mask: Ints | None) -> int:
        """How many names near ``one`` the ``mask`` shows."""
        if mask is None:
            return one.hits
        return self._hits(one.parts[0], mask) + int(mask[one.names].sum())

    def _hits(self, words: bytes, mask: Ints | None) -> int:
        if LIBRARY is not None:
            shown = None if mask is None else address(mask)
            return int(LIBRARY.retrieve_hits(ctypes.byref(self._base), shown, words, len(words) // WIDE))
        found = [self.segment.postings[word] for word in np.frombuffer(words, np.uint32).tolist()]
        return sum(len(names) if mask is None else int(mask[names].sum()) for names in found)

    def candidates(self, sought: Sequence[Sought], words: int, least: int, mask: Ints | None, cut: int) -> Ints:
        """The ``cut`` best names for a query of so many ``words``, best first, as rows of name, tie and rank.

        ``sought`` stands by falling weight; names that answer less than ``least`` of it are left out."""
        if LIBRARY is None:
            return _candidates(self.segment, sought, words, least, mask, cut)
        asked = (_Asked * len(sought))(*[_asked(one) for one in sought])
        out = np.empty(cut, _RANKED)
        count = LIBRARY.retrieve_candidates(
            ctypes.byref(self._base), None if mask is None else address(mask), asked, len(sought), words, least, cut,
            ctypes.byref(self._scratch().scratch), address(out),
        )  # fmt: skip
        return out[:count]

    def scored(self, asked: Asked, names: Ints, least: int, every: bool) -> list[tuple[int, int, int]]:
        """(name, reading, score of 10,000) of each reading of ``names``, rows of ``candidates``, that scores ``least``
        or has a word in syllables, or of ``every``."""
        said = np.array(asked.words, np.int32)
        if LIBRARY is None:
            return self._scored(asked, names["name"], least, every)
        out = np.empty(len(names) * MOST_READINGS, SCORED)
        count = LIBRARY.retrieve_score(
            weigh.rules(), ctypes.byref(asked.table.struct), address(said), len(said), ctypes.byref(self._base),
            address(names), len(names), least, every, address(out),
        )  # fmt: skip
        found: list[tuple[int, int, int]] = out[:count].tolist()
        return found

    def _scored(self, asked: Asked, names: Ints, least: int, every: bool) -> list[tuple[int, int, int]]:
        """The same without the kernel."""
        held = self.segment.content
        readings = self.segment.readings(names)
        scores = weigh.score_many(
            asked.table, asked.words, held.words, held.phrases.values, held.phrases.starts, readings
        )
        kept = np.flatnonzero((scores >= least) | self.eastern[readings] | every)
        owners = held.phrase_names[readings[kept]]
        return list(zip(owners.tolist(), readings[kept].tolist(), scores[kept].tolist(), strict=True))

    def _scratch(self) -> _Room:
        """Room for one thread: what the kernel keeps between its steps, and where words and their likeness go."""
        held: _Room | None = getattr(self.local, "room", None)
        if held is None:
            names, words = self.segment.names, len(self.segment.content.words)
            arrays = [np.zeros(names, np.int32), np.zeros(names, np.int32), np.zeros(names, np.uint32)]
            arrays.append(np.zeros(words, np.uint8))
            ids, likeness = np.zeros(words, np.uint32), np.zeros(words, np.int32)
            scratch = _Scratch(*(address(one) for one in arrays))
            held = self.local.room = _Room(scratch, address(ids), address(likeness), (*arrays, ids, likeness))
        return held


def _asked(one: Sought) -> _Asked:
    return _Asked(*one.near.parts, one.weight, APART)


def _by_query(rows: Ints) -> Ints:
    return rows[np.argsort(rows["query"], kind="stable")]


def _listed(table: Ints, lists: Lists, sought: Sequence[int]) -> Ints:
    """The distinct values under ``sought`` in the rising ``table``."""
    if not sought:
        return _NOTHING
    wanted = np.array(sought, np.uint64)
    at = table.searchsorted(wanted)
    found = [lists[place] for place, key in zip(at.tolist(), sought, strict=True) if _stands(table, place, key)]
    if len(found) > 1:
        every = np.sort(np.concatenate(found))  # np.unique loads half of numpy for this
        fresh: Ints = every[np.append(True, every[1:] != every[:-1])]
        return fresh
    return np.ascontiguousarray(found[0]) if found else _NOTHING


def _stands(table: Ints, place: int, key: int) -> bool:
    return place < len(table) and int(table[place]) == key


_NOTHING: Final[Ints] = np.empty(0, np.uint32)


def rarity(hits: int, names: int) -> int:
    """How much a word weighs that ``hits`` of ``names`` names have: 16 times a binary logarithm of straight lines."""
    ratio = (names + 1) * 32 // (hits + 1)
    whole = max(0, ratio.bit_length() - 1)
    return max(8, 16 * (whole - 4) + (ratio * 16 >> whole) - 16)


def _candidates(
    segment: Segment, sought: Sequence[Sought], words: int, least: int, mask: Ints | None, cut: int
) -> Ints:
    """``retrieve_candidates`` without the kernel."""
    total = np.zeros(segment.names, np.int64)
    left = sum(one.weight for one in sought)
    for one in sought:
        late = left * FULL < least  # who has nothing so far cannot come so far
        barred = (total == 0) & late
        left -= one.weight
        best = np.zeros(segment.names, np.int64)
        best[one.near.names] = APART * one.weight
        for word, likeness in zip(one.near.words[::-1].tolist(), one.near.likeness[::-1].tolist(), strict=True):
            best[segment.postings[word]] = (likeness // 10) * (likeness // 10) // 1000 * one.weight
        best[barred] = 0
        total += best
    total[total < least] = 0
    if mask is not None:
        total[mask == 0] = 0
    extra = np.maximum(segment.sizes.astype(np.int64) - words, 0)
    ranks = total * 4 // (64 + 3 * extra)  # the kernel's integers
    found = np.flatnonzero(ranks)
    ties = segment.content.ties
    order = found[np.lexsort((ties[found], -ranks[found]))][:cut]
    out = np.empty(len(order), _RANKED)
    out["name"], out["tie"], out["rank"] = order, ties[order], ranks[order]
    return out
