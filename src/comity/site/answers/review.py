"""Compliance review of one version: what it says, what differs, and every gate's finding on the facts of now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from comity.bootstrap import Doors, random_bytes
from comity.engine import Question
from comity.entries import acting as preparing
from comity.entries import as_json, history
from comity.entries import face as reading
from comity.entries.choosing import Choice
from comity.entries.face import Part
from comity.entries.grounds import permitted
from comity.entries.history import Change
from comity.entries.procedures import RESTS_ON, VERSION, VERSION_OF
from comity.entries.readers import Purpose
from comity.errors import Fault, Refusal, Refused
from comity.matters import Matter
from comity.qualification import sentences
from comity.qualification.gates import Finding
from comity.qualification.rulebook import Outcome
from comity.qualification.vocabulary import HumanGate
from comity.site.answers import acting
from comity.site.answers.visit import Visit

_HUMAN = frozenset(one.value for one in HumanGate)


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: its findings, the worst of their answers, and whether the reviewer attests a part of it himself."""

    number: int
    findings: tuple[Finding, ...]
    outcome: Outcome
    attested: bool

    @property
    def waiting(self) -> tuple[Finding, ...]:
        """What holds only because the reviewer has attested nothing yet."""
        return tuple(one for one in self.findings if self._waits(one))

    @property
    def found(self) -> tuple[Finding, ...]:
        """What the gate finds whatever the reviewer attests."""
        return tuple(one for one in self.findings if not self._waits(one))

    @property
    def stands(self) -> Outcome:
        """The answer to that."""
        return _worst(self.found)

    def _waits(self, one: Finding) -> bool:
        return one.outcome is not Outcome.PERMIT and f"attested_{self.number}" in one.rule.needs


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that the version rests on, where it stands, and what the reviewer may do with it."""

    part: Part
    step: str
    moves: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer decides on. ``refusal``: why the version could not be weighed at all."""

    entry: Matter
    version: Matter
    part: Part
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    gates: tuple[Gate, ...]
    moves: tuple[Choice, ...]
    refusal: Refusal | None = None


def of(visit: Visit, name: str) -> Review:
    """The review of the version ``name``. The version is the case: opening what is restricted is kept in the journal.

    Raises Refused (``act.unknown_matter``) alike where there is none and where the visitor does not review it.
    """
    version = visit.unit.matter(name)
    entry = visit.unit.matter(version.linked(VERSION_OF)) if version and version.procedure == VERSION.name else None
    if version is None or entry is None or not reading.is_inside(visit.reader, entry):
        raise Refused("act.unknown_matter")
    part = reading.part_of(version.id, visit.view, False)
    held = [reading.part_of(one, visit.view, False) for one in version.all_linked(RESTS_ON)]
    if reading.is_restricted(entry, visit.reader, (part, *held)):
        visit.record_restricted(entry.id, Purpose(version.id, "review"))
    earlier = [v for v in visit.unit.linking(entry.id, VERSION_OF) if v.id != version.id]
    standing = permitted(earlier, visit.at)
    before = reading.part_of(standing[0].id, visit.view, False) if standing else None
    moves = acting.open_moves(visit, entry.id)
    decisions = tuple(_decision(visit, one, moves) for one in held)
    gates, refusal = _weighed(visit, version)
    return Review(
        entry,
        version,
        part,
        history.between(before, part) if before else (),
        decisions,
        gates,
        tuple(one for one in moves if one.matter == version.id and one.procedure.name == VERSION.name),
        refusal,
    )


def as_told(review: Review, lang: str) -> dict[str, object]:
    """The same for the API, with what each gate found in words."""
    return {
        "entry": review.entry.id,
        "version": review.version.id,
        "claimant": review.version.participant,
        "step": review.version.step,
        "name": next(iter(reading.names_of(review.part)), ""),
        "part": as_json.part(review.part),
        "changes": [{"field": one.field, "gone": list(one.gone), "come": list(one.come)} for one in review.changes],
        "decisions": [
            {"step": one.step, "part": as_json.part(one.part), "moves": [move.kind for move in one.moves]}
            for one in review.decisions
        ],
        "gates": [
            {
                "gate": gate.number,
                "outcome": gate.outcome.value,
                "attested": gate.attested,
                "findings": [
                    {"words": sentences.sentence(one, lang), "provision": one.provision} for one in gate.findings
                ],
            }
            for gate in review.gates
        ],
        "moves": [move.kind for move in review.moves],
        "refusal": review.refusal.sentence(lang) if review.refusal else "",
    }


def _decision(visit: Visit, part: Part, moves: tuple[Choice, ...]) -> Decision:
    matter = visit.unit.matter(part.matter)
    return Decision(part, matter.step if matter else "", tuple(one for one in moves if one.matter == part.matter))


def _weighed(visit: Visit, version: Matter) -> tuple[tuple[Gate, ...], Refusal | None]:
    """What the door would find now if the reviewer attested nothing."""
    doors, officer = visit.registry.node.charter.ask_door, visit.officer
    if not isinstance(doors, Doors) or officer is None:
        raise Fault("the node has no door keeper of entries; this is a programming error")
    try:
        head = preparing.head(
            preparing.identity(visit.unit.directory(), officer),
            visit.reader.capacity,
            acting.PERMIT,
            VERSION.name,
            version.id,
            visit.now,
            random_bytes,
            after=version.last.act,
            terms={"attests": []},
        )
        question = Question(version.text("door"), head, version, officer, visit.now)
        findings = doors.entries.weigh(question, visit.unit).decision.findings
    except Refused as refused:
        return (), refused.refusal
    return tuple(_gates(findings)), None


def _gates(findings: tuple[Finding, ...]) -> list[Gate]:
    found = []
    for number, group in groupby(sorted(findings, key=attrgetter("gate")), key=attrgetter("gate")):
        of_gate = tuple(group)
        found.append(Gate(number, of_gate, _worst(of_gate), number in _HUMAN))
    return found


def _worst(findings: tuple[Finding, ...]) -> Outcome:
    outcomes = {one.outcome for one in findings}
    return next((one for one in (Outcome.REFUSE, Outcome.UNDETERMINED) if one in outcomes), Outcome.PERMIT)
