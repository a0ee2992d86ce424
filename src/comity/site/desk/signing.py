"""Signing in and out. In a demo, and only there, a fictional officer signs in with one click."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity.errors import Refused
from comity.site import registry
from comity.site.desk.home import local
from comity.site.desk.page import shown, visit


def sign_in(request: HttpRequest) -> HttpResponse:
    """The ways to sign in."""
    with visit(request) as made:
        directory = made.unit.directory()
        profile = made.registry.profile
        officers = [
            {"id": one.id, "name": one.name.read(made.lang), "authority": one.authority, "capacities": one.capacities}
            for one in (profile.officers if made.registry.is_demo else ())
            if one.id in directory.officers and directory.officers[one.id].valid_on(made.at[:10])
        ]
        values = {"officers": officers, "next": local(request, request.GET.get("next", "/desk"))}
        return shown(request, made, "sign_in.html", values)


def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """Become a fictional officer. Raises Refused (``desk.not_a_demo``, ``face.officer``)."""
    here = registry.current()
    if not here.is_demo:
        raise Refused("desk.not_a_demo", "design, rule 4")
    if request.method != "POST":
        return HttpResponseRedirect("/sign-in")
    name = request.POST.get("officer", "")
    with visit(request) as made:
        known = made.unit.directory().officers.get(name)
        if known is None or not known.valid_on(made.at[:10]):
            raise Refused("face.officer", "law.md D(iv)", officer=name[:40])
    user, created = User.objects.get_or_create(username=name)
    if created:
        user.set_unusable_password()
        user.save()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(local(request, request.POST.get("next", "/desk")))


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.method == "POST":
        logout(request)
    return HttpResponseRedirect("/")
