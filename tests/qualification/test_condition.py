"""Conditions: three answers, and what `implies` promises."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.qualification.condition import Compare, Condition, In, Op, implies
from comity.qualification.fact import Fact, Facts, Value
from tests.planted import MODEST, caught

Implies = Callable[[Condition | None, Condition | None], bool]
numbers = st.integers(-3, 3)
compares = st.builds(Compare, st.just("n"), st.sampled_from(Op), numbers)
ins = st.builds(In, st.just("c"), st.frozensets(st.sampled_from("abc"), min_size=1))
conditions = st.one_of(st.none(), compares, ins)


def facts(**values: Value) -> Facts:
    return Facts(Fact(name, value, "test") for name, value in values.items())


def test_three_answers() -> None:
    assert In("c", frozenset("ab")).holds(facts(c="a")) is True
    assert In("c", frozenset("ab")).holds(facts(c="z")) is False
    assert In("c", frozenset("ab")).holds(facts(c=None)) is None
    assert In("c", frozenset("ab")).holds(facts()) is None
    assert In("c", frozenset("ab")).holds(facts(c=frozenset("ab"))) is True
    assert In("c", frozenset("ab")).holds(facts(c=frozenset("az"))) is False
    assert In("c", frozenset("ab")).holds(facts(c=frozenset())) is False
    assert Compare("n", Op.GE, 2).holds(facts(n=2)) is True
    assert Compare("n", Op.LT, other="m").holds(facts(n=2, m=None)) is None


def _sound(claims: Implies) -> None:
    @settings(MODEST, max_examples=400)
    @given(conditions, conditions, numbers, st.sampled_from("abc"))
    def holds(strict: Condition | None, loose: Condition | None, number: int, code: str) -> None:
        given_facts = facts(n=number, c=code)
        if claims(strict, loose) and (strict is None or strict.holds(given_facts)):
            assert loose is None or loose.holds(given_facts)

    holds()


def test_what_is_said_to_imply_does() -> None:
    _sound(implies)


def test_the_property_catches_an_implication_the_wrong_way_round() -> None:
    caught(_sound, lambda strict, loose: implies(loose, strict))
