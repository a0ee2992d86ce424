"""The page of what is still there while the registry does not answer: what was signed, what is drafted, the keys."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from comity.errors import Refused
from comity.interchange.dossier import model
from comity.interchange.telling import draft
from comity.operations.authority import acting, shelf
from comity.operations.authority.shelf import Kept, Shelf
from comity.site.authority.sitting import Sitting, refusal
from comity.site.desk.sections import DRAFTERS, TELLERS


def page(request: HttpRequest, here: Sitting, refused: Refused) -> HttpResponse:
    """Why nothing else is shown, and what the officer may go on with."""
    kept = _kept(here)
    heads = acting.sent(here.desk.home, here.who.officer)
    unsent = [head for head in heads if acting.receipt(here.desk.home, head.id) is None]
    signed = [one for one in kept if one["kept"].held.signed]
    values = {
        "may_draft": here.node.capacity in DRAFTERS,
        "may_tell": here.node.capacity in TELLERS,
        "signed": signed,
        "unsent": unsent,
        "unsent_count": len(signed) + len(unsent),
        "drafts": [one for one in kept if not one["kept"].held.signed],
        "keys": [header for _, header in here.files.found],
    }
    return refusal(request, refused, "own/left.html", **values)


def _kept(here: Sitting) -> list[dict[str, Any]]:
    """The drafts that are the officer's to see and not all in the log."""
    home, officer, now = here.desk.home, here.who.officer, datetime.now(UTC)
    found: list[tuple[str, str, Kept]] = []
    if here.node.capacity in DRAFTERS:
        for one in Shelf(home, officer, now).listed():
            known = one.held.kind in model.KINDS
            found.append(("/dossiers", f"desk.kind_{one.held.kind}" if known else "own_dossiers.dossier", one))
    if here.node.capacity in TELLERS:
        for one in Shelf(home, officer, now, shelf.TELLINGS).listed():
            if draft.may_see(one.held.kind, {here.node.capacity}):
                found.append(("/tellings", f"desk_tellings.kind_{one.held.kind}", one))
    return [{"root": root, "what": what, "kept": one} for root, what, one in found if not one.is_complete]
