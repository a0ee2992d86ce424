"""Signing in and out. In a demo, and only there, a fictional officer signs in with one click."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from comity.entries.acting import in_office
from comity.errors import Refused
from comity.operations import credentials
from comity.site import registry
from comity.site.answers.visit import Visit
from comity.site.desk import entering, passkeys, provider, sessions
from comity.site.desk.home import local
from comity.site.desk.page import shown, visit
from comity.site.registry import Registry

_BEGUN = "provider"


def sign_in(request: HttpRequest) -> HttpResponse:
    """The ways to sign in."""
    with visit(request) as made:
        officers = list(_fictional(made))
        first = {one["capacities"][0]: one for one in reversed(officers)}.values()
        host = settings.PASSKEY_HOST
        values = {
            "first": [one for one in officers if one in first],
            "others": _by_authority(one for one in officers if one not in first),
            "next": local(request, request.GET.get("next", "/desk")),
            "host": host,
            "provider": provider.origin(settings.OIDC_ISSUER) if provider.configured() else "",
            "fits_host": request.get_host().partition(":")[0] == host,
        }
        return shown(request, made, "sign_in.html", values)


def _fictional(made: Visit) -> Iterator[dict[str, Any]]:
    """The officers of a demo who are in office; none anywhere else."""
    directory = made.unit.directory()
    for one in made.registry.profile.officers if made.registry.is_demo else ():
        if one.id in directory.officers and directory.officers[one.id].valid_on(made.at[:10]):
            name = one.name.read(made.lang)
            yield {"id": one.id, "name": name, "authority": one.authority, "capacities": one.capacities}


def _by_authority(officers: Iterator[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in officers:
        found.setdefault(one["authority"], []).append(one)
    return found


def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """Become a fictional officer. Raises Refused (``desk.not_a_demo``, ``face.officer``)."""
    here = registry.current()
    if not here.is_demo:
        raise Refused("desk.not_a_demo", "design, rule 4")
    if request.method != "POST":
        return HttpResponseRedirect("/sign-in")
    name = request.POST.get("officer", "")
    with entering.attempt(request, sessions.DEMO, name):
        require_in_office(request, name)
    entering.enter(request, name, sessions.DEMO)
    return HttpResponseRedirect(local(request, request.POST.get("next", "/desk")))


def sign_in_options(request: HttpRequest) -> HttpResponse:
    """The challenge for a passkey."""
    return JsonResponse(passkeys.authentication_options())


def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with the key that answered the challenge. Raises Refused (``desk.passkey``, ``face.officer``)."""
    with entering.attempt(request, sessions.PASSKEY) as tried:
        tried.officer = passkeys.user_of(request.POST.get("credential", "")).get_username()
        require_in_office(request, tried.officer)
    entering.enter(request, tried.officer, sessions.PASSKEY)
    return HttpResponseRedirect(local(request, request.POST.get("next", "/desk")))


def sign_in_provider(request: HttpRequest) -> HttpResponse:
    """Go to the authority's OpenID provider. Raises Refused (``desk.provider``, ``api.path`` where there is none)."""
    if not provider.configured():
        raise Refused("api.path")
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    back = f"{scheme}://{request.get_host()}/sign-in/provider/back"
    address, request.session[_BEGUN] = provider.begin(back, local(request, request.POST.get("next", "/desk")))
    return HttpResponseRedirect(address)


def sign_in_provider_back(request: HttpRequest) -> HttpResponse:
    """Sign in whom the provider names. Raises Refused (``desk.provider_*``, ``desk.subject``, ``face.officer``)."""
    if not provider.configured():
        raise Refused("api.path")
    kept = request.session.pop(_BEGUN, None)
    with entering.attempt(request, sessions.PROVIDER) as tried:
        name = provider.subject(kept, request.GET.get("state", ""), request.GET.get("code", ""))
        tried.officer = held(registry.current()).officer_of(settings.OIDC_ISSUER, name)
        require_in_office(request, tried.officer)
    entering.enter(request, tried.officer, sessions.PROVIDER)
    return HttpResponseRedirect(local(request, kept["next"]))


def enrol(request: HttpRequest) -> HttpResponse:
    """Use an enrolment word, which opens the page of keys and nothing else. Raises Refused (``desk.word``)."""
    if request.method != "POST":
        with visit(request) as made:
            return shown(request, made, "enrol.html")
    here = registry.current()
    with entering.attempt(request, sessions.ENROLLED) as tried:
        now = int(here.clock().timestamp())
        tried.officer = held(here).enrol(request.POST.get("word", ""), now)
        require_in_office(request, tried.officer)
    entering.enter(request, tried.officer, sessions.ENROLLED)
    return HttpResponseRedirect("/desk/keys")


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.method == "POST":
        logout(request)
    return HttpResponseRedirect("/")


def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of the officer."""
    sessions.end_everywhere(request)
    return HttpResponseRedirect("/sign-in")


def held(here: Registry) -> credentials.Credentials:
    """Words, bindings and tokens of the node that is served."""
    return credentials.of_home(here.located.home)


def require_in_office(request: HttpRequest, officer: str) -> None:
    """Raises Refused (``face.officer``) where ``officer`` is none, or none any more."""
    with visit(request) as made:
        in_office(made.unit.directory(), officer, made.at[:10])
