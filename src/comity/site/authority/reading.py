"""The pages on which an officer signs in and reads: the lists, one entry, and what he sent."""

from __future__ import annotations

import re
from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from comity import keyfiles
from comity.errors import Refused
from comity.keys import KeyKind
from comity.operations.authority import acting, folder
from comity.operations.authority.remote import Remote
from comity.site.authority import casing, seating, sitting
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk import page, sessions, throttle
from comity.site.desk.sections import DRAFTERS

CURSOR: Final = re.compile(r"[A-Za-z0-9:._-]{0,600}\Z")


def front(request: HttpRequest) -> HttpResponse:
    """To one's desk, or to signing in."""
    return HttpResponseRedirect("/desk" if page.officer_of(request) else "/sign-in")


def sign_in(request: HttpRequest) -> HttpResponse:
    """The passphrase of one's own key opens the desk; it is not kept. Raises Refused (``authority.*``)."""
    desk = sitting.current()
    files = folder.read(desk)
    values = {"officers": files.officers}
    if request.method != "POST":
        return shown(request, "own/sign_in.html", values)
    officer = request.POST.get("officer", "")
    try:
        with throttle.attempt(request, officer):
            _open(files, officer, request.POST.get("passphrase", ""), fictional=desk.is_fictional)
        sitting.sit(Remote(desk, officer, page.language(request)), files)
    except Refused as refused:
        return sitting.refusal(request, refused, "own/sign_in.html", **values, chosen=officer)
    sessions.begin(request, officer, sessions.PASSPHRASE)
    return HttpResponseRedirect("/desk")


def _open(files: folder.Files, officer: str, typed: str, *, fictional: bool) -> None:
    """Raises Refused: ``authority.officer``, ``key.unopened`` where the passphrase opens no key of his."""
    own = [path for path, header in files.found if (header.kind, header.purpose) == (KeyKind.OFFICER, officer)]
    if not own:
        raise Refused("authority.officer", folder.RULE, officer=officer[:80])
    for path in own:
        try:
            keyfiles.open_key(path, keyfiles.typed(typed), kind=KeyKind.OFFICER, fictional=fictional)
        except Refused as refused:
            if refused.refusal.code != "key.unopened" or path == own[-1]:
                raise
        else:
            return


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.method == "POST":
        logout(request)
    return HttpResponseRedirect("/sign-in")


@seating.seated
def desk(request: HttpRequest, here: Sitting) -> HttpResponse:
    """What waits for this officer."""
    found = here.remote.waiting()
    return shown(request, "own/desk.html", {"found": found, "count": len(found.waiting) + len(found.told)})


@seating.seated
def list_(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The List of banned organisations."""
    return _rows(request, here, "list")


@seating.seated
def register(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The Register of persons wanted for prosecution."""
    return _rows(request, here, "register")


def _rows(request: HttpRequest, here: Sitting, kind: str) -> HttpResponse:
    cursor = request.GET.get("cursor", "")
    if not CURSOR.match(cursor):
        raise Refused("api.cursor")
    found = here.remote.whole("/entries?" + urlencode({"kind": kind, "cursor": cursor}))
    values = {"kind": kind, "rows": found.get("entries"), "total": found.get("total"), "next": found.get("next")}
    return shown(request, "own/entries.html", values)


@seating.seated
def entry(request: HttpRequest, here: Sitting, entry: str) -> HttpResponse:
    """One entry with what is open to do; where it is restricted, first the question for which case."""
    found = casing.opened(request, here, f"/entries/{entry}", "desk.case_why")
    if isinstance(found, HttpResponse):
        return found
    told = found.get("entry")
    mine = isinstance(told, dict) and told.get("claimant") == here.node.participant and told.get("version")
    values = {"entry": told, "acts": found.get("acts"), "moves": here.remote.moves(entry)}
    values["may_renew"] = bool(mine) and here.node.capacity in DRAFTERS
    return shown(request, "own/entry.html", values)


@seating.seated
def review(request: HttpRequest, here: Sitting, version: str) -> HttpResponse:
    """A version before its reviewer: what each gate finds beside what he attests, one by one."""
    return shown(request, "own/review.html", {"review": here.remote.review(version)})


@seating.seated_anyhow
def sent(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The acts that this officer signed here."""
    return shown(request, "own/sent.html", {"heads": acting.sent(here.desk.home, here.who.officer)})
