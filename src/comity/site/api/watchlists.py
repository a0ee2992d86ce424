"""Other people's lists as they are in force here: their entries, and what an edition changed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from comity.site import registry
from comity.site.answers import watchlists as answers
from comity.site.api import access
from comity.site.api.answering import REFUSED, Going, Turned, given
from comity.site.api.shapes import Out

router = Router(tags=["watchlists"])
Source = Annotated[str, Path(max_length=20, pattern=r"^[a-z]+$")]
Reference = Annotated[str, Path(max_length=200)]
_AT: Final = "@"


class Edition(Out):
    """One stored edition of a list."""

    digest: str
    list_date: date
    issuer: str
    entries: int


class Watchlist(Out):
    """One list in force. ``unread`` and ``damaged``: what of its file could not be read, or was broken."""

    source: str
    issuer: str
    day: str
    generated: str
    digest: str
    taken_in: str
    shrink: str
    counts: dict[str, int]
    unread: list[str]
    damaged: list[str]


class Watchlists(Out):
    """The lists in force."""

    watchlists: list[Watchlist]


class WatchlistEditions(Out):
    """One list, and the editions that are stored."""

    about: Watchlist
    editions: list[Edition]


class ListedRow(Out):
    """One entry of a list: its reference and what it is called there."""

    reference: str
    caption: str
    kind: str


class ListedPage(Out):
    """A page of the entries of one edition; all its pages are of that edition, whatever comes in."""

    edition: str
    entries: list[ListedRow]
    total: int
    next: str


class Said(Out):
    """One thing that a list says of an entry."""

    field: str
    value: str
    note: str


class SameAs(Out):
    """That a list itself says that one of its entries is one of another list."""

    stated_by: list[str]
    same_as: list[str]


class Listed(Out):
    """One entry with what its list says, and the lists' own statements that join it to others."""

    source: str
    issuer: str
    day: str
    reference: str
    caption: str
    said: list[Said]
    links: list[SameAs]


class ChangedField(Out):
    """What went and what came in one field."""

    field: str
    gone: list[str]
    come: list[str]


class AmendedEntry(ListedRow):
    """One entry that an edition changed."""

    changes: list[ChangedField]


class Changed(Out):
    """What changed from one edition to another; ``before`` is null where there is no earlier one."""

    about: Watchlist
    before: Edition | None
    after: Edition
    delisted: list[ListedRow]
    added: list[ListedRow]
    amended: list[AmendedEntry]


class Since(BaseModel):
    """Against which edition, by its digest; nothing for the one before."""

    before: str = Field("", max_length=64, pattern=r"^[0-9a-f]*$")


@router.get("/watchlists", response={200: Watchlists, **REFUSED})
def list_watchlists(request: HttpRequest) -> HttpResponse:
    """Every list that counts now."""
    access.officer(request, "read")
    lists = answers.in_force(registry.current())
    return given(request, Watchlists(watchlists=[Watchlist.out_of(one) for one in lists]))


@router.get("/watchlists/{source}", response={200: WatchlistEditions, **REFUSED})
def read_watchlist(request: HttpRequest, source: Source) -> HttpResponse:
    """One list with the editions that are stored."""
    access.officer(request, "read")
    about = answers.about(registry.current(), source)
    editions = [Edition.out_of(one) for one in about.editions]
    return given(request, WatchlistEditions(about=Watchlist.out_of(about), editions=editions))


@router.get("/watchlists/{source}/entries", response={200: ListedPage, **REFUSED})
def list_watchlist_entries(request: HttpRequest, source: Source, params: Query[Going]) -> HttpResponse:
    """The entries of the list in force, fifty a page; the pages that follow are of the same edition."""
    with access.visit(request) as made:
        turned = Turned(made, "watchlist", source)
        offset, _, edition = turned.last(params.cursor).partition(_AT)
    digest, page = answers.rows(registry.current(), source, int(offset or 0), edition)
    going_on = turned.next(f"{page.more}{_AT}{digest}" if page.more else "")
    rows = [ListedRow.out_of(one) for one in page.rows]
    return given(request, ListedPage(edition=digest, entries=rows, total=page.total, next=going_on))


@router.get("/watchlists/{source}/entries/{path:reference}", response={200: Listed, **REFUSED})
def read_watchlist_entry(request: HttpRequest, source: Source, reference: Reference) -> HttpResponse:
    """One entry of the list in force."""
    with access.visit(request) as made:
        lang = made.lang
    found = answers.entry(registry.current(), source, reference, lang)
    value = Listed(
        source=source,
        issuer=found.about.issuer,
        day=found.about.day,
        reference=found.reference,
        caption=found.caption,
        said=[Said.out_of(one) for one in found.said],
        links=[SameAs.out_of(one) for one in found.links],
    )
    return given(request, value)


@router.get("/watchlists/{source}/changes", response={200: Changed, **REFUSED})
def read_changes(request: HttpRequest, source: Source, params: Query[Since]) -> HttpResponse:
    """What the list in force changed against an earlier edition."""
    access.officer(request, "read")
    found = answers.changes(registry.current(), source, params.before)
    amended = [
        AmendedEntry(
            **ListedRow.out_of(one.row).model_dump(),
            changes=[ChangedField.out_of(change) for change in one.amendment.changes],
        )
        for one in found.amended
    ]
    value = Changed(
        about=Watchlist.out_of(found.about),
        before=Edition.out_of(found.before) if found.before else None,
        after=Edition.out_of(found.after),
        delisted=[ListedRow.out_of(one) for one in found.delisted],
        added=[ListedRow.out_of(one) for one in found.added],
        amended=amended,
    )
    return given(request, value)
