"""What one's own State told the databank, and the moves on all that was told and is no entry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from comity.errors import Refused
from comity.site.answers import acting, contributions, known
from comity.site.api import access
from comity.site.api.answering import REFUSED, Going, Matter, Turned, given
from comity.site.api.moves import Offered, OpenMoves, shown
from comity.site.api.requests import Done
from comity.site.api.shapes import Out
from comity.site.desk import terms
from comity.site.desk.sections import READERS, SIDES, TELLERS

router = Router(tags=["told"])


class ToldRow(Out):
    """One telling in a list; ``file``: in which it is told, empty for a trend and a result."""

    matter: str
    kind: str
    file: str
    step: str
    since: str


class ToldRows(Out):
    """A page of what one's State told, the newest first."""

    told: list[ToldRow]
    total: int
    next: str


class ToldField(Out):
    """One field of what is told, and its value."""

    field: str
    value: Any


class ToldPart(Out):
    """For whom a part of it is, how many statements, under which conditions, and until when."""

    code: str
    recipients: list[str]
    statements: int
    conditions: list[str]
    kept_until: str


class OneTold(ToldRow):
    """One telling with what it says, for whom each part is, and what was done on it."""

    says: list[ToldField]
    parts: list[ToldPart]
    acts: list[Done]


class Whom(Out):
    """The authorities that one's own informs: id, and id with State."""

    authorities: list[Offered]


@router.get("/authorities", response={200: Whom, **REFUSED})
def list_authorities(request: HttpRequest) -> HttpResponse:
    """Whom one's authority may ask, answer or warn, or name as a reader of what it tells."""
    with access.visit(request, open_to=TELLERS) as made:
        found = [Offered(value=value, words=words) for value, words in terms.others(made)]
    return given(request, Whom(authorities=found))


@router.get("/told", response={200: ToldRows, **REFUSED})
def list_told(request: HttpRequest, params: Query[Going]) -> HttpResponse:
    """What one's own State told the databank: what waits for approval, counts, or was taken back; fifty a page."""
    with access.visit(request, open_to=SIDES) as made:
        turned = Turned(made, "told")
        page = contributions.after(made, turned.last(params.cursor))
    rows = [ToldRow.out_of(one) for one in page.rows]
    return given(request, ToldRows(told=rows, total=page.total, next=turned.next(page.last)))


@router.get("/told/{matter}", response={200: OneTold, **REFUSED})
def read_told(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One telling of one's own State."""
    with access.visit(request, open_to=SIDES) as made:
        opened = contributions.one(made, matter)
    value = OneTold(
        **ToldRow.out_of(opened.row).model_dump(),
        says=[ToldField(field=name, value=value) for name, value in opened.said],
        parts=[
            ToldPart(
                code=one.code,
                recipients=list(one.recipients),
                statements=len(one.statements),
                conditions=list(one.conditions),
                kept_until=one.kept_until,
            )
            for one in opened.bodies
        ],
        acts=[Done(kind=kind, time=time) for kind, time in opened.acts],
    )
    return given(request, value)


@router.get("/matters/{matter}/moves", response={200: OpenMoves, **REFUSED})
def list_moves_on_told(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The moves open to the token's officer on a request, a warning, a file, or what his State told, and on what hangs
    on it; it must be his to know of."""
    with access.visit(request, open_to=READERS) as made:
        if known.matter(made, matter) is None:
            raise Refused("act.unknown_matter")
        moves = [shown(made, one) for one in acting.moves_about(made, matter)]
    return given(request, OpenMoves(moves=moves))
