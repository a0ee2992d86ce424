"""Gather the facts of a gate: one function, and the catalogue of every fact that a rule may name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from comity.qualification import (
    facts_of_acts,
    facts_of_claim,
    facts_of_decisions,
    facts_of_person,
    facts_of_support,
    facts_of_telling,
)
from comity.qualification.claim import Claim
from comity.qualification.envelope import Envelope
from comity.qualification.fact import Case, DecisionText, Facts, FactType
from comity.qualification.ports import Ports
from comity.qualification.vocabulary import Door

CATALOGUE: Final[Mapping[str, FactType]] = {
    fact.name: fact
    for fact in (
        *facts_of_claim.FACTS,
        *facts_of_decisions.FACTS,
        *facts_of_person.FACTS,
        *facts_of_support.FACTS,
        *facts_of_acts.FACTS,
        *facts_of_telling.FACTS,
    )
}
"""Every kind of fact, by name. A rule that names another is refused when the rulebook is read."""


def gather(door: Door, claim: Claim, decisions: Iterable[DecisionText], ports: Ports, on: date) -> Facts:
    """The facts of one claim at one door on one day (UTC).

    ``decisions`` are those attached; where two bear one reference neither counts. ``ports`` hold what
    signed acts say. Nothing is decided here: a value that is not known is None.
    """
    attached = list(decisions)
    times = Counter(decision.reference for decision in attached)
    case = Case(door, claim, {d.reference: d for d in attached if times[d.reference] == 1}, ports, on)
    return Facts((), CATALOGUE, case)


def gather_told(door: Door, told: Envelope, ports: Ports, on: date, *, sealed: bool = False) -> Facts:
    """The facts of one telling at one door on one day (UTC). ``sealed``: ``told`` holds what its head says."""
    return Facts((), CATALOGUE, Case(door, told, {}, ports, on, sealed))
