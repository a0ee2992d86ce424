"""Drafting a telling: a question, an answer, a warning, or what one's State tells the databank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import yaml

from comity.bootstrap import TABLES, Doors, random_bytes, treaty
from comity.databank.procedures import INCIDENT
from comity.entries import acting as preparing
from comity.entries.acting import Prepared
from comity.errors import Fault, Refusal, Refused
from comity.information import doors
from comity.interchange.dossier import folder
from comity.interchange.dossier.checking import Known
from comity.interchange.dossier.making import Content
from comity.interchange.dossier.reading import Malformed
from comity.interchange.telling import acting, checking, contents, reading
from comity.interchange.telling.acting import WAYS
from comity.interchange.telling.model import KINDS
from comity.interchange.telling.reading import Telling
from comity.operations import composing
from comity.participants import Capacity
from comity.qualification import ports
from comity.qualification.ports import Ports
from comity.site.answers import drafting, known, told_acts
from comity.site.answers import held as drafts
from comity.site.answers.held import Held, Lying
from comity.site.answers.requests import may_answer
from comity.site.answers.visit import Visit
from comity.store import requests, telling

ORALLY: Final = {"question": Capacity.NLO, "warning": Capacity.NLO}
"""Who may tell it orally besides who tells it in writing."""
TELLERS: Final = frozenset({Capacity.NLO, Capacity.NAA, Capacity.ECA})
_NAMED: Final = frozenset({"question", "answer", "warning"})
_GRADE: Final = "B2"  # of what carries none of its own, until its teller says otherwise
_LINE: Final = 4_000  # no line of a text is broken: a fault names the line of its field


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong: faults of form, or else what the gates say as far as the teller can know, and who will read which
    part until when."""

    faults: tuple[Refusal, ...] = ()
    known: Known | None = None
    telling: Telling | None = None
    parts: tuple[Content, ...] = ()


def kinds(visit: Visit) -> tuple[str, ...]:
    """The kinds of telling that the visitor may begin; an answer begins at its request."""
    able = visit.signer.capacities
    return tuple(kind for kind in KINDS if kind != "answer" and able & {WAYS[kind].capacity, ORALLY.get(kind)})


def listed(visit: Visit) -> tuple[Lying, ...]:
    """The drafts of the visitor's authority that are his to see: of what he may tell."""
    return tuple(one for one in drafts.listed(visit, drafts.TELLING) if _may_see(visit, one.kind))


def opened(visit: Visit, name: str) -> Held:
    """The draft ``name``. Raises Refused (``draft.unknown``) where it is none that the visitor may see."""
    held = drafts.opened(visit, name, drafts.TELLING)
    if not _may_see(visit, held.kind):
        raise Refused("draft.unknown", "design, rule 24")
    return held


def new(visit: Visit, kind: str, about: str = "") -> Held:
    """An empty telling of ``kind`` that names its teller; of the matter ``about``, where the visitor may know of it.

    Raises Refused (``dossier.no_kind``) for a kind that is not the visitor's to tell.
    """
    if kind not in kinds(visit):
        raise Refused("dossier.no_kind", "law.md D(iv)", given=kind[:40], known=list(kinds(visit)) or ["-"])
    working = visit.registry.profile.working_languages
    lang = visit.lang if visit.lang in working else working[0]  # another one wants a certified translation (gate 35)
    says: dict[str, Any] = {**_own(visit), "lang": lang, "conditions": ["purpose_only"]}
    if kind in _NAMED:
        says["handling_code"] = "NAMED"
    data: dict[str, Any] = {"kind": kind}
    seen = known.matter(visit, about)
    if kind == "question":
        says["subjects"] = [about] if seen or visit.view.sees(about) else []
    elif seen is not None and (seen.procedure == INCIDENT) == (kind == "incident"):
        data["file"] = about
    return Held(text_of({**data, "grade": _GRADE, "says": says}), form=drafts.TELLING)


def uploaded(visit: Visit, text: bytes) -> Held:
    """A draft of an uploaded ``telling.yaml``. Raises Refused (``dossier.no_kind``, ``desk_acting.no_text``)."""
    try:
        held = Held(text.decode("utf-8").replace("\r\n", "\n"), form=drafts.TELLING)
    except UnicodeDecodeError:
        raise Refused("desk_acting.no_text", "design, rule 5") from None
    if held.kind not in kinds(visit):
        raise Refused("dossier.no_kind", "law.md D(iv)", given=held.kind, known=list(kinds(visit)) or ["-"])
    return held


def answer(visit: Visit, request: str, *, case: str = "", reason: str = "") -> Held:
    """The draft of an answer, composed from what may go. What another gave to few is opened for a case and a reason.

    Raises Refused: ``act.unknown_matter`` where the visitor may not answer, ``ask.sealed``, ``face.*``.
    """
    matter = requests.named(visit.unit, visit.reader, request)
    if not may_answer(visit, matter):
        raise Refused("act.unknown_matter")
    made = composing.compose(visit.unit, visit.reader, matter, (), visit.now.date(), visit.lang)
    hidden = telling.restricted(made.seen, visit.reader)
    visit.record_each(hidden, case, reason)
    says = made.answer.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return Held(text_of({"kind": "answer", "answers": matter.id, "grade": _GRADE, "says": says}), form=drafts.TELLING)


def text_of(data: dict[str, Any]) -> str:
    """A telling as the text of ``telling.yaml``."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_LINE)


def check(visit: Visit, held: Held) -> Checked:
    """Every fault of form; where there is none, what the gates say, and who will read which part."""
    files = folder.judged(held.text.encode(), held.contents)
    try:
        told = reading.of_files(files, lambda name: held.documents[name].salt)
    except Malformed as malformed:
        return Checked(malformed.faults)
    rulebook = treaty(visit.registry.located.config.profile).rulebook
    found = checking.check(told, rulebook, _ports(visit, told), visit.now)
    try:
        parts = contents.divided(told, visit.now, (), oral=acting.is_oral(told))
    except Refused:  # no day until which it is kept: a gate says so already
        parts = ()
    return Checked((), found, told, parts)


def attests(told: Telling) -> tuple[int, ...]:
    """The gates that who signs it first attests; none where another officer approves it, or it is told orally."""
    way = acting.way(told)
    return () if way.approve or acting.is_oral(told) else way.attests


def prepare(visit: Visit, told: Telling, attested: Iterable[int]) -> tuple[Prepared, ...]:
    """What the visitor signs. Raises Refused: ``desk_acting.other_state`` where it speaks for another,
    ``actor.capacity`` where it is not his to tell, and as ``telling.acting.prepare_submit`` does."""
    drafting.check_own(visit, told.says.claimant_state, told.says.claimant_authority)
    way, oral = acting.way(told), acting.is_oral(told)
    kind = way.oral if oral else way.submit
    move = next(one for one in TABLES[way.procedure].moves if one.act == kind)
    capacity = Capacity(preparing.capacity_for(visit.signer, move))
    who = preparing.identity(visit.unit.directory(), visit.signer)
    return acting.prepare_submit(told, who, visit.now, random_bytes, capacity=capacity, attests=attested)


def signed_by(visit: Visit, told: Telling, attested: tuple[int, ...]) -> tuple[Prepared, ...]:
    """The same with what its signer attests. Raises Refused (``desk_acting.attests``) where a gate is missing."""
    told_acts.check_attested(attests(told), attested)
    return prepare(visit, told, attested)


def attachments(told: Telling) -> dict[str, bytes]:
    """The documents that go with the acts, by digest."""
    return {one.digest: one.content for one in told.attachments.values()}


def _own(visit: Visit) -> dict[str, str]:
    return {"claimant_state": visit.reader.participant, "claimant_authority": visit.signer.authority}


def _may_see(visit: Visit, kind: str) -> bool:
    answers = kind == "answer" and bool(visit.signer.capacities & {Capacity.NAA, Capacity.ECA})
    return answers or kind in kinds(visit) or (kind not in KINDS and Capacity.NLO in visit.signer.capacities)


def _ports(visit: Visit, told: Telling) -> Ports:
    """What acts say already of who tells and of whom it is for; signatures and attestations are still to come."""
    keeper = visit.registry.node.charter.ask_door
    if not isinstance(keeper, Doors):
        raise Fault("the node has no door keeper of tellings; this is a programming error")
    directory, day = visit.unit.directory(), visit.at[:10]
    own = directory.authorities[visit.signer.authority]
    records = keeper.tellings.records(visit.unit)
    return Ports(
        authority=ports.AuthorityFacts(own.participant, own.valid_on(day)),
        safeguards=doors.safeguards(visit.unit, records, own.id, told.says.recipients, day),
        profile=ports.ProfileFacts(frozenset(visit.registry.profile.working_languages)),
        telling=ports.TellingFacts(0),
    )
