"""What an act that tells something must satisfy besides its row in the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from comity import acts, clocks
from comity.acts import BodyHead, SignedAct
from comity.engine import Guard, Question, Unit
from comity.entries.acting import CONSENT
from comity.entries.guards import choices, circulated_to, linked
from comity.errors import Refused
from comity.information import sealed
from comity.information.doors import ORAL
from comity.information.due import is_held
from comity.information.procedures import ON
from comity.participants import Directory
from comity.qualification.vocabulary import Condition

ORAL_HOURS: Final = timedelta(hours=72)
_TOLD: Final = ("databank.", "assistance.", "sealed/", "document/")
_CONDITIONS: Final = frozenset(Condition)


def told(question: Question, signed: SignedAct, unit: Unit) -> None:
    """Whatever is told has a term, conditions of the closed list, and recipients that exist.

    What was told orally is kept for 72 hours and no longer: confirming it tells it again, in writing.
    """
    directory = unit.directory()
    for body in question.head.bodies:
        if not body.schema.startswith(_TOLD):
            continue
        if not body.kept_until:
            raise Refused("telling.term", "law.md D(iii), gate 34; C7")
        if question.head.kind in ORAL and acts.from_time(body.kept_until) > question.now + ORAL_HOURS:
            raise Refused("telling.oral_term", "Conv. Art 8(2); law.md D(iii), gate 39")
        _check_body(body, directory)
    sealed.guard(question, signed, unit)


def _check_body(body: BodyHead, directory: Directory) -> None:
    unknown = set(body.conditions) - _CONDITIONS
    if unknown:
        raise Refused("telling.conditions", "Conv. Art 13", unknown=sorted(unknown), allowed=sorted(_CONDITIONS))
    if (body.code == "NAMED") != bool(body.recipients):
        raise Refused("telling.recipients", "law.md D(iii), gate 34", handling=body.code)
    known = {name for a in directory.authorities.values() for name in (a.id, a.participant)}
    strange = set(body.recipients) - known
    if strange:
        raise Refused("telling.unknown_recipient", "law.md D(iii), gate 34", recipients=sorted(strange))


def consent(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A consent names to whom: one body of its own schema, for named recipients."""
    bodies = question.head.bodies
    if len(bodies) != 1 or bodies[0].schema != CONSENT or bodies[0].code != "NAMED" or not bodies[0].recipients:
        raise Refused("telling.consent", "Conv. Art 13(2), 13(3)")
    _check_body(bodies[0], unit.directory())


def void(question: Question, signed: SignedAct, unit: Unit) -> None:
    """What was told orally is void 72 hours later, and not sooner."""
    matter = question.matter
    due = acts.to_time(clocks.due("72h", acts.from_time(matter.opened.time))) if matter else ""
    if question.head.terms.get("due") != due:
        raise Refused("act.not_due", "Conv. Art 8(2)", due=str(question.head.terms.get("due"))[:40])


def lapse(question: Question, signed: SignedAct, unit: Unit) -> None:
    """The clock takes the bytes of what has come to the end of its term, and of nothing else."""
    due = question.head.terms.get("due")
    target = linked(question.head.links, ON)
    if not isinstance(due, str) or not is_held(unit, target, due):
        raise Refused("act.not_due", "law.md C7", due=str(due)[:40])


def addressed(question: Question, signed: SignedAct, unit: Unit) -> None:
    """Only the authority that was asked receives, refuses, postpones or forwards a request."""
    choices(question, signed, unit)
    if question.matter is None or question.matter.text("to") != question.head.authority:
        raise Refused("act.unknown_matter")


def subjects_known(question: Question, unit: Unit) -> None:
    """What a request is about exists for the one who asks: an unseen entry is refused as an unknown one."""
    for link in question.head.links:
        matter = unit.matter(link.to) if link.relation == "about" else None
        if matter is not None and matter.procedure.endswith(".entry") and not circulated_to(question, unit, matter):
            raise Refused("act.links", "procedure request", relation="about")


GUARDS: Final[Mapping[str, Guard]] = {
    "consent.give": consent,
    "request.void": void,
    "danger.void": void,
    "erasure.lapse": lapse,
}
