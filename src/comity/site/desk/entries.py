"""The pages of the List, of the Register, and of one entry."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from comity.effect import Effect
from comity.entries import as_json, readers
from comity.errors import Refused
from comity.site.answers import acting, entries
from comity.site.desk.page import shown, visit
from comity.site.desk.pictures import happened, matrix, path, timeline

_DIGITS = 6


def list_(request: HttpRequest) -> HttpResponse:
    """The List of banned organisations, with entries on support."""
    return _rows(request, "list")


def register(request: HttpRequest) -> HttpResponse:
    """The Register of persons wanted for prosecution."""
    return _rows(request, "register")


def entry(request: HttpRequest, entry: str) -> HttpResponse:
    """One entry; where it is restricted, first the question for which case."""
    asked = {name: request.POST.get(name, "") for name in ("case", "reason")}
    with visit(request) as made:
        try:
            opened = entries.entry(made, entry, as_of=request.GET.get("as_of", ""), **asked)
        except Refused as refused:
            if refused.refusal.code not in ("face.case", "face.case_form", "face.purpose"):
                raise
            sentence = refused.refusal.sentence(made.lang) if any(asked.values()) else ""
            values = {"purposes": readers.PURPOSES, "sentence": sentence, "entry": entry, **asked}
            return shown(request, made, "entry_case.html", values)
        pictures = {
            "timeline": timeline.of(opened, made.lang),
            "happened": happened.of(opened, made.lang),
            "matrix": matrix.of(opened.face, made.names, made.lang),
            "path": path.of(opened, made.lang),
        }
        told = as_json.face(opened.face, made.lang)
        return shown(
            request,
            made,
            "entry.html",
            {"entry": told, "opened": opened, "moves": acting.open_moves(made, entry), **pictures},
        )


def _rows(request: HttpRequest, kind: str) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("claimant", "effect")}
    digits = request.GET.get("offset", "0")
    offset = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else 0
    with visit(request) as made:
        found = entries.rows(made, kind, **asked, offset=offset)
        rows = [as_json.row(one) for one in found.rows]
        members = sorted(made.registry.profile.members_on(made.now.date()))
        more = found.offset + entries.PAGE if found.offset + entries.PAGE < found.total else 0
        values = {"kind": kind, "rows": rows, "total": found.total, "more": more, "offset": offset}
        choices = {"members": members, "effects": list(Effect), "asked": asked}
        return shown(request, made, "entries.html", {**values, **choices})
