"""Which counts of a table are withheld: minimum cell 10, with complementary suppression (law.md A2, D2).

**What is protected.** A count of 1 to 9, in a cell, in a total of a row or column, or as the grand total, is
*small* and is withheld. Whoever knows every number that is shown, that each total is the sum of its cells,
and that counts are not negative, can still not exclude any number from 1 to 9 for any small count. For that
other counts are withheld too, the smallest first; which of the withheld counts are small is not said. Zero is
shown as zero, unless it must be withheld for another count's sake.

**What is not protected.** What a reader knows from elsewhere: his own State's counts, an earlier version of the
same table, that a given withheld count is small. Two tables of the same things in other periods or regions
must not be shown side by side: see ``trends``.

**How.** Each row and each column of the table, totals included, adds up to zero when totals count as negative.
What may change unseen is then a circulation in the graph of rows and columns whose edges are the withheld
counts; a count can rise by as much as flows back from its column to its row. Flows in whole numbers are exact,
so a small count is safe if, and only if, what flows reaches 9 upwards and 1 downwards. Where it does not, the
cheapest way back is withheld as well (L. H. Cox, "Network Models for Complementary Cell Suppression", JASA 90
(1995) 1453-1462).
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from comity.errors import Fault

LEAST: Final = 10
"""The smallest count of a cell that may be shown, zero apart."""
TOTAL: Final = ""
"""The name of the row and of the column of totals."""
Place = tuple[str, str]
_UNBOUNDED: Final = 1 << 60


def is_small(count: int) -> bool:
    """Whether a count is withheld for itself: 1 to 9."""
    return 0 < count < LEAST


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be shown: ``counts`` by (row, column), None where withheld; no key, nothing told.

    The totals stand in the row and in the column ``TOTAL``.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[Place, int | None]

    @property
    def withheld(self) -> tuple[Place, ...]:
        """The places that are withheld, in the order of the table, totals last."""
        return tuple(place for place, count in self.counts.items() if count is None)


def protect(counts: Mapping[Place, int]) -> Published:
    """The table of ``counts`` by (row, column) with its totals, and what must be withheld of it.

    The counts must be of one unit and one definition, and no two of them may count the same thing; a place
    without a count adds nothing to its totals. The same counts always give the same table. Raises Fault for a
    negative count or a row or column named like the totals.
    """
    if any(count < 0 or TOTAL in place for place, count in counts.items()):
        raise Fault("A table of counts holds a negative count or an unnamed row or column; see who made it.")
    rows, columns = sorted({row for row, _ in counts}), sorted({column for _, column in counts})
    full = {place: counts[place] for place in sorted(counts)} | _totals(counts)
    hidden = _Network(full, rows, columns).protected()
    return Published(tuple(rows), tuple(columns), {p: None if p in hidden else c for p, c in full.items()})


def protect_parts(counts: Mapping[str, int]) -> Mapping[str, int | None]:
    """The same for one whole and its parts: each part, and the whole as ``TOTAL``; None where withheld.

    Several such divisions of the same whole may stand side by side: the whole is withheld in all of them or in
    none, and no part of one can be reckoned from the parts of another.
    """
    if any(count < 0 or part == TOTAL for part, count in counts.items()):
        raise Fault("A division of a count holds a negative or an unnamed part; see who made it.")
    whole = sum(counts.values())
    hidden = {part for part, count in counts.items() if is_small(count)}
    if hidden and not is_small(whole):
        least = sum(counts[part] for part in hidden)
        # One count can reach 9 only at the cost of others, and can fall to 1 only if another may rise.
        others = sorted((count == 0, count, part) for part, count in counts.items() if part not in hidden)
        while others and (least < LEAST - 1 or len(hidden) < 2):
            _, count, part = others.pop(0)
            hidden.add(part)
            least += count
    shown = {part: None if part in hidden else count for part, count in sorted(counts.items())}
    return shown | {TOTAL: None if is_small(whole) else whole}


def _totals(counts: Mapping[Place, int]) -> dict[Place, int]:
    totals: dict[Place, int] = {}
    for (row, column), count in sorted(counts.items()):
        for place in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            totals[place] = totals.get(place, 0) + count
    return totals


@dataclass(slots=True)
class _Edge:
    """A count as an edge from its row to its column: how far it may be pushed each way, and what was."""

    row: int
    column: int
    forth: int
    back: int
    cost: int
    hidden: bool
    pushed: int = 0

    def room(self, start: int) -> int:
        """How much more may flow over it, coming from ``start``."""
        return self.forth - self.pushed if start == self.row else self.back + self.pushed

    def other(self, start: int) -> int:
        return self.column if start == self.row else self.row


@dataclass(slots=True)
class _Network:
    """Rows and columns as nodes, counts as edges between them."""

    counts: Mapping[Place, int]
    rows: list[str]
    columns: list[str]
    edges: dict[Place, _Edge] = field(init=False)
    all_at: list[list[_Edge]] = field(init=False)
    hidden_at: list[list[_Edge]] = field(init=False)

    def __post_init__(self) -> None:
        row_of = {row: n for n, row in enumerate([*self.rows, TOTAL])}
        column_of = {column: n + len(row_of) for n, column in enumerate([*self.columns, TOTAL])}
        dearest = 1 + sum(self.counts.values())  # a zero costs more than all other counts together
        self.edges = {}
        self.all_at = [[] for _ in range(len(row_of) + len(column_of))]
        self.hidden_at = [[] for _ in self.all_at]
        for (row, column), count in self.counts.items():
            total = (row == TOTAL) != (column == TOTAL)
            forth, back = (count, _UNBOUNDED) if total else (_UNBOUNDED, count)
            edge = _Edge(row_of[row], column_of[column], forth, back, count or dearest, is_small(count))
            self.edges[row, column] = edge
            for node in (edge.row, edge.column):
                self.all_at[node].append(edge)
                if edge.hidden:
                    self.hidden_at[node].append(edge)

    def protected(self) -> frozenset[Place]:
        """Withhold until every small count is safe; the places that are withheld."""
        for place, count in self.counts.items():
            if is_small(count):
                edge = self.edges[place]
                total = TOTAL in place and place != (TOTAL, TOTAL)
                into, out_of = (edge.row, edge.column) if total else (edge.column, edge.row)
                self._open(edge, into, out_of, LEAST - 1 - count)
                self._open(edge, out_of, into, count - 1)
        return frozenset(place for place, edge in self.edges.items() if edge.hidden)

    def _open(self, of: _Edge, start: int, end: int, wanted: int) -> None:
        """See that ``wanted`` can flow from ``start`` to ``end`` beside the edge ``of``, withholding what it takes."""
        touched: set[int] = set()
        used: list[_Edge] = []
        while wanted > 0:
            way = self._free(of, start, end) or self._cheapest(of, start, end)
            if way is None:
                raise Fault("A small count cannot be protected though its totals may be withheld; report this.")
            amount = min(wanted, *(edge.room(node) for node, edge in way))
            for node, edge in way:
                edge.pushed += amount if node == edge.row else -amount
                if id(edge) not in touched:
                    touched.add(id(edge))
                    used.append(edge)
                self._hide(edge)
            wanted -= amount
        for edge in used:
            edge.pushed = 0

    def _hide(self, edge: _Edge) -> None:
        if not edge.hidden:
            edge.hidden = True
            self.hidden_at[edge.row].append(edge)
            self.hidden_at[edge.column].append(edge)

    def _free(self, of: _Edge, start: int, end: int) -> list[tuple[int, _Edge]] | None:
        """A shortest way over what is withheld already; None where there is none."""
        came: dict[int, tuple[int, _Edge] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            for edge in self.hidden_at[node]:
                following = edge.other(node)
                if following not in came and edge is not of and edge.room(node) > 0:
                    came[following] = (node, edge)
                    if following == end:
                        return list(_back(came, end))
                    waiting.append(following)
        return None

    def _cheapest(self, of: _Edge, start: int, end: int) -> list[tuple[int, _Edge]] | None:
        """The way on which the counts still shown sum to the least (Dijkstra); None where there is none."""
        came: dict[int, tuple[int, _Edge] | None] = {start: None}
        best, waiting, done = {start: 0}, [(0, start)], set[int]()
        while waiting:
            spent, node = heapq.heappop(waiting)
            if node in done:
                continue
            if node == end:
                return list(_back(came, end))
            done.add(node)
            for edge in self.all_at[node]:
                following, cost = edge.other(node), spent + (0 if edge.hidden else edge.cost)
                usable = edge is not of and edge.room(node) > 0
                if usable and cost < best.get(following, _UNBOUNDED):
                    best[following], came[following] = cost, (node, edge)
                    heapq.heappush(waiting, (cost, following))
        return None


def _back(came: Mapping[int, tuple[int, _Edge] | None], end: int) -> Iterator[tuple[int, _Edge]]:
    step = came[end]
    while step is not None:
        yield step
        step = came[step[0]]
