"""Effect: the first that applies, in order; holds begin and end; nothing by omission."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import acts
from comity.effect import Effect, Fall, Grounds, Hold, Permit, ended, standing, steady_until

PERMIT = Permit(10, "2026-03-01T00:00:00Z", "v", "2027-03-01", "2026-11-01", (("a",), ("b", "c")))
PLAIN = Grounds(PERMIT)
NOW = "2026-06-01T00:00:00Z"
EARLIER, LATER = "2026-05-01T00:00:00Z", "2026-07-01T00:00:00Z"
QUASHED = {"a": (Fall(20, EARLIER, "quashed", "a"),), "b": (Fall(21, EARLIER, "quashed", "b"),)}


@pytest.mark.parametrize(
    ("grounds", "expected"),
    [
        (Grounds(None), Effect.NONE),
        (PLAIN, Effect.IN_FORCE),
        (replace(PLAIN, decisions=QUASHED), Effect.SUSPENDED),
        (replace(PLAIN, others=(Fall(11, EARLIER, "key"),)), Effect.SUSPENDED),
        (replace(PLAIN, others=(Fall(9, "2026-02-01T00:00:00Z", "key"),)), Effect.IN_FORCE),
        (replace(PLAIN, others=(Fall(9, EARLIER, "membership", by_date=True),)), Effect.SUSPENDED),
        (replace(PLAIN, others=(Fall(9, LATER, "membership", by_date=True),)), Effect.IN_FORCE),
        (replace(PLAIN, others=(Fall(11, PERMIT.time, "membership", by_date=True),)), Effect.SUSPENDED),
        (replace(PLAIN, holds=(Hold(EARLIER, "order", "o"),)), Effect.SUSPENDED),
        (replace(PLAIN, holds=(Hold(EARLIER, "order", "o", NOW),)), Effect.IN_FORCE),
        (replace(PLAIN, holds=(Hold(LATER, "order", "o"),)), Effect.IN_FORCE),
        (replace(PLAIN, holds=(Hold(EARLIER, "order", "o", deletes=True),)), Effect.DELETED),
        (replace(PLAIN, holds=(Hold(EARLIER, "order", "o", NOW, deletes=True),)), Effect.IN_FORCE),
        (replace(PLAIN, withdrawn=EARLIER), Effect.WITHDRAWN),
        (replace(PLAIN, withdrawn=LATER), Effect.IN_FORCE),
        (replace(PLAIN, not_final={"a": EARLIER}), Effect.IN_FORCE),  # the set (b, c) stands without it
        (replace(PLAIN, not_final={"a": EARLIER}, decisions={"b": QUASHED["b"]}), Effect.NOT_FINAL),
        (replace(PLAIN, not_final={"a": EARLIER}, final_only=True), Effect.IN_FORCE),
        (
            replace(PLAIN, not_final={"a": EARLIER}, decisions={"b": QUASHED["b"]}, final_only=True),
            Effect.SUSPENDED,
        ),
    ],
)
def test_each_ground_has_its_effect(grounds: Grounds, expected: Effect) -> None:
    assert standing(grounds, NOW).effect is expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-02-28T00:00:00Z", Effect.NONE),
        ("2026-10-31T23:59:59Z", Effect.IN_FORCE),
        ("2026-11-01T00:00:00Z", Effect.REVIEW_DUE),
        ("2027-02-28T23:59:59Z", Effect.REVIEW_DUE),
        ("2027-03-01T00:00:00Z", Effect.LAPSED),
    ],
)
def test_time_alone_brings_review_and_lapse(at: str, expected: Effect) -> None:
    assert standing(PLAIN, at).effect is expected


def test_a_lifted_deletion_was_a_deletion_while_it_lasted() -> None:
    lifted = replace(PLAIN, holds=(Hold(EARLIER, "order", "o", LATER, deletes=True),))
    assert [standing(lifted, at).effect for at in (NOW, LATER)] == [Effect.DELETED, Effect.IN_FORCE]


@pytest.mark.parametrize(
    ("grounds", "at", "expected"),
    [
        (PLAIN, NOW, None),
        (PLAIN, "2027-03-05T00:00:00Z", (Effect.LAPSED, "2027-03-01T00:00:00Z")),
        (replace(PLAIN, withdrawn=EARLIER), NOW, (Effect.WITHDRAWN, EARLIER)),
        (replace(PLAIN, decisions=QUASHED), NOW, (Effect.SUSPENDED, EARLIER)),
        (replace(PLAIN, holds=(Hold(EARLIER, "order", "o"),)), NOW, None),
        (replace(PLAIN, holds=(Hold(EARLIER, "order", "o", deletes=True),)), NOW, (Effect.DELETED, EARLIER)),
        (Grounds(None), NOW, None),
    ],
)
def test_what_ended_for_good_says_since_when(grounds: Grounds, at: str, expected: object) -> None:
    assert ended(grounds, at) == expected


FEBRUARY = acts.from_time("2026-02-01T00:00:00Z")
MOMENTS = st.integers(0, 420 * 86_400).map(lambda second: acts.to_time(FEBRUARY + timedelta(seconds=second)))
FALLS = st.lists(st.builds(Fall, st.integers(0, 30), MOMENTS, st.just("why"), st.just("a"), st.booleans()), max_size=2)


@given(
    st.builds(
        Grounds,
        st.sampled_from([None, PERMIT]),
        st.dictionaries(st.sampled_from("abc"), FALLS.map(tuple), max_size=2),
        st.dictionaries(st.sampled_from("abc"), MOMENTS, max_size=2),
        FALLS.map(tuple),
        st.lists(
            st.builds(Hold, MOMENTS, st.just("order"), st.just("o"), st.just("") | MOMENTS, st.booleans()), max_size=2
        ).map(tuple),
        st.just("") | MOMENTS,
        st.booleans(),
    ),
    MOMENTS,
    st.integers(0, 24 * 3600),
)
def test_an_effect_stays_until_the_moment_that_is_said(grounds: Grounds, now: str, later: int) -> None:
    at = acts.to_time(acts.from_time(now) + timedelta(seconds=later))
    if at < steady_until(grounds, now):
        assert standing(grounds, at) == standing(grounds, now)


@pytest.mark.parametrize(
    ("grounds", "now", "until"),
    [
        (PLAIN, NOW, "2026-06-02T00:00:00Z"),
        (replace(PLAIN, holds=(Hold("2026-06-01T10:00:00Z", "o", "o"),)), NOW, "2026-06-01T10:00:00Z"),
        (replace(PLAIN, withdrawn="2026-06-01T09:00:00Z"), NOW, "2026-06-01T09:00:00Z"),
    ],
)
def test_it_stays_for_a_day_where_nothing_happens(grounds: Grounds, now: str, until: str) -> None:
    assert steady_until(grounds, now) == until


def test_reasons_are_named() -> None:
    both = replace(PLAIN, decisions=QUASHED, others=(Fall(30, EARLIER, "key", "k"),))
    assert standing(both, NOW).reasons == (("key", "k"), ("quashed", "a"), ("quashed", "b"))
