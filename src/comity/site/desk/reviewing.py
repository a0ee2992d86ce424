"""The page of a compliance review."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from comity.entries import as_json
from comity.entries.face import names_of
from comity.site.answers import review
from comity.site.desk.page import shown, visit


def version(request: HttpRequest, version: str) -> HttpResponse:
    """One version before the reviewer: every finding beside what he attests, one by one."""
    with visit(request) as made:
        found = review.of(made, version)
        values = {
            "review": found,
            "name": next(iter(names_of(found.part)), ""),
            "part": as_json.part(found.part),
            "decisions": [(one, as_json.part(one.part)) for one in found.decisions],
            "sentence": found.refusal.sentence(made.lang) if found.refusal else "",
            "kinds": [one.kind for one in found.moves],
        }
        return shown(request, made, "review.html", values)
