"""The page of tokens: what programs of one's authority may do under /api/v1."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity.errors import Refused
from comity.operations import credentials
from comity.site import problems
from comity.site.answers import tokens as answers
from comity.site.desk import sessions
from comity.site.desk.page import language, shown, visit, whole

_DAYS = 30


def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of one's authority; sent as a form, a new one of one's own, shown this once."""
    values: dict[str, Any] = {"scopes": credentials.SCOPES, "most": credentials.MAX_DAYS, "days": _DAYS}
    status = 200
    with visit(request) as made:
        if request.method == "POST":
            wanted, label = request.POST.getlist("scope"), request.POST.get("label", "")
            values |= {"label": label, "days": request.POST.get("days", ""), "wanted": wanted}
            try:
                sessions.require_fresh(request)
                values["secret"] = answers.make(made, wanted, label, whole(values["days"]))
            except Refused as refused:
                values["sentence"] = refused.refusal.sentence(language(request))
                values["code"], status = refused.refusal.code, problems.status_of(refused.refusal)
        values["tokens"] = answers.held(made)
        return shown(request, made, "tokens.html", values, status)


def revoke(request: HttpRequest) -> HttpResponse:
    """End a token of one's authority. Raises Refused (``desk.token``)."""
    with visit(request) as made:
        answers.revoke(made, request.POST.get("token", ""))
    return HttpResponseRedirect("/desk/tokens")
