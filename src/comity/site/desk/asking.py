"""The pages of information on request, and of warnings of danger."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from comity.site.answers import requests as answers
from comity.site.answers import tellings
from comity.site.answers.visit import Visit
from comity.site.desk.cases import for_a_case
from comity.site.desk.page import shown, visit
from comity.site.desk.pictures import asking


def requests(request: HttpRequest) -> HttpResponse:
    """What one's authority asked and was asked."""
    with visit(request) as made:
        return shown(request, made, "requests.html", {"requests": answers.listed(made)})


def one_request(request: HttpRequest, matter: str) -> HttpResponse:
    """A question with its answers; where they are another's, first the question for which case."""

    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        found = answers.request(made, matter, **asked)
        values = {"opened": found, "path": asking.of_request(found.row, made.lang)}
        return shown(request, made, "request.html", values)

    return for_a_case(request, opened, "desk_requests.case_why")


def warnings(request: HttpRequest) -> HttpResponse:
    """The warnings of danger for one's authority, and its own."""
    with visit(request) as made:
        return shown(
            request,
            made,
            "warnings.html",
            {"warnings": answers.warnings(made), "may_warn": "warning" in tellings.kinds(made)},
        )


def warning(request: HttpRequest, matter: str) -> HttpResponse:
    """One warning; another's is opened for a case."""

    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        found = answers.warning(made, matter, **asked)
        return shown(request, made, "warning.html", {"opened": found, "path": asking.of_warning(found.row, made.lang)})

    return for_a_case(request, opened, "desk_requests.case_why")
