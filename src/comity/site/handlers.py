"""What no view answers: an unknown address, a suspicious request, a forged form, a fault."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from comity.errors import Refusal
from comity.site import refusals


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django finds suspicious, in words of ours."""
    return refusals.answer(Refusal("api.form", evidence={"where": "", "problem": type(exception).__name__}), request)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    return refusals.answer(Refusal("api.path"), request)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of its page."""
    return refusals.answer(Refusal("desk.forged", "design, Storage, web, jobs"), request)


def handler500(request: HttpRequest) -> HttpResponse:
    """A fault, without a trace."""
    return refusals.answer(Refusal("api.fault"), request)
