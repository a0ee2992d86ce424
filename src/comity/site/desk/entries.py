"""The pages of the List, of the Register, and of one entry."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from comity.effect import Effect
from comity.entries import as_json
from comity.site.answers import acting, entries
from comity.site.answers.visit import Visit
from comity.site.desk.cases import for_a_case
from comity.site.desk.page import shown, visit, whole
from comity.site.desk.pictures import happened, matrix, path, timeline


def list_(request: HttpRequest) -> HttpResponse:
    """The List of banned organisations, with entries on support."""
    return _rows(request, "list")


def register(request: HttpRequest) -> HttpResponse:
    """The Register of persons wanted for prosecution."""
    return _rows(request, "register")


def entry(request: HttpRequest, entry: str) -> HttpResponse:
    """One entry; where it is restricted, first the question for which case."""

    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        found = entries.entry(made, entry, as_of=request.GET.get("as_of", ""), **asked)
        values = {
            "entry": as_json.face(found.face, made.lang),
            "opened": found,
            "moves": acting.open_moves(made, entry),
            "timeline": timeline.of(found, made.lang),
            "happened": happened.of(found, made.lang),
            "matrix": matrix.of(found.face, made.names, made.lang),
            "path": path.of(found, made.lang),
        }
        return shown(request, made, "entry.html", values)

    return for_a_case(request, opened, "desk.case_why")


def _rows(request: HttpRequest, kind: str) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("claimant", "effect")}
    offset = whole(request.GET.get("offset", ""))
    with visit(request) as made:
        found = entries.rows(made, kind, **asked, offset=offset)
        rows = [as_json.row(one) for one in found.rows]
        members = sorted(made.registry.profile.members_on(made.now.date()))
        values = {"kind": kind, "rows": rows, "total": found.total, "more": found.more, "offset": offset}
        choices = {"members": members, "effects": list(Effect), "asked": asked}
        return shown(request, made, "entries.html", {**values, **choices})
