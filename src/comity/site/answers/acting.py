"""Acting: which moves are open to the visitor, what one would sign, and what happened while he thought about it."""

from __future__ import annotations

from typing import Final

from comity import bootstrap
from comity.acts import BodyHead
from comity.assistance.procedures import PROCEDURES as ASSISTANCE
from comity.council.procedures import PROCEDURES as COUNCIL
from comity.databank.procedures import PROCEDURES as DATABANK
from comity.entries import acting, history, wording
from comity.entries.acting import Asked, Prepared
from comity.entries.choosing import Choice, Chooser
from comity.entries.grounds import permitted
from comity.entries.history import Event
from comity.entries.procedures import PROCEDURES as ENTRIES
from comity.entries.procedures import VERSION_OF
from comity.errors import Refused
from comity.information.procedures import PROCEDURES as INFORMATION
from comity.interchange.telling.draft import check_attested
from comity.judiciary.procedures import PROCEDURES as JUDICIARY
from comity.matters import Procedure
from comity.provenance import Standing, Statement, seal
from comity.qualification.parts import EffectStatement
from comity.qualification.vocabulary import EffectCode
from comity.site.answers import known, told_acts
from comity.site.answers.told_acts import Told
from comity.site.answers.visit import Visit

TABLES: Final[tuple[Procedure, ...]] = (*ENTRIES, *JUDICIARY, *COUNCIL, *INFORMATION, *DATABANK, *ASSISTANCE)
APPROVE: Final = "version.approve"
PERMIT: Final = "version.permit"
BY_APPROVER: Final = "effect_by_approver"
_GRADE: Final = "B2"  # a State's own word on its own claim, as a dossier grades it


def chooser(visit: Visit) -> Chooser:
    """Whoever visits, before the tables. Raises Refused (``actor.officer``) for the public."""
    return Chooser(visit.unit, visit.view, visit.signer, TABLES, visit.at)


def open_moves(visit: Visit, entry: str) -> tuple[Choice, ...]:
    """The moves on ``entry`` and on what bears on it that are open to the visitor; none to the public."""
    return chooser(visit).on_entry(entry) if visit.officer else ()


def asked(visit: Visit) -> tuple[Choice, ...]:
    """The questions that wait for the visitor's authority."""
    return chooser(visit).asked() if visit.officer else ()


def moves_on(visit: Visit, matter: str) -> tuple[Choice, ...]:
    """The moves on what was told that are open to the visitor; none where he may not know of it."""
    found = known.matter(visit, matter) if visit.officer else None
    return tuple(one for one in chooser(visit).on(found) if known.is_for(visit, one)) if found else ()


def moves_about(visit: Visit, matter: str) -> tuple[Choice, ...]:
    """The same, and those on the consents, mergings and answers that hang on it."""
    hanging = [one.id for relation in known.HANGING for one in visit.unit.linking(matter, relation)]
    return tuple(move for about in (matter, *hanging) for move in moves_on(visit, about))


def find(visit: Visit, kind: str, matter: str) -> Choice:
    """The move ``kind`` on ``matter``. Raises Refused as ``Chooser.find`` does."""
    told = known.matter(visit, matter)
    if told is None:
        return chooser(visit).find(kind, matter)
    choice = chooser(visit).find_on(kind, told)
    if not known.is_for(visit, choice):
        raise Refused("act.unknown_matter")
    return choice


def events(visit: Visit, choice: Choice) -> tuple[Event, ...]:
    """What happened so far to the entry, or to what was told, as the visitor may know; nothing where he may not."""
    told = known.matter(visit, choice.matter)
    if told is not None:
        return known.events(told)
    entry = visit.unit.matter(choice.entry) if choice.entry else None
    if entry is None:
        return ()
    return history.events(visit.unit, entry, visit.reader, bootstrap.TABLES, visit.at)


def last_seen(visit: Visit, choice: Choice) -> int:
    """The place in the log up to which the visitor has seen what bears on this move."""
    matter = visit.unit.matter(choice.matter)
    known = [event.index for event in events(visit, choice)]
    return max([*known, matter.last.index if matter else 0])


def meanwhile(visit: Visit, choice: Choice, seen: int) -> tuple[Event, ...]:
    """What happened since ``seen``, oldest first."""
    return tuple(event for event in events(visit, choice) if event.index > seen)


def in_effect(visit: Visit, entry: str) -> tuple[str, ...]:
    """The version of ``entry`` that was permitted last; none where there is none."""
    found = permitted(visit.unit.linking(entry, VERSION_OF), visit.at)
    return (found[0].id,) if found else ()


def prepare(visit: Visit, choice: Choice, told: Told) -> Prepared:
    """The act, to be signed. Raises Refused as ``entries.acting.prepare`` and ``told_acts.prepare`` do, and
    ``desk_acting.own_words`` where an approver does not say in words of his own what the entry will do."""
    if choice.kind == APPROVE:
        return _approval(visit, choice, told)
    wanted = told_acts.needed(visit, choice)
    if wanted:
        check_attested(wanted, told_acts.gates(told))
    if choice.kind in told_acts.OWN_WAY:
        return told_acts.prepare(visit, choice, told)
    request = Asked(
        choice.kind,
        visit.signer.id,
        matter="" if choice.opens else choice.matter,
        on=choice.matter if choice.opens else "",
        terms=told.terms,
        reason=told.reason,
        lang=visit.lang,
    )
    return acting.prepare(request, visit.unit, bootstrap.PROCEDURES, visit.now, bootstrap.random_bytes)


def _approval(visit: Visit, choice: Choice, told: Told) -> Prepared:
    """The approval with the approver's own statement of the effects, in a body for whoever reads the drafter's."""
    officer, version, random_bytes = visit.signer, visit.unit.matter(choice.matter), bootstrap.random_bytes
    if version is None:
        raise Refused("act.unknown_matter")
    effects = _effects(told)
    if not effects or not told.words.strip():
        raise Refused("desk_acting.own_words", "law.md D(iii), gate 44")
    stated = EffectStatement(officer=officer.id, effects=effects, words=told.words)
    like = _like(visit, choice.matter)
    directory, day = visit.unit.directory(), visit.now.date().isoformat()
    value = stated.model_dump(mode="json")
    participant = directory.participant_of(officer.authority)
    said = Statement(BY_APPROVER, value, participant, "dossier", Standing.RECORDED, _GRADE, visit.lang, "", day, day)
    opened = seal([said], lambda: random_bytes(16))
    about, commitments = (version.linked(VERSION_OF),), tuple(one.commitment for one in opened)
    body = BodyHead(like.schema, like.code, like.recipients, about, (), commitments)
    head = acting.head(
        acting.identity(directory, officer),
        acting.capacity_for(officer, choice.move),
        APPROVE,
        choice.procedure.name,
        choice.matter,
        visit.now,
        random_bytes,
        after=version.last.act,
        terms={"effects": [*sorted(effect.value for effect in effects)]},
        bodies=(body,),
    )
    return Prepared(head, head.to_bytes(), (opened,), wording.words_of(head, choice.move))


def _effects(told: Told) -> tuple[EffectCode, ...]:
    typed = next((value for name, value in told.terms if name == "effects"), "")
    known = {one.value: one for one in EffectCode}
    return tuple(known[one] for one in typed.split(",") if one in known)


def _like(visit: Visit, version: str) -> BodyHead:
    """The body of the version that is the least open: the approver's words are for whoever reads that."""
    claims = [body for body, _ in visit.unit.opened(version) if not body.schema.startswith(("document/", "reasons/"))]
    closed = [body for body in claims if body.code != "PUBLIC"]
    if not claims:
        raise Refused("act.unknown_matter")
    return (closed or claims)[0]
