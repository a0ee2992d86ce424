"""Passing claims, decisions and ports, of the fictional States of ``sco_rats_demo``.

``passing(door)`` gives a whole case through which the door opens under both rulebooks; a golden
negative changes exactly one fact of it. Five claims: an organisation banned for attacks it did, a
person accused of a planned attack, one accused of financing, one convicted, and a company that paid for an attack.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from comity.judiciary.bodies import JudicialDecision
from comity.qualification.body import Part
from comity.qualification.claim import Claim
from comity.qualification.fact import Facts
from comity.qualification.facts import gather
from comity.qualification.gates import Decision, weigh
from comity.qualification.ports import (
    AsylumFacts,
    AuthorityFacts,
    ClearanceFacts,
    CouncilFacts,
    DecisionFacts,
    OverdueFacts,
    Ports,
    ProfileFacts,
    RenewalFacts,
    ReviewFacts,
    SafeguardsFacts,
    ScreenFacts,
    SupportFacts,
)
from comity.qualification.rulebook import Rulebook
from comity.qualification.rulebook_reader import folder, load
from comity.qualification.vocabulary import Answer, Clearance, DecisionStanding, Door, HumanGate, Position
from tests.qualification.claims import (
    BAN,
    CONVICTION,
    WARRANT,
    convicted_claim,
    decisions,
    financing_claim,
    judgment,
    list_claim,
    register_claim,
    support_claim,
)

ON = date(2026, 11, 21)
PROFILES = Path(__file__).parents[2] / "src" / "comity" / "profiles"
__all__ = [
    "BAN",
    "CONVICTION",
    "WARRANT",
    "Whole",
    "again",
    "convicted_claim",
    "decisions",
    "financing_claim",
    "judgment",
    "list_claim",
    "passing",
    "ports",
    "register_claim",
    "rulebook",
    "support_claim",
]
P = TypeVar("P", bound=Part)


@cache
def rulebook(profile: str = "sco_rats") -> Rulebook:
    """The rulebook of a profile."""
    return load(profile, folder(PROFILES / profile / "rulebook"))


def again(part: P, **fields: Any) -> P:
    """The same value with fields replaced, validated like any other."""
    return type(part).model_validate({**part.model_dump(), **fields})


@dataclass(frozen=True, slots=True)
class Whole:
    """A door, and everything that is weighed at it."""

    door: Door
    claim: Claim
    decisions: tuple[JudicialDecision, ...]
    ports: Ports
    on: date = ON

    @property
    def facts(self) -> Facts:
        return gather(self.door, self.claim, self.decisions, self.ports, self.on)

    def weigh(self, profile: str = "sco_rats") -> Decision:
        return weigh(self.door, self.facts, rulebook(profile), self.on)

    def claiming(self, **fields: Any) -> Whole:
        """The same with fields of the claim replaced; the claim is validated again."""
        plain = {name: _plain(value) for name, value in fields.items()}
        return replace(self, claim=again(self.claim, **plain))

    def deciding(self, reference: str, **fields: Any) -> Whole:
        """The same with fields of one decision replaced."""
        return replace(
            self,
            decisions=tuple(again(d, **fields) if d.reference == reference else d for d in self.decisions),
        )

    def port(self, port: str, **facts: Any) -> Whole:
        """The same with facts of one port replaced."""
        return replace(self, ports=replace(self.ports, **{port: replace(getattr(self.ports, port), **facts)}))

    def about(self, reference: str, **facts: Any) -> Whole:
        """The same with what the acts say about one decision replaced."""
        decisions = {**self.ports.decisions, reference: replace(self.ports.decisions[reference], **facts)}
        return replace(self, ports=replace(self.ports, decisions=decisions))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.model_dump() if isinstance(value, Part) else value


def ports() -> Ports:
    """What signed acts say when nothing stands against the claim; enough for every door."""
    members = frozenset({"XA", "XB", "XC", "XD", "XE", "XF"})
    return Ports(
        authority=AuthorityFacts("XA", notified=True, head_or_deputy_signed=True, seal_valid=True),
        decisions={
            ref: DecisionFacts(authenticated=True, opens=True, standing=DecisionStanding.IN_FORCE, final=True)
            for ref in (BAN, CONVICTION, WARRANT)
        },
        asylum=AsylumFacts(answered_days_ago=5, answer=Answer.NONE),
        clearance=ClearanceFacts(support=Clearance.CLEARED),
        support=SupportFacts(in_force=True),
        overdue=OverdueFacts(overdue=0, total=40),
        safeguards=SafeguardsFacts(claimant_signed=True, unsigned_recipients=frozenset()),
        council=CouncilFacts(members, dict.fromkeys(sorted(members), Position.NO_OBJECTION)),
        review=ReviewFacts(
            reviewer_seconded_by="XB",
            reviewer_is_drafter=False,
            attested=frozenset(gate.value for gate in HumanGate),
            neutrality_failed=False,
        ),
        renewal=RenewalFacts(
            new_fact=True,
            confirmation_age_days=20,
            stands=True,
            not_time_barred=True,
            months_in_register=12,
        ),
        screen=ScreenFacts(name_collisions=0, prior_judgments=0),
        profile=ProfileFacts(working_languages=frozenset({"ru", "zh", "en"}), treaty_binds_claimant=True),
    )


def passing(door: Door, claim: Claim | None = None) -> Whole:
    """A case through which ``door`` opens under both rulebooks."""
    of_door = register_claim if door.is_register else support_claim if door.is_support else list_claim
    return Whole(door, claim or of_door(), decisions(), ports())
