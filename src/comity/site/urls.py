"""The table of routes. Issue by issue, each API and each set of pages is one more line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from comity.errors import Refusal
from comity.site import metrics, refusals
from comity.site.api.routes import api as v1
from comity.site.desk import pages
from comity.site.screening import api

urlpatterns = [*pages.patterns(), path("metrics", metrics.metrics), path("api/v1/", v1.urls), path("", api.urls)]


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
