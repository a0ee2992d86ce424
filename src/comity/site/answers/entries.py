"""The List, the Register and the entries on support: as lists and each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity import bootstrap
from comity.effect import Effect
from comity.entries import as_json, readers
from comity.entries import face as reading
from comity.entries import history as past
from comity.entries.face import Face, Row, Version
from comity.entries.history import Change, Event
from comity.entries.procedures import KIND
from comity.errors import Refused
from comity.operations import un_list
from comity.site.answers import effects, paged
from comity.site.answers.paged import After, Paged, page
from comity.site.answers.visit import Visit
from comity.store import journal, waiting

_PROCEDURES = {kind: procedure for procedure, kind in KIND.items()}


@dataclass(frozen=True, slots=True)
class Opened:
    """One entry as it stands for the reader, with its acts and how its versions differ."""

    face: Face
    events: tuple[Event, ...]
    versions: tuple[Version, ...]
    changes: tuple[tuple[Change, ...], ...]


def rows(visit: Visit, kind: str, *, claimant: str = "", effect: str = "", offset: int = 0) -> Paged[Row]:
    """The entries of one kind (list, register, support), the newest first.

    Raises Refused (``api.form``) for a kind or an effect that is none.
    """
    found = page(_wanted(visit, kind, claimant, effect), offset, str)
    return Paged(_rows(visit, found.rows), found.total, found.offset)


def after(visit: Visit, kind: str, last: str, *, claimant: str = "", effect: str = "") -> After[Row]:
    """The same that follow ``last`` (empty: from the newest). Raises Refused (``api.form``, ``api.cursor``)."""
    found = paged.after(_wanted(visit, kind, claimant, effect), last, str)
    return After(_rows(visit, found.rows), found.total, found.last)


def named(visit: Visit, name: str) -> Row | None:
    """What a list shows of one entry; None where the visitor may know of none of that id."""
    try:
        return reading.row(visit.unit, name, visit.view, visit.at)
    except Refused:
        return None


def _rows(visit: Visit, names: Sequence[str]) -> tuple[Row, ...]:
    view = visit.view.knowing(names)
    return tuple(reading.row(visit.unit, name, view, visit.at) for name in names)


def _wanted(visit: Visit, kind: str, claimant: str, effect: str) -> list[str]:
    if kind not in _PROCEDURES or (effect and effect not in {one.value for one in Effect}):
        raise Refused("api.form", where="kind", problem="unknown")
    every = visit.view.entries(_PROCEDURES[kind])[::-1]
    if claimant:
        owned = waiting.claimed_by(visit.unit, _PROCEDURES[kind], claimant)
        every = [one for one in every if one in owned]
    if effect:
        reckoned = effects.of(visit).of
        every = [one for one in every if reckoned[one].effect == effect]
    return every


def entry(
    visit: Visit, name: str, *, as_of: str = "", case: str = "", reason: str = "", how: str = journal.READ
) -> Opened:
    """One entry, to be read or printed (``how``).

    What is restricted is opened for a case and a reason, and that is kept in the journal.

    Raises Refused: ``act.unknown_matter`` alike where there is none and where it may not be seen, ``face.*``.
    """
    purpose = readers.purpose(case, reason)
    at = readers.moment(as_of, visit.now)
    un = un_list.counting(visit.registry.located.home, visit.unit, at)
    face = reading.face(visit.unit, name, visit.view, at, visit.at, un)
    if face.restricted:
        visit.record_restricted(name, purpose, how)
    matter = visit.unit.matter(name)
    events = past.events(visit.unit, matter, visit.reader, bootstrap.TABLES, at) if matter else ()
    versions = tuple(sorted((*face.earlier, *([face.version] if face.version else [])), key=_since))
    return Opened(face, events, versions, past.changes(versions))


def entry_as_json(visit: Visit, opened: Opened) -> dict[str, Any]:
    """The same for the API."""
    told = as_json.history(opened.face, opened.events, opened.changes, visit.lang)
    assert isinstance(told, dict)
    return {"entry": as_json.face(opened.face, visit.lang), "acts": told["acts"], "changes": told["changes"]}


def _since(version: Version) -> str:
    return version.since
