"""My desk: what is due, what waits for this officer, what changed. Everything in it obeys the reader's view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from comity.assistance import deadlines
from comity.assistance.procedures import REQUEST, TO, WARNING
from comity.clocks import WARNING_MONTHS, months_later
from comity.effect import Effect
from comity.entries import face as reading
from comity.entries.choosing import Choice
from comity.entries.face import Row
from comity.entries.procedures import KIND, ON, VERSION_OF
from comity.matters import Matter
from comity.participants import Capacity
from comity.site.answers import acting, changed, held, known, tellings
from comity.site.answers.changed import Changed
from comity.site.answers.held import Lying
from comity.site.answers.visit import Visit
from comity.store import requests, waiting
from comity.store.files import Files

_ADDRESS: Final = {"submitted": "/act/version.approve/{}", "approved": "/review/{}"}
_TOLD_WAITS: Final = (
    *((name, "submitted") for name in known.TELLINGS),
    (REQUEST, "drafted"),
    (REQUEST, "oral"),
    (WARNING, "oral"),
)
"""What head or deputy approves, sends or confirms."""
_WAITS: Final = {Capacity.NAA: "submitted", Capacity.CR: "approved"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version, or something told, that waits for this officer's move, and the page where he makes it."""

    address: str
    entry: str
    kind: str
    claimant: str
    step: str
    since: str


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day: an entry that lapses, or a request that wants its next step."""

    what: str
    address: str
    name: str
    due: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A case that the reviewer's own authority has open, and on which entry."""

    id: str
    entry: str
    since: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal before the Council, and what the visitor's own State said to it; empty while it is silent."""

    address: str
    row: Row
    since: str
    position: str


@dataclass(frozen=True, slots=True)
class Today:
    """The desk of one officer. ``told``: what was told, asked or warned of and waits for his move; it is no version."""

    waiting: tuple[Waiting, ...]
    due: tuple[Due, ...]
    changed: tuple[Changed, ...]
    drafts: tuple[Lying, ...]
    asked: tuple[Choice, ...] = ()
    cases: tuple[Case, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    tellings: tuple[Lying, ...] = ()
    told: tuple[Waiting, ...] = ()


def of(visit: Visit, before: str = "") -> Today:
    """What the officer of ``visit`` finds on the desk now; the public has none. ``before``: when he signed in last."""
    officer = visit.officer
    if officer is None:
        return Today((), (), (), ())
    drafts = held.listed(visit, held.DOSSIER) if Capacity.NLO in officer.capacities else ()
    due = sorted((*_entries_due(visit), *_requests_due(visit)), key=lambda one: one.due)
    alone = visit.reader.capacity == Capacity.AA  # it reads its question alone
    new = () if alone else changed.entries(visit, before)
    asked, cases, proposals = acting.asked(visit), tuple(_cases(visit)), tuple(_proposals(visit))
    told = tuple(_told_waiting(visit))
    return Today(tuple(_waiting(visit)), tuple(due), new, drafts, asked, cases, proposals, _tellings(visit), told)


def _proposals(visit: Visit) -> Iterator[Proposal]:
    """What waits for the Council, the longest first; a member that is silent stops it as one that objects (gate 38)."""
    if visit.reader.capacity != Capacity.CM:
        return
    for proposal in visit.unit.at_step("proposal", "proposed"):
        entry = proposal.linked(ON)
        if visit.view.sees(entry):
            said = [one for one in visit.unit.linking(proposal.id, ON) if one.procedure == "council.position"]
            mine = next((one for one in said if one.participant == visit.reader.participant), None)
            address = f"/entries/{entry}" if mine else f"/act/council.position/{proposal.id}"
            row = reading.row(visit.unit, entry, visit.view, visit.at)
            yield Proposal(address, row, proposal.opened.time, mine.text("position") if mine else "")


def _tellings(visit: Visit) -> tuple[Lying, ...]:
    able = visit.reader.capacity in tellings.TELLERS
    return tellings.listed(visit) if able else ()


def _cases(visit: Visit) -> Iterator[Case]:
    if visit.reader.capacity != Capacity.IR:
        return
    for case in visit.unit.at_step("case", "opened"):
        if case.opened.authority == visit.reader.authority:
            yield Case(case.id, case.linked(ON), case.opened.time)


def _waiting(visit: Visit) -> Iterator[Waiting]:
    step = _WAITS.get(Capacity(visit.reader.capacity)) if visit.reader.capacity else None
    for version in waiting.at_step(visit.unit, step) if step else ():
        entry = version.linked(VERSION_OF)
        if not _is_mine(visit, version) or not visit.view.sees(entry):
            continue
        above = visit.unit.matter(entry)
        kind = KIND[above.procedure] if above else ""
        yield Waiting(
            _ADDRESS[version.step].format(version.id), entry, kind, version.participant, version.step, version.last.time
        )


def _told_waiting(visit: Visit) -> Iterator[Waiting]:
    """What one's own State told and head or deputy must still approve, send or confirm; mergings to judge."""
    found: Iterable[Matter] = ()
    if visit.reader.capacity == Capacity.NAA:
        found = waiting.told_at(visit.unit, _TOLD_WAITS, visit.reader.participant)
    elif visit.reader.capacity == Capacity.ECA:
        found = (one for one in Files(visit.unit, visit.reader).mergings if one.step == "proposed")
    for one in found:
        if known.matter(visit, one.id) is not None:
            address = known.page_of(visit, one.id)
            yield Waiting(address, one.id, one.procedure, one.participant, one.step, one.last.time)


def _is_mine(visit: Visit, version: Matter) -> bool:
    """An approving authority approves its own State's; a reviewer nothing of the State that sent him."""
    if visit.reader.capacity == Capacity.NAA:
        return version.participant == visit.reader.participant
    return version.participant != visit.reader.seconded_by


def _entries_due(visit: Visit) -> Iterator[Due]:
    until = months_later(visit.now.date(), WARNING_MONTHS).isoformat()
    for version in waiting.permitted_until(visit.unit, visit.reader.participant, until):
        entry = version.linked(VERSION_OF)
        if not visit.view.sees(entry):
            continue
        row = reading.row(visit.unit, entry, visit.view, visit.at)
        if row.standing.effect is Effect.REVIEW_DUE:
            yield Due("renewal", f"/entries/{entry}", row.caption, row.sunset, row.sunset < visit.at[:10])


def _requests_due(visit: Visit) -> Iterator[Due]:
    mine = visit.reader.authority
    for request in requests.of(visit.unit, visit.reader):
        if mine not in (request.opened.authority, request.text("to")):
            continue  # one of the reviewer's cases
        answered = any(m.procedure == "answer" for m in visit.unit.linking(request.id, TO))
        found = deadlines.of(request, answered, visit.now)
        if found is not None:
            yield Due(found.what, f"/requests/{request.id}", "", found.due, found.overdue)
