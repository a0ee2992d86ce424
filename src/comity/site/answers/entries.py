"""The List, the Register and the entries on support: as lists and each on its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from comity import bootstrap
from comity.effect import Effect
from comity.entries import as_json, readers
from comity.entries import face as reading
from comity.entries import history as past
from comity.entries.face import Face, Row, Version
from comity.entries.history import Change, Event
from comity.entries.procedures import KIND
from comity.errors import Refused
from comity.participants import Capacity
from comity.site.answers import effects
from comity.site.answers.acting import BY_DRAFTER
from comity.site.answers.visit import Visit, moment
from comity.watchlists import registry as sources
from comity.watchlists.listed import Snapshot
from comity.watchlists.store import Store

PAGE = 50
_PROCEDURES = {kind: procedure for procedure, kind in KIND.items()}


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list of entries: ``total`` counts what the reader may see and asked for, never what there is."""

    rows: tuple[Row, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class After:
    """The entries that stand after one of them: as ``Rows``, and whether there are more."""

    rows: tuple[Row, ...]
    total: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One entry as it stands for the reader, with its acts and how its versions differ."""

    face: Face
    events: tuple[Event, ...]
    versions: tuple[Version, ...]
    changes: tuple[tuple[Change, ...], ...]


def rows(visit: Visit, kind: str, *, claimant: str = "", effect: str = "", offset: int = 0) -> Rows:
    """The entries of one kind (list, register, support), the newest first.

    Raises Refused (``api.form``) for a kind or an effect that is none.
    """
    if kind not in _PROCEDURES or (effect and effect not in {one.value for one in Effect}):
        raise Refused("api.form", where="kind", problem="unknown")
    every = list(reversed(visit.view.entries(_PROCEDURES[kind])))
    if claimant:
        every = [one for one in every if _claimant(visit, one) == claimant]
    if effect:
        counted = effects.of(visit, _PROCEDURES[kind])
        every = [one for one in every if counted.get(one) == effect]
    shown = [reading.row(visit.unit, one, visit.view, visit.at) for one in every[offset : offset + PAGE]]
    return Rows(tuple(shown), len(every), offset)


def _claimant(visit: Visit, entry: str) -> str:
    found = visit.unit.one("SELECT participant FROM matter WHERE id = %s", [entry])
    return str(found[0])


def after(visit: Visit, kind: str, last: str) -> After:
    """The entries of one kind that follow ``last`` (empty: from the newest), so that new ones shift no page.

    Raises Refused (``api.form``; ``api.cursor`` where ``last`` is not seen any more).
    """
    if kind not in _PROCEDURES:
        raise Refused("api.form", where="kind", problem="unknown")
    every = list(reversed(visit.view.entries(_PROCEDURES[kind])))
    if last and last not in every:
        raise Refused("api.cursor")
    first = every.index(last) + 1 if last else 0
    shown = [reading.row(visit.unit, one, visit.view, visit.at) for one in every[first : first + PAGE]]
    return After(tuple(shown), len(every), first + PAGE < len(every))


def entry(visit: Visit, name: str, *, as_of: str = "", case: str = "", reason: str = "") -> Opened:
    """One entry. What is restricted is opened for a case and a reason, and that is kept in the journal.

    Raises Refused: ``act.unknown_matter`` alike where there is none and where it may not be seen, ``face.*``.
    """
    purpose = readers.purpose(case, reason)
    at = moment(visit, as_of)
    face = reading.face(visit.unit, name, visit.view, at, visit.at, un_list(visit, at))
    if face.restricted:
        visit.record_restricted(name, purpose)
    face = _for_approver(visit, face)
    matter = visit.unit.matter(name)
    tables = {procedure.name: procedure for procedure in bootstrap.PROCEDURES}
    events = past.events(visit.unit, matter, visit.reader, tables, at) if matter else ()
    versions = tuple(sorted((*face.earlier, *([face.version] if face.version else [])), key=_since))
    return Opened(face, events, versions, past.changes(versions))


def _for_approver(visit: Visit, face: Face) -> Face:
    """Who approves states the effects without having seen the drafter's (gate 44)."""
    if visit.reader.capacity != Capacity.NAA:
        return face
    pending = tuple(_without_effects(one) if one.step == "submitted" else one for one in face.pending)
    return replace(face, pending=pending)


def _without_effects(version: Version) -> Version:
    lines = tuple(line for line in version.part.lines if line.said.property != BY_DRAFTER)
    return replace(version, part=replace(version.part, lines=lines))


def un_list(visit: Visit, at: str) -> Snapshot | None:
    """The list of the UN Security Council that counts at ``at``: the last one adopted, else the one imported."""
    store = Store(visit.registry.located.home, sources.source("un"))
    adopted = [m for m in visit.unit.of_procedure("import") if m.text("source") == "un" and m.opened.time <= at]
    return store.load(adopted[-1].text("digest")) if adopted else store.in_force()


def entry_as_json(visit: Visit, opened: Opened) -> dict[str, object]:
    """The same for the API."""
    told = as_json.history(opened.face, opened.events, opened.changes, visit.lang)
    assert isinstance(told, dict)
    return {"entry": as_json.face(opened.face, visit.lang), "acts": told["acts"], "changes": told["changes"]}


def _since(version: Version) -> str:
    return version.since
