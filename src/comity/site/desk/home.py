"""The front page, my desk, and the choice of a language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from comity.interchange.dossier import model
from comity.language import LANGUAGES
from comity.site.answers import today
from comity.site.desk import sessions
from comity.site.desk.page import officer_of, shown, visit

_YEAR = 365 * 24 * 3600
_TRY_NAME = "Лива аль-Мильх аль-Асвад"  # of an organisation that the demo lists in Arabic


def front(request: HttpRequest) -> HttpResponse:
    """What this is, for whoever comes by; an officer goes to the desk."""
    if officer_of(request):
        return HttpResponseRedirect("/desk")
    with visit(request) as made:
        officers = made.registry.profile.officers if made.registry.is_demo else ()
        first = {one.capacities[0]: one.id for one in reversed(officers)}
        return shown(request, made, "front.html", {"try_as": first, "try_name": _TRY_NAME})


def desk(request: HttpRequest) -> HttpResponse:
    """What is due, what waits for this officer, what changed."""
    with visit(request) as made:
        before = sessions.before(request)
        found = today.of(made, before)
        values = {"today": found, "waits": (*found.waiting, *found.told), "before": before, "kinds": model.KINDS}
        return shown(request, made, "desk.html", {**values, "new": sum(one.is_new for one in found.changed)})


def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie that says nothing else, and go back."""
    back = local(request, request.POST.get("next", "/"))
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("lang", "")
    if chosen in LANGUAGES:
        secure = request.is_secure()
        answer.set_cookie("lang", chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
    return answer


def local(request: HttpRequest, address: str) -> str:
    """``address`` where it leads to this site; else the front page."""
    fits = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if fits and address.startswith("/") else "/"
