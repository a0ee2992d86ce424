"""The kernel in Python, for where no C compiler was: the same integers, some hundred times more slowly.

Follows kernel/likeness.c and kernel/score.c line by line; a property compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from comity.screening.lexicon import INITIAL, ROLE, Table
from comity.screening.rules import NUMBERS
from comity.screening.scripts import EASTERN, Script
from comity.screening.sounds import TABLES, costs
from comity.screening.words import Role

WHOLE: Final = 10_000
UNLIKE, SAME, SPELLING, SOUND, EQUIVALENT, INITIALS, JOINED = range(7)
_LONGEST, _MOST_WORDS, _MOST_LETTERS, _MOST_EDGES, _MOST_STEPS = 48, 16, 96, 128, 4096
_LEAST_JOINED: Final = 4
Row = tuple[int, int, int, int, int, int]


def likeness(query: Table, a: int, names: Table, b: int) -> tuple[int, int]:
    """How alike two words are, of 10,000, and how."""
    best, how = _forms(query, a, names, b)
    bare = NUMBERS["bare"]
    for which in (1, 2, 3):
        if best >= bare:
            break
        x = int(query.arrays["other"][a]) if which & 1 else a
        y = int(names.arrays["other"][b]) if which & 2 else b
        if x < 0 or y < 0:
            continue
        found, found_how = _forms(query, x, names, y)
        worth = found if which == 3 else found * bare // WHOLE
        if worth > best:
            best, how = worth, found_how
    return best, how


def _forms(query: Table, a: int, names: Table, b: int) -> tuple[int, int]:
    same_script = query.arrays["script"][a] == names.arrays["script"][b]
    best, how = _written(_cut(query, "letter", a), _cut(names, "letter", b)) if same_script else (0, UNLIKE)
    if best == WHOLE:
        return best, how
    if (query.arrays["flags"][a] | names.arrays["flags"][b]) & INITIAL:
        return _initials(query, a, names, b)
    heard = min(_sound(_Spoken.of(query, [a]), _Spoken.of(names, [b])), NUMBERS["sound_cap"])
    if heard > best:
        best, how = heard, SPELLING if same_script else SOUND
    if best < NUMBERS["equivalent"] and set(_cut(query, "item", a)) & set(_cut(names, "item", b)):
        best, how = NUMBERS["equivalent"], EQUIVALENT
    return best, how


def _cut(table: Table, kind: str, word: int) -> list[int]:
    starts = table.arrays["starts" if kind in ("symbols", "pairs") else f"{kind}_starts"]
    values = table.arrays[kind if kind in ("symbols", "pairs") else f"{kind}s"]
    cut: list[int] = values[starts[word] : starts[word + 1]].tolist()
    return cut


@dataclass(frozen=True, slots=True)
class _Spoken:
    symbols: list[int]
    pairs: list[int]
    script: int

    @classmethod
    def of(cls, table: Table, words: Sequence[int]) -> _Spoken:
        symbols: list[int] = []
        pairs: list[int] = []
        for word in words:
            more = _cut(table, "symbols", word)[: _LONGEST - len(symbols)]
            at = len(symbols)
            symbols += more
            pairs += _cut(table, "pairs", word)[: len(more)]
            if more and at:
                pairs[at] = int(costs().pairs[symbols[at - 1], symbols[at]])
        return cls(symbols, pairs, int(table.arrays["script"][words[0]]))


def _sound(a: _Spoken, b: _Spoken) -> int:
    if not a.symbols or not b.symbols:
        return 0
    if a.script > b.script:
        a, b = b, a
    table = costs()
    mode = table.modes[a.script, b.script]
    near, alone, first, last, weigh = (getattr(table, name)[mode] for name in TABLES[:5])
    heavy = max(sum(int(weigh[side, s]) for s in one.symbols) for side, one in enumerate((a, b)))
    if not heavy:
        return 0
    scale = 100
    if a.script == b.script:
        scale = NUMBERS["alike"] + max(0, NUMBERS["short_below"] - heavy)
    limit = heavy // 2  # less alike than half is unlike
    if scale > 100:
        limit = (limit + 2) * 100 // scale + 1
    out_a, out_b = (
        [int((last if at + 1 == len(one.symbols) else alone)[side, s]) for at, s in enumerate(one.symbols)]
        for side, one in enumerate((a, b))
    )
    out_a[0], out_b[0] = int(first[0, a.symbols[0]]), int(first[1, b.symbols[0]])
    above = [0]
    for out in out_b:
        above.append(above[-1] + out)
    before: list[int] = []
    for i, (x, xx, out) in enumerate(zip(a.symbols, a.pairs, out_a, strict=True)):
        row = [above[0] + out]
        for j, (y, yy) in enumerate(zip(b.symbols, b.pairs, strict=True)):
            cost = min(above[j] + int(near[x, y]), above[j + 1] + out, row[j] + out_b[j])
            if xx and i:
                cost = min(cost, before[j] + int(near[xx, y]))
            if yy and j:
                cost = min(cost, above[j - 1] + int(near[x, yy]))
            row.append(cost)
        if min(row) > limit and i + 1 < len(a.symbols) and (min(above) > limit or not a.pairs[i + 1]):
            return 0
        before, above = above, row
    distance = above[-1] * scale // 100
    border = 0 if a.script == b.script else heavy * NUMBERS["border"] // WHOLE
    if distance < border:
        distance = distance * distance // border
    return 0 if distance >= heavy else WHOLE - distance * WHOLE // heavy


def _typing(a: list[int], b: list[int], most: int) -> int:
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        row = [i]
        for j in range(1, len(b) + 1):
            cost = min(above[j - 1] + (a[i - 1] != b[j - 1]), above[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return above[-1]


def _written(p: list[int], q: list[int]) -> tuple[int, int]:
    if p == q:
        return WHOLE, SAME
    shorter = min(len(p), len(q))
    most = 2 if shorter >= NUMBERS["typo_twice_from"] else 1 if shorter >= NUMBERS["typo_from"] else 0
    errors = _typing(p, q, most) if most else 1
    if errors > most:
        return 0, UNLIKE
    return WHOLE - errors * NUMBERS["typo"] // shorter, SPELLING


def _initials(query: Table, a: int, names: Table, b: int) -> tuple[int, int]:
    x, y = _cut(query, "symbols", a), _cut(names, "symbols", b)
    if not x or not y:
        return 0, UNLIKE
    (one, first), (other, last) = sorted(
        ((int(query.arrays["script"][a]), x[0]), (int(names.arrays["script"][b]), y[0]))
    )
    near = costs().near[costs().modes[one, other], first, last]
    return (NUMBERS["initial"], INITIALS) if near <= 10 else (0, UNLIKE)


@dataclass(frozen=True, slots=True)
class _Edge:
    query_at: int
    query_count: int
    name_at: int
    name_count: int
    likeness: int
    how: int
    weight: int
    gain: int


@dataclass(slots=True)
class _Search:
    edges: list[list[_Edge]]
    hope: list[int]
    steps: int = 0
    best: int = 0
    picked: list[_Edge] = field(default_factory=list)
    chosen: list[_Edge] = field(default_factory=list)

    def choose(self, at: int, used: int, total: int) -> None:
        if total > self.best:
            self.best, self.chosen = total, list(self.picked)
        if at >= len(self.edges) or total + self.hope[at] <= self.best:
            return
        self.steps += 1
        if self.steps > _MOST_STEPS:
            return
        for edge in self.edges[at]:
            needs = ((1 << edge.name_count) - 1) << edge.name_at
            if not used & needs:
                self.picked.append(edge)
                self.choose(at + edge.query_count, used | needs, total + edge.gain)
                self.picked.pop()
        self.choose(at + 1, used, total)


def _agreement(alike: int) -> int:
    off = (WHOLE - alike) * NUMBERS["slope"] // 100
    if alike < NUMBERS["steep_below"]:
        off += (NUMBERS["steep_below"] - alike) * NUMBERS["steep"] // 100
    return max(0, WHOLE - off)


def _sum(table: Table, words: Sequence[int]) -> int:
    return sum(int(table.arrays["weight"][word]) for word in words)


def _begun(a: _Spoken, b: _Spoken) -> int:
    if not a.symbols or not b.symbols:
        return 0
    if a.script > b.script:
        a, b = b, a
    mode, (x, y) = costs().modes[a.script, b.script], (a.symbols[0], b.symbols[0])
    begin = min(int(costs().near[mode, x, y]), int(costs().first[mode, 0, x]), int(costs().first[mode, 1, y]))
    return _sound(a, b) if begin <= NUMBERS["begin"] else 0


def together(table: Table, two: Sequence[int], other: Table, one: int) -> int:
    """Likeness of two neighbouring words, taken together, to one."""
    if table.arrays["script"][two[0]] != table.arrays["script"][two[1]]:
        return 0
    if (table.arrays["flags"][two[0]] | table.arrays["flags"][two[1]] | other.arrays["flags"][one]) & INITIAL:
        return 0
    if len(_cut(other, "symbols", one)) < _LEAST_JOINED:
        return 0
    joined = _Spoken.of(table, two)
    found = _begun(joined, _Spoken.of(other, [one]))
    bare = int(other.arrays["other"][one])
    if bare >= 0:
        found = max(found, _begun(joined, _Spoken.of(other, [bare])))
    alike = table.arrays["script"][two[0]] == other.arrays["script"][one]
    if found < NUMBERS["joined_alike" if alike else "joined_least"]:
        return 0
    return min(found, NUMBERS["sound_cap"])


def _pair_worth(asked: int, asked_flags: int, named: int, named_flags: int) -> int:
    alike = bool(asked_flags >> ROLE) == bool(named_flags >> ROLE)
    return (asked + named) // 2 if alike else named


def _gather(query: Table, q: Sequence[int], names: Table, w: Sequence[int]) -> list[list[_Edge]]:
    alike = [[likeness(query, a, names, b) for b in w] for a in q]
    rows: list[list[_Edge]] = []
    joined, count = NUMBERS["joined_least"], 0
    for i, a in enumerate(q):
        found: list[tuple[int, int, int, int, int, int, int]] = []
        for j, b in enumerate(w):
            near, how = alike[i][j]
            x, y = _sum(query, [a]), _sum(names, [b])
            f, g = int(query.arrays["flags"][a]), int(names.arrays["flags"][b])
            if near >= NUMBERS["least"]:
                found.append((i, 1, j, 1, near, how, min(x, y) if how == INITIALS else _pair_worth(x, f, y, g)))
            if i + 1 < len(q) and near < joined and alike[i + 1][j][0] < joined:
                heard = together(query, q[i : i + 2], names, b)
                if heard >= joined:
                    found.append((i, 2, j, 1, heard, JOINED, _pair_worth(_sum(query, q[i : i + 2]), f, y, g)))
            if j + 1 < len(w) and near < joined and alike[i][j + 1][0] < joined:
                heard = together(names, w[j : j + 2], query, a)
                if heard >= joined:
                    found.append((i, 1, j, 2, heard, JOINED, _pair_worth(x, f, _sum(names, w[j : j + 2]), g)))
        edges = [_Edge(*one, one[6] * _agreement(one[4]) // 100) for one in found]
        edges = [edge for edge in edges if edge.gain > 0][: _MOST_EDGES - count]
        count += len(edges)
        rows.append(sorted(edges, key=lambda edge: -edge.gain))
    return rows


def score(query: Table, asked: Sequence[int], names: Table, name: Sequence[int]) -> tuple[int, list[Row]]:
    """The score of two names, of 10,000, and which words were taken for which."""
    q, w = asked[:_MOST_WORDS], name[:_MOST_WORDS]
    if not q or not w:
        return 0, []
    found, took = _score(query, q, names, w)
    typed = _mistyped(query, q, names, w)
    if typed <= found:
        return found, took
    return typed, [(0, len(q), 0, len(w), WHOLE - NUMBERS["whole_typo"], SPELLING)]


def _worth(agreed: int, against: int) -> int:
    square = agreed * agreed // WHOLE
    known = NUMBERS["floor"] + (WHOLE - NUMBERS["floor"]) * square // (square + NUMBERS["doubt"])
    return agreed * WHOLE // against * known // WHOLE


def _spell(table: Table, words: Sequence[int]) -> list[int]:
    scripts = {int(table.arrays["script"][word]) for word in words}
    letters = [letter for word in words for letter in _cut(table, "letter", word)]
    return [] if len(scripts) > 1 or scripts & {Script.NONE, *EASTERN} or len(letters) > _MOST_LETTERS else letters


def _mistyped(query: Table, q: Sequence[int], names: Table, w: Sequence[int]) -> int:
    if query.arrays["script"][q[0]] != names.arrays["script"][w[0]]:
        return 0
    a, b = _spell(query, q), _spell(names, w)
    shorter = min(len(a), len(b))
    most = 2 if shorter >= NUMBERS["whole_twice_from"] else 1 if shorter >= NUMBERS["whole_from"] else 0
    errors = _typing(a, b, most) if most else 1
    if errors > most:
        return 0
    f, g = int(query.arrays["flags"][q[0]]), int(names.arrays["flags"][w[0]])
    weight = _pair_worth(_sum(query, q), f, _sum(names, w), g)
    return _worth(weight * (WHOLE - errors * NUMBERS["whole_typo"]) // 100, weight * 100)


def _score(query: Table, q: Sequence[int], names: Table, w: Sequence[int]) -> tuple[int, list[Row]]:
    edges = _gather(query, q, names, w)
    if not any(edges):
        return 0, []
    hope = [0]
    for row in reversed(edges):
        hope.append(hope[-1] + (row[0].gain if row else 0))
    search = _Search(edges, hope[::-1])
    search.choose(0, 0, 0)
    matched, left_q, left_w = 0, _sum(query, q), _sum(names, w)
    first_q, first_w = _sum(query, q[:1]), _sum(names, w[:1])
    for e in search.chosen:
        matched += e.weight
        left_q -= _sum(query, q[e.query_at : e.query_at + e.query_count])
        left_w -= _sum(names, w[e.name_at : e.name_at + e.name_count])
        first_q, first_w = first_q * bool(e.query_at), first_w * bool(e.name_at)
    both, one = min(left_q, left_w), abs(left_q - left_w)
    first = first_w if left_q < left_w else first_q
    against = matched * 100 + both * (NUMBERS["conflict"] + (NUMBERS["conflict_first"] if first_q + first_w else 0))
    missing = NUMBERS["missing"] + (NUMBERS["missing_all"] if 1 in (len(q), len(w)) else 0)
    against += one * missing + min(first, one) * NUMBERS["missing_first"]
    if against <= 0:
        return 0, []
    took = [(e.query_at, e.query_count, e.name_at, e.name_count, e.likeness, e.how) for e in search.chosen]
    found = _worth(search.best, against)
    made = Role.ACRONYM in (int(query.arrays["flags"][q[0]]) >> ROLE, int(names.arrays["flags"][w[0]]) >> ROLE)
    exact = not made and len(took) == len(q) == len(w) and all(e.how == SAME for e in search.chosen)
    return max(found, NUMBERS["exact"] + found // 50) if exact else found, took
