"""Pages of other people's lists: which are in force, one list, one entry, and what an edition changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from comity.site import registry
from comity.site.answers import watchlists as told
from comity.site.desk.page import language, shown, visit, whole


def watchlists(request: HttpRequest) -> HttpResponse:
    """Which lists are in force here."""
    lists = told.in_force(registry.current())
    with visit(request) as made:
        return shown(request, made, "watchlists.html", {"lists": lists})


def watchlist(request: HttpRequest, source: str) -> HttpResponse:
    """One list with its entries."""
    opened = told.opened(registry.current(), source, whole(request.GET.get("offset", "")))
    with visit(request) as made:
        return shown(request, made, "watchlist.html", {"opened": opened})


def changes(request: HttpRequest, source: str) -> HttpResponse:
    """What the list in force changed against an earlier edition."""
    found = told.changes(registry.current(), source, request.GET.get("before", ""))
    with visit(request) as made:
        return shown(request, made, "watchlist_changes.html", {"found": found})


def listed(request: HttpRequest, source: str, reference: str) -> HttpResponse:
    """One entry of one list."""
    entry = told.entry(registry.current(), source, reference, language(request))
    with visit(request) as made:
        return shown(request, made, "listed.html", {"entry": entry})
