"""One officer at the authority's own desk for one request: who he is, and the registry as he asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from comity.entries.acting import Identity
from comity.errors import Fault, Refused
from comity.operations.authority import knowing, silence, watching
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
CAPACITY: Final = "capacity"


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
    """The officer with the keys of this folder by which he acts, and the registry as he asks it. ``silent``: since when
    it does not answer (empty while it does), and ``why`` it was not reached now."""

    desk: Desk
    files: Files
    who: Identity
    remote: Remote
    node: Node
    silent: str = ""
    why: Refused | None = None

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.remote.lang

    def whom(self) -> tuple[tuple[str, str], ...]:
        """Whom one's authority may ask, answer, warn or name, each with words."""
        if self.silent:
            told = silence.whom(self.desk.home)
        else:
            silence.keep_whom(self.desk.home, told := self.remote.authorities())
        return tuple((one.value, one.words) for one in told.authorities)

    def require_registry(self) -> None:
        """Raises Refused (``authority.unreachable``) while the registry does not answer."""
        if self.why is not None:
            raise self.why


def sit(asked: Remote, files: Files) -> Sitting:
    """The officer as the registry knows him now; while it does not answer, as it knew him when it last did.

    Raises Refused as ``knowing.known`` does."""
    desk = asked.desk
    try:
        told, who = knowing.known(asked, files)
    except Refused as refused:
        told_before = silence.last(desk.home, asked.officer) if silence.is_silence(refused) else None
        if told_before is None or told_before.authority != desk.authority:
            raise
        who = knowing.identity(told_before, files, desk)
        return Sitting(desk, files, who, asked, told_before, silence.began(desk.home, datetime.now(UTC)), refused)
    silence.answered(desk.home, told)
    return Sitting(desk, files, who, asked, told)


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
    mine = request.session.get(CAPACITY, "")
    frame = {
        "own": desk,
        "alarms": watching.alarms(desk),
        "silent": silence.since(desk.home) if officer else "",
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
