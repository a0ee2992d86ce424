"""Answers of a batch that need a name in syllables read: what the kernel left, decided as the index decides it."""

from __future__ import annotations

import numpy as np

from comity.screening import eastern
from comity.screening.flat import Ints, Lists
from comity.screening.lexicon import Table
from comity.screening.parts import Part
from comity.screening.screened import FOUND, How


def decided(part: Part, undecided: Ints, words: Lists, asked: Table, how: How) -> Ints:
    """``rows`` as ``Source.screen`` gives them, from its ``undecided``: queries are lists of ``words`` in ``asked``."""
    held, last = part.segment.content, -1
    said: tuple[str, ...] = ()
    # query -> subject -> less the score, weak, name, reading
    best: dict[int, dict[int, tuple[int, bool, int, int]]] = {}
    for query, subject, name, reading, score in undecided.tolist():
        if query != last:
            said, last = eastern.words_of(words[query], asked), query
        listed = eastern.words_of(held.phrases[reading], held.words)
        found = eastern.scored_plain(said, listed, score, how.least)
        if found >= how.least:
            rank = (-found, bool(held.weak[name]), name, reading)
            mine = best.setdefault(query, {})
            mine[subject] = min(rank, mine.get(subject, rank))
    rows = []
    for query, mine in best.items():
        ranked = sorted((less, subject, name, reading) for subject, (less, _, name, reading) in mine.items())
        rows += [(query, subject, name, reading, -less) for less, subject, name, reading in ranked[: how.limit]]
    return np.array(rows, FOUND)
