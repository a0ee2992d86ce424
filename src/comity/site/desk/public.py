"""Pages for anyone: statistics, what is published of the List, and how to ask about oneself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from comity.site.answers import statistics as counted
from comity.site.desk.page import shown, visit


def statistics(request: HttpRequest) -> HttpResponse:
    """Counts with no cell under ten."""
    with visit(request) as made:
        values = {"statistics": counted.statistics(made), "published": counted.published(made)}
        return shown(request, made, "statistics.html", values)


def rights(request: HttpRequest) -> HttpResponse:
    """How to ask for access, correction or deletion."""
    with visit(request) as made:
        reviewers = [one for one in made.registry.profile.authorities if one.duty == "review"]
        names = [one.names.read(made.lang) for one in reviewers]
        return shown(request, made, "rights.html", {"reviewers": names})
