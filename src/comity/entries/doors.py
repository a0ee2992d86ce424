"""The door keeper: reads a version's claim, gathers the facts, weighs them, and stamps the answer.

Called inside ``commit``, on the facts of that moment. Nothing else in the program decides a gate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from comity.acts import Door as DoorStamp
from comity.canonical import Json
from comity.engine import Question, Unit
from comity.entries import ports as filling
from comity.entries.procedures import ON, RESTS_ON, SUPPORTED, VERSION_OF
from comity.entries.records import Records
from comity.errors import Refused
from comity.judiciary.bodies import Identity, JudicialDecision
from comity.matters import Done, Matter
from comity.participants import Capacity
from comity.qualification import lifting
from comity.qualification.claim import Claim, SupportClaim
from comity.qualification.facts import gather
from comity.qualification.gates import Decision, Finding, for_claimant, weigh
from comity.qualification.ports import Ports, ProfileFacts
from comity.qualification.rulebook import Outcome, Rulebook
from comity.qualification.support import minimal_sets
from comity.qualification.vocabulary import Door

_REVIEWING: Final = frozenset({Capacity.CR, Capacity.IR})
BESIDE = ("document/", "reasons/")  # bodies that claim nothing


class Closed(Refused):
    """A door that did not open, with the whole decision for whoever may see it.

    The refusal itself goes to whoever sent the act, so of gates 17, 19 and 20 it says nothing but that the matter is
    held for review.
    """

    def __init__(self, decision: Decision, door: str) -> None:
        self.decision = decision
        told = self.shown_to("")
        if not told:
            super().__init__("act.held", "law.md D(iii)", door=door)
            return
        gates = [str(number) for number in sorted({one.gate for one in told})]
        super().__init__("act.door", told[0].provision, door=door, gates=gates)

    def shown_to(self, capacity: str) -> tuple[Finding, ...]:
        """The findings that held the door, as far as whoever acts in ``capacity`` may know them: of the blind gates
        none but the reviewers learn anything."""
        found = self.decision.findings if capacity in _REVIEWING else for_claimant(self.decision).findings
        return tuple(one for one in found if one.outcome is not Outcome.PERMIT)


@dataclass(frozen=True, slots=True)
class Weighing:
    """Everything that was weighed at a door, so that it can be weighed again."""

    door: Door
    claim: Claim
    decisions: Mapping[str, tuple[Matter, JudicialDecision]]
    ports: Ports
    decision: Decision


@dataclass(frozen=True, slots=True)
class DoorKeeper:
    """Answers at every door under one rulebook. ``claims``: entry procedure to the claim's model;
    ``profile``: what the profile says of a claim on a day."""

    rulebook: Rulebook
    claims: Mapping[str, type[Claim]]
    profile: Callable[[Claim, date], ProfileFacts]
    records: Callable[[Unit], Records]

    def __call__(self, question: Question, unit: Unit) -> DoorStamp:
        """The stamp of an opened door. Raises Closed otherwise."""
        weighing = self.weigh(question, unit)
        if weighing.decision.outcome is not Outcome.PERMIT:
            raise Closed(weighing.decision, question.door)
        sets = minimal_sets(
            weighing.door,
            weighing.claim,
            tuple(body for _, body in weighing.decisions.values()),
            weighing.ports,
            self.rulebook,
            question.now.date(),
            opens=True,
        )
        ids = tuple(tuple(sorted(weighing.decisions[ref][0].id for ref in one)) for one in sets)
        return DoorStamp(question.door, weighing.decision.rulebook_digest, tuple(sorted(ids)))

    def weigh(self, question: Question, unit: Unit) -> Weighing:
        """Gather the facts of this moment and weigh them. Raises Refused where there is nothing to weigh."""
        adopted = rulebook_in_force(unit)
        if adopted != self.rulebook.digest:
            raise Refused("act.rulebook", "design, rule 8", adopted=adopted[:12], held=self.rulebook.digest[:12])
        entry, version = _subject(question, unit)
        claim = read_claim(unit, version, self.claims[entry.procedure])
        decisions = read_decisions(unit, version)
        check_agreement(version, claim, decisions)
        ports = filling.fill(
            question,
            unit,
            self.records(unit),
            entry,
            version,
            claim,
            decisions,
            known_decisions(unit, entry, version),
            self.profile(claim, question.now.date()),
        )
        door, on = Door(question.door), question.now.date()
        facts = gather(door, claim, [body for _, body in decisions.values()], ports, on)
        return Weighing(door, claim, decisions, ports, weigh(door, facts, self.rulebook, on))

    def beforehand(
        self,
        door: Door,
        claim: Claim,
        decisions: Sequence[JudicialDecision],
        recorded: Mapping[str, Matter],
        unit: Unit,
        now: datetime,
    ) -> Decision:
        """Weigh what nobody submitted yet (``ports.beforehand``): undetermined is what acts are still to say."""
        profile = self.profile(claim, now.date())
        known = filling.beforehand(unit, self.records(unit), claim, recorded, now, profile)
        return weigh(door, gather(door, claim, decisions, known, now.date()), self.rulebook, now.date())


def rulebook_in_force(unit: Unit) -> str:
    """The digest of the rulebook that was adopted last, or that founded the log."""
    adopted = [(done.index, m.text("digest")) for m in unit.of_procedure("rulebook") for done in _adopted(m)]
    founded = [m.text("rulebook") for m in unit.of_procedure("treaty")]
    return max(adopted)[1] if adopted else "".join(founded)


def _adopted(rulebook: Matter) -> list[Done]:
    done = rulebook.last_of("rulebook.adopt")
    return [done] if done else []


def _subject(question: Question, unit: Unit) -> tuple[Matter, Matter]:
    """The entry and the version that the door is about."""
    matter = question.matter
    if matter is None:
        raise Refused("act.unknown_matter")
    if matter.procedure == "version":
        entry = unit.matter(matter.linked(VERSION_OF))
        version: Matter | None = matter
    else:
        entry = unit.matter(matter.linked(ON))
        permitted = [v for v in unit.linking(entry.id, VERSION_OF) if v.step == "permitted"] if entry else []
        version = permitted[-1] if permitted else None
    if entry is None or version is None:
        raise Refused("act.unknown_matter")
    return entry, version


def read_claim(unit: Unit, version: Matter, model: type[Claim]) -> Claim:
    """The claim of a version, from its statements. Raises Refused where they are not whole."""
    return model.of(said(unit, version))


def said(unit: Unit, matter: Matter) -> list[tuple[str, Json]]:
    """Property and value of all that is asserted on a matter, documents aside, in the order given."""
    return [
        pair
        for body, held in unit.opened(matter.id)
        if not body.schema.startswith(BESIDE)
        for pair in lifting.said(body.schema, held)
    ]


def read_decisions(unit: Unit, version: Matter) -> dict[str, tuple[Matter, JudicialDecision]]:
    """The decisions that a version rests on, by the reference its claim uses.

    Raises Refused (``entry.disagrees``) where two bear one reference."""
    found: dict[str, tuple[Matter, JudicialDecision]] = {}
    for target in version.all_linked(RESTS_ON):
        decision = unit.matter(target)
        if decision is not None:
            body = JudicialDecision.of(said(unit, decision))
            if body.reference in found:  # one of the two would be weighed and the other hidden
                raise Refused("entry.disagrees", "design, rule 2", fields=[f"{body.reference}.reference"])
            found[body.reference] = (decision, body)
    return found


def known_decisions(unit: Unit, entry: Matter, version: Matter) -> frozenset[Identity]:
    """The decisions on which the other versions of ``entry`` that were permitted rest: a renewal of a List
    entry needs one that is not among them, and recording an old one again makes none."""
    earlier = [v for v in unit.linking(entry.id, VERSION_OF) if v.step == "permitted" and v.id != version.id]
    return frozenset(body.identity for v in earlier for _, body in read_decisions(unit, v).values())


def check_agreement(version: Matter, claim: Claim, decisions: Mapping[str, tuple[Matter, JudicialDecision]]) -> None:
    """Refuse heads that say other than their bodies: effect reads heads, people read bodies."""
    listed = claim.supported.entry if isinstance(claim, SupportClaim) and claim.supported else None
    said: dict[str, tuple[object, object]] = {
        "sunset": (version.text("sunset"), claim.sunset.isoformat() if claim.sunset else ""),
        "supported": (version.all_linked(SUPPORTED), (listed,) if listed else ()),
    }
    for reference, (matter, body) in decisions.items():
        until = body.valid_until.isoformat() if body.valid_until else ""
        said[f"{reference}.type"] = (matter.opened.terms.get("type"), body.type.value)
        said[f"{reference}.finality"] = (matter.opened.terms.get("finality"), body.finality or "")
        said[f"{reference}.valid_until"] = (matter.opened.terms.get("valid_until", ""), until)
    differing = sorted(name for name, (head, body) in said.items() if head != body)
    if differing:
        raise Refused("entry.disagrees", "design, rule 2", fields=differing)
