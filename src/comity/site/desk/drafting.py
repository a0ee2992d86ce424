"""The pages on which a liaison officer drafts a dossier, reads what he would sign, and submits it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import acts
from comity.entries.procedures import VERSION_OF
from comity.errors import Refused
from comity.interchange.dossier import model
from comity.interchange.dossier.reading import Dossier
from comity.language import say
from comity.site import problems
from comity.site.answers import drafting, renewing
from comity.site.answers import held as keeping
from comity.site.answers.held import Held
from comity.site.answers.visit import Visit
from comity.site.desk import draft_form, keys
from comity.site.desk.page import shown, visit
from comity.store import drafts as kept

TEXT = "text"
FILE = "document"


def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts of the officer's authority, and a new one from a template."""
    with visit(request) as made:
        if request.method != "POST":
            values = {"drafts": keeping.listed(made, keeping.DOSSIER), "kinds": model.KINDS}
            return shown(request, made, "drafts.html", values)
        held = drafting.empty(made, request.POST.get("kind", ""))
    return HttpResponseRedirect(f"/drafts/{keeping.begin(made, held)}")


def renew(request: HttpRequest, entry: str) -> HttpResponse:
    """Begin the draft of a renewal from the version in effect; where one lies there already, open that."""
    with visit(request) as made:
        held = None if renewing.is_drafted(made, entry) else renewing.begin(made, entry)
    if held is not None:
        keeping.begin(made, held, entry)
    return HttpResponseRedirect(f"/drafts/{entry}")


def draft(request: HttpRequest, draft: str) -> HttpResponse:
    """One draft: what still stands in its way, its sections, its documents, and what its drafter would sign."""
    with visit(request) as made:
        held = drafting.opened(made, draft)
        if request.method != "POST":
            return _page(request, made, draft, held)
    stage = request.POST.get("stage", "")
    step = _STEPS.get(stage)
    if step is None:
        raise Refused("desk_acting.field", "design, Storage, web, jobs", field=stage[:40] or "stage")
    return step(request, made, draft, held)


def _save(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """Keep a text as it was typed."""
    keeping.save(made, draft, drafting.written(held, request.POST.get(TEXT, held.text).replace("\r\n", "\n")))
    return HttpResponseRedirect(f"/drafts/{draft}")


def _decide(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """One judicial decision more, to be filled in."""
    with visit(request) as now:
        changed, section = draft_form.with_decision(draft_form.of(now, draft, held))
    keeping.save(made, draft, changed)
    return HttpResponseRedirect(f"/drafts/{draft}/{section}")


def _attach(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    file = request.FILES.get(FILE)
    if file is None:
        raise Refused("desk_acting.no_file", "design, rule 5")
    keeping.save(made, draft, keeping.attach(held, file.name or "", file.read()))
    return HttpResponseRedirect(f"/drafts/{draft}")


def _detach(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    keeping.save(made, draft, keeping.detach(held, request.POST.get(FILE, "")))
    return HttpResponseRedirect(f"/drafts/{draft}")


def _discard(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    kept.discard(made.signer, draft)
    return HttpResponseRedirect("/drafts")


def _words(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """What would be signed, act by act, and what will happen to the subject, as the drafter put it."""
    with visit(request) as now:
        checked = drafting.check(now, held)
        if checked.dossier is None:
            return _page(request, now, draft, held, 400)
        try:
            prepared = drafting.prepare(now, draft, checked.dossier)
        except Refused as refused:
            return _page(request, now, draft, held, problems.status_of(refused.refusal), refused)
        values = _consequences(now, checked.dossier)
        words = [one.words[now.lang].splitlines() for one in prepared]
        values |= {"draft": draft, "words": words, "known": checked.known, "signs_here": keys.current() is not None}
        values["standing"] = drafting.standing(now, draft)
        return shown(request, now, "draft_words.html", values)


def _consequences(made: Visit, dossier: Dossier) -> dict[str, Any]:
    """What will happen to the subject: the effects, who reads it, until when, and how the drafter puts it."""
    entry = dossier.entry
    stated, code, told = entry.effect_by_drafter, entry.handling_code, entry.notification
    names = ", ".join(entry.recipients)
    return {
        "entry": entry,
        "kind": dossier.text.kind,
        "subject": dossier.names[0],
        "effects": [one.value for one in stated.effects] if stated else [],
        "stated": stated.words if stated else "",
        "readers": say(f"desk_form.readers_{code.value if code else 'none'}", made.lang, names=names),
        "deferred": told.deferred_until.isoformat() if told and told.deferred_until else "",
    }


def _send(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """Sign all acts and commit them in order."""
    signer = keys.current()
    with visit(request) as now:
        checked = drafting.check(now, held)
        if checked.dossier is None:
            return _page(request, now, draft, held, 400)
        if signer is None:
            raise Refused("desk_acting.no_keys", "design, rule 4")
        prepared = () if held.signed else drafting.prepare(now, draft, checked.dossier)
    signed = held.signed or tuple(signer.sign(one) for one in prepared)
    try:
        receipt = keeping.send(made, draft, held, signed, drafting.attachments(checked.dossier))
    except Refused as refused:
        with visit(request) as now:
            return _page(request, now, draft, held, problems.status_of(refused.refusal), refused)
    head = acts.parse_head(signed[-1].head)
    entry = next(link.to for link in head.links if link.relation == VERSION_OF)
    with visit(request) as now:
        return shown(request, now, "act_done.html", {"receipt": receipt, "head": head, "place": f"/entries/{entry}"})


def _page(
    request: HttpRequest, made: Visit, draft: str, held: Held, status: int = 200, refused: Refused | None = None
) -> HttpResponse:
    opened = draft_form.of(made, draft, held)
    values = {**opened.values, "sentence": refused.refusal.sentence(made.lang) if refused else ""}
    return shown(request, made, "draft.html", values, status)


_STEPS: dict[str, Callable[[HttpRequest, Visit, str, Held], HttpResponse]] = {
    "save": _save,
    "decide": _decide,
    "attach": _attach,
    "detach": _detach,
    "discard": _discard,
    "words": _words,
    "send": _send,
}
