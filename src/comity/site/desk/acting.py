"""Acting: choose a move, read in words what will be signed, sign and send, get the receipt or the refusal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import acts
from comity.acts import Head, SignedAct
from comity.engine import Receipt
from comity.entries.acting import Prepared
from comity.entries.doors import Closed
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.site import problems, registry
from comity.site.answers import acting, entries, known
from comity.site.answers.visit import Visit
from comity.site.desk import keys, terms
from comity.site.desk.page import officer_of, shown, visit, whole

_DIGITS = 12
UPLOADED = "act"


def act(request: HttpRequest, kind: str, matter: str) -> HttpResponse:
    """One move: the form, then what will be signed in words, then signing or the file to be signed elsewhere."""
    with visit(request) as made:
        choice = acting.find(made, kind, matter)
        if request.method != "POST" and kind == acting.PERMIT:
            return HttpResponseRedirect(f"/review/{choice.matter}")
        values: dict[str, Any] = {"choice": choice, **_about(made, choice.entry, choice.matter)}
        fields = values["fields"] = terms.of(made, choice)
        if request.method != "POST":
            return shown(request, made, "act.html", values)
        fields = values["fields"] = terms.read(fields, terms.sent(request.POST))
        stage = request.POST.get("stage", "")
        if stage == "change":
            return shown(request, made, "act.html", values)
        try:
            prepared = acting.prepare(made, choice, terms.told(fields))
        except Refused as refused:
            values["sentence"] = refused.refusal.sentence(made.lang)
            return shown(request, made, "act.html", values, problems.status_of(refused.refusal))
        now = acting.last_seen(made, choice)
        since = acting.meanwhile(made, choice, whole(request.POST.get("seen", ""), now, digits=_DIGITS))
        if stage not in ("sign", "download") or since:
            words = prepared.words[made.lang].splitlines()
            values |= {"words": words, "seen": now, "meanwhile": since, "signs_here": keys.current() is not None}
            return shown(request, made, "act_words.html", values, 409 if since else 200)
    return _download(prepared) if stage == "download" else _sign(request, prepared, choice.entry)


def send(request: HttpRequest) -> HttpResponse:
    """Take an act that was signed elsewhere and commit it. Raises Refused (``desk_acting.no_file``,
    ``desk_acting.not_your_act``, ``dossier.signature_form``, ``face.unsigned``)."""
    if request.method != "POST":
        with visit(request) as made:
            return shown(request, made, "act_send.html")
    file = request.FILES.get(UPLOADED)
    if file is None:
        raise Refused("desk_acting.no_file", "design, rule 5")
    signed = signing.parse(file.read(signing.MAX_FILE), UPLOADED)
    head = acts.parse_head(signed.head)
    if head.officer != officer_of(request):
        raise Refused("desk_acting.not_your_act", "Conv. Art 8(4)")
    if not (signed.officer_signature and signed.seal_signature):
        raise Refused("face.unsigned", "Conv. Art 8(4)", file=UPLOADED)
    return _commit(request, signed, head, "")


def _place(made: Visit, entry: str, matter: str) -> str:
    """The page to go back to; empty where the visitor may know of none."""
    return f"/entries/{entry}" if entry else known.page_of(made, matter) if known.matter(made, matter) else ""


def _about(made: Visit, entry: str, matter: str) -> dict[str, Any]:
    """The entry that one acts on, as a list shows it, and the page to go back to."""
    return {"about": entries.named(made, entry) if entry else None, "place": _place(made, entry, matter)}


def _sign(request: HttpRequest, prepared: Prepared, entry: str) -> HttpResponse:
    held = keys.current()
    if held is None:
        raise Refused("desk_acting.no_keys", "design, rule 4")
    return _commit(request, held.sign(prepared), prepared.head, entry)


def _commit(request: HttpRequest, signed: SignedAct, head: Head, entry: str) -> HttpResponse:
    """Send the act, and show the receipt or the refusal with each finding."""
    try:
        receipt = registry.current().node.submit(signed)
    except Refused as refused:
        with visit(request) as made:
            findings = refused.shown_to(made.reader.capacity) if isinstance(refused, Closed) else ()
            values = {"sentence": refused.refusal.sentence(made.lang), "findings": findings}
            values |= _about(made, entry, "")
            return shown(request, made, "act_refused.html", values, problems.status_of(refused.refusal))
    return _receipt(request, receipt, head, entry)


def _receipt(request: HttpRequest, receipt: Receipt, head: Head, entry: str) -> HttpResponse:
    with visit(request) as made:
        values = {"receipt": receipt, "head": head, **_about(made, entry, head.matter)}
        return shown(request, made, "act_done.html", values)


def _download(prepared: Prepared) -> HttpResponse:
    """The prepared act as a file, for `comity act sign`."""
    content = signing.dump(SignedAct(prepared.data, b"", b"", prepared.bodies))
    answer = HttpResponse(content, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{prepared.head.kind}-{prepared.head.id[:8]}.json"'
    return answer
