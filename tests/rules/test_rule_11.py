"""Rule 11: an entry stands while one whole set of decisions stands; effect falls by itself and never rises by itself.

It rests on its decisions, its claimant's membership, the keys that signed its permit and the rulebook.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import effect as effects
from comity.demo.cast import Cast, Filed
from comity.effect import ACTED_UPON, Effect, Fall, Grounds, Permit
from tests.asking import effect, refused, rows, size, standing
from tests.planted import MODEST, caught
from tests.stories.conftest import LIST_GATES, dossier

NOW = "2026-06-01T00:00:00Z"
PERMIT = Permit(10, "2026-03-01T00:00:00Z", "v", "2027-03-01", "2026-11-01", (("a", "b"), ("c",)))


def fall(ref: str, index: int = 20) -> tuple[Fall, ...]:
    return (Fall(index, "2026-05-01T00:00:00Z", "quashed", ref),)


@pytest.mark.parametrize(
    ("gone", "expected"),
    [("", True), ("a", True), ("ab", True), ("c", True), ("ac", False), ("bc", False), ("abc", False)],
)
def test_it_stands_while_one_whole_set_stands(gone: str, expected: bool) -> None:
    found = effects.standing(Grounds(PERMIT, {ref: fall(ref) for ref in gone}), NOW)
    assert (found.effect is Effect.IN_FORCE) is expected
    if not expected:
        assert found.reasons == tuple(("quashed", ref) for ref in gone)


def test_a_fall_before_the_permit_was_known_to_it() -> None:
    assert effects.standing(Grounds(PERMIT, {"c": fall("c", 5), "a": fall("a")}), NOW).effect is Effect.IN_FORCE


_FALLS = st.lists(
    st.builds(
        Fall,
        st.integers(0, 30),
        st.integers(1, 28).map(lambda day: f"2026-04-{day:02}T00:00:00Z"),
        st.just("quashed"),
        st.just("x"),
        st.booleans(),
    ),
    max_size=3,
).map(tuple)


def only_falls(standing: object, decisions: dict[str, tuple[Fall, ...]], others: tuple[Fall, ...]) -> None:
    """Between acts, as time passes, what stopped counting never counts again."""
    grounds = Grounds(PERMIT, decisions, others=others)
    counted = True
    for day in range(2, 400, 13):
        at = f"{date(2026, 3, 1) + timedelta(day)}T00:00:00Z"
        counts = standing(grounds, at).effect in ACTED_UPON  # type: ignore[operator]
        assert counted or not counts
        counted = counts


@MODEST
@given(st.dictionaries(st.sampled_from("abc"), _FALLS), _FALLS)
def test_effect_never_rises_as_time_passes(decisions: dict[str, tuple[Fall, ...]], others: tuple[Fall, ...]) -> None:
    only_falls(effects.standing, decisions, others)


def test_an_effect_that_forgets_old_falls_is_caught() -> None:
    def forgetful(grounds: Grounds, now: str) -> effects.Standing:
        recent = {ref: tuple(f for f in falls if f.time[:7] == now[:7]) for ref, falls in grounds.decisions.items()}
        return effects.standing(replace(grounds, decisions=recent), now)

    caught(only_falls, forgetful, {"a": fall("a"), "c": fall("c")}, ())


def test_a_reversed_quashing_revives_nothing(cast: Cast, circulated: Filed) -> None:
    (decision,) = circulated.decisions.values()
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashed")
    assert standing(cast, circulated.entry).reasons == (("quashed", decision),)
    reversal = cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashing_reversed")
    cast.move("EC-CR-1", "CR", "ruling.authenticate", reversal)
    assert effect(cast, circulated.entry) is Effect.SUSPENDED


def _member(cast: Cast, joins: bool, day: str) -> None:
    terms = {"participant": "XA", "joins": joins, "day": day}
    matter = cast.open("XB-CM-1", "CM", "member.propose", "membership", **terms)
    cast.move("XC-CM-1", "CM", "member.adopt", matter, **terms)


def test_a_state_that_leaves_and_joins_again_finds_its_entries_suspended(cast: Cast, circulated: Filed) -> None:
    _member(cast, False, "2026-03-10")
    assert effect(cast, circulated.entry) is Effect.IN_FORCE
    for _ in range(9):
        cast.node.clock.pass_time(hours=22)
        cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")  # the clock may not leap by over a day
    assert effect(cast, circulated.entry) is Effect.SUSPENDED
    _member(cast, True, "2026-03-11")
    cast.node.clock.pass_time(hours=20)
    assert standing(cast, circulated.entry).reasons == (("membership", "XA"),)


def test_a_departure_taken_back_before_its_day_suspends_nothing(cast: Cast, circulated: Filed) -> None:
    _member(cast, False, "2026-03-20")
    _member(cast, True, "2026-03-20")
    assert effect(cast, circulated.entry, "2026-03-21T00:00:00Z") is Effect.IN_FORCE


def test_nothing_is_permitted_to_a_state_that_left(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    _member(cast, False, "2026-03-02")
    with refused("entry.not_member"):
        cast.permit(filed, "EC-CR-1", LIST_GATES)


def test_a_revoked_key_suspends_and_a_second_revocation_takes_nothing_back(cast: Cast, circulated: Filed) -> None:
    approved = cast.matter(circulated.version).last_of("version.approve")
    assert approved is not None
    key = cast.officers["XA-NAA-1"].key_id
    cast.open("XA-NAA-2", "NAA", "key.revoke", "key", key=key, suspect_from=approved.index + 1)
    assert effect(cast, circulated.entry) is Effect.IN_FORCE
    cast.open("XA-NAA-2", "NAA", "key.revoke", "key", key=key, suspect_from=approved.index)
    assert standing(cast, circulated.entry).reasons == (("key", key),)
    cast.open("XA-NAA-2", "NAA", "key.revoke", "key", key=key, suspect_from=size())
    assert standing(cast, circulated.entry).reasons == (("key", key),)


@pytest.mark.parametrize(
    ("doors", "after"), [(["list.circulate"], Effect.SUSPENDED), (["list.renew"], Effect.IN_FORCE)]
)
def test_a_rulebook_that_reaches_all_at_once_suspends(
    cast: Cast, circulated: Filed, doors: list[str], after: Effect
) -> None:
    matter = cast.open("XA-CM-1", "CM", "rulebook.propose", "rulebook", digest="e" * 64, at_once=doors)
    assert effect(cast, circulated.entry) is Effect.IN_FORCE
    cast.move("XB-CM-1", "CM", "rulebook.adopt", matter)
    assert effect(cast, circulated.entry) is after


def test_the_permit_stamps_the_sets_that_suffice_alone(cast: Cast, circulated: Filed) -> None:
    permit = cast.matter(circulated.version).last
    assert permit.door is not None
    assert permit.door.supports == (tuple(circulated.decisions.values()),)
    assert rows("SELECT COUNT(*) FROM matter WHERE procedure = 'version' AND step = 'permitted'") == [(1,)]
