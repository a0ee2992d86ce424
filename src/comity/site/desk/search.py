"""Pages to ask for names, one or a pasted list, and to say what a match was. A name comes by POST alone."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse

from comity.checks import rules
from comity.checks.dispositions import Decision, Ground
from comity.errors import Refused
from comity.screening import Kind
from comity.site import problems, registry
from comity.site.answers import checking, verifying
from comity.site.answers.checking import Form, Results
from comity.site.desk.page import language, officer_of, shown, visit, whole


def search(request: HttpRequest) -> HttpResponse:
    """One box for everyone."""
    return _asked(request, "search.html", [request.POST.get("name", "").strip()], checking.PAGE)


def names(request: HttpRequest) -> HttpResponse:
    """A pasted list of names, one a line."""
    lines = [line.strip() for line in request.POST.get("names", "").splitlines()]
    return _asked(request, "names.html", [line for line in lines if line], checking.PASTED_HITS)


def matches(request: HttpRequest) -> HttpResponse:
    """What my authority decided of matches; sent as a form, one more decision is kept."""
    values: dict[str, Any] = {}
    officer, status = officer_of(request), 200
    if request.method == "POST":
        subject = (request.POST.get("subject_dataset", ""), request.POST.get("subject", ""))
        chosen = (request.POST.get("decision", ""), request.POST.get("ground", ""))
        try:
            asked = form(request, [request.POST.get("name", "").strip()])
            values["made"] = checking.decide(registry.current(), officer, asked, subject, *chosen)
        except Refused as refused:
            values["sentence"] = refused.refusal.sentence(language(request))
            values["code"], status = refused.refusal.code, problems.status_of(refused.refusal)
    values["decisions"] = checking.decisions(registry.current(), officer)
    with visit(request) as made:
        return shown(request, made, "matches.html", values, status)


def form(request: HttpRequest, asked: list[str]) -> Form:
    """The form as it was sent. Raises Refused (``screen.filter``) where it would select by a trait."""
    rules.check_filters(request.POST)
    told = request.POST
    offset = whole(told.get("offset", "0"), -1)
    kind, born, document, purpose, reference, as_of = (
        told.get(name, "").strip() for name in ("kind", "born", "document", "purpose", "reference", "as_of")
    )
    flags = ("register" in told, purpose, reference, as_of, offset, "receipt" in told)
    return Form(tuple(asked), kind, born, document, tuple(told.getlist("dataset")), *flags)


def _asked(request: HttpRequest, template: str, asked: list[str], limit: int) -> HttpResponse:
    here, officer, lang = registry.current(), officer_of(request), language(request)
    values: dict[str, Any] = {"form": Form(), "kinds": list(Kind), "pasted": "\n".join(asked)}
    status = 200
    if request.method == "POST":
        try:
            values["form"] = form(request, asked)
            values["results"] = found = checking.search(here, officer, values["form"], lang, limit)
            values["files"] = _files(found)
        except Refused as refused:
            values["sentence"], values["code"] = refused.refusal.sentence(lang), refused.refusal.code
            status = problems.status_of(refused.refusal)
    values |= {"may": checking.may(here, officer), "most": checking.PASTED}
    if request.method != "POST":  # who may ask the Register is here to ask it
        values["form"] = Form(register=bool(values["may"].purposes))
    values |= {"choices": list(Decision), "grounds": list(Ground)}
    with visit(request) as made:
        return shown(request, made, template, values, status)


def _files(found: Results) -> dict[str, str]:
    """A receipt and its salt to be saved by the browser itself: the node keeps neither."""
    if not found.receipt:
        return {}
    contents = {"receipt": found.receipt, "salt": f"{found.salt}\n".encode()}
    return {name: f"data:text/plain;base64,{base64.b64encode(data).decode()}" for name, data in contents.items()}


def receipts(request: HttpRequest) -> HttpResponse:
    """Whether a receipt is genuine, and whether a name was its query; anyone may ask."""
    here, status = registry.current(), 200
    key = request.POST.get("vkey", "").strip() or verifying.vkey(here)
    text, salt = request.POST.get("text", ""), request.POST.get("salt", "")
    values: dict[str, Any] = {"form": Form(), "text": text, "salt": salt, "vkey": key}
    if request.method == "POST":
        try:
            values["form"] = form(request, [request.POST.get("name", "").strip()])
            values["found"] = verifying.verify(text, key, values["form"], salt)
        except Refused as refused:
            values["sentence"], values["code"] = refused.refusal.sentence(language(request)), refused.refusal.code
            status = problems.status_of(refused.refusal)
    with visit(request) as made:
        return shown(request, made, "receipts.html", values, status)


def usage(request: HttpRequest) -> HttpResponse:
    """Who asked how much of the Register, day by day."""
    found = checking.usage(
        registry.current(), officer_of(request), request.GET.get("since", ""), request.GET.get("until", "")
    )
    values = {"rows": found.rows, "since": str(found.since), "until": str(found.until), "most": found.most}
    with visit(request) as made:
        return shown(request, made, "usage.html", values)
