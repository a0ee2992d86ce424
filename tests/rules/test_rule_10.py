"""Rule 10: a protective act (order, suspension, withdrawal) opens a new matter, so nobody can make it stale."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from comity.acts import Link
from comity.bootstrap import PROCEDURES
from comity.demo.cast import Cast, Filed
from comity.effect import Effect
from comity.matters import Procedure, move
from tests.asking import effect, reasons
from tests.planted import caught

PROTECTIVE = frozenset(
    "reviewer.order reviewer.refuse suspension.begin suspension.urgent entry.withdraw entry.narrow flag.raise"
    " ruling.record erasure.declare erasure.own key.revoke officer.dismiss authority.end case.open".split()
)


def protective_acts_open(procedures: Iterable[Procedure]) -> None:
    moves = [m for p in procedures for m in p.moves if m.act in PROTECTIVE]
    assert {m.act for m in moves} == PROTECTIVE
    assert all(m.before == {""} for m in moves)
    assert not any(m.door for m in moves)


def test_every_protective_act_opens_a_matter_and_asks_at_no_door() -> None:
    protective_acts_open(PROCEDURES)


def test_a_suspension_that_waits_for_a_step_is_caught() -> None:
    late = Procedure("late", "entry", (move("suspension.begin", "permitted", "suspended", "CR", "x"),))
    caught(protective_acts_open, [*PROCEDURES, late])


@pytest.mark.parametrize(
    ("officer", "capacity", "kind", "procedure", "terms", "after"),
    [
        ("IR-1", "IR", "reviewer.order", "order", {"order": "suspend", "reason": "data_error"}, Effect.SUSPENDED),
        ("IR-1", "IR", "reviewer.order", "order", {"order": "delete", "reason": "data_error"}, Effect.DELETED),
        ("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", {"reason": "claimant_asks"}, Effect.WITHDRAWN),
        ("EC-CR-1", "CR", "suspension.begin", "suspension", {"reason": "data_error"}, Effect.SUSPENDED),
    ],
)
def test_it_takes_effect_whatever_else_happened_since_its_author_looked(
    cast: Cast, circulated: Filed, officer: str, capacity: str, kind: str, procedure: str, terms: dict[str, str],
    after: Effect,
) -> None:  # fmt: skip
    links = cast.head(officer, capacity, kind, procedure, cast.new_id(), terms, links=(_on(circulated),))
    bodies, opened = reasons(cast, officer, "Why.", links.matter, circulated.entry)
    signed = cast.sign(
        cast.head(officer, capacity, kind, procedure, links.matter, terms, (_on(circulated),), bodies), opened
    )
    cast.open("XB-NLO-1", "NLO", "flag.raise", "flag", circulated.entry, ground="R6")  # somebody is faster
    cast.open("XC-NLO-1", "NLO", "position.take", "position", circulated.entry, position="recognises")
    cast.node.submit(signed)
    assert effect(cast, circulated.entry) is after


def _on(filed: Filed) -> Link:
    return Link("on", filed.entry)
