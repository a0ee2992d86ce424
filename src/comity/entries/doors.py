"""The door keeper: reads a version's claim, gathers the facts, weighs them, and stamps the answer.

Called inside ``commit``, on the facts of that moment. Nothing else in the program decides a gate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from comity.acts import Door as DoorStamp
from comity.engine import Question, Unit
from comity.entries import ports as filling
from comity.entries.procedures import ON, RESTS_ON, VERSION_OF
from comity.entries.records import Records
from comity.errors import Refused
from comity.judiciary.bodies import JudicialDecision
from comity.matters import Matter
from comity.provenance import Statement, parse
from comity.qualification.claim import Claim
from comity.qualification.facts import gather
from comity.qualification.gates import Decision, weigh
from comity.qualification.ports import Ports, ProfileFacts
from comity.qualification.rulebook import Outcome, Rulebook
from comity.qualification.support import minimal_sets
from comity.qualification.vocabulary import Door

DOCUMENT = "document/"


class Closed(Refused):
    """A door that did not open, with the whole decision for whoever may see it."""

    def __init__(self, decision: Decision, door: str) -> None:
        self.decision = decision
        failed = sorted({f.gate for f in decision.findings if f.outcome is not Outcome.PERMIT})
        provisions = [f.provision for f in decision.findings if f.outcome is not Outcome.PERMIT]
        super().__init__(
            "act.door", provisions[0] if provisions else "", door=door, gates=[f"gate {n}" for n in failed]
        )


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
    ``profile``: what the profile says of a claim."""

    rulebook: Rulebook
    claims: Mapping[str, type[Claim]]
    profile: Callable[[Claim], ProfileFacts]
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
        )
        ids = tuple(tuple(sorted(weighing.decisions[ref][0].id for ref in one)) for one in sets)
        return DoorStamp(question.door, weighing.decision.rulebook_digest, tuple(sorted(ids)))

    def weigh(self, question: Question, unit: Unit) -> Weighing:
        """Gather the facts of this moment and weigh them. Raises Refused where there is nothing to weigh."""
        entry, version = _subject(question, unit)
        claim = read_claim(unit, version, self.claims[entry.procedure])
        decisions = read_decisions(unit, version)
        ports = filling.fill(question, unit, self.records(unit), entry, version, claim, decisions, self.profile(claim))
        door, on = Door(question.door), question.now.date()
        facts = gather(door, claim, [body for _, body in decisions.values()], ports, on)
        return Weighing(door, claim, decisions, ports, weigh(door, facts, self.rulebook, on))


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
    return model.from_statements(statements(unit, version))


def statements(unit: Unit, matter: Matter) -> list[Statement]:
    """What is asserted on a matter, documents aside, in the order given."""
    return [
        parse(content)
        for body, held in unit.opened(matter.id)
        if not body.schema.startswith(DOCUMENT)
        for content in held
    ]


def read_decisions(unit: Unit, version: Matter) -> dict[str, tuple[Matter, JudicialDecision]]:
    """The decisions that a version rests on, by the reference its claim uses."""
    found: dict[str, tuple[Matter, JudicialDecision]] = {}
    for target in version.all_linked(RESTS_ON):
        decision = unit.matter(target)
        if decision is not None:
            body = JudicialDecision.from_statements(statements(unit, decision))
            found[body.reference] = (decision, body)
    return found


def question_for(version: Matter, question: Question) -> Question:
    """The same question asked of ``version``; for explaining before anyone signs."""
    return Question(version.text("door"), question.head, version, question.officer, question.now)
