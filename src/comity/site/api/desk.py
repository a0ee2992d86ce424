"""My desk: what waits for this officer, what is due or overdue, what changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from comity.entries import as_json
from comity.entries.face import Row
from comity.site.answers import today
from comity.site.answers.changed import Changed
from comity.site.api import access
from comity.site.api.answering import REFUSED, given
from comity.site.api.moves import OpenMove, shown
from comity.site.api.seen import EntryRow
from comity.site.api.shapes import Out
from comity.site.desk.sections import OFFICERS

router = Router(tags=["desk"])


class WaitingVersion(Out):
    """A version that waits for this officer's move; ``address``: the page of the desk where he makes it."""

    address: str
    entry: str
    kind: str
    claimant: str
    step: str
    since: str


class WaitingTold(WaitingVersion):
    """Something told, asked or warned of that waits for this officer's move; ``entry``: its own matter."""


class Due(Out):
    """Something with a day: an entry that lapses, or a request that wants its next step."""

    what: str
    address: str
    name: str
    due: str
    overdue: bool


class ChangedEntry(EntryRow):
    """An entry, when the last act that bears on it was done, and which; empty where the entry opens with a case."""

    changed: str
    act: str


class HeldDraft(Out):
    """A draft of one's authority."""

    id: str
    officer: str
    saved: str


class OpenCase(Out):
    """A case that the reviewer's own authority has open, and on which entry."""

    id: str
    entry: str
    since: str


class BeforeCouncil(Out):
    """A proposal before the Council, and what one's own State said to it; empty while it is silent."""

    address: str
    entry: EntryRow
    since: str
    position: str


class Desk(Out):
    """The desk of one officer. ``asked``: moves that answer a reviewer's question, apart from any entry."""

    waiting: list[WaitingVersion]
    told: list[WaitingTold]
    due: list[Due]
    changed: list[ChangedEntry]
    drafts: list[HeldDraft]
    asked: list[OpenMove]
    cases: list[OpenCase]
    proposals: list[BeforeCouncil]


@router.get("/desk", response={200: Desk, **REFUSED})
def read_desk(request: HttpRequest) -> HttpResponse:
    """What waits, what is due and overdue, what changed in the last thirty days."""
    with access.visit(request, open_to=OFFICERS) as made:
        found = today.of(made)
        asked = [shown(made, one) for one in found.asked]
    proposals = [
        BeforeCouncil(address=one.address, entry=_row(one.row), since=one.since, position=one.position)
        for one in found.proposals
    ]
    value = Desk(
        waiting=[WaitingVersion.out_of(one) for one in found.waiting],
        told=[WaitingTold.out_of(one) for one in found.told],
        due=[Due.out_of(one) for one in found.due],
        changed=[_changed(one) for one in found.changed],
        drafts=[HeldDraft.out_of(one) for one in found.drafts],
        asked=asked,
        cases=[OpenCase.out_of(one) for one in found.cases],
        proposals=proposals,
    )
    return given(request, value)


def _changed(one: Changed) -> ChangedEntry:
    act = one.event.kind if one.event else ""
    return ChangedEntry.model_validate({**as_json.row(one.row), "changed": one.at, "act": act})


def _row(row: Row) -> EntryRow:
    return EntryRow.model_validate(as_json.row(row))
