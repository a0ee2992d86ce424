"""The page of an officer's own passkeys: with fewer than two of them it is the only page that opens."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from comity.site.desk import entering, passkeys, sessions
from comity.site.desk.page import shown, visit
from comity.store import journal


def own_keys(request: HttpRequest) -> HttpResponse:
    """The keys, adding one, and ending all sessions."""
    mine = passkeys.keys(_user(request))
    values = {
        "keys": mine,
        "lacks": sessions.lacks_key(request),
        "may_remove": len(mine) > passkeys.FEWEST,
        "host": settings.PASSKEY_HOST,
        "fits_host": request.get_host().partition(":")[0] == settings.PASSKEY_HOST,
    }
    with visit(request) as made:
        return shown(request, made, "own_keys.html", values)


def options(request: HttpRequest) -> HttpResponse:
    """The challenge for a new key."""
    sessions.require_fresh(request)
    return JsonResponse(passkeys.registration_options(_user(request)))


def add(request: HttpRequest) -> HttpResponse:
    """Keep a new key; the journal says so. Raises Refused (``desk.passkey``, ``desk.stale``, ``desk.many_keys``)."""
    sessions.require_fresh(request)
    passkeys.add(_user(request), request.POST.get("name", ""), request.POST.get("credential", ""))
    _record(request, "key_added")
    sessions.has_key(request)
    return HttpResponseRedirect("/desk/keys")


def remove(request: HttpRequest) -> HttpResponse:
    """Forget a key; the journal says so. Raises Refused (``desk.key``, ``desk.last_keys``, ``desk.stale``)."""
    sessions.require_fresh(request)
    passkeys.remove(_user(request), request.POST.get("key", ""))
    _record(request, "key_removed")
    return HttpResponseRedirect("/desk/keys")


def _record(request: HttpRequest, what: str) -> None:
    officer = _user(request).get_username()
    entering.record(journal.credential(officer, what, officer))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the row of the table of pages lets officers in, and nobody else
    return request.user
