"""The pages of the databank: files of organisations and incidents, and what became of what a State gave."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from comity.databank.links import FAR, NEAR
from comity.site.answers import contributions, known, tellings
from comity.site.answers import databank as answers
from comity.site.answers.visit import Visit
from comity.site.desk.cases import for_a_case
from comity.site.desk.page import shown, visit, whole
from comity.site.desk.pictures import graph


def databank(request: HttpRequest) -> HttpResponse:
    """The files in which the reader may see anything."""
    with visit(request) as made:
        found = answers.rows(made, whole(request.GET.get("offset", "")))
        return shown(request, made, "databank.html", {"found": found, **_able(made)})


def databank_file(request: HttpRequest, file: str) -> HttpResponse:
    """One file; where another told some of it to few, first the question for which case."""

    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        only, offset = request.GET.get("of", ""), whole(request.GET.get("offset", ""))
        found = answers.file(made, file, **asked, extent=FAR if only == "links" else NEAR)
        drawing = graph.of(found.graph, found.names, made.lang)
        parts = answers.parts(found.face, only, offset)
        values = {"opened": found, "drawing": drawing, "parts": parts, "only": only, "offset": offset}
        return shown(request, made, "databank_file.html", {**values, **_able(made)})

    return for_a_case(request, opened, "desk_databank.case_why")


def uses(request: HttpRequest) -> HttpResponse:
    """How often what one's State gave was given on or opened."""
    with visit(request) as made:
        return shown(request, made, "uses.html", {"used": answers.used(made, whole(request.GET.get("offset", "")))})


def own_told(request: HttpRequest) -> HttpResponse:
    """What the visitor's own State told."""
    with visit(request) as made:
        found = contributions.rows(made, whole(request.GET.get("offset", "")))
        return shown(request, made, "own_told.html", {"found": found})


def own_telling(request: HttpRequest, matter: str) -> HttpResponse:
    """One telling of the visitor's own State."""
    with visit(request) as made:
        return shown(request, made, "own_telling.html", {"opened": contributions.one(made, matter)})


def _able(made: Visit) -> dict[str, bool]:
    """Whether the visitor may tell something, and whether his State's own tellings are his to see."""
    kinds = tellings.kinds(made) if made.officer else ()
    return {"may_tell": "organisation" in kinds, "gave": made.reader.capacity in known.SIDE}
