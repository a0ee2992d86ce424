"""The pages on which one drafts what is told: the form with what the gates say beside it, its words, signing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import acts, yamltext
from comity.acts import SignedAct
from comity.entries.acting import Prepared
from comity.entries.doors import Closed
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.interchange.telling import draft as drafts
from comity.interchange.telling.model import TEXT as FILE_NAME
from comity.qualification import sentences
from comity.site import problems
from comity.site.answers import held as keeping
from comity.site.answers import known, tellings
from comity.site.answers.held import Held
from comity.site.answers.tellings import Checked
from comity.site.answers.visit import Visit
from comity.site.desk import keys, telling_form, terms
from comity.site.desk.cases import for_a_case
from comity.site.desk.page import shown, visit
from comity.site.desk.telling_form import SAYS, Form
from comity.store import drafts as store

ROOT: Final = "/tellings"
UPLOAD: Final = "telling"
DOCUMENT: Final = "document"
ATTESTS: Final = "attests"


def listed(request: HttpRequest) -> HttpResponse:
    """The drafts that are the visitor's to see, and a new one: empty, or of a file that he uploads."""
    with visit(request) as made:
        if request.method != "POST":
            values = {"drafts": tellings.listed(made), "kinds": tellings.kinds(made)}
            return shown(request, made, "tellings.html", values)
        file = request.FILES.get(UPLOAD)
        if file is not None:
            held = tellings.uploaded(made, file.read(yamltext.MAX_BYTES))
        else:
            held = tellings.new(made, request.POST.get("kind", ""), request.POST.get("about", ""))
    return HttpResponseRedirect(f"{ROOT}/{keeping.begin(made, held)}")


def answer(request: HttpRequest, matter: str) -> HttpResponse:
    """Compose the draft of an answer; what another gave to few is opened for a case and a reason."""
    begun: list[tuple[Visit, Held]] = []

    def opened(made: Visit, asked: Mapping[str, str]) -> HttpResponse:
        begun.append((made, tellings.answer(made, matter, **asked)))
        return HttpResponse()

    page = for_a_case(request, opened, "desk_requests.case_why")
    return HttpResponseRedirect(f"{ROOT}/{keeping.begin(*begun[0])}") if begun else page


def one(request: HttpRequest, draft: str) -> HttpResponse:
    """One draft: its fields with every fault and finding, its text, its documents."""
    with visit(request) as made:
        held = tellings.opened(made, draft)
        if request.method != "POST":
            return _page(request, made, draft, held, tellings.check(made, held))
        step = "drop" if "drop" in request.POST else "add" if "add" in request.POST else request.POST.get("stage", "")
        if step not in _STEPS:
            raise Refused("desk_acting.field", "design, Storage, web, jobs", field=step[:40] or "stage")
    return _STEPS[step](request, made, draft, held)


def _fill(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """Keep what was typed into the form, with an item more or less."""
    form, data = _form(made, held)
    if form is None:
        raise Refused("desk_acting.field", "design, rule 5", field="stage")
    return _kept(made, draft, held, drafts.text_of(telling_form.filled(form, data, request.POST)))


def _write(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """Keep the text as it was typed."""
    return _kept(made, draft, held, request.POST.get("text", held.text).replace("\r\n", "\n"))


def _kept(made: Visit, draft: str, held: Held, text: str) -> HttpResponse:
    """Keep ``text``; what changed is signed anew, and stays what its author may tell."""
    keeping.save(made, draft, drafts.rewritten(held, text))
    return HttpResponseRedirect(f"{ROOT}/{draft}")


def _attach(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """Attach a document and name it in the text."""
    file = request.FILES.get(DOCUMENT)
    if file is None:
        raise Refused("desk_acting.no_file", "design, rule 5")
    keeping.save(made, draft, drafts.naming(keeping.attach(held, file.name or "", file.read())))
    return HttpResponseRedirect(f"{ROOT}/{draft}")


def _detach(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    keeping.save(made, draft, drafts.naming(keeping.detach(held, request.POST.get(DOCUMENT, ""))))
    return HttpResponseRedirect(f"{ROOT}/{draft}")


def _discard(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    store.discard(made.signer, draft)
    return HttpResponseRedirect(ROOT)


def _take(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """The text as a file, for the commands of the command line."""
    return _file(held.text.encode(), FILE_NAME, "application/yaml")


def _words(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """What would be signed, act by act, and what its signer attests."""
    with visit(request) as now:
        checked = tellings.check(now, held)
        if checked.telling is None:
            return _page(request, now, draft, held, checked, status=400)
        try:
            prepared = tellings.prepare(now, checked.telling, ())
        except Refused as refused:
            return _page(request, now, draft, held, checked, refused)
        return _shown_words(request, now, draft, checked, prepared)


def _send(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """Sign all acts and commit them in order."""
    signer = keys.current()
    with visit(request) as now:
        checked = tellings.check(now, held)
        if checked.telling is None:
            return _page(request, now, draft, held, checked, status=400)
        if signer is None:
            raise Refused("desk_acting.no_keys", "design, rule 4")
        try:
            prepared = () if held.signed else tellings.signed_by(now, checked.telling, _attested(request))
        except Refused as refused:
            return _page(request, now, draft, held, checked, refused)
    signed = held.signed or tuple(signer.sign(act) for act in prepared)
    try:
        receipt = keeping.send(made, draft, held, signed, tellings.attachments(checked.telling))
    except Refused as refused:
        with visit(request) as now:
            return _page(request, now, draft, held, checked, refused)
    head = acts.parse_head(signed[-1].head)
    with visit(request) as now:
        values = {"receipt": receipt, "head": head, "place": known.page_of(now, head.matter)}
        return shown(request, now, "act_done.html", values)


def _download(request: HttpRequest, made: Visit, draft: str, held: Held) -> HttpResponse:
    """The one act of a telling without documents, to be signed elsewhere and sent from the page for that."""
    with visit(request) as now:
        checked = tellings.check(now, held)
        if checked.telling is None or held.documents:
            return _page(request, now, draft, held, checked, status=400)
        prepared = tellings.signed_by(now, checked.telling, _attested(request))
    if len(prepared) > 1:
        raise Refused("desk_acting.field", "design, rule 5", field="stage")
    act = SignedAct(prepared[0].data, b"", b"", prepared[0].bodies)
    return _file(signing.dump(act), f"{prepared[0].head.kind}-{prepared[0].head.id[:8]}.json", "application/json")


def _attested(request: HttpRequest) -> tuple[int, ...]:
    return tuple(int(gate) for gate in request.POST.getlist(ATTESTS) if gate.isascii() and gate.isdigit())


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    made = HttpResponse(content, content_type=kind)
    made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return made


def _form(made: Visit, held: Held) -> tuple[Form | None, Mapping[str, Any]]:
    data = drafts.data_of(held)
    return telling_form.of(data, terms.others(made), made.lang), data if isinstance(data, dict) else {}


def _shown_words(
    request: HttpRequest, made: Visit, draft: str, checked: Checked, prepared: tuple[Prepared, ...]
) -> HttpResponse:
    gates = tellings.attests(checked.telling) if checked.telling else ()
    values = {
        "draft": draft,
        "words": [act.words[made.lang].splitlines() for act in prepared],
        "known": checked.known,
        "attests": [(gate, sentences.title(gate, made.lang)) for gate in gates],
        "signs_here": keys.current() is not None,
        "one_act": len(prepared) == 1 and not (checked.telling and checked.telling.attachments),
    }
    return shown(request, made, "telling_words.html", values)


def _page(
    request: HttpRequest,
    made: Visit,
    draft: str,
    held: Held,
    checked: Checked,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The draft with what is wrong with it; where something was ``refused``, that too, with its status."""
    form, data = _form(made, held)
    if form is not None:
        form = telling_form.beside(form, checked.faults, checked.known.refused if checked.known else ())
    says = data.get(SAYS)
    values = {
        "draft": draft,
        "kept": held,
        "checked": checked,
        "form": form,
        "given": says.get("given") or () if isinstance(says, dict) else (),
        "answers": data.get("answers", ""),
        "sentence": refused.refusal.sentence(made.lang) if refused else "",
        "findings": refused.shown_to(made.reader.capacity) if isinstance(refused, Closed) else (),
    }
    return shown(request, made, "telling.html", values, problems.status_of(refused.refusal) if refused else status)


_STEPS: dict[str, Callable[[HttpRequest, Visit, str, Held], HttpResponse]] = {
    "save": _fill,
    "add": _fill,
    "drop": _fill,
    "write": _write,
    "attach": _attach,
    "detach": _detach,
    "discard": _discard,
    "take": _take,
    "words": _words,
    "send": _send,
    "download": _download,
}
