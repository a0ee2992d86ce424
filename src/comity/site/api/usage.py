"""How much was asked of the Register, day by day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from comity.site import registry
from comity.site.answers import checking
from comity.site.api import access
from comity.site.api.answering import REFUSED, given
from comity.site.api.shapes import Out
from comity.site.desk.sections import COUNTERS

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
