"""Names of a batch as numbers of words, fast: a piece between two spaces is read once for all names that have it.

Most names say nothing that goes beyond one piece; then the words of the name are those of its pieces. For the
others ``said`` gives nothing, and whoever asks reads them as ``organisations.names`` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from comity.screening import eastern, organisations
from comity.screening.asking import MAX_CHARACTERS, MIN_CHARACTERS, weight
from comity.screening.flat import Ints
from comity.screening.lexicon import Lexicon
from comity.screening.remembered import Remembered
from comity.screening.retrieve import Source
from comity.screening.scripts import EASTERN
from comity.screening.words import MOST_WORDS, Word, alone, counted, dropped, texts, word_of

MOST_KEPT: Final = 1 << 15  # pieces, or words, remembered between batches
MOST_SYLLABIC: Final = 2000  # readings in syllables of an index whose syllables are looked through
MASKS: Final = 3  # one for each kind that is asked for
APART: Final = 1  # the piece may say more together with others, or than one name
DROPS: Final = 2  # a particle or a title
NATIVE: Final = 4  # a word that can be cut into syllables of the index's Chinese or Korean names


class _Piece(NamedTuple):
    """``marks`` of the above; ``weight`` as ``asking.weight``; all ``words`` and which of them are ``kept``."""

    marks: int
    weight: int
    words: tuple[Word, ...]
    kept: tuple[Word, ...]


class _Numbered(NamedTuple):
    marks: int
    weight: int
    kept: tuple[int, ...]
    piece: _Piece


class Tokens(dict[str, _Numbered]):
    """Pieces of names, which are sought in one source, by their text; of one thread."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.lexicon = Lexicon(apart=True)
        self.source = source
        self._syllables = _syllables(source)
        self._plain: dict[str, tuple[int, ...]] = {}
        self._natives: dict[str, bool] = {}
        self._remembered: dict[int, tuple[Ints | None, Remembered]] = {}

    def __missing__(self, text: str) -> _Numbered:
        piece = _piece(text)
        marks = piece.marks | (NATIVE if any(map(self._native, piece.kept)) else 0)
        found = _Numbered(marks, piece.weight, tuple(self.lexicon.ids(piece.kept)), piece)
        self[text] = found
        if not marks and found.weight >= MIN_CHARACTERS:
            self._plain[text] = found.kept
        return found

    def remembered(self, mask: Ints | None) -> Remembered:
        """What the kernel remembers of these words where ``mask`` is shown."""
        found = self._remembered.get(id(mask))
        if found is None:
            if len(self._remembered) == MASKS:
                self._remembered.clear()
            found = self._remembered[id(mask)] = (mask, Remembered())  # with the mask, so that its id stays its own
        return found[1]

    def said(self, name: str) -> tuple[int, ...] | None:
        """The words of a name of a person or of unknown kind, none where it is too short; None where it is not as
        simple as that, or may be a Chinese or Korean name of the index."""
        words = self._said_plainly(name)
        if len(words):
            return words
        marks = heavy = 0
        pieces = [self[text] for text in name.split(" ")]
        for one in pieces:
            marks |= one.marks
            heavy += one.weight
            words += one.kept
        if marks & APART or len(words) > MOST_WORDS or len(name) > MAX_CHARACTERS:
            return None
        if heavy < MIN_CHARACTERS:
            return ()
        if marks & (DROPS | NATIVE):
            kept, *others = counted([word for one in pieces for word in one.piece.words])
            kept = kept[:MOST_WORDS]
            if others:
                return None
            if self._may_be_whole(kept) and self.source.whole(kept) is not None:
                return None
            return tuple(self.lexicon.ids(kept))
        return words

    def _said_plainly(self, name: str) -> tuple[int, ...]:
        """The words where each piece was met before and says no more than its words, as in most names; else none."""
        words: tuple[int, ...] = ()
        for text in name.split(" "):
            found = self._plain.get(text)
            if found is None:
                return ()
            words += found
        return words if len(words) <= MOST_WORDS and len(name) <= MAX_CHARACTERS else ()

    def _may_be_whole(self, words: Sequence[Word]) -> bool:
        """Whether it may be a name in syllables of the index: of its words, as ``east.keys`` asks, all but one can be
        cut into syllables, and those that can, into syllables of the index."""
        others = [word for word in words if not self._native(word)]
        return len(others) < min(2, len(words)) and not any(map(eastern.is_cut, others))

    def _native(self, word: Word) -> bool:
        found = self._natives.get(word.plain)
        if found is None:
            found = self._natives[word.plain] = self._syllables is None or eastern.cut(word, self._syllables)
        return found


@lru_cache(1 << 16)
def _piece(text: str) -> _Piece:
    if not alone(text) or organisations.tells(text):
        return _Piece(APART, 0, (), ())
    words = tuple(word for word in map(word_of, texts(text)) if word.plain)
    if any(word.script in EASTERN for word in words):
        return _Piece(APART, 0, (), ())
    kept = tuple(word for word in words if not dropped(word))
    return _Piece(DROPS if len(kept) < len(words) else 0, weight(text), words, kept)


def tokens_of(source: Source) -> Tokens:
    """What this thread has read for ``source``: the names of a file come in several batches, and most words again."""
    last: Tokens | None = getattr(source.local, "tokens", None)
    if last is None or max(len(last), len(last.lexicon)) > MOST_KEPT:
        last = source.local.tokens = Tokens(source)
    return last


_held: WeakKeyDictionary[Source, frozenset[str] | None] = WeakKeyDictionary()


def _syllables(source: Source) -> frozenset[str] | None:
    """Those of the Chinese and Korean names of an index; None where they are too many to look through."""
    if source not in _held:
        held, places = source.segment.content, np.flatnonzero(source.eastern).tolist()
        many = len(places) > MOST_SYLLABIC
        names = (eastern.words_of(held.phrases[place], held.words) for place in places)
        _held[source] = None if many else eastern.signatures(names)
    return _held[source]
