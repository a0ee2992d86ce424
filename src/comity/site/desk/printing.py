"""The printable dossier of an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse

from comity.entries import as_json
from comity.site.answers import printed
from comity.site.answers.printed import Printed
from comity.site.answers.visit import Visit
from comity.site.desk import paper
from comity.site.desk.cases import for_a_case
from comity.site.desk.page import shown
from comity.site.desk.pictures import matrix


def dossier(request: HttpRequest, entry: str) -> HttpResponse:
    """An entry for paper; where it is restricted, first the question for which case, as on its own page."""
    return _for_paper(request, entry, lambda answer: answer)


def pdf(request: HttpRequest, entry: str) -> HttpResponse:
    """The same as a PDF file. Raises Refused (``desk.no_paper``) where this node makes none."""
    paper.require()

    return _for_paper(request, entry, lambda answer: filed(answer, entry))


def sheet(request: HttpRequest, made: Visit, found: Printed) -> HttpResponse:
    """The page that goes on paper."""
    values = {
        "entry": as_json.face(found.opened.face, made.lang),
        "opened": found.opened,
        "printed": found,
        "makes_pdf": made.officer is not None and paper.is_made(),
        "matrix": matrix.of(found.opened.face, made.names, made.lang),
    }
    return shown(request, made, "dossier.html", values)


def filed(page: HttpResponse, entry: str) -> HttpResponse:
    """The PDF file of a page. Raises Refused (``desk.paper_busy``)."""
    file = HttpResponse(paper.of(page.content.decode()), content_type=paper.TYPE)
    file.headers["Content-Disposition"] = f'attachment; filename="{entry[:8]}.pdf"'
    return file


def _for_paper(request: HttpRequest, entry: str, finish: Callable[[HttpResponse], HttpResponse]) -> HttpResponse:
    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        return sheet(request, made, printed.entry(made, entry, **asked))

    return for_a_case(request, opened, "desk.case_why", finish)
