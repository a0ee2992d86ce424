"""The pages on which an officer drafts a dossier at his authority's own desk, reads what he would sign, signs all of it
and sends it.

The checks that need no registry run here, and the acts are made here, from the text and the documents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import acts
from comity.bootstrap import random_bytes
from comity.canonical import SALT_BYTES
from comity.entries.procedures import VERSION_OF
from comity.errors import Refused
from comity.interchange.dossier import draft, model, packed, templates
from comity.interchange.dossier.draft import Checked, Held
from comity.operations.authority import dossiers, shelf
from comity.operations.authority.shapes import Findings
from comity.operations.authority.shelf import Kept, Shelf
from comity.site.authority import seating, sitting, whole
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk.sections import DRAFTERS

TEXT: Final = "text"
FILES: Final = "files"
ROOT: Final = "/dossiers"


def _shelf(here: Sitting) -> Shelf:
    """The dossiers of this desk. Raises Refused (``desk.not_for_you``) for whoever drafts none."""
    if here.node.capacity not in DRAFTERS:
        raise Refused("desk.not_for_you", "law.md D(iv)", capacity=here.node.capacity)
    return Shelf(here.desk.home, here.who.officer, datetime.now(UTC))


@seating.seated_anyhow
def listed(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The dossiers of the authority; a new one from a template, or from files."""
    mine = _shelf(here)
    if request.method != "POST":
        return shown(request, "own/dossiers.html", {"dossiers": mine.listed(), "kinds": model.KINDS})
    try:
        held = _from_files(request) if request.FILES else _empty(request, here)
    except Refused as refused:
        values = {"dossiers": mine.listed(), "kinds": model.KINDS}
        return sitting.refusal(request, refused, "own/dossiers.html", **values)
    return _to(mine.begin(held))


def _empty(request: HttpRequest, here: Sitting) -> Held:
    """From the template, with who claims it."""
    known = {"claimant_state": here.node.participant, "claimant_authority": here.who.authority}
    return Held(templates.text(request.POST.get("kind", ""), here.lang, known))


def _from_files(request: HttpRequest) -> Held:
    text, documents = packed.opened(_sent_files(request))
    held = Held(text)
    for name, content in documents.items():
        held = draft.attach(held, name, content, random_bytes(SALT_BYTES))
    return held


def _sent_files(request: HttpRequest) -> list[tuple[str, bytes]]:
    files = request.FILES.getlist(FILES)
    if not files:
        raise Refused("desk_acting.no_file", "design, rule 5")
    return [(one.name or "", one.read()) for one in files]


@seating.seated
def renew(request: HttpRequest, here: Sitting, entry: str) -> HttpResponse:
    """Begin the renewal of an entry with the text and the documents of its version in effect, as the registry tells
    them; where one lies here already, open that."""
    mine = _shelf(here)
    if request.method != "POST":
        return HttpResponseRedirect(f"/entries/{entry}")
    lying = [one for one in mine.listed() if not one.is_complete and draft.renews(one.held) == entry]
    if lying:
        return _to(lying[0].id)
    text, documents = here.remote.renewal(entry)
    held = Held(text)
    for name, content in documents.items():
        held = draft.attach(held, name, content, random_bytes(SALT_BYTES))
    if draft.renews(held) != entry:
        raise Refused("authority.answer", problem="text")
    return _to(mine.begin(held))


@seating.seated_anyhow
def dossier(request: HttpRequest, here: Sitting, dossier: str) -> HttpResponse:
    """One dossier: its text with every fault and finding, its documents; or, once it is sent, what became of it."""
    mine = _shelf(here)
    if request.method != "POST":
        return _page(request, here, mine.opened(dossier))
    step = _STEPS.get(stage := request.POST.get("stage", ""))
    if step is None:
        raise Refused("desk_acting.field", "design, Storage, web, jobs", field=stage[:40] or "stage")
    if stage in whole.WITH_REGISTRY:
        here.require_registry()
    with shelf.one_at_a_time(dossier):
        kept = mine.opened(dossier)
        try:
            return step(request, here, mine, kept)
        except Refused as refused:
            return _page(request, here, mine.opened(dossier), refused)


def _save(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    text = request.POST.get(TEXT, kept.held.text).replace("\r\n", "\n")
    mine.save(shelf.rewritten(kept, replace(kept.held, text=text)))
    return _to(kept.id)


def _attach(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    held = kept.held
    for name, content in _sent_files(request):
        held = draft.attach(held, name, content, random_bytes(SALT_BYTES))
    mine.save(shelf.rewritten(kept, held))
    return _to(kept.id)


def _detach(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    mine.save(shelf.rewritten(kept, draft.detach(kept.held, request.POST.get("document", ""))))
    return _to(kept.id)


def _ask(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Ask the registry what its record says; the officer has been told that the text goes there."""
    return _page(request, here, kept, asked=here.remote.findings(shelf.DOSSIERS, kept.held.text, kept.held.documents))


def _words(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Make the acts, and show what each says."""
    checked = _checked(here, kept.held)
    if checked.dossier is None:
        return _page(request, here, kept)
    now = datetime.now(UTC)
    unsent = shelf.rewritten(kept, kept.held)
    kept = mine.save(dossiers.prepare(unsent, checked.dossier, here.who, here.node.participant, now))
    return whole.words(request, here, _to_be_signed(kept, checked))


def _to_be_signed(kept: Kept, checked: Checked) -> whole.Page:
    return whole.Page(kept, checked.known, ROOT, "desk.section_dossiers")


def _sign(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Sign all that was shown, keep it, and send it."""
    if kept.held.signed or kept.is_complete:  # the same form sent twice
        return _to(kept.id)
    signed = whole.sign(request, here, mine, _to_be_signed(kept, _checked(here, kept.held)))
    return whole.send(request, here, mine, signed) if isinstance(signed, Kept) else signed


def _page(
    request: HttpRequest, here: Sitting, kept: Kept, refused: Refused | None = None, asked: Findings | None = None
) -> HttpResponse:
    standing = whole.standing(here, kept) if refused is None else []  # else the registry may not answer
    values: dict[str, Any] = {
        "kept": kept,
        "standing": standing,
        "signed": [acts.parse_head(one.head) for one in kept.held.signed],
        "checked": None if kept.is_complete else _checked(here, kept.held),
        "rules_differ": whole.rules_differ(here),
        "entry": _entry(kept),
        "asked": asked,
    }
    if refused is not None:
        return sitting.refusal(request, refused, "own/dossier.html", **values)
    return shown(request, "own/dossier.html", values)


def _entry(kept: Kept) -> str:
    """The entry of a dossier that is in the log; empty before."""
    if not kept.is_complete:
        return ""
    return next(link.to for link in acts.parse_head(kept.standing[-1].head).links if link.relation == VERSION_OF)


def _checked(here: Sitting, held: Held) -> Checked:
    rules = whole.weighed_by(here)
    return draft.check(held, rules.rulebook, rules.profile, datetime.now(UTC).date())


def _to(dossier: str) -> HttpResponse:
    return HttpResponseRedirect(f"{ROOT}/{dossier}")


_STEPS: Final[dict[str, Callable[[HttpRequest, Sitting, Shelf, Kept], HttpResponse]]] = {
    "save": _save,
    "attach": _attach,
    "detach": _detach,
    "discard": whole.discard,
    "ask": _ask,
    "words": _words,
    "sign": _sign,
    "send": whole.send,
    "reopen": whole.reopen,
}
