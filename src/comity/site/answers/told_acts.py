"""Moves on what was told that bring more than a form's terms: confirming, extending, consenting, proposing to merge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from comity import acts, bootstrap
from comity.acts import BodyHead
from comity.assistance.bodies import Question, Warning
from comity.assistance.procedures import REQUEST
from comity.databank.procedures import WITH
from comity.entries import acting
from comity.entries.acting import Asked, Prepared
from comity.entries.choosing import Choice
from comity.errors import Fault, Refused
from comity.information import extending
from comity.information.moves import TO_WHOM, UNTIL
from comity.information.sealed import SCHEMA as SEALED
from comity.interchange.telling import acting as telling
from comity.interchange.telling import reading
from comity.interchange.telling.model import QuestionTelling, WarningTelling
from comity.interchange.telling.reading import Telling
from comity.interchange.telling.sealing import ATTESTED
from comity.matters import Matter
from comity.provenance import said
from comity.site.answers.visit import Visit


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed for one move: its terms, the reasons in writing, and an approver's own words (gate 44)."""

    terms: tuple[tuple[str, str], ...]
    reason: str = ""
    words: str = ""

    def term(self, name: str) -> str:
        """What was typed for one term; empty where nothing was."""
        return dict(self.terms).get(name, "")


def prepare(visit: Visit, choice: Choice, told: Told) -> Prepared:
    """The act, to be signed. Raises Refused: ``ask.sealed`` and ``danger.nothing`` where what was told cannot be read
    here, ``face.day``, ``telling.consent``, and as ``entries.acting.prepare`` does."""
    return OWN_WAY[choice.kind](visit, choice, told)


def _confirm(visit: Visit, choice: Choice, told: Told) -> Prepared:
    """The same in writing as was told orally, read back from what the node holds of it (Conv. Art 8(2))."""
    matter, stored = visit.unit.matter(choice.matter), None
    if matter is not None:
        stored = visit.unit.stored(matter.opened.act)
    if matter is None or stored is None:
        raise Refused("act.unknown_matter")
    who = acting.identity(visit.unit.directory(), visit.signer)
    return telling.prepare_confirm(
        _orally(visit, matter),
        acts.parse_head(stored[0]),
        who,
        visit.now,
        bootstrap.random_bytes,
        attests=gates(told),
    )


def _orally(visit: Visit, matter: Matter) -> Telling:
    model = Question if matter.procedure == REQUEST else Warning
    pairs = [pair for _, held in _bodies(visit, matter.id, model.SCHEMA) for pair in said(held)]
    if not pairs:
        raise Refused("ask.sealed", "design, rule 21")
    says = model.of(pairs)
    if isinstance(says, Question):
        return reading.of(QuestionTelling(kind="question", to=matter.text("to"), oral=True, says=says))
    if isinstance(says, Warning):
        return reading.of(WarningTelling(kind="warning", oral=True, says=says))
    raise Fault("what was told orally is neither a question nor a warning")


def _extend(visit: Visit, choice: Choice, told: Told) -> Prepared:
    """The warning told anew, with reasons, for a longer time."""
    terms = tuple(one for one in told.terms if one[0] != UNTIL)
    asked = Asked(choice.kind, visit.signer.id, choice.matter, terms=terms, reason=told.reason, lang=visit.lang)
    prepared = acting.prepare(asked, visit.unit, bootstrap.PROCEDURES, visit.now, bootstrap.random_bytes)
    bodies = _bodies(visit, choice.matter, Warning.SCHEMA)
    if not bodies:
        raise Refused("danger.nothing", "law.md D(iii), Danger now")
    return extending.extended(prepared, bodies[-1], told.term(UNTIL), bootstrap.random_bytes)


def _merge(visit: Visit, choice: Choice, told: Told) -> Prepared:
    return _opened(visit, choice, told, more=((WITH, told.term(WITH)),))


def _consent(visit: Visit, choice: Choice, told: Told) -> Prepared:
    if not told.reason or not told.term(TO_WHOM):
        raise Refused("telling.consent", "Conv. Art 13(2), 13(3)")
    return _opened(visit, choice, told, to=tuple(one for one in told.term(TO_WHOM).split(",") if one))


def _opened(
    visit: Visit, choice: Choice, told: Told, *, more: tuple[tuple[str, str], ...] = (), to: tuple[str, ...] = ()
) -> Prepared:
    asked = Asked(choice.kind, visit.signer.id, on=choice.matter, reason=told.reason, lang=visit.lang, more=more, to=to)
    return acting.prepare(asked, visit.unit, bootstrap.PROCEDURES, visit.now, bootstrap.random_bytes)


def needed(visit: Visit, choice: Choice) -> tuple[int, ...]:
    """The gates that the signer of a move on what was told attests, each one; none where the move attests nothing."""
    way = next((one for one in telling.WAYS.values() if choice.procedure.name == one.procedure), None)
    if way is None or "attests" not in choice.move.terms:
        return ()
    if not is_sealed(visit, choice.matter):
        return way.attests
    return tuple(one for one in ATTESTED if one in way.attests or one not in telling.ATTESTED_IN_QUESTION)


def is_sealed(visit: Visit, matter: str) -> bool:
    """Whether what was told on a matter is sealed: its giver attests what nobody else can weigh."""
    return any(body.schema == SEALED for body, _ in visit.unit.opened(matter))


def _bodies(visit: Visit, matter: str, schema: str) -> list[tuple[BodyHead, tuple[bytes, ...]]]:
    return [(body, tuple(held)) for body, held in visit.unit.opened(matter) if body.schema == schema and held]


def gates(told: Told) -> tuple[int, ...]:
    """The gates that were ticked."""
    return tuple(int(one) for one in told.term("attests").split(",") if one)


OWN_WAY: Final[Mapping[str, Callable[[Visit, Choice, Told], Prepared]]] = {
    "request.confirm": _confirm,
    "danger.confirm": _confirm,
    "danger.extend": _extend,
    "merging.propose": _merge,
    "consent.give": _consent,
}
"""The acts that are prepared here, each its own way."""
