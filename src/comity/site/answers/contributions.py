"""What one's own State told the databank, as it stands: what waits for approval, what counts, what was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from comity.acts import BodyHead
from comity.canonical import Json
from comity.databank.procedures import IN
from comity.entries.choosing import Choice
from comity.entries.shown import Shown, State
from comity.errors import Refused
from comity.matters import Matter
from comity.qualification.envelope import Envelope
from comity.site.answers import acting, known, paged
from comity.site.answers.paged import After, Paged, page
from comity.site.answers.visit import Visit
from comity.store import showing, waiting

_ASIDE: Final = frozenset({"kind", *Envelope.model_fields}) - {"lang", "selected_by"}


@dataclass(frozen=True, slots=True)
class Row:
    """One telling in a list; ``file``: in which it is told, empty for a trend and a result."""

    matter: str
    kind: str
    file: str
    step: str
    since: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """One telling with what it says, for whom each part is and until when, and what the visitor may do on it."""

    row: Row
    said: tuple[tuple[str, Json], ...]
    bodies: tuple[BodyHead, ...]
    acts: tuple[tuple[str, str], ...]
    moves: tuple[Choice, ...]


def rows(visit: Visit, offset: int = 0) -> Paged[Row]:
    """What the visitor's State told, the newest first. Raises Refused (``desk.not_for_you``) for others."""
    return page(_told_here(visit), offset, lambda name: _row(_matter(visit, name)))


def after(visit: Visit, last: str) -> After[Row]:
    """The same that follow ``last`` (empty: from the newest). Raises Refused as ``rows`` does, and ``api.cursor``."""
    return paged.after(_told_here(visit), last, lambda name: _row(_matter(visit, name)))


def one(visit: Visit, name: str) -> Contribution:
    """One telling of the visitor's State. Raises Refused (``act.unknown_matter``) for any other."""
    matter = known.own(visit, name)
    shown = tuple(one for one in showing.show(visit.unit, name, visit.reader) if one.state is State.OPEN)
    bodies = tuple(body for body, _ in visit.unit.opened(name))
    done = tuple((act.kind, act.time) for act in matter.acts)
    return Contribution(_row(matter), _told(shown), bodies, done, acting.moves_about(visit, name))


def _told_here(visit: Visit) -> Sequence[str]:
    if visit.reader.capacity not in known.SIDE:
        raise Refused("desk.not_for_you", "law.md D(iv)", capacity=visit.reader.capacity)
    return waiting.told_by(visit.unit, known.TELLINGS, visit.reader.participant)


def _told(shown: Sequence[Shown]) -> tuple[tuple[str, Json], ...]:
    """Field and value of what is told, without what the table of readers says and without empty parts."""
    said = [one.statement for one in shown if one.statement is not None]
    return tuple((one.property, _filled(one.value)) for one in said if one.property not in _ASIDE)


def _filled(value: Json) -> Json:
    if not isinstance(value, dict):
        return value
    return {name: part for name, part in value.items() if part not in (None, [], "")}


def _row(matter: Matter) -> Row:
    return Row(matter.id, matter.procedure, matter.linked(IN), matter.step, matter.opened.time)


def _matter(visit: Visit, name: str) -> Matter:
    found = visit.unit.matter(name)
    assert found is not None  # the store has just named it
    return found
