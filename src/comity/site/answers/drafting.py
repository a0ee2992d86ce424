"""Drafting a dossier: the draft of one's authority, what is wrong with it, and what its drafter would sign."""

from __future__ import annotations

from dataclasses import dataclass, replace

from comity.acts import SignedAct, parse_head, parse_stamp
from comity.bootstrap import Doors, random_bytes, treaty
from comity.databank.support import SupportEntry
from comity.entries import acting as preparing
from comity.entries.acting import Prepared
from comity.entries.doors import DoorKeeper
from comity.errors import Fault, Refused
from comity.interchange.dossier import acting, asking, checking, draft, places, templates
from comity.interchange.dossier.asking import Asked
from comity.interchange.dossier.draft import Checked, attachments
from comity.interchange.dossier.reading import Dossier
from comity.judiciary.procedures import DECISION
from comity.matters import Matter
from comity.qualification.gates import Finding
from comity.site.answers import held as drafts
from comity.site.answers.held import Held
from comity.site.answers.visit import Visit
from comity.store import unfinished

__all__ = ["Checked", "attachments"]


@dataclass(frozen=True, slots=True)
class Standing:
    """An act of a draft that is in the log already; ``reference``: of which decision, empty for any other."""

    act: str
    kind: str
    reference: str
    index: int
    time: str


def empty(visit: Visit, kind: str) -> Held:
    """A draft from the template of ``kind`` that names its claimant. Raises Refused (``dossier.no_kind``)."""
    working = visit.registry.profile.working_languages
    known = {
        "claimant_state": visit.unit.directory().participant_of(visit.signer.authority),
        "claimant_authority": visit.signer.authority,
        "lang": visit.lang if visit.lang in working else working[0],  # another wants a translation (gate 35)
    }
    return Held(templates.text(kind, visit.lang, known))


def written(held: Held, text: str) -> Held:
    """``held`` with another text; what changed is signed anew."""
    return held if text == held.text else replace(held, text=text, signed=())


def opened(visit: Visit, name: str) -> Held:
    """The draft ``name`` of the visitor's authority. Raises Refused (``draft.unknown``)."""
    return drafts.opened(visit, name, drafts.DOSSIER)


def check(visit: Visit, held: Held) -> Checked:
    """Every fault of form; where there is none, what the gates say."""
    profile = treaty(visit.registry.located.config.profile)
    return draft.check(held, profile.rulebook, profile.profile, visit.now.date())


def asked(visit: Visit, kind: str) -> tuple[Asked, ...]:
    """What the gates ask of every dossier of ``kind``."""
    rulebook = treaty(visit.registry.located.config.profile).rulebook
    return asking.asked(kind, rulebook, frozenset(visit.registry.profile.working_languages), visit.now.date())


def found(checked: Checked) -> tuple[tuple[Finding, tuple[str, ...]], ...]:
    """What the gates find in the dossier itself, with the places of its text that each finding is about."""
    if checked.dossier is None or checked.known is None:
        return ()
    entry, decisions = checked.dossier.entry, [one.decision for one in checked.dossier.decisions]
    return tuple((one, places.of(one, entry, decisions)) for one in checked.known.refused)


def on_record(visit: Visit, held: Held) -> Checked:
    """As ``check``, by what the record says besides of its author, of recorded decisions, and of what it names.

    What the visitor may not know of is a fault like what there is not."""
    checked = check(visit, held)
    if checked.dossier is None:
        return checked
    dossier, entry = checked.dossier, checked.dossier.entry
    recorded = {one.reference: visit.unit.matter(one.recorded_as) for one in dossier.decisions if one.recorded_as}
    known = {reference: one for reference, one in recorded.items() if one and _is_known_decision(visit, one)}
    listed = entry.supported.entry if isinstance(entry, SupportEntry) and entry.supported else None
    named = [one for one in (dossier.text.renews, listed) if one]
    try:
        check_own(visit, entry.claimant_state, entry.claimant_authority)
        if len(known) < len(recorded) or not all(visit.view.sees(one) for one in named):
            raise Refused("act.unknown_matter")
        renewed = visit.unit.matter(dossier.text.renews) if dossier.text.renews else None
        if renewed is not None and renewed.participant != visit.reader.participant:
            raise Refused("actor.claimant_only", "law.md D(iii), Renewal", claimant=renewed.participant)
    except Refused as refused:
        return Checked((refused.refusal,))
    door, decisions = checking.door_of(dossier), [one.decision for one in dossier.decisions]
    weighed = _keeper(visit).beforehand(door, entry, decisions, known, visit.unit, visit.now)
    return replace(checked, known=checking.known(weighed))


def _keeper(visit: Visit) -> DoorKeeper:
    doors = visit.registry.node.charter.ask_door
    if not isinstance(doors, Doors):
        raise Fault("the node has no door keeper of entries; this is a programming error")
    return doors.entries


def _is_known_decision(visit: Visit, matter: Matter) -> bool:
    return matter.procedure == DECISION and bool(visit.view.shown(matter.id))


def prepare(visit: Visit, name: str, dossier: Dossier) -> tuple[Prepared, ...]:
    """What the drafter signs, in order; what stands in the log already is not made again.

    Raises Refused: ``desk_acting.other_state`` where the dossier speaks for another State or authority,
    ``dossier.recorded`` where it says something else than stands, and as ``dossier.acting.prepare_draft`` does."""
    check_own(visit, dossier.entry.claimant_state, dossier.entry.claimant_authority)
    who = preparing.identity(visit.unit.directory(), visit.signer)
    stands = draft.stands(dossier, _standing(visit, name))
    stands = replace(stands, claimed=visit.unit.matter(name) is not None)
    return acting.prepare_draft(dossier, who, visit.now, random_bytes, name, stands)


def standing(visit: Visit, name: str) -> tuple[Standing, ...]:
    """What of the draft ``name`` is in the log though no version was submitted: the log says so, not the draft."""
    return tuple(_stands(visit, one) for one in _standing(visit, name))


def _standing(visit: Visit, name: str) -> tuple[SignedAct, ...]:
    return unfinished.standing(visit.unit, name, visit.signer.authority)


def _stands(visit: Visit, act: SignedAct) -> Standing:
    head = parse_head(act.head)
    stored = visit.unit.stored(head.id)
    assert stored is not None  # it was found there
    said = (one.statement for body in act.bodies for one in body)
    reference = next((str(one.value) for one in said if one.property == "reference"), "")
    return Standing(head.id, head.kind, reference, stored[3], parse_stamp(stored[4]).time)


def check_own(visit: Visit, state: str, authority: str) -> None:
    """Raises Refused (``desk_acting.other_state``) where this is another State or authority than the visitor's."""
    own = (visit.unit.directory().participant_of(visit.signer.authority), visit.signer.authority)
    if (state, authority) != own:
        raise Refused("desk_acting.other_state", "Conv. Art 4; law.md D(iii), gate 1", state=own[0], authority=own[1])
