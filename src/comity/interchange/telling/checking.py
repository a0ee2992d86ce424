"""What the gates say of a telling before it is signed, as far as its teller can know."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from comity.assistance.procedures import PROCEDURES as ASSISTANCE
from comity.databank.procedures import PROCEDURES as DATABANK
from comity.errors import Refused
from comity.interchange.dossier import checking
from comity.interchange.dossier.checking import Known
from comity.interchange.telling import acting, contents
from comity.interchange.telling.reading import Telling
from comity.qualification.facts import gather_told
from comity.qualification.gates import weigh
from comity.qualification.ports import Ports
from comity.qualification.rulebook import Rulebook
from comity.qualification.vocabulary import Door

_DOORS: Final = {move.act: move.door for table in (*DATABANK, *ASSISTANCE) for move in table.moves if move.door}
_ATTESTER: Final = {"act of the reviewer": "act of the approver"}  # who attests what is told, and is no entry


def door_of(telling: Telling) -> Door:
    """The door through which this telling asks to go."""
    way = acting.way(telling)
    return Door(_DOORS[way.approve or way.submit])


def check(telling: Telling, rulebook: Rulebook, ports: Ports, now: datetime) -> Known:
    """What a teller can know before signing; ``ports``: what acts say already, the rest is awaited."""
    try:
        says = contents.said_at(telling, now)
    except Refused:  # no day until which it is kept: its gate says so
        says = telling.says
    door = door_of(telling)
    known = checking.known(weigh(door, gather_told(door, says, ports, now.date()), rulebook, now.date()))
    return replace(known, awaited=tuple((gate, _ATTESTER.get(source, source)) for gate, source in known.awaited))
