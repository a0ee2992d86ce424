"""What is asked together is answered as each alone, whatever was asked before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from comity.screening import Alias, Birth, Index, Kind, Query, Subject, kernel
from comity.screening.matched import Matched, Matches, Status, reasons
from comity.screening.rows import Wanted
from comity.screening.tokens import Tokens
from tests.planted import caught
from tests.screening.test_many import SEVERAL
from tests.screening.worlds import NAMES, WORLDS

YEARS = st.sampled_from([1970, 1971, 1990])
BIRTHS = st.lists(
    st.builds(lambda year, wide: Birth(date(year, 1, 1), date(year, 12 if wide else 1, 31)), YEARS, st.booleans()),
    max_size=1,
).map(tuple)
DOCUMENTS = st.lists(st.sampled_from(["P 123456", "p123456", "7654321", "№ 99"]), max_size=1).map(tuple)
WANTED = st.one_of(NAMES, SEVERAL, st.builds(lambda name, kind: Query((name,), kind), NAMES, st.sampled_from(Kind)))
MANY = st.lists(st.one_of(NAMES, SEVERAL), min_size=1, max_size=3, unique=True).map(tuple)
FACTS = st.builds(Query, MANY, st.sampled_from(Kind), BIRTHS, DOCUMENTS)
KNOWN = st.lists(st.tuples(BIRTHS, DOCUMENTS), min_size=14, max_size=14)
BATCHES = st.lists(st.lists(WANTED, max_size=8), max_size=4)
THRESHOLDS = st.sampled_from([0.4, 0.62345, 0.7])


def asked(index: Index, one: Wanted, threshold: float, limit: int) -> Matches:
    """What the index answers to one query alone."""
    query = Query((one,)) if isinstance(one, str) else one
    try:
        answer = index.search(query, limit=limit, threshold=threshold)
    except ValueError:
        return ()
    return tuple(
        (
            *(Status.MATCH, rank, answer.total, m.subject.dataset, m.subject.id, m.score, m.query, m.name),
            *(m.subject.caption, reasons(m), None, None, None),
        )
        for rank, m in enumerate(answer.matches, 1)
    )


def remembered(world: list[Subject], batches: list[list[Wanted]], threshold: float) -> None:
    index = Index(world)
    held = Matched(index, threshold, 3)
    for batch in batches:
        assert dict(held.of(batch)) == {one: asked(index, one, threshold, 3) for one in batch}


@given(WORLDS, BATCHES, THRESHOLDS)
@settings(max_examples=60, deadline=None)
def test_batches_are_answered_as_the_index_answers_each_alone(
    world: list[Subject], batches: list[list[Wanted]], threshold: float
) -> None:
    remembered(world, batches, threshold)


@given(WORLDS, KNOWN, st.lists(st.lists(st.one_of(FACTS, NAMES), max_size=8), max_size=3), THRESHOLDS)
@settings(max_examples=100, deadline=None)
def test_rows_with_facts_and_several_names_are_answered_alike(
    world: list[Subject], known: list[tuple[Any, Any]], batches: list[list[Wanted]], threshold: float
) -> None:
    told = [replace(one, births=b, documents=d) for one, (b, d) in zip(world, known, strict=False)]
    remembered(told, batches, threshold)


def test_a_row_is_sought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what the kernel decides, nothing is asked of the index again; what it leaves, is."""
    if kernel.LIBRARY is None:
        pytest.skip("no kernel was compiled")
    asked: list[Query] = []
    search = Index.search
    monkeypatch.setattr(Index, "search", lambda index, query, **how: asked.append(query) or search(index, query, **how))
    born = (Birth(date(1970, 1, 1), date(1970, 12, 31)),)
    names = (Alias("Nemo Nullus"), Alias("虚构人"))
    held = Matched(Index([Subject("1", "a", Kind.PERSON, "Nemo Nullus", names, born, ("P 123456",))]), 0.7, 3)
    rows = [Query(("Nemo Nulus", "Nullus"), births=born, documents=("P123456",)), Query(("Outis",), births=born)]
    assert held.of(rows)[rows[0]] and asked == []
    left = Query(("虚构人",), births=born)
    assert held.of([left])[left] and asked == [left]


def test_a_memory_of_words_that_forgets_for_which_kind_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    if kernel.LIBRARY is None:
        pytest.skip("no kernel was compiled")
    kept = Tokens.remembered
    monkeypatch.setattr(Tokens, "remembered", lambda tokens, mask: kept(tokens, None))

    @given(WORLDS, NAMES, st.permutations(list(Kind)))
    @settings(max_examples=2000, deadline=None, database=None, phases=[Phase.generate])  # nobody reads what is found
    def held(world: list[Subject], name: str, kinds: list[Kind]) -> None:
        remembered(world, [[Query((name,), kind)] for kind in kinds], 0.4)

    caught(held)
