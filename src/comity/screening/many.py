"""Many names against one index at once: the same answers as ``Index.search``, without explanations, much faster.

The kernel searches for a whole batch with the interpreter released, so that threads use all cores.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from comity.screening import eastern, organisations
from comity.screening.answers import THRESHOLD
from comity.screening.asking import MAX_CHARACTERS, is_short
from comity.screening.flat import Ints, Lists
from comity.screening.index import CUT, SHARE, Index
from comity.screening.kernel import LIBRARY
from comity.screening.lexicon import Lexicon
from comity.screening.parts import Part
from comity.screening.retrieve import APART, FLOOR
from comity.screening.screened import FOUND, How, Screened
from comity.screening.subjects import Kind, Query, Subject
from comity.screening.tokens import Tokens, tokens_of
from comity.screening.undecided import decided

LIMIT: Final = 5
_NONE: Final = np.empty(0, FOUND)

Place = tuple[int, int, int]
"""Where a match stands in its part: the number of the name, and of the reading of it; and its score of 10,000."""


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
    with uncollected():
        return _screened(index.whole(), names, threshold, limit, kind)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles: a batch makes none, and all that it makes would be looked through for them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def every(part: Part, names: Iterable[str], *, threshold: float, kind: Kind) -> tuple[dict[str, list[Place]], set[str]]:
    """All that score ``threshold`` or more, best first, for each of the distinct ``names`` that has any; and the names
    that the index is to be asked for one by one: those with several readings, and those that need syllables read."""
    sought, tokens = _sorted(names, kind, part)
    found, apart = _asked(part, sought, tokens, threshold, CUT, kind)
    places: dict[str, list[Place]] = {}
    borne = list(sought.together.values())
    for query, _, *place in found.rows.tolist():
        for one in borne[query]:
            places.setdefault(one, []).append(tuple(place))
    apart |= {one for query in set(found.undecided["query"].tolist()) for one in borne[query]}
    apart |= sought.several & places.keys()
    return {one: places[one] for one in places.keys() - apart}, apart


def _screened(part: Part, names: Sequence[str], threshold: float, limit: int, kind: Kind) -> Found:
    placed: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        placed.setdefault(name, []).append(place)  # a name that many bear is sought once
    sought, tokens = _sorted(placed, kind, part)
    found, apart = _asked(part, sought, tokens, threshold, limit, kind)
    rows = []
    if sought.together:
        borne = list(sought.together.values())
        places = [[place for name in some if name not in apart for place in placed[name]] for some in borne]
        rows.append(_rows(part, np.concatenate([found.rows, found.undecided]), places, limit))
    rows += [_apart(part, placed[name], name, threshold, limit, kind) for name in sorted(apart)]
    every = np.concatenate([np.empty(0, _ROW), *rows])
    every = every[np.argsort(every["query"], kind="stable")]
    return Found(part, every["query"], every["subject"], every["name"], every["score"])


def _asked(
    part: Part, sought: _Sought, tokens: Tokens, threshold: float, limit: int, kind: Kind
) -> tuple[Screened, set[str]]:
    """What the kernel finds, what it leaves undecided decided; and the names that are to be asked apart."""
    if not sought.together:
        return Screened(_NONE, _NONE, _NONE), sought.apart
    seen, words, table = part.seen(kind, None), Lists.of(list(sought.together), np.int32), tokens.lexicon.table()
    how = How(FLOOR, SHARE, CUT, APART, _least(threshold), limit, seen.names)
    found = part.source.screen(table, words, how, seen.mask, tokens.remembered(seen.mask))
    borne = list(sought.together.values())
    apart = {name for query in np.flatnonzero(found.apart).tolist() for name in borne[query]}
    return found._replace(undecided=decided(part, found.undecided, words, table, how)), sought.apart | apart


def _least(threshold: float) -> int:
    """The least score of 10,000 that is ``threshold`` or more, when it is divided."""
    least = max(1, round(threshold * 10_000))
    return least if least / 10_000 >= threshold else least + 1


_ROW = np.dtype([("query", np.int64), ("subject", np.int64), ("name", np.int64), ("score", np.float64)])


class _Sought(NamedTuple):
    """Names ``together`` by their words, those with ``several`` readings by those of each; those that the index reads
    ``apart``, one by one."""

    together: dict[tuple[int, ...], list[str]]
    several: set[str]
    apart: set[str]


def _sorted(names: Iterable[str], kind: Kind, part: Part) -> tuple[_Sought, Tokens]:
    """The names as the kernel takes them, and their words."""
    tokens = tokens_of(part.source)
    together: dict[tuple[int, ...], list[str]] = {}
    several, apart = set[str](), set[str]()
    if LIBRARY is None:
        return _Sought(together, several, set(names)), tokens
    for name in names:
        said = tokens.said(name) if kind is not Kind.ENTITY else None
        if said is not None:
            together.setdefault(said, []).append(name)
            continue
        readings = _words(name[:MAX_CHARACTERS], kind, part, tokens.lexicon)
        if readings is None:
            apart.add(name)
        elif len(readings) > 1:
            several.add(name)
        for one in readings or ():
            together.setdefault(one, []).append(name)
    together.pop((), None)
    return _Sought(together, several, apart), tokens


def _words(name: str, kind: Kind, part: Part, lexicon: Lexicon) -> list[tuple[int, ...]] | None:
    """The words of each reading of a name for the kernel, none where it is too short; None where one may be found as a
    whole or by what its syllables sound like: those the index reads one by one."""
    if is_short(name):
        return []
    found = [one.words for one in organisations.names(name, kind)]
    if any(eastern.heard(words) or part.source.whole(words) is not None for words in found):
        return None
    return [tuple(lexicon.ids(words)) for words in found]


def _rows(part: Part, found: Ints, places: list[list[int]], limit: int) -> Ints:
    """What was found for each distinct name, for each place where it stands."""
    borne = Lists.of([places[query] for query in found["query"].tolist()], np.int64)
    again = np.repeat(found, borne.sizes())
    rows, weak = np.empty(len(again), _ROW), part.segment.content.weak[again["name"]]
    rows["query"], rows["subject"] = borne.values, again["subject"]
    rows["name"], rows["score"] = part.segment.content.name_places[again["name"]], again["score"] / 10_000
    # A name with several readings was sought by each: the best name of each subject, then the best subjects.
    rows = rows[np.lexsort((rows["name"], weak, -rows["score"], rows["subject"], rows["query"]))]
    rows = rows[_changes(rows["query"]) | _changes(rows["subject"])]
    rows = rows[np.lexsort((rows["subject"], -rows["score"], rows["query"]))]
    return rows[np.arange(len(rows)) - np.searchsorted(rows["query"], rows["query"]) < limit]


def _changes(numbers: Ints) -> Ints:
    """Whether each is another than the one before it."""
    return np.concatenate([np.ones(min(1, len(numbers)), bool), numbers[1:] != numbers[:-1]])


def _apart(part: Part, places: list[int], name: str, threshold: float, limit: int, kind: Kind) -> Ints:
    try:
        found = Index.of(part).search(Query((name,), kind), limit=limit, threshold=threshold).matches
    except ValueError:
        found = ()
    numbers = part.source.numbers()
    rows = []
    for match in found:
        held = [alias.value for alias in match.subject.names]
        number = numbers[match.subject.dataset, match.subject.id]
        rows.append((number, held.index(match.name) if match.name in held else 0, match.score))
    return np.array([(place, *row) for place in places for row in rows], _ROW)
