"""Divide what is told into bodies by who may see it and for how long.

What carries no handling of its own goes into the main body with the envelope; an item with its own code,
recipients or term goes into a further body of the same schema. So heads alone say who may see what.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from comity import acts
from comity.canonical import Json
from comity.errors import Refused
from comity.interchange.dossier import attachments
from comity.interchange.dossier.making import Content
from comity.interchange.telling.model import QuestionTelling, WarningTelling
from comity.interchange.telling.reading import Telling, placed
from comity.provenance import Standing, Statement
from comity.qualification.envelope import Envelope
from comity.qualification.vocabulary import HandlingCode

ORAL_TERM: Final = timedelta(hours=72)
"""How long what was told orally is kept (Conv. Art 8(2); law.md D(iii), gate 39)."""
WARNING_TERM: Final = timedelta(days=90)
"""How long a warning is kept that says nothing else (law.md D(iii), Danger now)."""
_Handled = tuple[str, tuple[str, ...], str]
"""Code, recipients and term: what a body's head says."""


def said_at(telling: Telling, at: datetime) -> Envelope:
    """What is told, with what its folder or the law says for it: the addressee, and a warning's term.

    Raises Refused (``folder.term``) where there is no day until which it is kept.
    """
    says, text = telling.says, telling.text
    if isinstance(text, QuestionTelling):
        return _with_term(says.model_copy(update={"addressee": text.to}))
    if isinstance(text, WarningTelling) and says.kept_until is None:
        return says.model_copy(update={"kept_until": (at + WARNING_TERM).date()})
    return _with_term(says)


def _with_term(says: Envelope) -> Envelope:
    if says.kept_until is None:
        raise Refused("folder.term", "law.md D(iii), gate 34; C7")
    return says


def divided(telling: Telling, at: datetime, about: tuple[str, ...], *, oral: bool = False) -> tuple[Content, ...]:
    """The bodies of ``telling`` signed at ``at`` (UTC), the main one first, then the documents.

    ``about``: the matters that each body is about; what is told ``oral``ly is kept for 72 hours and brings
    no documents. Raises Refused (``folder.term``).
    """
    says = said_at(telling, at)
    conditions = tuple(one.value for one in says.conditions)
    latest = acts.to_time(at + ORAL_TERM) if oral else ""
    contents = []
    for (code, recipients, until), statements in _grouped(says, telling.text.grade, at).items():
        content = Content(
            says.SCHEMA,
            tuple(statements),
            code,
            about,
            recipients,
            _drawn_on(statements),
            conditions,
            min(until, latest) if latest else until,
        )
        contents.append(content)
    return tuple(contents) if oral else (*contents, *_documents(telling, contents[0], says.claimant_state, at))


def _grouped(says: Envelope, grade: str, at: datetime) -> dict[_Handled, list[Statement]]:
    found: dict[_Handled, list[Statement]] = {}
    items = {str(place[1]) for place, _ in placed(says)}
    for one in says.statements(says.claimant_state, "", Standing.RECORDED, grade, at.date()):
        own = one.value if one.property in items and isinstance(one.value, dict) else {}
        found.setdefault(_handled(says, one.property, own), []).append(one)
    return found


def _handled(says: Envelope, name: str, own: dict[str, Json]) -> _Handled:
    code = own.get("handling") or says.handling_code or HandlingCode.EYES_OF_REVIEW  # where none is named, the closest
    if code == HandlingCode.PUBLIC and name not in says.PUBLISHABLE:
        code = HandlingCode.MEMBER
    named = own.get("recipients") if own.get("handling") else None
    recipients = tuple(str(one) for one in named) if isinstance(named, list) else says.recipients
    until = str(own.get("kept_until") or says.kept_until)
    return str(code), recipients if code == HandlingCode.NAMED else (), midnight(until)


def midnight(day: str) -> str:
    """The beginning of a day as the log writes times: what is kept until then ends with it."""
    return f"{day}T00:00:00Z"


def _drawn_on(statements: list[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_cited(statements)))


def _cited(statements: list[Statement]) -> Iterator[str]:
    for one in statements:
        cited = one.value.get("rests_on") if isinstance(one.value, dict) else None
        yield from (str(c) for c in cited) if isinstance(cited, list) else ()


def _documents(telling: Telling, main: Content, state: str, at: datetime) -> Iterator[Content]:
    """The documents, handled as the main body."""
    found = tuple(one.statement(state, at.date()) for one in telling.attachments.values())
    if found:
        yield Content(
            attachments.SCHEMA, found, main.code, main.about, main.recipients, (), main.conditions, main.kept_until
        )
