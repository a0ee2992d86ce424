"""The pages on which an officer drafts a dossier at his authority's own desk, reads what he would sign, signs all of it
and sends it.

The checks that need no registry run here. The acts are made here too, from the text and the documents: the registry
sees nothing of them before they are signed. They lie in the desk's folder between reading and signing, since they are
too large for a form; the page carries a mark over officer, dossier and the digest of each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from django.core import signing as marks
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import acts, keyfiles
from comity.acts import BodyHead, SignedAct
from comity.bootstrap import Treaty, random_bytes, treaty
from comity.canonical import SALT_BYTES
from comity.entries import as_json
from comity.entries.face import Line
from comity.entries.procedures import VERSION_OF
from comity.errors import Refused
from comity.interchange.dossier import draft, model, packed, signing, templates
from comity.interchange.dossier.draft import Checked, Held
from comity.operations import signable
from comity.operations.authority import acting, dossiers
from comity.operations.authority.acting import FRESH
from comity.operations.authority.dossiers import Kept, Shelf
from comity.operations.authority.shapes import Findings
from comity.profile import loading
from comity.provenance import Opened
from comity.site.authority import sitting
from comity.site.authority.signing import MARK, OFFICER, SEAL, witnessed
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk import throttle
from comity.site.desk.sections import DRAFTERS

TEXT: Final = "text"
FILES: Final = "files"
_SALT: Final = "comity.site.authority.drafting"
_USUAL: Final = "sco_rats"
"""The profile by which is weighed what comes from a registry whose profile this program does not bring."""


def shelf(here: Sitting) -> Shelf:
    """The dossiers of this desk. Raises Refused (``desk.not_for_you``) for whoever drafts none."""
    if here.node.capacity not in DRAFTERS:
        raise Refused("desk.not_for_you", "law.md D(iv)", capacity=here.node.capacity)
    return Shelf(here.desk.home, here.who.officer, datetime.now(UTC))


@sitting.seated
def listed(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The dossiers of the authority; a new one from a template, or from files."""
    mine = shelf(here)
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


@sitting.seated
def dossier(request: HttpRequest, here: Sitting, dossier: str) -> HttpResponse:
    """One dossier: its text with every fault and finding, its documents; or, once it is sent, what became of it."""
    mine = shelf(here)
    if request.method != "POST":
        return _page(request, here, mine.opened(dossier))
    step = _STEPS.get(stage := request.POST.get("stage", ""))
    if step is None:
        raise Refused("desk_acting.field", "design, Storage, web, jobs", field=stage[:40] or "stage")
    with dossiers.one_at_a_time(dossier):
        kept = mine.opened(dossier)
        try:
            return step(request, here, mine, kept)
        except Refused as refused:
            return _page(request, here, mine.opened(dossier), refused)


def _save(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    text = request.POST.get(TEXT, kept.held.text).replace("\r\n", "\n")
    mine.save(dossiers.rewritten(kept, replace(kept.held, text=text)))
    return _to(kept.id)


def _attach(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    held = kept.held
    for name, content in _sent_files(request):
        held = draft.attach(held, name, content, random_bytes(SALT_BYTES))
    mine.save(dossiers.rewritten(kept, held))
    return _to(kept.id)


def _detach(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    mine.save(dossiers.rewritten(kept, draft.detach(kept.held, request.POST.get("document", ""))))
    return _to(kept.id)


def _discard(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    mine.discard(kept.id)
    return HttpResponseRedirect("/dossiers")


def _ask(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Ask the registry what its record says; the officer has been told that the text goes there."""
    return _page(request, here, kept, asked=here.remote.findings(kept.held.text, kept.held.documents))


def _words(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Make the acts, and show what each says."""
    checked = _checked(here, kept.held)
    if checked.dossier is None:
        return _page(request, here, kept)
    now = datetime.now(UTC)
    unsent = dossiers.rewritten(kept, kept.held)
    kept = mine.save(dossiers.prepare(unsent, checked.dossier, here.who, here.node.participant, now))
    return _to_be_signed(request, here, kept, checked)


def _to_be_signed(
    request: HttpRequest, here: Sitting, kept: Kept, checked: Checked, refused: Refused | None = None
) -> HttpResponse:
    mark = marks.dumps(_marked(here, kept), salt=_SALT)
    said = [_said(here, one) for one in kept.prepared]
    values = {"kept": kept, "mark": mark, "acts": said, "checked": checked, "rules_differ": rules_differ(here)}
    if refused is not None:
        return sitting.refusal(request, refused, "own/dossier_words.html", **values)
    return shown(request, "own/dossier_words.html", values)


def _marked(here: Sitting, kept: Kept) -> list[object]:
    return [here.who.officer, kept.id, [signable.digest(one) for one in kept.prepared]]


def _sign(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Sign all that was shown, keep it, and send it."""
    if kept.held.signed or kept.is_complete:  # the same form sent twice
        return _to(kept.id)
    _check_shown(request, here, kept)
    typed = [keyfiles.typed(request.POST.get(name, "")) for name in (OFFICER, SEAL)]
    try:
        with throttle.attempt(request, here.who.officer):
            signed = acting.sign(here.desk, here.files, kept.prepared, *typed)
    except Refused as refused:
        return _to_be_signed(request, here, kept, _checked(here, kept.held), refused)
    return _send(request, here, mine, mine.save(replace(kept, held=replace(kept.held, signed=signed), prepared=())))


def _check_shown(request: HttpRequest, here: Sitting, kept: Kept) -> None:
    """Raises Refused (``authority.shown``, ``authority.other_act``)."""
    try:
        mark = marks.loads(request.POST.get(MARK, ""), salt=_SALT, max_age=FRESH)
    except marks.BadSignature:
        mark = None
    bare = all(not (one.officer_signature or one.seal_signature) for one in kept.prepared)
    if not kept.prepared or mark != _marked(here, kept) or not bare:
        raise Refused("authority.shown", minutes=int(FRESH.total_seconds()) // 60)
    for one in kept.prepared:
        acting.require_own(acts.parse_head(one.head), here.who)


def _send(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Send what is signed and has no receipt yet."""
    dossiers.send(mine, here.remote, kept)
    return _to(kept.id)


def _reopen(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Ask what arrived, so that the rest may be written anew."""
    dossiers.settle(mine, here.remote, kept)
    return _to(kept.id)


def _page(
    request: HttpRequest, here: Sitting, kept: Kept, refused: Refused | None = None, asked: Findings | None = None
) -> HttpResponse:
    known = kept.standing if refused is None else ()  # else the registry may not answer
    standing = [{"head": acts.parse_head(one.head), **witnessed(here, one)} for one in known]
    values: dict[str, Any] = {
        "kept": kept,
        "standing": standing,
        "signed": [acts.parse_head(one.head) for one in kept.held.signed],
        "checked": None if kept.is_complete else _checked(here, kept.held),
        "rules_differ": rules_differ(here),
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


def weighed_by(here: Sitting) -> Treaty:
    """The rules by which is weighed here: those of the registry's profile, where this program brings it."""
    return treaty(here.node.profile if here.node.profile in loading.names() else _USUAL)


def rules_differ(here: Sitting) -> bool:
    """Whether the registry weighs by other rules than this program brings."""
    return weighed_by(here).rulebook.digest != here.node.rulebook


def _checked(here: Sitting, held: Held) -> Checked:
    rules = weighed_by(here)
    return draft.check(held, rules.rulebook, rules.profile, datetime.now(UTC).date())


def _said(here: Sitting, unsigned: SignedAct) -> dict[str, object]:
    """What an act's own bytes say, for a page."""
    head = acts.parse_head(unsigned.head)
    return {
        "head": head,
        "words": signable.words(head, here.lang),
        "parts": [_body(*one) for one in zip(head.bodies, unsigned.bodies, strict=True)],
        "count": sum(len(one.statements) for one in head.bodies),
        "documents": sorted(signing.digests([unsigned])),
        "about": signable.about(head),
        "digest": signable.digest(unsigned),
    }


def _body(head: BodyHead, opened: tuple[Opened, ...]) -> dict[str, object]:
    """One body: who will read it, and what it says."""
    lines = [as_json.line(Line(one.commitment, one.statement)) for one in opened]
    return {"code": head.code, "recipients": head.recipients, "statements": lines}


def _to(dossier: str) -> HttpResponse:
    return HttpResponseRedirect(f"/dossiers/{dossier}")


_STEPS: Final[dict[str, Callable[[HttpRequest, Sitting, Shelf, Kept], HttpResponse]]] = {
    "save": _save,
    "attach": _attach,
    "detach": _detach,
    "discard": _discard,
    "ask": _ask,
    "words": _words,
    "sign": _sign,
    "send": _send,
    "reopen": _reopen,
}
