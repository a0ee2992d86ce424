"""Pages to look things up: decisions of courts, instruments, the treaty, the log, one's own authority."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from comity.site.answers import authority as authorities
from comity.site.answers import decisions as decided
from comity.site.answers import log as logs
from comity.site.answers import treaty as treaties
from comity.site.desk.page import shown, visit, whole

_DIGITS = 12


def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions of courts, with the entries that rest on each."""
    with visit(request) as made:
        page = decided.decisions(made, whole(request.GET.get("before", ""), digits=_DIGITS))
        return shown(request, made, "decisions.html", {"decisions": page.found, "before": page.before})


def treaty(request: HttpRequest) -> HttpResponse:
    """Members over time, organs, functions."""
    with visit(request) as made:
        return shown(request, made, "treaty.html", {"treaty": treaties.treaty(made)})


def instruments(request: HttpRequest) -> HttpResponse:
    """The library of instruments."""
    with visit(request) as made:
        return shown(request, made, "instruments.html", {"instruments": treaties.instruments(made)})


def instrument(request: HttpRequest, instrument: str) -> HttpResponse:
    """One instrument with its provisions and who is bound."""
    with visit(request) as made:
        return shown(request, made, "instrument.html", {"open": treaties.instrument(made, instrument)})


def log(request: HttpRequest) -> HttpResponse:
    """The log: its checkpoint, and the public face of each act."""
    with visit(request) as made:
        return shown(
            request, made, "log.html", {"log": logs.log(made, whole(request.GET.get("before", ""), digits=_DIGITS))}
        )


def proof(request: HttpRequest, index: int) -> HttpResponse:
    """A proof to take away (C2SP tlog-proof)."""
    with visit(request) as made:
        content = logs.proof(made, index)
    answer = HttpResponse(content, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="act-{index}.tlog-proof"'
    return answer


def authority(request: HttpRequest) -> HttpResponse:
    """Officers and keys of one's own authority."""
    with visit(request) as made:
        return shown(request, made, "authority.html", {"office": authorities.own(made)})
