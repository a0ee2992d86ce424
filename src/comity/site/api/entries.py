"""Entries of the List, the Register and on support: lists, one entry, its acts."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from comity.entries import as_json
from comity.site import bodies
from comity.site.answers import entries
from comity.site.answers.visit import Visit
from comity.site.api import access
from comity.site.api.answering import REFUSED, Going, Matter, Turned, given
from comity.site.api.seen import ActOnEntry, EntryFace, EntryRow, VersionChange
from comity.site.api.shapes import Purpose
from comity.site.desk.sections import READERS

router = Router(tags=["entries"])
Kind = Literal["list", "register", "support"]


class EntriesWanted(Going):
    """Which entries. Nothing selects by nationality, religion, ethnicity or origin."""

    kind: Kind
    claimant: str = Field("", max_length=64)
    effect: str = Field("", max_length=40)


class OnDay(BaseModel):
    """As of the end of which day; nothing for now. Who may read it is decided by now."""

    as_of: str = Field("", max_length=40)


class Entries(BaseModel):
    """A page of entries. ``total`` counts what the reader may see and asked for; ``next`` is empty at the end."""

    entries: list[EntryRow]
    total: int
    next: str


class Entry(BaseModel):
    """An entry as it stands for the reader, with its acts and how its versions differ."""

    entry: EntryFace
    acts: list[ActOnEntry]
    changes: list[list[VersionChange]]


class EntryHistory(BaseModel):
    """The acts on an entry and how its versions differ."""

    id: str
    acts: list[ActOnEntry]
    changes: list[list[VersionChange]]


@router.get("/entries", response={200: Entries, **REFUSED})
def list_entries(request: HttpRequest, params: Query[EntriesWanted]) -> HttpResponse:
    """The entries of one kind that the reader may see, the newest first, fifty a page."""
    with access.visit(request, open_to=None if params.kind == "list" else READERS) as made:
        turned = Turned(made, "entries", params.kind, params.claimant, params.effect)
        last = turned.last(params.cursor)
        page = entries.after(made, params.kind, last, claimant=params.claimant, effect=params.effect)
        rows = [as_json.row(row) for row in page.rows]
    return given(request, {"entries": rows, "total": page.total, "next": turned.next(page.last)})


@router.get("/entries/{entry}", response={200: Entry, **REFUSED})
def read_entry(request: HttpRequest, entry: Matter, params: Query[OnDay]) -> HttpResponse:
    """One entry. What is restricted is refused here; POST its `readings` with a case and a reason."""
    with access.visit(request) as made:
        value = _told(made, entry, as_of=params.as_of)
    return given(request, value, same={**value, "entry": {**value["entry"], "at": ""}})


@router.get("/entries/{entry}/history", response={200: EntryHistory, **REFUSED})
def read_history(request: HttpRequest, entry: Matter) -> HttpResponse:
    """The acts on one entry, and what each version changed."""
    with access.visit(request) as made:
        value = _told(made, entry)
    return given(request, {"id": entry, "acts": value["acts"], "changes": value["changes"]})


@router.post("/entries/{entry}/readings", response={200: Entry, **REFUSED}, openapi_extra=bodies.required(Purpose))
def read_restricted_entry(request: HttpRequest, entry: Matter, params: Query[OnDay]) -> HttpResponse:
    """One entry, also where it is restricted; the case and the reason are in the journal before the answer."""
    with access.visit(request) as made:
        why = bodies.read(request, Purpose)
        value = _told(made, entry, as_of=params.as_of, case=why.case, reason=why.reason)
    return given(request, value)


def _told(visit: Visit, entry: str, **why: str) -> dict[str, Any]:
    return entries.entry_as_json(visit, entries.entry(visit, entry, **why))
