"""The pages on which an officer drafts at his authority's own desk what it tells, asks, answers and warns of.

The form, the checks and the acts are made here, and nothing of a draft reaches the registry before it is signed, unless
the officer asks what the record says. An answer alone begins at the registry, which composes it from what may go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity import acts, yamltext
from comity.bootstrap import random_bytes
from comity.canonical import SALT_BYTES
from comity.errors import Refused
from comity.interchange.dossier import draft as drafts
from comity.interchange.dossier.draft import TELLING, Held
from comity.interchange.telling import draft
from comity.interchange.telling.draft import Checked
from comity.interchange.telling.reading import Telling
from comity.operations.authority import shelf, tellings
from comity.operations.authority.shapes import Findings
from comity.operations.authority.shelf import Kept, Shelf
from comity.participants import Capacity
from comity.qualification import ports, sentences
from comity.qualification.ports import Ports
from comity.site.authority import casing, seating, sitting, whole
from comity.site.authority.sitting import Sitting, shown
from comity.site.desk import telling_form
from comity.site.desk.sections import ANSWERERS, TELLERS
from comity.site.desk.telling_form import SAYS, Form

ROOT: Final = "/tellings"
UPLOAD: Final = "telling"
DOCUMENT: Final = "document"
ATTESTS: Final = "attests"
_PLACES: Final = {"request": "requests", "warning": "warnings"}
_STEP: Final = "design, Storage, web, jobs"


def _shelf(here: Sitting) -> Shelf:
    """What the authority drafts. Raises Refused (``desk.not_for_you``) for whoever tells nothing."""
    if here.node.capacity not in TELLERS:
        raise Refused("desk.not_for_you", "law.md D(iv)", capacity=here.node.capacity)
    return Shelf(here.desk.home, here.who.officer, datetime.now(UTC), shelf.TELLINGS)


def _opened(here: Sitting, mine: Shelf, name: str) -> Kept:
    """The draft ``name``. Raises Refused (``draft.unknown``) where it is none that the officer may tell."""
    kept = mine.opened(name)
    if not draft.may_see(kept.held.kind, {here.node.capacity}):
        raise Refused("draft.unknown", "design, rule 24")
    return kept


@seating.seated_anyhow
def listed(request: HttpRequest, here: Sitting) -> HttpResponse:
    """The drafts that are the officer's to see, and a new one: empty, or of a file that he uploads."""
    mine, able = _shelf(here), {here.node.capacity}
    if request.method == "POST":
        file = request.FILES.get(UPLOAD)
        held = draft.uploaded(file.read(yamltext.MAX_BYTES), able) if file is not None else _empty(request, here)
        return _to(mine.begin(held))
    seen = [_row(one) for one in mine.listed() if draft.may_see(one.held.kind, able)]
    return shown(request, "tellings.html", {"drafts": seen, "kinds": draft.kinds(able)})


def _row(kept: Kept) -> dict[str, str]:
    state = "is_complete" if kept.is_complete else "is_signed" if kept.held.signed else "is_draft"
    said = {"id": kept.id, "kind": kept.held.kind, "officer": kept.officer, "saved": kept.saved}
    return {**said, "state": f"own_dossiers.{state}"}


def _empty(request: HttpRequest, here: Sitting) -> Held:
    kind, about = request.POST.get("kind", ""), request.POST.get("about", "")
    draft.check_kind(kind, draft.kinds({here.node.capacity}))
    own = {"claimant_state": here.node.participant, "claimant_authority": here.who.authority}
    lang = draft.language(here.lang, whole.weighed_by(here).profile.working_languages)
    return draft.begun(kind, own, lang, about=about, file=about)


@seating.seated
def answer(request: HttpRequest, here: Sitting, matter: str) -> HttpResponse:
    """Begin an answer with what the registry composed; what another gave to few is opened for a case and a reason."""
    if here.node.capacity not in ANSWERERS:
        raise Refused("desk.not_for_you", "law.md D(iv)", capacity=here.node.capacity)
    if request.method != "POST":
        return HttpResponseRedirect(f"/requests/{matter}")
    mine = _shelf(here)
    told = casing.opened(request, here, f"/requests/{matter}/answer", "desk_requests.case_why")
    if isinstance(told, HttpResponse):
        return told
    held = Held(str(told.get("text", "")), form=TELLING)
    data = draft.data_of(held)
    if not isinstance(data, dict) or (data.get("kind"), data.get("answers")) != ("answer", matter):
        raise Refused("authority.answer", problem="text")
    return _to(mine.begin(held))


@seating.seated_anyhow
def one(request: HttpRequest, here: Sitting, telling: str) -> HttpResponse:
    """One draft: its fields with every fault and finding; or, once it is signed, what became of it."""
    mine = _shelf(here)
    if request.method != "POST":
        return _page(request, here, _opened(here, mine, telling))
    stage = "drop" if "drop" in request.POST else "add" if "add" in request.POST else request.POST.get("stage", "")
    step = _STEPS.get(stage)
    if step is None:
        raise Refused("desk_acting.field", _STEP, field=stage[:40] or "stage")
    if stage in whole.WITH_REGISTRY:
        here.require_registry()
    with shelf.one_at_a_time(telling):
        kept = _opened(here, mine, telling)
        try:
            return step(request, here, mine, kept)
        except Refused as refused:
            return _page(request, here, mine.opened(telling), refused)


def _fill(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Keep what was typed into the form, with an item more or less."""
    form, data = _form(here, kept.held)
    if form is None:
        raise Refused("desk_acting.field", "design, rule 5", field="stage")
    return _kept(mine, kept, draft.text_of(telling_form.filled(form, data, request.POST)))


def _write(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Keep the text as it was typed."""
    return _kept(mine, kept, request.POST.get("text", kept.held.text).replace("\r\n", "\n"))


def _kept(mine: Shelf, kept: Kept, text: str) -> HttpResponse:
    mine.save(shelf.rewritten(kept, draft.rewritten(kept.held, text)))
    return _to(kept.id)


def _attach(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Attach a document and name it in the text."""
    file = request.FILES.get(DOCUMENT)
    if file is None:
        raise Refused("desk_acting.no_file", "design, rule 5")
    held = drafts.attach(kept.held, file.name or "", file.read(), random_bytes(SALT_BYTES))
    mine.save(shelf.rewritten(kept, draft.naming(held)))
    return _to(kept.id)


def _detach(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    held = drafts.detach(kept.held, request.POST.get(DOCUMENT, ""))
    mine.save(shelf.rewritten(kept, draft.naming(held)))
    return _to(kept.id)


def _take(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """The text as a file, for the commands of the command line."""
    made = HttpResponse(kept.held.text.encode(), content_type="application/yaml")
    made.headers["Content-Disposition"] = 'attachment; filename="telling.yaml"'
    return made


def _ask(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Ask the registry what its record says; the officer has been told that the text goes there."""
    asked = here.remote.findings(shelf.TELLINGS, kept.held.text, kept.held.documents)
    return _page(request, here, kept, asked=asked)


def _words(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Make the acts, with what their signer attests, and show what each says."""
    checked = _checked(here, kept.held)
    if checked.telling is None:
        return _page(request, here, kept)
    unsent = shelf.rewritten(kept, kept.held)
    attested = [int(gate) for gate in request.POST.getlist(ATTESTS) if gate.isascii() and gate.isdigit()]
    capacity = Capacity(here.node.capacity)
    now = datetime.now(UTC)
    made = tellings.prepare(unsent, checked.telling, here.who, capacity, here.node.participant, attested, now)
    return whole.words(request, here, _read(mine.save(made), checked))


def _sign(request: HttpRequest, here: Sitting, mine: Shelf, kept: Kept) -> HttpResponse:
    """Sign all that was shown, keep it, and send it."""
    if kept.held.signed or kept.is_complete:  # the same form sent twice
        return _to(kept.id)
    signed = whole.sign(request, here, mine, _read(kept, _checked(here, kept.held)))
    return whole.send(request, here, mine, signed) if isinstance(signed, Kept) else signed


def _read(kept: Kept, checked: Checked) -> whole.Page:
    return whole.Page(kept, checked.known, ROOT, "desk.section_tellings")


def _page(
    request: HttpRequest, here: Sitting, kept: Kept, refused: Refused | None = None, asked: Findings | None = None
) -> HttpResponse:
    """The draft with what is wrong with it; or what became of it, once it is signed."""
    if kept.is_complete or kept.held.signed:
        values, template = _sent(here, kept, refused), "own/telling_sent.html"
    else:
        values, template = _draft(here, kept, asked), "telling.html"
    if refused is not None:
        return sitting.refusal(request, refused, template, **values)
    return shown(request, template, values)


def _sent(here: Sitting, kept: Kept, refused: Refused | None) -> dict[str, Any]:
    standing = whole.standing(here, kept) if refused is None else []  # else the registry may not answer
    signed = [acts.parse_head(one.head) for one in kept.held.signed]
    return {"kept": kept, "standing": standing, "signed": signed, "place": place_of(kept)}


def _draft(here: Sitting, kept: Kept, asked: Findings | None) -> dict[str, Any]:
    checked, (form, data) = _checked(here, kept.held), _form(here, kept.held)
    if form is not None:
        form = telling_form.beside(form, checked.faults, checked.known.refused if checked.known else ())
    says = data.get(SAYS)
    return {
        "draft": kept.id,
        "kept": kept.held,
        "standing": kept.standing,
        "checked": checked,
        "form": form,
        "given": says.get("given") or () if isinstance(says, dict) else (),
        "answers": data.get("answers", ""),
        "asked": asked,
        "rules_differ": whole.rules_differ(here),
        "attests": [(gate, sentences.title(gate, here.lang)) for gate in _attests(checked)],
    }


def place_of(kept: Kept) -> str:
    """The page of what was told, once it is in the log; empty before."""
    if not kept.is_complete:
        return ""
    head = acts.parse_head(kept.standing[-1].head)
    if head.procedure == "answer":
        return f"/requests/{head.links[0].to}"
    return f"/{_PLACES.get(head.procedure, 'told')}/{head.matter}"


def _attests(checked: Checked) -> Iterable[int]:
    return draft.attests(checked.telling) if checked.telling else ()


def _form(here: Sitting, held: Held) -> tuple[Form | None, dict[str, Any]]:
    data = draft.data_of(held)
    return telling_form.of(data, here.whom(), here.lang), data if isinstance(data, dict) else {}


def _checked(here: Sitting, held: Held) -> Checked:
    rules = whole.weighed_by(here)
    languages = frozenset(rules.profile.working_languages)

    def ports_of(told: Telling) -> Ports:
        """What is known here of who tells; the rest stands in the record."""
        own = ports.AuthorityFacts(here.node.participant, True)
        return Ports(authority=own, profile=ports.ProfileFacts(languages), telling=ports.TellingFacts(0))

    return draft.check(held, rules.rulebook, ports_of, datetime.now(UTC))


def _to(telling: str) -> HttpResponse:
    return HttpResponseRedirect(f"{ROOT}/{telling}")


_STEPS: Final[dict[str, Callable[[HttpRequest, Sitting, Shelf, Kept], HttpResponse]]] = {
    "save": _fill,
    "add": _fill,
    "drop": _fill,
    "write": _write,
    "attach": _attach,
    "detach": _detach,
    "discard": whole.discard,
    "take": _take,
    "ask": _ask,
    "words": _words,
    "sign": _sign,
    "send": whole.send,
    "reopen": whole.reopen,
}
