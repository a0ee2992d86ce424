"""What an officer signs whole at his authority's own desk: all acts of a dossier or a telling, read one by one, signed
at once, and sent.

The acts were made here: the registry sees nothing of them before they are signed. They lie in the desk's folder between
reading and signing, since they are too large for a form; the page carries a mark over officer, draft and the digest of
each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from django.core import signing as marks
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import acts, keyfiles
from comity.acts import BodyHead, SignedAct
from comity.bootstrap import Treaty, treaty
from comity.entries import as_json
from comity.entries.face import Line
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.interchange.dossier.checking import Known
from comity.operations import signable
from comity.operations.authority import acting, shelf
from comity.operations.authority.acting import FRESH
from comity.operations.authority.shelf import Kept, Shelf
from comity.profile import loading
from comity.provenance import Opened
from comity.site.authority import sitting
from comity.site.authority.signing import MARK, OFFICER, SEAL, witnessed
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk import throttle

_SALT: Final = "comity.site.authority.whole"
_USUAL: Final = "sco_rats"
"""The profile by which is weighed what comes from a registry whose profile this program does not bring."""

WITH_REGISTRY: Final = frozenset({"ask", "words", "sign", "send", "reopen"})
"""What one does with a draft that waits until the registry answers."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page on which the acts of one draft are read. ``known``: what the gates say of it; ``root``: the address of
    the list in which it stands, and ``title`` the word that it is called by."""

    kept: Kept
    known: Known | None
    root: str
    title: str


def words(request: HttpRequest, here: Sitting, read: Page, refused: Refused | None = None) -> HttpResponse:
    """What each act says, from its own bytes, and where to type both passphrases."""
    kept = read.kept
    mark = marks.dumps(_marked(here, kept), salt=_SALT)
    values: dict[str, Any] = {"kept": kept, "mark": mark, "acts": [_said(here, one) for one in kept.prepared]}
    values |= {"known": read.known, "root": read.root, "title": read.title, "rules_differ": rules_differ(here)}
    if refused is not None:
        return sitting.refusal(request, refused, "own/whole_words.html", **values)
    return shown(request, "own/whole_words.html", values)


def sign(request: HttpRequest, here: Sitting, mine: Shelf, read: Page) -> Kept | HttpResponse:
    """All that was shown, signed and kept, not sent yet; where a passphrase opens no key, the page once more.

    Raises Refused (``authority.shown``, ``authority.other_act``) where it was not shown to this officer."""
    kept = read.kept
    _check_shown(request, here, kept)
    typed = [keyfiles.typed(request.POST.get(name, "")) for name in (OFFICER, SEAL)]
    try:
        with throttle.attempt(request, here.who.officer):
            signed = acting.sign(here.desk, here.files, kept.prepared, *typed)
    except Refused as refused:
        return words(request, here, read, refused)
    return mine.save(replace(kept, held=replace(kept.held, signed=signed), prepared=()))


def send(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Send what is signed and has no receipt yet."""
    shelf.send(mine, here.remote, kept)
    return HttpResponseRedirect(f"/{mine.folder}/{kept.id}")


def reopen(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Ask what arrived, so that the rest may be written anew."""
    shelf.settle(mine, here.remote, kept)
    return HttpResponseRedirect(f"/{mine.folder}/{kept.id}")


def discard(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Keep the draft no more."""
    mine.discard(kept.id)
    return HttpResponseRedirect(f"/{mine.folder}")


def _marked(here: Sitting, kept: Kept) -> list[object]:
    return [here.who.officer, kept.id, [signable.digest(one) for one in kept.prepared]]


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


def standing(here: Sitting, kept: Kept) -> list[dict[str, object]]:
    """The acts that are in the log, each with its receipt and whether the log proves it."""
    return [{"head": acts.parse_head(one.head), **witnessed(here, one)} for one in kept.standing]


def weighed_by(here: Sitting) -> Treaty:
    """The rules by which is weighed here: those of the registry's profile, where this program brings it."""
    return treaty(here.node.profile if here.node.profile in loading.names() else _USUAL)


def rules_differ(here: Sitting) -> bool:
    """Whether the registry weighs by other rules than this program brings."""
    return weighed_by(here).rulebook.digest != here.node.rulebook


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
    said = {"code": head.code, "recipients": head.recipients, "statements": lines}
    return {**said, "conditions": head.conditions, "kept_until": head.kept_until}
