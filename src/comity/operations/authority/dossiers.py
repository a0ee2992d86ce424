"""Dossiers at an authority's desk: the acts of one, made here from its text and documents."""

from __future__ import annotations

from datetime import datetime

from comity.bootstrap import random_bytes
from comity.entries.acting import Identity
from comity.errors import Refused
from comity.interchange.dossier import acting as making
from comity.interchange.dossier import draft
from comity.interchange.dossier.reading import Dossier
from comity.operations.authority import shelf
from comity.operations.authority.shelf import Kept


def prepare(kept: Kept, dossier: Dossier, who: Identity, state: str, now: datetime) -> Kept:
    """The same with the acts that its drafter would sign; nothing of them comes from the registry but who he is.

    Raises Refused: ``desk_acting.other_state``, ``dossier.recorded``, ``dossier.act_size``, ``act.size``."""
    entry, own = dossier.entry, (state, who.authority)
    if (entry.claimant_state, entry.claimant_authority) != own:
        raise Refused("desk_acting.other_state", "Conv. Art 4; law.md D(iii), gate 1", state=own[0], authority=own[1])
    stands = draft.stands(dossier, kept.standing)
    made = making.prepare_draft(dossier, who, now, random_bytes, kept.id, stands)
    return shelf.unsigned(kept, made)
