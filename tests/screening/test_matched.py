"""What is asked together is answered as each alone, whatever was asked before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import Index, Kind, Query, Subject, kernel
from comity.screening.matched import Matched, Matches, Status, reasons
from comity.screening.rows import Wanted
from comity.screening.tokens import Tokens
from tests.planted import caught
from tests.screening.test_many import SEVERAL
from tests.screening.worlds import NAMES, WORLDS

WANTED = st.one_of(NAMES, SEVERAL, st.builds(lambda name, kind: Query((name,), kind), NAMES, st.sampled_from(Kind)))
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


def test_a_memory_of_words_that_forgets_for_which_kind_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    if kernel.LIBRARY is None:
        pytest.skip("no kernel was compiled")
    kept = Tokens.remembered
    monkeypatch.setattr(Tokens, "remembered", lambda tokens, mask: kept(tokens, None))

    @given(WORLDS, BATCHES, THRESHOLDS)
    @settings(max_examples=2000, deadline=None, database=None)
    def held(world: list[Subject], batches: list[list[Wanted]], threshold: float) -> None:
        remembered(world, batches, threshold)

    caught(held)
