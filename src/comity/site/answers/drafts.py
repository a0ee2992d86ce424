"""Drafts of either form, a dossier or a telling: whose each is to see, and one change to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from comity.entries.acting import Prepared
from comity.errors import Refusal, Refused
from comity.interchange.dossier.checking import Known
from comity.interchange.dossier.model import KINDS
from comity.interchange.telling import draft as telling
from comity.participants import Capacity
from comity.site.answers import drafting, held, tellings
from comity.site.answers.held import DOSSIER, TELLING, Held
from comity.site.answers.visit import Visit
from comity.store import drafts
from comity.store.drafts import Draft


@dataclass(frozen=True, slots=True)
class Change:
    """What is written anew, what is attached, and what is taken away; nothing where a part stays as it is."""

    text: str | None = None
    attached: Mapping[str, bytes] = field(default_factory=dict)
    detached: Iterable[str] = ()


def listed(visit: Visit) -> list[tuple[Draft, Held]]:
    """The drafts of the visitor's authority that are his to see, oldest first."""
    found = [(one, held.of_bytes(one.content, one.id)) for one in drafts.listed(visit.signer)]
    return [(kept, one) for kept, one in found if _may_see(visit, one)]


def opened(visit: Visit, name: str) -> tuple[Draft, Held]:
    """One draft as it is kept, and what it holds. Raises Refused (``draft.unknown``) where it is not the visitor's to
    see."""
    kept = drafts.load(visit.signer, name)
    found = held.of_bytes(kept.content, name)
    if not _may_see(visit, found):
        raise Refused("draft.unknown", "design, rule 24")
    return kept, found


def empty(visit: Visit, form: str, kind: str, about: str = "") -> Held:
    """A draft to be filled in; ``about``: for a telling, of which matter. Raises Refused (``dossier.no_kind``)."""
    if form == TELLING:
        return tellings.new(visit, kind, about)
    _check_drafts(visit)
    return drafting.empty(visit, kind)


def of_text(visit: Visit, form: str, text: str) -> Held:
    """A draft of a text that was written elsewhere. Raises Refused (``dossier.no_kind``) where the visitor drafts no
    such thing."""
    if form == TELLING:
        return tellings.uploaded(visit, text.encode())
    _check_drafts(visit)
    made = Held(text)
    if made.kind not in KINDS:
        raise Refused("dossier.no_kind", "law.md D(i)", given=made.kind[:40], known=sorted(KINDS))
    return made


def changed(of: Held, change: Change) -> Held:
    """``of`` with one change. Raises Refused: ``dossier.name``, ``dossier.type``, ``dossier.no_kind``."""
    made, is_telling = of, of.form == TELLING
    if change.text is not None:
        made = (telling.rewritten if is_telling else drafting.written)(made, change.text)
    before = made.documents
    for name in change.detached:
        made = held.detach(made, name)
    for name, content in change.attached.items():
        made = held.attach(made, name, content)
    return telling.naming(made) if is_telling and made.documents != before else made


def weighed(visit: Visit, of: Held) -> tuple[tuple[Refusal, ...], Known | None]:
    """The faults of form; where there is none, what the gates say on what the record says now."""
    if of.form == TELLING:
        told = tellings.check(visit, of)
        return told.faults, told.known
    found = drafting.on_record(visit, of)
    return found.faults, found.known


def prepared(visit: Visit, name: str, of: Held, attested: tuple[int, ...]) -> tuple[Prepared, ...]:
    """The acts that the visitor would sign, in order; ``attested``: the gates of a telling that he attests.

    Raises Refused: ``draft.not_whole``, and as ``drafting.prepare`` and ``tellings.signed_by`` do."""
    if of.form == TELLING:
        told = tellings.check(visit, of)
        if told.telling is None:
            raise _not_whole(told.faults)
        return tellings.signed_by(visit, told.telling, attested)
    checked = drafting.check(visit, of)
    if checked.dossier is None:
        raise _not_whole(checked.faults)
    return drafting.prepare(visit, name, checked.dossier)


def _not_whole(faults: Sequence[Refusal]) -> Refused:
    return Refused("draft.not_whole", "design, rule 24", count=len(faults))


def _may_see(visit: Visit, one: Held) -> bool:
    if one.form == TELLING:
        return tellings.may_see(visit, one.kind)
    return Capacity.NLO in visit.signer.capacities


def _check_drafts(visit: Visit) -> None:
    """Raises Refused (``dossier.no_kind``) where the visitor drafts no dossier at all."""
    if Capacity.NLO not in visit.signer.capacities:
        raise Refused("dossier.no_kind", "law.md D(iv)", given=DOSSIER, known=["-"])
