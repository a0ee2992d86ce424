"""The pages on which an officer reads what was told: requests, warnings, and the databank."""

from __future__ import annotations

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from comity.assistance.procedures import ASKED
from comity.databank import as_json
from comity.errors import Refused
from comity.interchange.telling import draft
from comity.operations.authority.told_shapes import OneTold, RequestRow, ToldRow, WarningRow
from comity.site.authority import casing, seating
from comity.site.authority.reading import CURSOR
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk.sections import ANSWERERS, SIDES

_SIDES: Final = ("received", "sent")
_CASE: Final = "desk_requests.case_why"
_SECTION: Final = re.compile(r"[a-z_]{1,60}\Z")


@seating.seated
def requests(request: HttpRequest, here: Sitting) -> HttpResponse:
    """What one's authority was asked, and what it asked; each side turns its own pages."""
    sides = []
    for side in _SIDES:
        found = here.remote.page(f"/requests?{_asked(request, side, side=side)}", "requests", RequestRow)
        sides.append({"name": side, "rows": found.rows, "next": found.next})
    return shown(request, "own/requests.html", {"sides": sides, "may_ask": _may(here, "question")})


@seating.seated
def one_request(request: HttpRequest, here: Sitting, matter: str) -> HttpResponse:
    """One request with what was told; another's restricted words after a case was named."""
    found = casing.opened(request, here, f"/requests/{matter}", _CASE)
    if isinstance(found, HttpResponse):
        return found
    row = here.remote.shaped(RequestRow, found)
    values = {"opened": found, "row": row, "may_answer": _may_answer(here, row), **_able(here, "requests", matter)}
    return shown(request, "own/request.html", values)


@seating.seated
def warnings(request: HttpRequest, here: Sitting) -> HttpResponse:
    """Warnings that name one's authority, or are its own."""
    found = here.remote.page(f"/warnings?{_asked(request, 'cursor')}", "warnings", WarningRow)
    values = {"warnings": found.rows, "total": found.total, "next": found.next, "may_warn": _may(here, "warning")}
    return shown(request, "own/warnings.html", values)


@seating.seated
def one_warning(request: HttpRequest, here: Sitting, matter: str) -> HttpResponse:
    """One warning; another's after a case was named."""
    found = casing.opened(request, here, f"/warnings/{matter}", _CASE)
    if isinstance(found, HttpResponse):
        return found
    return shown(
        request,
        "own/warning.html",
        {"opened": found, "row": here.remote.shaped(WarningRow, found), **_able(here, "warnings", matter)},
    )


@seating.seated
def databank(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The files in which the officer may see anything."""
    found = here.remote.whole(f"/databank?{_asked(request, 'cursor')}")
    values = {"rows": found.get("files"), "total": found.get("total"), "next": found.get("next")}
    values |= {"gave": here.node.capacity in SIDES, "may_tell": _may(here, "organisation")}
    return shown(request, "own/databank.html", values)


@seating.seated
def file(request: HttpRequest, here: Sitting, file: str) -> HttpResponse:
    """One file: several States' words side by side, and what does not add up; or more of one section."""
    if "of" in request.GET:
        return _section(request, here, file, request.GET["of"])
    found = casing.opened(request, here, f"/databank/{file}", "desk_databank.case_why")
    if isinstance(found, HttpResponse):
        return found
    try:
        totals, going_on = found["totals"], found["going_on"]
        sections = [
            (as_json.section(name, said), int(totals[name]), str(going_on.get(name, "")))
            for name, said in found["sections"].items()
        ]
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Refused("authority.answer", problem="sections") from None
    values = {"file": found, "sections": sections, "may_tell": _may(here, "organisation")}
    return shown(request, "own/file.html", {**values, **_able(here, "databank", file)})


@seating.seated
def own_told(request: HttpRequest, here: Sitting) -> HttpResponse:
    """What one's own State told, the newest first."""
    found = here.remote.page(f"/told?{_asked(request, 'cursor')}", "told", ToldRow)
    return shown(request, "own_told.html", {"found": found})


@seating.seated
def one_told(request: HttpRequest, here: Sitting, matter: str) -> HttpResponse:
    """One telling of one's own State, with what is open to do on it."""
    found = here.remote.shaped(OneTold, here.remote.whole(f"/told/{matter}"))
    values = {"opened": found, "state": here.node.participant, **_able(here, "told", matter)}
    return shown(request, "own/one_told.html", values)


def _able(here: Sitting, place: str, matter: str) -> dict[str, Any]:
    """What is open to do on something told, and on what hangs on it."""
    return {"moves": here.remote.moves_on(matter), "about": matter, "place": place}


def _may(here: Sitting, kind: str) -> bool:
    """Whether the officer may tell something of this kind."""
    return kind in draft.kinds({here.node.capacity})


def _may_answer(here: Sitting, row: RequestRow) -> bool:
    """Whether an answer is his to give; whether he is head or deputy, the registry says when it composes one."""
    able = here.node.capacity in ANSWERERS
    return able and row.to == here.who.authority and row.step in ASKED.split()


def _section(request: HttpRequest, here: Sitting, file: str, of: str) -> HttpResponse:
    """The page of one section that follows what was shown."""
    if not _SECTION.match(of):
        raise Refused("api.path")
    query, path = f"?{_asked(request, 'cursor')}", f"/databank/{file}/sections/{of}"
    found = casing.opened(request, here, path, "desk_databank.case_why", query)
    if isinstance(found, HttpResponse):
        return found
    try:
        section = as_json.section(of, found["statements"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Refused("authority.answer", problem="statements") from None
    return shown(request, "own/file_section.html", {"page": found, "section": section, "total": found.get("total")})


def _asked(request: HttpRequest, name: str, **more: str) -> str:
    """The query of a page of a list; where to go on stands under ``name``. Raises Refused (``api.cursor``)."""
    cursor = request.GET.get(name, "")
    if not CURSOR.match(cursor):
        raise Refused("api.cursor")
    return urlencode({**more, "cursor": cursor})
