"""What is withheld cannot be reckoned back, by an attacker who tries every table that fits what is shown."""

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.databank.figures import suppression
from comity.databank.figures.suppression import LEAST, TOTAL, Place, Published, is_small, protect, protect_parts
from comity.errors import Fault
from tests.planted import MODEST, caught

HIGH = 300  # more than any total of these tables
Protect = Callable[[Mapping[Place, int]], Published]
Spans = dict[Place, tuple[int, int]]
COUNT = st.sampled_from([0, 0, 1, 2, 4, 5, 8, 9, 10, 11, 13, 25])


@st.composite
def tables(draw: st.DrawFn) -> dict[Place, int]:
    """Small tables with gaps: at most three rows and three columns."""
    places = list(itertools.product("ABC"[: draw(st.integers(1, 3))], "xyz"[: draw(st.integers(1, 3))]))
    return {place: draw(COUNT) for place in places if draw(st.integers(0, 9))} or {places[0]: draw(COUNT)}


def lines(shown: Published) -> Iterator[tuple[Place, list[Place]]]:
    """Each total with the places that add up to it, as a reader sees them."""
    for total in shown.counts:
        if total == (TOTAL, TOTAL):
            yield total, [place for place in shown.counts if place[0] == TOTAL and place[1] != TOTAL]
            yield total, [place for place in shown.counts if place[1] == TOTAL and place[0] != TOTAL]
        elif TOTAL in total:
            at = 0 if total[1] == TOTAL else 1
            yield total, [p for p in shown.counts if p[at] == total[at] and TOTAL not in p]


def narrowed(spans: Spans, sums: Sequence[tuple[Place, list[Place]]]) -> Spans | None:
    """Subtract along every line until nothing narrows; None where no table fits."""
    spans, before = dict(spans), None
    while before != spans:
        before = dict(spans)
        for total, parts in sums:
            low, high = sum(spans[p][0] for p in parts), sum(spans[p][1] for p in parts)
            spans[total] = (max(spans[total][0], low), min(spans[total][1], high))
            for part in parts:
                least, most = spans[part]
                least = max(least, spans[total][0] - (high - most))
                most = min(most, spans[total][1] - (low - spans[part][0]))
                spans[part] = (least, most)
                if least > most:
                    return None
                low, high = sum(spans[p][0] for p in parts), sum(spans[p][1] for p in parts)
            if spans[total][0] > spans[total][1]:
                return None
    return spans


def fits(spans: Spans, sums: Sequence[tuple[Place, list[Place]]]) -> bool:
    """Whether there is a whole table within ``spans``."""
    found = narrowed(spans, sums)
    if found is None:
        return False
    open_place = next((place for place, (least, most) in found.items() if least < most), None)
    if open_place is None:
        return True
    least, most = found[open_place]
    return any(fits({**found, open_place: (n, n)}, sums) for n in range(least, most + 1))


def holds(protecting: Protect) -> None:
    @MODEST
    @given(tables())
    def held(counts: dict[Place, int]) -> None:
        shown, sums = protecting(counts), list(lines(protecting(counts)))
        known = {place: (0, HIGH) if n is None else (n, n) for place, n in shown.counts.items()}
        truth = protect(counts).counts.keys()
        for place in truth:
            count = _sum(counts, place)
            assert shown.counts[place] in (None, count), "a number shown is the true one"
            if is_small(count):
                for n in (1, LEAST - 1):
                    assert fits({**known, place: (n, n)}, sums), f"{place} cannot be {n}: {shown.counts}"

    held()


def _sum(counts: Mapping[Place, int], place: Place) -> int:
    return sum(
        n for p, n in counts.items() if all(name in (TOTAL, other) for name, other in zip(place, p, strict=True))
    )


def test_no_small_count_can_be_narrowed() -> None:
    holds(protect)


def _only_small(counts: Mapping[Place, int]) -> Published:
    """Planted: nothing is withheld for another count's sake."""
    full = protect(counts)
    true = {place: _sum(counts, place) for place in full.counts}
    return Published(full.rows, full.columns, {p: None if is_small(n) else n for p, n in true.items()})


def _along_rows(counts: Mapping[Place, int]) -> Published:
    """Planted: a second count is withheld in each row, and columns are forgotten."""
    shown = dict(_only_small(counts).counts)
    for row in sorted({row for row, _ in counts}):
        cells = [p for p in counts if p[0] == row]
        if sum(shown[p] is None for p in cells) == 1:
            shown[min((p for p in cells if shown[p] is not None), key=lambda p: counts[p], default=(row, TOTAL))] = None
    return Published((), (), shown)


def _totals_shown(counts: Mapping[Place, int]) -> Published:
    """Planted: totals are always shown."""
    shown = {p: _sum(counts, p) if TOTAL in p else n for p, n in protect(counts).counts.items()}
    return Published((), (), shown)


@pytest.mark.parametrize("broken", [_only_small, _along_rows, _totals_shown])
def test_the_attacker_finds_a_planted_bug(broken: Protect) -> None:
    caught(holds, broken)


def test_a_step_of_the_flow_that_forgets_what_flowed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted in the code itself: a count could be lowered without end."""
    monkeypatch.setattr(suppression._Edge, "room", lambda edge, start: 1 << 60)
    caught(holds, protect)


@MODEST
@given(tables())
def test_the_same_counts_in_any_order_give_the_same_table(counts: dict[Place, int]) -> None:
    assert protect(dict(reversed(counts.items()))) == protect(counts)


def test_zero_and_ten_are_shown_and_nine_is_not() -> None:
    shown = protect({("XA", "2024"): 0, ("XA", "2025"): 30, ("XB", "2024"): 10, ("XB", "2025"): 40})
    assert shown.withheld == ()
    assert protect({("XA", "2024"): 9, ("XB", "2024"): 0}).withheld == (
        ("XA", "2024"), ("XA", TOTAL), (TOTAL, "2024"), (TOTAL, TOTAL),
    )  # fmt: skip


def test_the_smallest_counts_are_withheld_for_a_small_one() -> None:
    counts = {(row, column): 50 + 10 * i for i, (row, column) in enumerate(itertools.product("ABC", "xyz"))}
    withheld = protect({**counts, ("C", "z"): 4, ("B", "y"): 20, ("A", "x"): 12}).withheld
    assert withheld == (("A", "x"), ("A", "z"), ("C", "x"), ("C", "z"))


def test_a_count_that_is_not_told_adds_nothing_and_has_no_place() -> None:
    shown = protect({("XA", "2024"): 12, ("XB", "2025"): 20})
    assert ("XA", "2025") not in shown.counts
    assert shown.counts[TOTAL, TOTAL] == 32


def test_an_empty_table_is_empty() -> None:
    assert protect({}) == Published((), (), {})


@pytest.mark.parametrize("counts", [{("XA", "2024"): -1}, {("", "2024"): 1}, {("XA", ""): 1}])
def test_what_is_no_table_of_counts_is_a_fault(counts: dict[Place, int]) -> None:
    with pytest.raises(Fault):
        protect(counts)


@pytest.mark.parametrize("highest", [20, 200])
def test_in_a_large_dense_table_every_small_cell_is_withheld(highest: int) -> None:
    """How long it takes: bench/suppression.py."""
    chance = random.Random(1)
    dense = {(f"XA-{r:02}", f"P{q:02}"): chance.randint(0, highest) for r in range(60) for q in range(40)}
    shown = protect(dense).counts
    small = [place for place, count in dense.items() if is_small(count)]
    assert small and all(shown[place] is None for place in small)


def divided(protecting: Callable[[Mapping[str, int]], Mapping[str, int | None]]) -> None:
    @MODEST
    @given(st.dictionaries(st.sampled_from("ABCDEF"), COUNT, min_size=1))
    def held(parts: dict[str, int]) -> None:
        shown = protecting(parts)
        whole, hidden = shown[TOTAL], [p for p in parts if shown[p] is None]
        assert {p: n for p, n in parts.items() if is_small(n)}.keys() <= set(hidden)
        assert (whole is None) == is_small(sum(parts.values()))
        left = HIGH if whole is None else whole - sum(n for p in parts if (n := shown[p]) is not None)
        for part in hidden:
            if is_small(parts[part]):
                assert left >= LEAST - 1
                assert whole is None or len(hidden) > 1

    held()


def test_no_small_part_of_a_whole_can_be_narrowed() -> None:
    divided(protect_parts)


def test_a_planted_bug_in_dividing_is_found() -> None:
    def alone(parts: Mapping[str, int]) -> Mapping[str, int | None]:
        whole = sum(parts.values())
        return {**{p: None if is_small(n) else n for p, n in parts.items()}, TOTAL: None if is_small(whole) else whole}

    caught(divided, alone)


@pytest.mark.parametrize("parts", [{"XA": -1}, {"": 4}])
def test_what_is_no_division_is_a_fault(parts: dict[str, int]) -> None:
    with pytest.raises(Fault):
        protect_parts(parts)
