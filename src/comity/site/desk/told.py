"""The pages of the databank: files of organisations and incidents, and what became of what a State gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from comity.entries import readers
from comity.errors import Refused
from comity.site.answers import databank as answers
from comity.site.answers.visit import Visit
from comity.site.desk.page import shown, visit
from comity.site.desk.pictures import graph

_DIGITS = 6
_WANTS_A_CASE = frozenset({"face.case", "face.case_form", "face.purpose"})


def databank(request: HttpRequest) -> HttpResponse:
    """The files in which the reader may see anything."""
    with visit(request) as made:
        found = answers.rows(made, offset(request))
        more = found.offset + answers.PAGE if found.offset + answers.PAGE < found.total else 0
        return shown(request, made, "databank.html", {"found": found, "more": more})


def databank_file(request: HttpRequest, file: str) -> HttpResponse:
    """One file; where another told some of it to few, first the question for which case."""

    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        found = answers.file(made, file, **asked)
        drawing = graph.of(found.graph, found.names, made.lang)
        return shown(request, made, "databank_file.html", {"opened": found, "drawing": drawing})

    return for_a_case(request, opened, "desk_databank.case_why")


def uses(request: HttpRequest) -> HttpResponse:
    """How often what one's State gave was given on or opened."""
    with visit(request) as made:
        return shown(request, made, "uses.html", {"used": answers.used(made)})


def for_a_case(
    request: HttpRequest, opened: Callable[[Visit, Mapping[str, str]], HttpResponse], why: str
) -> HttpResponse:
    """The page that ``opened`` makes; or, where something wants a case and a reason, the form that asks for them."""
    asked = {name: request.POST.get(name, "") for name in ("case", "reason")}
    with visit(request) as made:
        try:
            return opened(made, asked)
        except Refused as refused:
            if refused.refusal.code not in _WANTS_A_CASE:
                raise
            sentence = refused.refusal.sentence(made.lang) if any(asked.values()) else ""
        made.lines.clear()  # nothing was shown
        values: dict[str, Any] = {"purposes": readers.PURPOSES, "sentence": sentence, "why": why, **asked}
        return shown(request, made, "told_case.html", values)


def offset(request: HttpRequest) -> int:
    """Where a page of a list begins."""
    digits = request.GET.get("offset", "0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else 0
