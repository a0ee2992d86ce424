"""The floor: a rulebook may be stricter, never looser, and its silence opens nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import language
from comity.qualification.condition import Compare, In, Op
from comity.qualification.floor import below_floor, gates_of
from comity.qualification.flooring import ALL, LIST, REGISTER, SUPPORT
from comity.qualification.gates import weigh
from comity.qualification.rulebook import Outcome, Rule, Rulebook, bind
from comity.qualification.vocabulary import Door
from tests.planted import MODEST, caught
from tests.qualification.fixtures import ON, rulebook
from tests.qualification.goldens import GOLDENS, Golden


def _with(book: Rulebook, id: str, **changes: Any) -> Rulebook:
    return bind(book.name, tuple(replace(r, **changes) if r.id == id else r for r in book.rules))


def _without(book: Rulebook, id: str) -> Rulebook:
    return bind(book.name, tuple(rule for rule in book.rules if rule.id != id))


@pytest.mark.parametrize("name", ["sco_rats", "example_union"])
def test_the_shipped_rulebooks_stand_on_the_floor(name: str) -> None:
    assert below_floor(rulebook(name)) == []


def test_the_floor_binds_the_gates_that_the_law_names() -> None:
    common = {*range(1, 10), *range(13, 19), *range(27, 37), 40, 43, 44}
    assert gates_of(Door.LIST_CIRCULATE) == common
    assert gates_of(Door.LIST_RENEW) == common
    assert gates_of(Door.LIST_COMMON) == common | {38}
    for door in (Door.REGISTER_CIRCULATE, Door.REGISTER_RENEW):
        assert gates_of(door) == common | {*range(10, 13), *range(19, 27)}
    for door in (Door.SUPPORT_CIRCULATE, Door.SUPPORT_RENEW):
        assert gates_of(door) == common | {37}
    assert ALL == LIST | REGISTER | SUPPORT


@pytest.mark.parametrize("rule", [r for r in rulebook().rules if r.words != "common_final"], ids=lambda rule: rule.id)
def test_removing_any_rule_is_found_and_named(rule: Rule) -> None:
    found = below_floor(_without(rulebook(), rule.id))
    assert {refusal.evidence["least"] for refusal in found} == {rule.words}
    assert {refusal.evidence["gate"] for refusal in found} == {rule.gate}
    for lang in language.LANGUAGES:
        assert str(rule.gate) in found[0].sentence(lang)


LOOSER = [
    ("rats.5.basis", {"condition": In("basis", frozenset({"T-a", "T-b", "S", "E", "EXT-2017"}))}),
    ("rats.11.penalty", {"condition": Compare("max_penalty_months", Op.GE, 23)}),
    ("rats.11.penalty", {"condition": Compare("max_penalty_months", Op.GT, 22)}),
    ("rats.19.asylum_fresh", {"condition": Compare("asylum_answer_age_days", Op.LE, 31)}),
    ("rats.32.confirmation", {"condition": Compare("confirmation_age_days", Op.LE, 90)}),
    ("rats.6.acts_complete", {"when": In("basis", frozenset({"T-b"}))}),
    ("rats.24.child_by_age", {"when": Compare("youngest_age_at_act", Op.LT, 17)}),
    ("rats.44.effect_own_words", {"doors": LIST}),
    ("rats.8.conduct_not_alone", {"gate": 7}),
    ("rats.37.checklist_not_met", {"condition": Compare("support_checklist_met", Op.LE, 1)}),
    ("rats.37.support_cleared", {"condition": In("support_clearance", frozenset({"cleared", "refused"}))}),
    ("rats.37.support_final", {"in_force_to": date(2026, 12, 31)}),
    ("rats.13.no_forbidden_terms", {"in_force_to": date(2026, 12, 31)}),
]


@pytest.mark.parametrize(("id", "changes"), LOOSER)
def test_loosening_a_rule_is_refused_at_its_place(id: str, changes: dict[str, object]) -> None:
    found = below_floor(_with(rulebook(), id, **changes))
    assert len(found) == 1
    place = next(rule.place for rule in rulebook().rules if rule.id == id)
    if "gate" not in changes:
        assert (found[0].code, found[0].evidence["place"]) == ("rulebook.looser", place)


STRICTER = [
    ("rats.5.basis", {"condition": In("basis", frozenset({"T-b"}))}),
    ("rats.11.penalty", {"condition": Compare("max_penalty_months", Op.EQ, 120)}),
    ("rats.11.penalty", {"when": None}),
    ("rats.19.asylum_fresh", {"condition": Compare("asylum_answer_age_days", Op.LT, 30)}),
    ("rats.24.child_by_age", {"when": Compare("youngest_age_at_act", Op.LT, 25)}),
    ("rats.33.told_apart", {"condition": Compare("disambiguations", Op.GE, 2)}),
]


@pytest.mark.parametrize(("id", "changes"), STRICTER)
def test_tightening_a_rule_stays_on_the_floor(id: str, changes: dict[str, object]) -> None:
    assert below_floor(_with(rulebook(), id, **changes)) == []


def test_a_rule_that_takes_over_from_another_leaves_no_gap() -> None:
    old = next(rule for rule in rulebook().rules if rule.id == "rats.5.basis")
    ending = _with(rulebook(), old.id, in_force_to=date(2026, 12, 31))
    seamless = replace(old, id="rats.5.basis_2027", in_force_from=date(2027, 1, 1))
    late = replace(seamless, in_force_from=date(2027, 1, 2))
    assert below_floor(bind("x", (*ending.rules, seamless))) == []
    assert [fault.evidence["on"] for fault in below_floor(bind("x", (*ending.rules, late)))] == ["2027-01-01"]


@pytest.mark.parametrize("golden", GOLDENS[::7], ids=lambda golden: golden.name)
def test_weighing_adds_the_floor_where_a_rulebook_is_silent(golden: Golden) -> None:
    case = golden.negative
    silent = bind("silent", tuple(rule for rule in rulebook().rules if rule.gate not in golden.gates))
    assert weigh(case.door, case.facts, silent, case.on).outcome is not Outcome.PERMIT


# Tightening never opens a door.


def _tighten(rule: Rule, by: int) -> Rule:
    condition = rule.condition
    if isinstance(condition, In) and len(condition.values) > 1:
        dropped = sorted(condition.values, key=str)[by % len(condition.values)]
        return replace(rule, condition=In(condition.fact, condition.values - {dropped}))
    if isinstance(condition, Compare) and condition.to is not None:
        sign = {Op.GE: 1, Op.GT: 1, Op.LE: -1, Op.LT: -1}.get(condition.op, 0)
        return replace(rule, condition=replace(condition, to=condition.to + sign * by))
    return replace(rule, when=None)


def _loosen(rule: Rule, by: int) -> Rule:
    """The planted bug: it takes the condition away."""
    return replace(rule, condition=Compare("acts_of_violence", Op.GE, -by - 1))


def _never_opens(change: Callable[[Rule, int], Rule]) -> None:
    @settings(MODEST)
    @given(st.sampled_from(GOLDENS), st.integers(0, 100), st.integers(0, 3), st.booleans())
    def holds(golden: Golden, which: int, by: int, anywhere: bool) -> None:
        book, case = rulebook(), golden.negative
        rules = [rule for rule in book.rules if anywhere or rule.gate in golden.gates]
        chosen = rules[which % len(rules)]
        changed = bind(book.name, tuple(change(rule, by) if rule is chosen else rule for rule in book.rules))
        before = weigh(case.door, case.facts, book, ON, ())
        after = weigh(case.door, case.facts, changed, ON, ())
        assert after.outcome is not Outcome.PERMIT or before.outcome is Outcome.PERMIT

    holds()


def test_tightening_a_rulebook_never_opens_a_door() -> None:
    _never_opens(_tighten)


def test_the_property_catches_a_tightening_that_loosens() -> None:
    caught(_never_opens, _loosen)
