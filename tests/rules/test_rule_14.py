"""Rule 14: each rule says what a change of it reaches: new entries, renewals, or all at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.demo.cast import Cast
from comity.qualification.rulebook import Reach, Rulebook, bind, reached_at_once
from comity.qualification.vocabulary import Door
from tests.planted import caught


def _changed(book: Rulebook, reach: Reach) -> tuple[Rulebook, frozenset[Door]]:
    """The rulebook with one rule of this reach amended, and the doors of that rule."""
    rule = next(rule for rule in book.rules if rule.reach is reach)
    rules = tuple(replace(one, source=one.source + " (amended)") if one is rule else one for one in book.rules)
    return bind(book.name, rules), rule.doors


def each_reach_is_kept(reached: object, book: Rulebook) -> None:
    for reach in Reach:
        amended, doors = _changed(book, reach)
        assert amended.digest != book.digest
        assert reached(book, amended) == (doors if reach is Reach.ALL_AT_ONCE else frozenset())  # type: ignore[operator]


def test_every_rule_says_its_reach(cast: Cast) -> None:
    assert {rule.reach for rule in cast.node.treaty.rulebook.rules} == set(Reach)


def test_only_a_change_that_reaches_all_at_once_reaches_what_stands(cast: Cast) -> None:
    each_reach_is_kept(reached_at_once, cast.node.treaty.rulebook)


def test_a_removed_or_added_rule_reaches_as_it_says(cast: Cast) -> None:
    book = cast.node.treaty.rulebook
    rule = next(rule for rule in book.rules if rule.reach is Reach.ALL_AT_ONCE)
    without = bind(book.name, tuple(one for one in book.rules if one is not rule))
    assert reached_at_once(book, without) == reached_at_once(without, book) == rule.doors
    assert reached_at_once(book, book) == frozenset()


@pytest.mark.parametrize("wrong", [frozenset(), frozenset(Door)])
def test_a_reach_that_is_ignored_is_caught(cast: Cast, wrong: frozenset[Door]) -> None:
    caught(each_reach_is_kept, lambda old, new: wrong, cast.node.treaty.rulebook)
