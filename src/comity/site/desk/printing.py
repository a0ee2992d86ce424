"""The printable dossier of an entry."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from comity.entries import as_json
from comity.site.answers import printed
from comity.site.answers.visit import Visit
from comity.site.desk.cases import for_a_case
from comity.site.desk.page import shown
from comity.site.desk.pictures import matrix


def dossier(request: HttpRequest, entry: str) -> HttpResponse:
    """An entry for paper; where it is restricted, first the question for which case, as on its own page."""

    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        found = printed.entry(made, entry, **asked)
        values = {
            "entry": as_json.face(found.opened.face, made.lang),
            "opened": found.opened,
            "printed": found,
            "matrix": matrix.of(found.opened.face, made.names, made.lang),
        }
        return shown(request, made, "dossier.html", values)

    return for_a_case(request, opened, "desk.case_why")
