"""Say in words, in every language, what an officer is about to sign when something is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity import acts
from comity.acts import Head
from comity.assistance import bodies
from comity.assistance.procedures import PROCEDURES as ASSISTANCE
from comity.databank.incident import IncidentReport
from comity.databank.organisation import OrganisationFile
from comity.databank.procedures import PROCEDURES as DATABANK
from comity.databank.result import ResultClaim
from comity.databank.trend import Trend
from comity.entries import wording
from comity.interchange.telling.reading import Telling
from comity.language import LANGUAGES, say
from comity.qualification.envelope import Envelope

_MOVES: Final = {move.act: move for procedure in (*DATABANK, *ASSISTANCE) for move in procedure.moves}
_LONG: Final = 200


def plain(head: Head) -> Mapping[str, str]:
    """The act in words."""
    return wording.words_of(head, _MOVES.get(head.kind))


def words(telling: Telling, head: Head) -> Mapping[str, str]:
    """The act in words, and what it tells: of what, how many things, to whom, on which conditions, until when."""
    said = plain(head)
    return {lang: "\n".join((said[lang], *_told(telling, head, lang))) for lang in LANGUAGES}


def _told(telling: Telling, head: Head, lang: str) -> list[str]:
    says = telling.says
    lines = [say("telling.tells", lang, subject=subject(says)[:_LONG] or "-", count=len(list(says.items())))]
    for body in head.bodies:
        given = {
            "readers": say(f"acts.readers_{body.code}", lang),
            "names": ", ".join(body.recipients) or "-",
            "conditions": ", ".join(say(f"telling.condition_{one}", lang) for one in body.conditions) or "-",
            "until": acts.from_time(body.kept_until).strftime("%Y-%m-%d %H:%M UTC") if body.kept_until else "-",
        }
        lines.append(say("telling.body", lang, count=len(body.statements), **given))
    return [f"  {line}" for line in lines]


def subject(says: Envelope) -> str:
    """What it is about, in the words of the telling itself; empty where it says nothing of that."""
    match says:
        case OrganisationFile():
            return says.names[0].name if says.names else ""
        case IncidentReport():
            return says.title or ""
        case Trend():
            return says.definition or ""
        case ResultClaim():
            return says.unit_words or says.definition or ""
        case bodies.Question():
            return says.question or ""
        case bodies.Answer():
            return says.reply or ""
        case bodies.Warning():
            return says.told[0].text if says.told else ""
    return ""
