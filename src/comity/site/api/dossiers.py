"""Dossiers that nobody has submitted: what the record says of one, asked from where it is drafted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from comity.interchange.dossier.draft import Document, Held
from comity.interchange.dossier.folder import MAX_FILES
from comity.interchange.dossier.model import FileName
from comity.language import say
from comity.qualification import sentences
from comity.site import bodies
from comity.site.answers import drafting
from comity.site.api import access
from comity.site.api.answering import REFUSED, given
from comity.site.api.shapes import In, Out
from comity.site.desk.sections import DRAFTERS
from comity.site.shapes import HeldBy

router = Router(tags=["own desk"])


class Drafted(In):
    """The text of a dossier, as in `dossier.yaml`, and the names of its documents; the documents themselves stay."""

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


@router.post("/dossiers/findings", response={200: Findings, **REFUSED}, openapi_extra=bodies.required(Drafted))
def find(request: HttpRequest) -> HttpResponse:
    """Weigh a dossier that nobody submitted on what the record says now. Nothing of it is kept."""
    with access.visit(request, "act", open_to=DRAFTERS) as made:
        sent = bodies.read(request, Drafted)
        held = Held(sent.text, {name: Document(bytes(16), b"") for name in sent.documents})
        found, lang = drafting.on_record(made, held), made.lang
    value = {
        "faults": [{"code": one.code, "words": one.sentence(lang)} for one in found.faults],
        "refused": [sentences.as_told(one, lang) for one in found.known.refused] if found.known else [],
        "awaited": [_awaited(*one, lang) for one in found.known.awaited] if found.known else [],
    }
    return given(request, value)


def _awaited(gate: int, source: str, lang: str) -> dict[str, str | int]:
    words = say("dossier.awaits", lang, source=sentences.source(source, lang))
    return {"gate": gate, "title": sentences.title(gate, lang), "words": words}
