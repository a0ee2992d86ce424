"""What every request and every answer goes through.

Method, host, address and size are judged before a body is read. No answer is stored or shows a trace; the
address of a request, which may hold a name, is written to no log.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from comity.errors import Refusal, Refused
from comity.site import metrics, problems, refusals, service

METHODS: Final = ("GET", "POST")
MAX_ADDRESS: Final = 8 << 10  # bytes of path and query together
_DIGITS: Final = 9  # a longer number is no length
_POLICY: Final = "Content-Security-Policy"
NO_CONTENT: Final = "default-src 'none'; frame-ancestors 'none'"
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "Vary": "Accept-Language, Cookie",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Edge:
    """Django's one middleware here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter_ns()
        refused = _refused(request)
        response = refusals.answer(refused, request) if refused else self._get_response(request)
        if response.status_code >= 400 and not _is_ours(request, response):
            response = _reworded(request, response)
        if not (response.headers.get("Content-Type", "").startswith("text/html") and refusals.wants_page(request)):
            response.headers[_POLICY] = NO_CONTENT
        elif _POLICY not in response.headers:  # a refusal made here, before the middleware that adds it
            response.headers[_POLICY] = build_policy()
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        metrics.ALL.count(response.status_code, (time.perf_counter_ns() - began) // 1000)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """A refusal is an answer; anything else is a fault, of which only the class is written down."""
        if isinstance(error, Refused):
            return refusals.answer(error.refusal, request)
        if isinstance(error, Http404):
            return refusals.answer(Refusal("api.path"), request)
        if isinstance(error, SuspiciousOperation):
            return refusals.answer(
                Refusal("api.form", evidence={"where": "", "problem": type(error).__name__}), request
            )
        service.failed(error)
        return refusals.answer(Refusal("api.fault"), request)


def _refused(request: HttpRequest) -> Refusal | None:
    meta = request.META
    if request.method not in METHODS:
        return Refusal("api.method", evidence={"allowed": list(METHODS)})
    try:
        request.get_host()
    except DisallowedHost:
        return Refusal("api.host")
    if len(meta.get("QUERY_STRING", "")) + len(request.path) > MAX_ADDRESS:
        return Refusal("api.address", evidence={"limit": MAX_ADDRESS})
    return _body_refused(request.path, meta.get("CONTENT_LENGTH") or "") if request.method == "POST" else None


def _body_refused(path: str, length: str) -> Refusal | None:
    if not (length.isascii() and length.isdigit()):
        return Refusal("api.length")
    limit = next((most for place, most in settings.LARGER.items() if _is_under(path, place)), settings.MAX_BODY)
    too_long = len(length) > _DIGITS or int(length) > limit
    return Refusal("api.size", evidence={"limit": limit}) if too_long else None


def _is_under(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")


def _is_ours(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A page was made by us whole; of the rest only problem objects were."""
    kind = response.headers.get("Content-Type", "")
    return kind == problems.CONTENT_TYPE or (kind.startswith("text/html") and refusals.wants_page(request))


def _reworded(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """What Django or ninja refuses in words of its own."""
    if response.status_code == 405:
        allowed = [one.strip() for one in response.headers.get("Allow", "").split(",")]
        return refusals.answer(Refusal("api.method", evidence={"allowed": allowed}), request)
    if response.status_code == 404:
        return refusals.answer(Refusal("api.path"), request)
    if response.status_code >= 500:
        return refusals.answer(Refusal("api.fault"), request)
    return refusals.answer(Refusal("api.form", evidence={"where": "", "problem": "HTTP"}), request)
