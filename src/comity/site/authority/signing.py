"""Acting at the authority's own desk: fill the form, read what the act's own bytes say, sign here, send, verify.

Nothing is kept between reading and signing: the page carries the act, and a mark that this desk made when it showed
these bytes to this officer. What comes back without that mark, or too late, is not signed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Final

from django.core import signing as marks
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import acts, keyfiles
from comity.acts import SignedAct
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.operations import signable
from comity.operations.authority import acting, watching
from comity.operations.authority.acting import FRESH, Asked
from comity.operations.authority.remote import is_final, refused_by
from comity.operations.authority.shapes import Move, MoveField
from comity.site.answers.acting import PERMIT
from comity.site.authority import seating, sitting
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk import terms, throttle
from comity.site.desk.terms import Field

ACT, MARK = "act", "mark"
OFFICER, SEAL = "officer_passphrase", "seal_passphrase"
_CARRIED: Final = frozenset({ACT, MARK, OFFICER, SEAL})
_SALT: Final = "comity.site.authority.signing"
_KINDS: Final = frozenset({"select", "checks", "text", "date", "line"})


@seating.seated
def act(
    request: HttpRequest, here: Sitting, kind: str, matter: str, entry: str = "", place: str = "", about: str = ""
) -> HttpResponse:
    """One move on ``entry`` or on what bears on it, or on what was told (``about``, whose page is in ``place``) or
    hangs on it; without either, an answer to a question."""
    choice = {"kind": kind, "matter": matter, "entry": entry, "about": about}
    choice["place"] = f"/{place}/{about}" if about else f"/entries/{entry}" if entry else ""
    stage = request.POST.get("stage", "")
    if stage == "sign":
        return _sign(request, here, choice)
    move = _open_move(here, choice)
    fields = tuple(_field(one, move.procedure) for one in move.fields)
    if request.method != "POST" and kind == PERMIT:
        return HttpResponseRedirect(f"/review/{matter}")
    if request.method != "POST":
        return shown(request, "act.html", {"choice": choice, "place": choice["place"], "fields": fields})
    fields = terms.read(fields, terms.sent(request.POST, _CARRIED))
    if stage != "words":
        return shown(request, "act.html", {"choice": choice, "place": choice["place"], "fields": fields})
    try:
        signed = _prepared(here, move, fields)
    except Refused as refused:
        return sitting.refusal(request, refused, "act.html", choice=choice, place=choice["place"], fields=fields)
    return _words(request, here, choice, signed)


def _open_move(here: Sitting, choice: dict[str, str]) -> Move:
    if choice["about"]:
        offered = here.remote.moves_on(choice["about"])
    else:
        offered = here.remote.moves(choice["entry"]) if choice["entry"] else here.remote.waiting().asked
    found = [one for one in offered if (one.kind, one.matter) == (choice["kind"], choice["matter"])]
    if not found:
        raise Refused("act.unknown_matter")
    return found[0]


def _field(told: MoveField, procedure: str) -> Field:
    if told.kind not in _KINDS:
        raise Refused("authority.answer", problem="fields")
    options = tuple((one.value, one.words) for one in told.options)
    return Field(told.name, told.kind, told.required, options, hint=terms.hint_of(told.name, procedure))


def _prepared(here: Sitting, move: Move, fields: tuple[Field, ...]) -> SignedAct:
    """What the registry prepares, where it is what was asked for."""
    told = terms.told(fields)
    values = {one.name: list(one.chosen) for one in fields if any(one.chosen)}
    signed = here.remote.prepare(move.kind, move.matter, values)
    asked = Asked(move.kind, move.matter, move.opens, told.terms, told.reason, told.words)
    acting.check(signed, asked, here.who, datetime.now(UTC), partial(acting.told_here, here.desk.home))
    return signed


def _words(
    request: HttpRequest, here: Sitting, choice: dict[str, str], signed: SignedAct, refused: Refused | None = None
) -> HttpResponse:
    """What would be signed, in words, with its digest, and where to type both passphrases."""
    mark = marks.dumps([here.who.officer, signable.digest(signed)], salt=_SALT)
    values = {"choice": choice, "act": signing.dump(signed).decode(), "mark": mark, **_said(here, signed)}
    if refused is not None:
        return sitting.refusal(request, refused, "own/words.html", **values)
    return shown(request, "own/words.html", values)


def _said(here: Sitting, signed: SignedAct) -> dict[str, object]:
    """What the act's own bytes say, for a page."""
    head = acts.parse_head(signed.head)
    words, content = signable.words(head, here.lang), signable.content(signed, here.lang)
    said = {"words": words, "content": content, "about": signable.about(head), "digest": signable.digest(signed)}
    return {**said, "bodies": head.bodies}


def _sign(request: HttpRequest, here: Sitting, choice: dict[str, str]) -> HttpResponse:
    unsigned = _shown_before(request, here)
    typed = [keyfiles.typed(request.POST.get(name, "")) for name in (OFFICER, SEAL)]
    try:
        with throttle.attempt(request, here.who.officer):
            (signed,) = acting.sign(here.desk, here.files, [unsigned], *typed)
    except Refused as refused:
        return _words(request, here, choice, unsigned, refused)
    acting.keep(here.desk.home, signed)
    try:
        acting.arrived(here.desk.home, here.remote.submit(signed))
    except Refused as refused:
        if not is_final(refused):
            raise
        acting.forget(here.desk.home, acts.parse_head(signed.head).id)
        return sitting.refusal(request, refused, "act_refused.html", place=choice["place"])
    return _to(signed)


def _shown_before(request: HttpRequest, here: Sitting) -> SignedAct:
    """The act that comes back as it was shown. Raises Refused (``authority.shown``, ``authority.other_act``)."""
    minutes = int(FRESH.total_seconds()) // 60
    try:
        signed = signing.parse(request.POST.get(ACT, "").encode(), ACT)
        mark = marks.loads(request.POST.get(MARK, ""), salt=_SALT, max_age=FRESH)
    except (Refused, marks.BadSignature):
        raise Refused("authority.shown", minutes=minutes) from None
    if mark != [here.who.officer, signable.digest(signed)] or signed.officer_signature or signed.seal_signature:
        raise Refused("authority.shown", minutes=minutes)
    acting.require_own(acts.parse_head(signed.head), here.who)
    return signed


def _to(signed: SignedAct) -> HttpResponse:
    return HttpResponseRedirect(f"/sent/{acts.parse_head(signed.head).id}")


@seating.seated_anyhow
def one_sent(request: HttpRequest, here: Sitting, act: str) -> HttpResponse:
    """An act that was signed here: its receipt, and whether the log proves it; or, where it did not arrive, again."""
    signed = acting.one_sent(here.desk.home, here.who.officer, act)
    head = acts.parse_head(signed.head)
    if request.method == "POST":
        here.require_registry()
        acting.arrived(here.desk.home, here.remote.submit(signed))
        return _to(signed)
    return shown(request, "own/one_sent.html", {"head": head, **_said(here, signed), **witnessed(here, signed)})


def witnessed(here: Sitting, signed: SignedAct) -> dict[str, object]:
    """For a page: the receipt of a signed act, and whether the log proves it; nothing where the act did not arrive."""
    act = acts.parse_head(signed.head).id
    if here.silent:
        return {"receipt": acting.receipt(here.desk.home, act), "silent": here.silent}
    try:
        receipt = here.remote.receipt(act)
    except Refused as refused:
        if refused_by(refused) != "api.act":
            raise
        return {}
    acting.arrived(here.desk.home, receipt)
    try:
        proof = here.remote.proof(act)
        proven = acting.verified(signed, receipt, proof, here.desk.log.vkey())
        watching.of_proof(here.desk, proof.proof, here.remote.growth)
    except Refused as refused:
        waits = refused_by(refused) == "log.unpublished"
        return {"receipt": receipt, "unproven": refused.refusal.sentence(here.lang), "waits": waits}
    return {"receipt": receipt, "proven": proven}
