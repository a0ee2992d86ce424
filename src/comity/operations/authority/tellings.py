"""What an authority tells, asks, answers and warns of at its own desk: the acts, made here from text and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from comity.acts import parse_head
from comity.bootstrap import TABLES, random_bytes
from comity.entries.acting import Identity
from comity.errors import Refused
from comity.interchange.telling import acting as making
from comity.interchange.telling import draft
from comity.interchange.telling.reading import Telling
from comity.operations.authority import shelf
from comity.operations.authority.shelf import Kept
from comity.participants import Capacity


def prepare(
    kept: Kept, told: Telling, who: Identity, capacity: Capacity, state: str, attested: Iterable[int], now: datetime
) -> Kept:
    """The same with the acts that its teller would sign, attesting these gates where nobody approves after him.

    Raises Refused: ``desk_acting.other_state``, ``desk_acting.attests``, ``actor.capacity``, ``folder.term``,
    ``dossier.act_size``, ``act.size``."""
    says, own, given = told.says, (state, who.authority), tuple(attested)
    if (says.claimant_state, says.claimant_authority) != own:
        raise Refused("desk_acting.other_state", "Conv. Art 4; law.md D(iii), gate 1", state=own[0], authority=own[1])
    draft.check_attested(draft.attests(told), given)
    way = making.way(told)
    kind = way.oral if making.is_oral(told) else way.submit
    move = next(one for one in TABLES[way.procedure].moves if one.act == kind)
    if capacity not in move.capacities:
        wanted = ", ".join(sorted(move.capacities))
        raise Refused("actor.capacity", f"law.md D(iv); {move.provision}", officer=who.officer, capacity=wanted)
    told = _in_file(told, kept)
    made = making.prepare_submit(told, who, now, random_bytes, capacity=capacity, attests=given)
    return shelf.unsigned(kept, made)


def _in_file(told: Telling, kept: Kept) -> Telling:
    """The same in the file that was opened for it and stands in the log already, where one was."""
    opened = [head.matter for one in kept.standing if (head := parse_head(one.head)).kind.endswith(".open")]
    if not opened:
        return told
    return replace(told, text=told.text.model_copy(update={"file": opened[0], "new_file": None}))
