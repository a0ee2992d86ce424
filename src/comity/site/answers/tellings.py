"""Drafting a telling: a question, an answer, a warning, or what one's State tells the databank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from comity.bootstrap import TABLES, Doors, random_bytes, treaty
from comity.databank.procedures import INCIDENT
from comity.entries import acting as preparing
from comity.entries.acting import Prepared
from comity.errors import Fault, Refused
from comity.information import doors
from comity.interchange.telling import acting, draft
from comity.interchange.telling.draft import Checked, attests, check_attested
from comity.interchange.telling.reading import Telling
from comity.operations import composing
from comity.participants import Capacity
from comity.qualification import ports
from comity.qualification.ports import Ports
from comity.site.answers import drafting, known
from comity.site.answers import held as drafts
from comity.site.answers.held import Held, Lying
from comity.site.answers.requests import may_answer
from comity.site.answers.visit import Visit
from comity.store import requests, telling

__all__ = ["Checked", "attests"]

TELLERS: Final = frozenset({Capacity.NLO, Capacity.NAA, Capacity.ECA})


def kinds(visit: Visit) -> tuple[str, ...]:
    """The kinds of telling that the visitor may begin; an answer begins at its request."""
    return draft.kinds(visit.signer.capacities)


def listed(visit: Visit) -> tuple[Lying, ...]:
    """The drafts of the visitor's authority that are his to see: of what he may tell."""
    return tuple(one for one in drafts.listed(visit, drafts.TELLING) if may_see(visit, one.kind))


def opened(visit: Visit, name: str) -> Held:
    """The draft ``name``. Raises Refused (``draft.unknown``) where it is none that the visitor may see."""
    held = drafts.opened(visit, name, drafts.TELLING)
    if not may_see(visit, held.kind):
        raise Refused("draft.unknown", "design, rule 24")
    return held


def new(visit: Visit, kind: str, about: str = "") -> Held:
    """An empty telling of ``kind`` that names its teller; of the matter ``about``, where the visitor may know of it,
    else of a new file.

    Raises Refused (``dossier.no_kind``) for a kind that is not the visitor's to tell.
    """
    draft.check_kind(kind, kinds(visit))
    lang = draft.language(visit.lang, visit.registry.profile.working_languages)
    seen = known.matter(visit, about)
    named = about if seen or visit.view.sees(about) else ""
    fits = seen is not None and (seen.procedure == INCIDENT) == (kind == "incident")
    return draft.begun(kind, _own(visit), lang, about=named, file=about if fits else "")


def uploaded(visit: Visit, text: bytes) -> Held:
    """A draft of an uploaded ``telling.yaml``. Raises Refused (``dossier.no_kind``, ``desk_acting.no_text``)."""
    return draft.uploaded(text, visit.signer.capacities)


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
    return draft.answering(matter.id, says)


def check(visit: Visit, held: Held) -> Checked:
    """Every fault of form; where there is none, what the gates say, and who will read which part."""
    rulebook = treaty(visit.registry.located.config.profile).rulebook
    return draft.check(held, rulebook, lambda told: _ports(visit, told), visit.now)


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
    check_attested(attests(told), attested)
    return prepare(visit, told, attested)


def attachments(told: Telling) -> dict[str, bytes]:
    """The documents that go with the acts, by digest."""
    return {one.digest: one.content for one in told.attachments.values()}


def _own(visit: Visit) -> dict[str, str]:
    return {"claimant_state": visit.reader.participant, "claimant_authority": visit.signer.authority}


def may_see(visit: Visit, kind: str) -> bool:
    """Whether a draft of this kind is the visitor's to see: of what he may tell."""
    return draft.may_see(kind, visit.signer.capacities)


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
