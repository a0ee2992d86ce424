"""One officer at the authority's own desk for one request: who he is, and the registry as he asks it.

Before every page the registry is asked whom it takes the officer for, so that a dismissal, a token that ended, a key
that was replaced and a log that is another one are known before anything is shown or signed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity.entries.acting import Identity
from comity.errors import Fault, Refused
from comity.operations.authority import folder, knowing, watching
from comity.operations.authority.folder import Desk, Files
from comity.operations.authority.remote import RefusedThere, Remote
from comity.operations.authority.shapes import Node
from comity.participants import Capacity
from comity.site import problems
from comity.site.desk import page
from comity.site.desk.sections import ASKERS, DRAFTERS, READERS, TELLERS, Link

SECTIONS: Final = (
    "desk",
    "list",
    "register",
    "databank",
    "requests",
    "warnings",
    "dossiers",
    "tellings",
    "sealed",
    "sent",
)
_FOR: Final = {"databank": READERS, "requests": ASKERS, "warnings": ASKERS, "dossiers": DRAFTERS, "tellings": TELLERS}
_CAPACITY: Final = "capacity"


@dataclass(slots=True)
class _Held:
    desk: Desk | None = None


_held: Final = _Held()


def use(desk: Desk | None) -> None:
    """Serve ``desk`` from now on."""
    _held.desk = desk


def current() -> Desk:
    """The desk that is served. Raises Fault where none was put in place."""
    if _held.desk is None:
        raise Fault("the routes of an authority's desk are served without one; start with comity serve --authority")
    return _held.desk


@dataclass(frozen=True, slots=True)
class Sitting:
    """The officer with the keys of this folder by which he acts, and the registry as he asks it."""

    desk: Desk
    files: Files
    who: Identity
    remote: Remote
    node: Node

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.remote.lang

    def whom(self) -> tuple[tuple[str, str], ...]:
        """Whom one's authority may ask, answer, warn or name, each with words."""
        return tuple((one.value, one.words) for one in self.remote.authorities().authorities)


View = Callable[..., HttpResponse]


def seated(view: Callable[..., HttpResponse]) -> View:
    """``view`` for whoever is signed in and still has a key here; others sign in. A refusal is a page of this desk."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        desk, officer = current(), page.officer_of(request)
        if not officer:
            return HttpResponseRedirect("/sign-in")
        try:
            files = folder.read(desk)
            if officer not in files.officers:
                logout(request)
                return HttpResponseRedirect("/sign-in")
            asked = Remote(desk, officer, page.language(request))
            told, who = knowing.known(asked, files)
            if request.session.get(_CAPACITY) != capacity(told.capacity):
                request.session[_CAPACITY] = told.capacity
            return view(request, Sitting(desk, files, who, asked, told), **kwargs)
        except Refused as refused:
            return refusal(request, refused)

    return guarded


def capacity(told: str) -> str:
    """A capacity that this version knows. Raises Refused (``authority.answer``)."""
    if told not in {one.value for one in Capacity}:
        raise Refused("authority.answer", problem="capacity")
    return told


def shown(
    request: HttpRequest, template: str, values: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A template within the frame of this desk."""
    desk, officer = current(), page.officer_of(request)
    mine = request.session.get(_CAPACITY, "")
    frame = {
        "own": desk,
        "alarms": watching.alarms(desk),
        "is_demo": desk.is_fictional,
        "page_help": "",
        "capacity": mine,
        "visit": {"officer": {"id": officer, "authority": desk.authority}} if officer and mine else None,
        "navigation": [
            Link(one, f"/{one}", f"{request.path}/".startswith(f"/{one}/"), False)
            for one in SECTIONS
            if officer and mine in _FOR.get(one, {mine})
        ],
    }
    return page.shown(request, None, template, {**frame, **(values or {})}, status)


def refusal(request: HttpRequest, refused: Refused, template: str = "refused.html", **values: Any) -> HttpResponse:
    """A refusal as a page of this desk, with what each gate found where gates of the registry held a door."""
    said, status = refused.refusal, problems.status_of(refused.refusal)
    told: dict[str, Any] = {"sentence": said.sentence(page.language(request)), "code": said.code, "status": status}
    if isinstance(refused, RefusedThere):
        told["held"] = refused.problem.findings
    return shown(request, template, {**told, **values}, status)
