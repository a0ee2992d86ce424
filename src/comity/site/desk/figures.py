"""The pages of figures: trends, results as they are claimed, and the annual report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse

from comity.databank.figures import comparing, wording
from comity.site.answers import figures
from comity.site.answers.visit import Visit
from comity.site.desk.cases import for_a_case
from comity.site.desk.page import shown, visit, whole

WHY = "desk_figures.case_why"


def trends(request: HttpRequest) -> HttpResponse:
    """Every trend as a chart with its table and its counting rule."""

    def page(made: Visit, asked: Mapping[str, str], *, opened: bool) -> HttpResponse:
        return shown(request, made, "trends.html", {"found": figures.trends(made, **asked, opened=opened)})

    return _open_part_first(request, page)


def results(request: HttpRequest) -> HttpResponse:
    """Claimed numbers side by side, and why they differ."""
    indicator = request.GET.get("indicator", "")

    def page(made: Visit, asked: Mapping[str, str], *, opened: bool) -> HttpResponse:
        found = figures.results(made, indicator, **asked, opened=opened)
        values = {
            "found": found,
            "indicator": indicator,
            "comparisons": [comparing.words(one, made.lang) for one in found.comparisons],
            "sentences": [(one, wording.sentence(one, made.lang)) for one in found.claims],
        }
        return shown(request, made, "results.html", values)

    return _open_part_first(request, page)


def report(request: HttpRequest) -> HttpResponse:
    """The annual report for reading and for paper; for a case where another told some of it to few."""

    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        year = figures.year_of(made, whole(request.GET.get("year", "")))
        return shown(request, made, "report.html", {"found": figures.report(made, year, **asked)})

    return for_a_case(request, opened, WHY)


def _open_part_first(request: HttpRequest, page: Callable[..., HttpResponse]) -> HttpResponse:
    """What may be read without a case; whoever asks for the rest says for which."""
    if request.method == "POST":
        return for_a_case(request, lambda made, asked: page(made, asked, opened=True), WHY)
    with visit(request) as made:
        return page(made, {}, opened=False)
