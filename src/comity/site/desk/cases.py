"""Pages that open for a case and a reason: the question, and what was answered to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from comity.entries import readers
from comity.errors import Refused
from comity.site.answers.visit import Visit
from comity.site.desk.page import shown, visit

_WANTS_A_CASE = frozenset({"face.case", "face.case_form", "face.purpose"})


def for_a_case(
    request: HttpRequest,
    opened: Callable[[Visit, Mapping[str, str]], HttpResponse],
    why: str,
    finish: Callable[[HttpResponse], HttpResponse] = lambda answer: answer,
) -> HttpResponse:
    """The page that ``opened`` makes; or, where something wants a case and a reason, the form that asks for them.

    ``finish``: what becomes of an opened page once the visit has ended and its reading is recorded.
    """
    asked = {name: request.POST.get(name, "") for name in ("case", "reason")}
    with visit(request) as made:
        try:
            answer = opened(made, asked)
        except Refused as refused:
            if refused.refusal.code not in _WANTS_A_CASE:
                raise
            sentence = refused.refusal.sentence(made.lang) if any(asked.values()) else ""
            made.lines.clear()  # nothing was shown
            values: dict[str, Any] = {"purposes": readers.PURPOSES, "sentence": sentence, "why": why, **asked}
            return shown(request, made, "case.html", values)
    return finish(answer)
