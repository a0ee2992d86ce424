"""Drafts of one's authority: begun, read, saved, weighed, and made into the acts that are signed elsewhere."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from comity import acts, canonical
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.interchange.dossier.file_names import FileName
from comity.interchange.dossier.folder import MAX_FILES
from comity.site import bodies
from comity.site.answers import drafting, drafts, renewing, tellings
from comity.site.answers import held as keeping
from comity.site.answers.drafts import Change
from comity.site.answers.held import Held
from comity.site.answers.visit import Visit
from comity.site.api import access
from comity.site.api.acts import SignedAct, decoded
from comity.site.api.answering import REFUSED, Matter, given, if_match, tag_of
from comity.site.api.dossiers import Findings, weighed
from comity.site.api.shapes import In, Out, Purpose, example
from comity.site.desk.sections import ANSWERERS, DRAFTERS, TELLERS
from comity.store import drafts as store
from comity.store.drafts import Draft as Kept

router = Router(tags=["drafts"])
Form = Literal["dossier", "telling"]
Text = Annotated[str, Field(max_length=1 << 20)]
_MATCH: Final = if_match(required=True)


class DraftsWanted(BaseModel):
    """Which drafts; both forms where none is named."""

    form: Literal["", "dossier", "telling"] = ""


class DraftRow(Out):
    """One draft in a list: of what, and who saved it when."""

    id: str
    form: str
    kind: str
    officer: str
    saved: str


class Drafts(Out):
    """The drafts of one's authority that are one's own to see, the oldest first."""

    drafts: list[DraftRow]


class DraftDocument(Out):
    """One document of a draft, and how many bytes it has."""

    name: str
    size: int


class Draft(DraftRow):
    """One draft: its text (YAML, as in `dossier.yaml` or `telling.yaml`) and its documents."""

    text: str
    documents: list[DraftDocument]


class Content(Out):
    """The bytes of one document, in base64."""

    name: str
    content: str


class Begun(In):
    """A new draft: of a text that was written elsewhere, or an empty one of a kind. `kind`: `list`, `register` or
    `support` of a dossier; `question`, `warning`, `organisation`, `incident`, `trend` or `result` of a telling, which
    may be `about` a matter."""

    model_config = example(form="dossier", kind="list")

    form: Form
    kind: str = Field("", max_length=40)
    about: str = Field("", pattern=r"^([0-9a-f]{32})?$")
    text: Text = ""


class Saved(In):
    """What is changed of a draft; what is not named stays. `attach`: documents in base64, by name."""

    model_config = example(text="kind: list\n", attach={"ruling.txt": "VGhlIGNvdXJ0IGZpbmRzLg=="})

    text: Text | None = None
    attach: dict[FileName, str] = Field(default_factory=dict, max_length=MAX_FILES)
    detach: list[FileName] = Field(default_factory=list, max_length=MAX_FILES)


class Opening(In):
    """For which case something that others gave to few goes into the draft; nothing where there is no such thing."""

    purpose: Purpose | None = None


class Attested(In):
    """The gates that the signer of a telling attests, each one; none for a dossier."""

    attests: list[int] = Field(default_factory=list, max_length=60)


class DraftAct(Out):
    """One act without signatures, as `comity act sign` reads it; `words`: what is signed; `documents`: the names of
    those that go with it, by digest, as `POST /acts` wants them."""

    act: SignedAct
    words: str
    documents: dict[str, str]


class StandingAct(Out):
    """An act of the draft that is in the log already and is not made again; `reference`: of which decision."""

    act: str
    kind: str
    reference: str
    index: int
    time: str


class DraftActs(Out):
    """What is to be signed and sent, in this order, and what stands."""

    acts: list[DraftAct]
    standing: list[StandingAct]


@router.get("/drafts", response={200: Drafts, **REFUSED})
def list_drafts(request: HttpRequest, params: Query[DraftsWanted]) -> HttpResponse:
    """The drafts of one's authority: of dossiers for a liaison officer, of tellings for whoever may tell them."""
    with access.visit(request, open_to=TELLERS) as made:
        found = drafts.listed(made)
    rows = [_row(kept, held) for kept, held in found if params.form in ("", held.form)]
    return given(request, {"drafts": rows})


@router.post("/drafts", response={200: Draft, **REFUSED}, openapi_extra=bodies.required(Begun))
def begin_draft(request: HttpRequest) -> HttpResponse:
    """Begin a draft. It is kept thirty days from when it was last saved, and nobody else sees it."""
    with access.visit(request, "act", open_to=TELLERS) as made:
        sent = bodies.read(request, Begun)
        if sent.text:
            held = drafts.of_text(made, sent.form, sent.text)
        else:
            held = drafts.empty(made, sent.form, sent.kind, sent.about)
    return _begun(request, made, held)


@router.post("/entries/{entry}/renewals", response={200: Draft, **REFUSED})
def begin_renewal(request: HttpRequest, entry: Matter) -> HttpResponse:
    """Begin the draft that renews an entry of one's State, from the version in effect; where it is begun, that one."""
    with access.visit(request, "act", open_to=DRAFTERS) as made:
        held = None if renewing.is_drafted(made, entry) else renewing.begin(made, entry)
        if held is None:
            return given(request, _shown(*drafts.opened(made, entry)))
    return _begun(request, made, held, entry)


@router.post("/requests/{matter}/answers", response={200: Draft, **REFUSED}, openapi_extra=bodies.required(Opening))
def begin_answer(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Compose the draft of an answer to a request, from what may go; for what another gave to few, say for which case:
    the journal keeps it before the answer."""
    with access.visit(request, "act", open_to=ANSWERERS) as made:
        why = bodies.read(request, Opening).purpose
        held = tellings.answer(made, matter, **(why.model_dump() if why else {}))
    return _begun(request, made, held)


@router.get("/drafts/{draft}", response={200: Draft, **REFUSED})
def read_draft(request: HttpRequest, draft: Matter) -> HttpResponse:
    """One draft; its tag is for `If-Match`."""
    with access.visit(request, open_to=TELLERS) as made:
        value = _shown(*drafts.opened(made, draft))
    return given(request, value)


@router.post(
    "/drafts/{draft}",
    response={200: Draft, **REFUSED},
    openapi_extra={**bodies.required(Saved), **_MATCH},
)
def save_draft(request: HttpRequest, draft: Matter) -> HttpResponse:
    """Save a text, attach and take away documents, all or nothing, while the draft is as the tag says."""
    with access.visit(request, "act", open_to=TELLERS) as made:
        kept, held = _matched(request, made, draft)
        sent = bodies.read(request, Saved)
        attached = {name: decoded(name, content) for name, content in sent.attach.items()}
        text = sent.text.replace("\r\n", "\n") if sent.text is not None else None
        changed = drafts.changed(held, Change(text, attached, sent.detach))
    return given(request, _shown(keeping.save(made, draft, changed, kept), changed))


@router.post("/drafts/{draft}/discard", response={200: DraftRow, **REFUSED}, openapi_extra=_MATCH)
def discard_draft(request: HttpRequest, draft: Matter) -> HttpResponse:
    """Delete a draft while it is as the tag says; what it was."""
    with access.visit(request, "act", open_to=TELLERS) as made:
        kept, held = _matched(request, made, draft)
    store.discard(made.signer, draft, kept)
    return given(request, _row(kept, held))


@router.get("/drafts/{draft}/documents/{name}", response={200: Content, **REFUSED})
def read_document(request: HttpRequest, draft: Matter, name: Annotated[str, Path(max_length=400)]) -> HttpResponse:
    """One document of a draft."""
    with access.visit(request, open_to=TELLERS) as made:
        _, held = drafts.opened(made, draft)
    if name not in held.documents:
        raise Refused("draft.no_document", "design, rule 24", file=name[:100])
    return given(request, {"name": name, "content": b64encode(held.documents[name].content).decode()})


@router.get("/drafts/{draft}/findings", response={200: Findings, **REFUSED})
def read_findings(request: HttpRequest, draft: Matter) -> HttpResponse:
    """What stands in the way of a draft: faults of form; where there is none, what the gates say by the record now."""
    with access.visit(request, open_to=TELLERS) as made:
        _, held = drafts.opened(made, draft)
        value = weighed(*drafts.weighed(made, held), made.lang)
    return given(request, value)


@router.post("/drafts/{draft}/acts", response={200: DraftActs, **REFUSED}, openapi_extra=bodies.required(Attested))
def prepare_draft(request: HttpRequest, draft: Matter) -> HttpResponse:
    """The acts of a draft, to be signed where the keys are and sent in order to `POST /acts`. Nothing is committed
    here, and what stands in the log is not made again; once the last act stands, discard the draft."""
    with access.visit(request, "act", open_to=TELLERS) as made:
        _, held = drafts.opened(made, draft)
        attests = tuple(bodies.read(request, Attested).attests)
        prepared = drafts.prepared(made, draft, held, attests)
        standing = drafting.standing(made, draft)
    unsigned = [acts.SignedAct(one.data, b"", b"", one.bodies) for one in prepared]
    value = [
        {
            "act": canonical.load(signing.dump(act)),
            "words": one.words[made.lang],
            "documents": {digest: name for name, digest in signing.digests([act]).items()},
        }
        for one, act in zip(prepared, unsigned, strict=True)
    ]
    return given(request, {"acts": value, "standing": [StandingAct.out_of(one) for one in standing]})


def _begun(request: HttpRequest, made: Visit, held: Held, name: str = "") -> HttpResponse:
    return given(request, _shown(store.load(made.signer, keeping.begin(made, held, name)), held))


def _matched(request: HttpRequest, made: Visit, draft: str) -> tuple[Kept, Held]:
    """The draft, while it is what was read. Raises Refused: ``draft.unknown``, ``api.if_match``, ``api.changed``."""
    kept, held = drafts.opened(made, draft)
    wanted = request.headers.get("If-Match", "")
    if not wanted:
        raise Refused("api.if_match")
    if wanted != tag_of(_shown(kept, held)):
        raise Refused("api.changed", matter=draft)
    return kept, held


def _row(kept: Kept, held: Held) -> dict[str, Any]:
    return {"id": kept.id, "form": held.form, "kind": held.kind, "officer": kept.officer, "saved": kept.saved}


def _shown(kept: Kept, held: Held) -> dict[str, Any]:
    documents = [{"name": name, "size": len(one.content)} for name, one in held.documents.items()]
    return {**_row(kept, held), "text": held.text, "documents": documents}
