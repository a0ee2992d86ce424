"""Refusals over HTTP: a status and a problem object (RFC 9457) whose ``detail`` is the sentence.

``detail`` is also where yente puts its errors, so that its clients show ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse

from comity.errors import Kind, Refusal
from comity.qualification import sentences
from comity.qualification.gates import Finding
from comity.site import languages

CONTENT_TYPE: Final = "application/problem+json"
_BY_KIND: Final = {
    Kind.MALFORMED: 400,
    Kind.UNLAWFUL: 400,
    Kind.FORBIDDEN: 403,
    Kind.UNKNOWN: 404,
    Kind.CONFLICT: 409,
    Kind.UNAVAILABLE: 503,
}
_BY_CODE: Final = {
    "api.method": 405,
    "api.token": 401,
    "api.changed": 412,
    "api.if_match": 428,
    "api.too_many": 429,
    "api.length": 411,
    "api.size": 413,
    "api.address": 414,
    "api.type": 415,
    "api.json": 422,
    "api.form": 422,
    "api.fault": 500,
}


def answer(refusal: Refusal, request: HttpRequest, held: Iterable[Finding] = ()) -> HttpResponse:
    """The answer that says ``refusal`` in the language that the client accepts. ``held``: what the asker may know of
    what held a door."""
    lang = languages.of(request)
    status = status_of(refusal)
    told: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": refusal.sentence(lang),
        "code": refusal.code,
        "provision": refusal.provision,
    }
    findings = [sentences.as_told(one, lang) for one in held]
    if findings:
        told["findings"] = findings
    if "query" in refusal.evidence:  # which of many queries
        told["query"] = refusal.evidence["query"]
    answer = HttpResponse(json.dumps(told), content_type=CONTENT_TYPE, status=status)
    if refusal.code == "api.method":
        answer.headers["Allow"] = ", ".join(map(str, refusal.evidence["allowed"] or ()))  # type: ignore[arg-type]
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="comity"'
    return answer


def status_of(refusal: Refusal) -> int:
    """By its code where one is set apart, else by its kind."""
    return _BY_CODE.get(refusal.code) or _BY_KIND[refusal.kind]
