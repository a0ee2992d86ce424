"""Entries for paper: the same PDF file as at the desk."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from comity.site import bodies
from comity.site.answers import printed
from comity.site.answers.visit import Visit
from comity.site.api import access
from comity.site.api.answering import REFUSED, Matter, tag
from comity.site.api.shapes import Purpose
from comity.site.desk import paper, printing

router = Router(tags=["entries"])
_FILE: Final[dict[str, Any]] = {
    "description": "OK",
    "content": {paper.TYPE: {"schema": {"type": "string", "format": "binary"}}},
}


@router.get("/entries/{entry}/paper", response=REFUSED, openapi_extra={"responses": {200: _FILE}})
def print_entry(request: HttpRequest, entry: Matter) -> HttpResponse:
    """One entry as a PDF file, with handling code, reader and time on every page. What is restricted is refused here;
    POST its `readings`. Where the node makes no such files: 503 `desk.no_paper`."""
    with access.visit(request) as made:
        page = _page(made, entry)
    return _filed(page, entry)


@router.post(
    "/entries/{entry}/paper/readings",
    response=REFUSED,
    openapi_extra={**bodies.required(Purpose), "responses": {200: _FILE}},
)
def print_restricted(request: HttpRequest, entry: Matter) -> HttpResponse:
    """The same, also where it is restricted; that it was printed, for which case and why, is in the journal before."""
    with access.visit(request) as made:
        why = bodies.read(request, Purpose)
        page = _page(made, entry, case=why.case, reason=why.reason)
    return _filed(page, entry)


def _page(made: Visit, entry: str, **why: str) -> HttpResponse:
    """The page, made for no browser: nobody's cookie goes with it. Raises Refused (``desk.no_paper``) before anything
    is opened."""
    paper.require()
    return printing.sheet(HttpRequest(), made, printed.entry(made, entry, **why))


def _filed(page: HttpResponse, entry: str) -> HttpResponse:
    file = printing.filed(page, entry)
    file.headers["ETag"] = tag(file.content)
    return file
