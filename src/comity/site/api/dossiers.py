"""What is drafted elsewhere and nobody has submitted: what the record says of it, and the draft of a renewal."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from comity.errors import Refusal
from comity.interchange.dossier.checking import Known
from comity.interchange.dossier.draft import TELLING, Document, Held
from comity.interchange.dossier.file_names import FileName
from comity.interchange.dossier.folder import MAX_FILES
from comity.language import say
from comity.qualification import sentences
from comity.site import bodies
from comity.site.answers import drafting, renewing, tellings
from comity.site.api import access
from comity.site.api.answering import REFUSED, Matter, given
from comity.site.api.shapes import In, Out, example
from comity.site.desk.sections import DRAFTERS, TELLERS
from comity.site.shapes import HeldBy

router = Router(tags=["own desk"])


class Drafted(In):
    """A text, as in `dossier.yaml` or `telling.yaml`, and the names of its documents; the documents themselves stay."""

    model_config = example(text="kind: list\n", documents=["ruling.txt"])

    text: str = Field(max_length=1 << 20)
    documents: list[FileName] = Field(default_factory=list, max_length=MAX_FILES)


class Fault(Out):
    """One fault of form, or something that is named and is not there for the author, with its place."""

    code: str
    words: str


class Awaited(Out):
    """A gate and the act of others that it waits for."""

    gate: int
    title: str
    words: str


class Findings(Out):
    """What the author may know before he submits: faults; where there is none, what refuses and what is waited for."""

    faults: list[Fault]
    refused: list[HeldBy]
    awaited: list[Awaited]


class Renewal(Out):
    """The text of a renewal, from the version in effect, and the documents that it names: base64 by name."""

    text: str
    documents: dict[str, str]


@router.post("/dossiers/findings", response={200: Findings, **REFUSED}, openapi_extra=bodies.required(Drafted))
def find_in_dossier(request: HttpRequest) -> HttpResponse:
    """Weigh a dossier that nobody submitted on what the record says now. Nothing of it is kept."""
    with access.visit(request, "act", open_to=DRAFTERS) as made:
        sent = bodies.read(request, Drafted)
        held = Held(sent.text, {name: Document(bytes(16), b"") for name in sent.documents})
        found, lang = drafting.on_record(made, held), made.lang
    return given(request, weighed(found.faults, found.known, lang))


@router.post("/tellings/findings", response={200: Findings, **REFUSED}, openapi_extra=bodies.required(Drafted))
def find_in_telling(request: HttpRequest) -> HttpResponse:
    """The same of what is about to be told, asked, answered or warned of. Nothing of it is kept."""
    with access.visit(request, "act", open_to=TELLERS) as made:
        sent = bodies.read(request, Drafted)
        documents = {name: Document(bytes(16), b"") for name in sent.documents}
        found, lang = tellings.check(made, Held(sent.text, documents, form=TELLING)), made.lang
    return given(request, weighed(found.faults, found.known, lang))


@router.get("/entries/{entry}/renewal", response={200: Renewal, **REFUSED})
def draft_renewal(request: HttpRequest, entry: Matter) -> HttpResponse:
    """The draft that renews an entry of one's own State, to be completed and signed elsewhere."""
    with access.visit(request, open_to=DRAFTERS) as made:
        held = renewing.begin(made, entry)
    documents = {name: base64.b64encode(content).decode() for name, content in held.contents.items()}
    return given(request, Renewal(text=held.text, documents=documents))


def weighed(faults: Iterable[Refusal], known: Known | None, lang: str) -> dict[str, list[Any]]:
    """Faults and findings in words, as ``Findings`` describes them."""
    return {
        "faults": [{"code": one.code, "words": one.sentence(lang)} for one in faults],
        "refused": [sentences.as_told(one, lang) for one in known.refused] if known else [],
        "awaited": [_awaited(*one, lang) for one in known.awaited] if known else [],
    }


def _awaited(gate: int, source: str, lang: str) -> dict[str, str | int]:
    words = say("dossier.awaits", lang, source=sentences.source(source, lang))
    return {"gate": gate, "title": sentences.title(gate, lang), "words": words}
