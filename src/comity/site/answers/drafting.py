"""Drafting a dossier: the draft of one's authority, what is wrong with it, and what its drafter would sign."""

from __future__ import annotations

from comity.bootstrap import random_bytes, treaty
from comity.entries import acting as preparing
from comity.entries.acting import Prepared
from comity.errors import Refused
from comity.interchange.dossier import acting, asking, draft, places, templates
from comity.interchange.dossier.asking import Asked
from comity.interchange.dossier.draft import Checked, attachments
from comity.interchange.dossier.reading import Dossier
from comity.qualification.gates import Finding
from comity.site.answers import held as drafts
from comity.site.answers.held import Held
from comity.site.answers.visit import Visit

__all__ = ["Checked", "attachments"]


def new(visit: Visit, kind: str) -> str:
    """Begin a draft from the template of ``kind`` that names its claimant; its id.

    Raises Refused (``dossier.no_kind``).
    """
    working = visit.registry.profile.working_languages
    known = {
        "claimant_state": visit.unit.directory().participant_of(visit.signer.authority),
        "claimant_authority": visit.signer.authority,
        "lang": visit.lang if visit.lang in working else working[0],  # another wants a translation (gate 35)
    }
    return drafts.begin(visit, Held(templates.text(kind, visit.lang, known)))


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


def prepare(visit: Visit, name: str, dossier: Dossier) -> tuple[Prepared, ...]:
    """What the drafter signs, in order. Raises Refused (``desk_acting.other_state``) where the dossier speaks for
    another State or authority, and as ``dossier.acting.prepare_draft`` does."""
    check_own(visit, dossier.entry.claimant_state, dossier.entry.claimant_authority)
    who = preparing.identity(visit.unit.directory(), visit.signer)
    return acting.prepare_draft(dossier, who, visit.now, random_bytes, name)


def check_own(visit: Visit, state: str, authority: str) -> None:
    """Raises Refused (``desk_acting.other_state``) where this is another State or authority than the visitor's."""
    own = (visit.unit.directory().participant_of(visit.signer.authority), visit.signer.authority)
    if (state, authority) != own:
        raise Refused("desk_acting.other_state", "Conv. Art 4; law.md D(iii), gate 1", state=own[0], authority=own[1])
