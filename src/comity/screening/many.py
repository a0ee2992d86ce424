"""Many names against one index at once: the same answers as ``Index.search``, without explanations, much faster.

The kernel searches for a whole batch with the interpreter released, so that threads use all cores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from comity.screening import organisations
from comity.screening.answers import THRESHOLD
from comity.screening.asking import MAX_CHARACTERS, MIN_CHARACTERS, weight
from comity.screening.flat import Ints, Lists
from comity.screening.index import CUT, SHARE, Index
from comity.screening.kernel import LIBRARY
from comity.screening.lexicon import Lexicon
from comity.screening.parts import Part
from comity.screening.retrieve import APART, FLOOR, How
from comity.screening.scripts import EASTERN
from comity.screening.subjects import Kind, Query, Subject

LIMIT: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """One row for each answer, in order of queries, the best first: place of the query, number of the subject in
    ``part``, place of the name within the subject, and score from 0 to 1."""

    part: Part
    queries: Ints
    subjects: Ints
    names: Ints
    scores: Ints

    def __len__(self) -> int:
        return len(self.queries)

    def subject(self, row: int) -> Subject:
        """The subject of one row."""
        return self.part.segment.subject(int(self.subjects[row]))


def screen_many(
    index: Index, names: Sequence[str], *, threshold: float = THRESHOLD, limit: int = LIMIT, kind: Kind = Kind.ANY
) -> Found:
    """For each of ``names`` the ``limit`` best subjects of ``kind`` that score ``threshold`` or more.

    A name that says fewer than three characters has no answer; what stands after the 300th is not read. An index
    that was changed is merged first: save it and load it again before many batches.
    """
    part = index.whole()
    together: list[tuple[int, Sequence[int]]] = []
    apart: list[int] = []
    lexicon, rows = Lexicon(), [np.empty(0, _ROW)]
    for place, name in enumerate(names):
        said = _words(name[:MAX_CHARACTERS], kind, part, lexicon) if LIBRARY is not None else None
        if said is None:
            apart.append(place)
        else:
            together.append((place, said))
    if together:
        seen, words = part.seen(kind, None), Lists.of([said for _, said in together], np.int32)
        how = How(FLOOR, SHARE, CUT, APART, max(1, round(threshold * 10_000)), limit, seen.names)
        found, left = part.source.screen(lexicon.table(), words, how, seen.mask)
        places = np.array([place for place, _ in together], np.int64)
        apart += places[left != 0].tolist()
        here = np.empty(len(found), _ROW)
        here["query"], here["subject"] = places[found["query"]], found["subject"]
        here["name"], here["score"] = part.segment.content.name_places[found["name"]], found["score"] / 10_000
        rows.append(here)
    rows += [_apart(part, place, names[place], threshold, limit, kind) for place in apart]
    every = np.concatenate(rows)
    every = every[np.argsort(every["query"], kind="stable")]
    return Found(part, every["query"], every["subject"], every["name"], every["score"])


_ROW = np.dtype([("query", np.int64), ("subject", np.int64), ("name", np.int64), ("score", np.float64)])


def _words(name: str, kind: Kind, part: Part, lexicon: Lexicon) -> Sequence[int] | None:
    """The words of a name for the kernel, none where it is too short; None where it has several readings or may be
    a Chinese or Korean name, which the index reads one by one."""
    if weight(name) < MIN_CHARACTERS:
        return ()
    found = organisations.names(name, kind)
    if len(found) != 1:
        return None if found else ()
    words = found[0].words
    if any(word.script in EASTERN for word in words) or part.source.whole(words) is not None:
        return None
    return lexicon.ids(words)


def _apart(part: Part, place: int, name: str, threshold: float, limit: int, kind: Kind) -> Ints:
    try:
        found = Index.of(part).search(Query((name,), kind), limit=limit, threshold=threshold).matches
    except ValueError:
        found = ()
    numbers = part.source.numbers()
    rows = []
    for match in found:
        held = [alias.value for alias in match.subject.names]
        number = numbers[match.subject.dataset, match.subject.id]
        rows.append((place, number, held.index(match.name) if match.name in held else 0, match.score))
    return np.array(rows, _ROW)
