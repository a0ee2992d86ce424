"""A refusal as whoever asked can read it: a page for a browser, a problem object for a program."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from comity.errors import Refusal
from comity.site import problems
from comity.site.desk import page


def answer(refusal: Refusal, request: HttpRequest) -> HttpResponse:
    """A page where HTML is asked for, else a problem object (RFC 9457)."""
    if not wants_page(request):
        return problems.answer(refusal, request)
    return page.refused(request, refusal)


def wants_page(request: HttpRequest) -> bool:
    """Whether the client is a browser that shows a page (RFC 9110, 12.5.1); under /api/ nothing is a page."""
    return not request.path.startswith("/api/") and "text/html" in request.META.get("HTTP_ACCEPT", "")
