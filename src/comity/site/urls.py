"""The table of routes. Issue by issue, each API and each set of pages is one more line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from comity.errors import Refusal
from comity.site import problems
from comity.site.screening import api

urlpatterns = [path("", api.urls)]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django finds suspicious, in words of ours."""
    return problems.answer(Refusal("api.form", evidence={"where": "", "problem": type(exception).__name__}), request)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    return problems.answer(Refusal("api.path"), request)


def handler500(request: HttpRequest) -> HttpResponse:
    """A fault, without a trace."""
    return problems.answer(Refusal("api.fault"), request)
