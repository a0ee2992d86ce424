"""How much was asked of the Register, and the whole journal in figures, day by day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from comity.site import registry
from comity.site.answers import checking, oversight
from comity.site.api import access
from comity.site.api.answering import REFUSED, given
from comity.site.api.shapes import Out
from comity.site.desk.sections import COUNTERS, OVERSEERS

router = Router(tags=["names"])


class UsedOnDay(Out):
    """How many names of the Register one officer asked on one day."""

    day: str
    officer: str
    queries: int
    names: int


class RegisterUsed(Out):
    """Who asked how many names of the Register; ``most``: how many a day may be."""

    rows: list[UsedOnDay]
    since: str
    until: str
    most: int


class JournalCount(Out):
    """How many lines of one kind the journal has of one day. ``of``: the code, word or capacity that tells them apart;
    ``names``: how many names of the Register they asked for."""

    day: str
    kind: str
    of: str
    lines: int
    names: int


class JournalFigures(Out):
    """The journal in counts; of lines whose content is gone the kind is ``erased``."""

    rows: list[JournalCount]
    since: str
    until: str


class Days(BaseModel):
    """From which day to which; nothing for the last thirty."""

    since: str = Field("", max_length=40)
    until: str = Field("", max_length=40)


@router.get("/usage", response={200: RegisterUsed, **REFUSED})
def read_usage(request: HttpRequest, params: Query[Days]) -> HttpResponse:
    """Who asked how much of the Register, day by day: a State of its own officers, auditor and reviewer of all."""
    officer = access.officer(request, "read", open_to=COUNTERS)
    used = checking.usage(registry.current(), officer, params.since, params.until)
    rows = [UsedOnDay.out_of(one) for one in used.rows]
    return given(request, RegisterUsed(rows=rows, since=str(used.since), until=str(used.until), most=used.most))


@router.get("/journal", response={200: JournalFigures, **REFUSED})
def read_journal(request: HttpRequest, params: Query[Days]) -> HttpResponse:
    """What was asked, opened, refused and made, day by day, in counts: for auditor and independent reviewer."""
    with access.visit(request, open_to=OVERSEERS) as made:
        found = oversight.figures(made, params.since, params.until)
    rows = [JournalCount.out_of(one) for one in found.rows]
    return given(request, JournalFigures(rows=rows, since=str(found.since), until=str(found.until)))
