"""Weigh facts against a rulebook, and the floor beneath it. Pure: anyone can decide it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from comity.qualification.fact import Fact, Facts
from comity.qualification.floor import FLOOR, uncovered
from comity.qualification.rulebook import Outcome, Rule, Rulebook
from comity.qualification.vocabulary import Door

BLIND: Final = frozenset({17, 19, 20})
"""Gates whose answers the claimant never sees apart (law.md D(iii), the asylum check)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one rule, with the facts of the case that it weighed."""

    rule: Rule
    outcome: Outcome
    facts: Facts

    @property
    def evidence(self) -> tuple[Fact, ...]:
        """The facts that the rule needs and that can be known, in the order of its needs."""
        return self.facts.known(self.rule.needs)

    @property
    def gate(self) -> int:
        """The gate to which the rule belongs."""
        return self.rule.gate

    @property
    def provision(self) -> str:
        """The provision, as a person would cite it."""
        return self.rule.provision


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of one door: permit only if every rule permits."""

    door: Door
    outcome: Outcome
    findings: tuple[Finding, ...]
    rulebook_digest: str

    def holding(self) -> tuple[int, ...]:
        """The gates that do not permit, in order: what refuses and what is undetermined."""
        return tuple(sorted({finding.gate for finding in self.findings if finding.outcome is not Outcome.PERMIT}))


class Told(StrEnum):
    """What a claimant is told."""

    PERMITTED = "permitted"
    REFUSED = "refused"
    UNDETERMINED = "undetermined"
    HELD = "held_for_review"


@dataclass(frozen=True, slots=True)
class ClaimantView:
    """What the claimant may see of a decision: nothing of gates 17, 19 and 20 but that it is held."""

    door: Door
    told: Told
    findings: tuple[Finding, ...]
    rulebook_digest: str


def weigh(door: Door, facts: Facts, rulebook: Rulebook, on: date, floor: tuple[Rule, ...] = FLOOR) -> Decision:
    """Decide one door on one day (UTC).

    Every rule in force answers; where none covers a condition of the floor, the floor answers itself.
    Refuse outweighs undetermined, and both outweigh permit. ``floor`` is replaced only by the mutation
    test, which shows that each gate is needed.
    """
    rules = _binding(door, rulebook, on, floor)
    findings = tuple([Finding(rule, rule.weigh(facts), facts) for rule in rules])
    return Decision(door, _worst(findings), findings, rulebook.digest)


@lru_cache(maxsize=64)  # pure; a day has one answer for each door
def _binding(door: Door, rulebook: Rulebook, on: date, floor: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return (*rulebook.at(door, on), *uncovered(rulebook, door, on, floor))


def _worst(findings: tuple[Finding, ...]) -> Outcome:
    outcomes = {finding.outcome for finding in findings}
    if Outcome.REFUSE in outcomes:
        return Outcome.REFUSE
    if Outcome.UNDETERMINED in outcomes or not findings:
        return Outcome.UNDETERMINED
    return Outcome.PERMIT


def for_claimant(decision: Decision) -> ClaimantView:
    """What the claimant is shown: the blind gates leave no trace but one word, the same for all three.

    Where another gate holds the claim as well, only that one is told.
    """
    shown = tuple(finding for finding in decision.findings if finding.gate not in BLIND)
    open_ones = _worst(shown)
    if open_ones is Outcome.PERMIT:
        told = Told.PERMITTED if decision.outcome is Outcome.PERMIT else Told.HELD
    else:
        told = Told.REFUSED if open_ones is Outcome.REFUSE else Told.UNDETERMINED
    return ClaimantView(decision.door, told, shown, decision.rulebook_digest)
