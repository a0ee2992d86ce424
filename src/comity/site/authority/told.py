"""The pages on which an officer reads what was told: requests, warnings, and the databank."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from comity.databank import as_json
from comity.errors import Refused
from comity.operations.authority.shapes import OneTold, RequestRow, ToldRow, WarningRow
from comity.site.authority import casing, sitting
from comity.site.authority.reading import CURSOR
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk.sections import SIDES

_SIDES: Final = ("received", "sent")
_CASE: Final = "desk_requests.case_why"


@sitting.seated
def requests(request: HttpRequest, here: Sitting) -> HttpResponse:
    """What one's authority was asked, and what it asked; each side turns its own pages."""
    sides = []
    for side in _SIDES:
        found = here.remote.page(f"/requests?{_asked(request, side, side=side)}", "requests", RequestRow)
        sides.append({"name": side, "rows": found.rows, "next": found.next})
    return shown(request, "own/requests.html", {"sides": sides})


@sitting.seated
def one_request(request: HttpRequest, here: Sitting, matter: str) -> HttpResponse:
    """One request with what was told; another's restricted words after a case was named."""
    found = casing.opened(request, here, f"/requests/{matter}", _CASE)
    if isinstance(found, HttpResponse):
        return found
    return shown(
        request,
        "own/request.html",
        {"opened": found, "row": here.remote.shaped(RequestRow, found), **_able(here, "requests", matter)},
    )


@sitting.seated
def warnings(request: HttpRequest, here: Sitting) -> HttpResponse:
    """Warnings that name one's authority, or are its own."""
    found = here.remote.page(f"/warnings?{_asked(request, 'cursor')}", "warnings", WarningRow)
    return shown(request, "own/warnings.html", {"warnings": found.rows, "total": found.total, "next": found.next})


@sitting.seated
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


@sitting.seated
def databank(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The files in which the officer may see anything."""
    found = here.remote.whole(f"/databank?{_asked(request, 'cursor')}")
    values = {"rows": found.get("files"), "total": found.get("total"), "next": found.get("next")}
    values["gave"] = here.node.capacity in SIDES
    return shown(request, "own/databank.html", values)


@sitting.seated
def file(request: HttpRequest, here: Sitting, file: str) -> HttpResponse:
    """One file: several States' words side by side, and what does not add up."""
    found = casing.opened(request, here, f"/databank/{file}", "desk_databank.case_why")
    if isinstance(found, HttpResponse):
        return found
    try:
        sections = [as_json.section(name, said) for name, said in found["sections"].items()]
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Refused("authority.answer", problem="sections") from None
    return shown(request, "own/file.html", {"file": found, "sections": sections, **_able(here, "databank", file)})


@sitting.seated
def own_told(request: HttpRequest, here: Sitting) -> HttpResponse:
    """What one's own State told, the newest first."""
    found = here.remote.page(f"/told?{_asked(request, 'cursor')}", "told", ToldRow)
    return shown(request, "own_told.html", {"found": found})


@sitting.seated
def one_told(request: HttpRequest, here: Sitting, matter: str) -> HttpResponse:
    """One telling of one's own State, with what is open to do on it."""
    found = here.remote.shaped(OneTold, here.remote.whole(f"/told/{matter}"))
    values = {"opened": found, "state": here.node.participant, **_able(here, "told", matter)}
    return shown(request, "own/one_told.html", values)


def _able(here: Sitting, place: str, matter: str) -> dict[str, Any]:
    """What is open to do on something told, and on what hangs on it."""
    return {"moves": here.remote.moves_on(matter), "about": matter, "place": place}


def _asked(request: HttpRequest, name: str, **more: str) -> str:
    """The query of a page of a list; where to go on stands under ``name``. Raises Refused (``api.cursor``)."""
    cursor = request.GET.get(name, "")
    if not CURSOR.match(cursor):
        raise Refused("api.cursor")
    return urlencode({**more, "cursor": cursor})
