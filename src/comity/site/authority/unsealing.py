"""The page on which an officer opens what was sealed to his authority: it comes sealed, and the key is here."""

from __future__ import annotations

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from comity import keyfiles
from comity.acts import Head
from comity.entries import as_json, readers
from comity.entries.face import Line
from comity.errors import Refused
from comity.operations import unsealing
from comity.operations.authority.remote import refused_by
from comity.provenance import Opened
from comity.sealing import SealingKey
from comity.site.authority import seating, sitting
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk import throttle

_ACT: Final = re.compile(r"[0-9a-f]{32}\Z")
_TYPED: Final = ("act", "case", "reason")
_NOT_THIS_KEY: Final = "sealing.not_for_key"


@seating.seated
def sealed(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The question for which case; then what was sealed, which stays on this page alone."""
    asked: dict[str, Any] = {"purposes": readers.PURPOSES, **{name: request.POST.get(name, "") for name in _TYPED}}
    if request.method != "POST":
        return shown(request, "own/sealed.html", {**asked, "act": request.GET.get("act", "")})
    try:
        head, found = _opened(request, here, *(asked[name] for name in _TYPED))
    except Refused as refused:
        return sitting.refusal(request, refused, "own/sealed.html", **asked)
    parts = [{"statements": [_said(one) for one in inside]} for _, inside in found]
    return shown(request, "own/unsealed.html", {"head": head, "parts": parts})


def _opened(
    request: HttpRequest, here: Sitting, act: str, case: str, reason: str
) -> tuple[Head, list[tuple[str, tuple[Opened, ...]]]]:
    if not _ACT.match(act):
        raise Refused("log.no_act", "design, The log", act=act[:40])
    with throttle.attempt(request, here.who.officer):
        keys = _keys(here, request.POST.get("passphrase", ""))
    for key in keys:
        try:
            head, held = here.remote.sealed(act, key.key_id, case, reason)
        except Refused as refused:
            if refused_by(refused) != _NOT_THIS_KEY or key is keys[-1]:
                raise
        else:
            return head, unsealing.opened(head, held, key)
    raise Refused("authority.no_keys", "design, rule 21", folder=str(here.desk.keys), authority=here.desk.authority)


def _keys(here: Sitting, typed: str) -> list[SealingKey]:
    """Those that the passphrase opens. Raises Refused (``key.unopened``) where it opens none."""
    phrase, found, last = keyfiles.typed(typed), [], None
    for path, _ in here.files.sealing:
        try:
            found.append(keyfiles.open_sealing_key(path, phrase, fictional=here.desk.is_fictional))
        except Refused as refused:
            last = refused
    if not found and last is not None:
        raise last
    return found


def _said(one: Opened) -> dict[str, Any]:
    return as_json.line(Line(one.commitment, one.statement))
