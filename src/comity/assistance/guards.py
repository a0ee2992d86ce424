"""What a question, an answer and a warning must satisfy besides their rows in the tables (Conv. Arts 8, 9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.acts import SignedAct
from comity.assistance.procedures import TO
from comity.engine import Guard, Question, Unit
from comity.entries.guards import linked
from comity.errors import Refused
from comity.information.guards import addressed, subjects_known, told

ADDRESSED: Final = ("request.receive", "request.clarify", "request.refuse", "request.postpone", "request.forward")
"""What only the authority does that was asked."""
_ASKED: Final = frozenset({"sent", "received", "clarify"})
_TELLING: Final = ("assistance.", "sealed/")


def ask(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A question goes to one authority of another participant, and to nobody else."""
    told(question, signed, unit)
    head, directory = question.head, unit.directory()
    to = str(question.matter.text("to") if question.matter else head.terms["to"])
    authority = directory.authorities.get(to)
    if authority is None or authority.duty not in ("competent", "executive"):
        raise Refused("request.addressee", "Conv. Art 8(3)", to=to[:64])
    if authority.participant == directory.participant_of(head.authority):
        raise Refused("request.addressee", "Conv. Art 8(3)", to=to[:64])
    _only_to(question, frozenset({to, head.authority}))
    subjects_known(question, unit)


def answer(question: Question, signed: SignedAct, unit: Unit) -> None:
    """An answer is given by the authority that was asked, to the one that asked, while the request is open."""
    told(question, signed, unit)
    request = unit.matter(linked(question.head.links, TO))
    if request is None or request.text("to") != question.head.authority or request.step not in _ASKED:
        raise Refused("act.parent", "procedure answer", relation=TO)
    _only_to(question, frozenset({request.opened.authority, question.head.authority}))


def warn(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A warning goes to named authorities; nobody else learns that there is one."""
    told(question, signed, unit)
    if any(body.schema.startswith(_TELLING) and body.code != "NAMED" for body in question.head.bodies):
        raise Refused("danger.named", "law.md D(iii), Danger now")
    reasoned = any(body.schema.startswith("reasons/") for body in question.head.bodies)
    if question.head.kind == "danger.extend" and not reasoned:
        raise Refused("entry.reasons", "law.md D(iii), Danger now", act="danger.extend")


def _only_to(question: Question, allowed: frozenset[str]) -> None:
    for body in question.head.bodies:
        telling = body.schema.startswith(_TELLING)
        if telling and (body.code != "NAMED" or not set(body.recipients) <= allowed):
            raise Refused("request.recipients", "Conv. Art 13(3)", allowed=sorted(allowed))


GUARDS: Final[Mapping[str, Guard]] = {
    **dict.fromkeys(("request.draft", "request.oral", "request.confirm"), ask),
    **dict.fromkeys(ADDRESSED, addressed),
    "answer.give": answer,
    **dict.fromkeys(("danger.warn", "danger.oral", "danger.confirm", "danger.extend"), warn),
}
