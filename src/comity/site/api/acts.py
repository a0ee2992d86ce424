"""Acts: signed ones come in, and what became of one's own is told."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field
from pydantic_core import to_json

from comity import acts, canonical
from comity.entries.doors import Closed
from comity.errors import Refused
from comity.interchange.dossier import signing
from comity.site import bodies, problems, registry
from comity.site.answers import receipts
from comity.site.api import access
from comity.site.api.answering import REFUSED, Matter, if_match, tag
from comity.site.api.shapes import Hex, In

router = Router(tags=["acts"])


class Statement(In):
    """One opened statement: its canonical text and its salt in hex."""

    content: str = Field(max_length=200_000)
    salt: Hex


class SignedAct(In):
    """An act as it was signed, in the form of the files that `comity act sign` writes."""

    head: str = Field(max_length=200_000)
    officer_signature: Hex
    seal_signature: Hex
    bodies: list[list[Statement]] = Field(max_length=32)


class Submission(In):
    """A signed act with the documents that it promises: base64 by digest."""

    act: SignedAct
    attachments: dict[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")], str] = Field(default_factory=dict)


class Receipt(BaseModel):
    """The answer to a committed act: its place in the log, when, and the step after it."""

    act: str
    index: int
    time: str
    after: str


@router.post(
    "/acts",
    response={200: Receipt, **REFUSED},
    openapi_extra={**bodies.required(Submission), **if_match(required=False)},
)
def submit_act(request: HttpRequest) -> HttpResponse:
    """Commit a signed act of the token's authority; the same bytes sent again get the same answer.

    With `If-Match`, only while the act's matter is as the tag says.
    """
    token = access.token_of(request, "act")
    access.officer(request, "act")
    sent = bodies.read(request, Submission)
    signed = signing.parse(canonical.dump(sent.act.model_dump()), "act")
    head = acts.parse_head(signed.head)
    if head.authority != token.authority:
        raise Refused("api.authority", access.RULE, authority=token.authority)
    documents = {digest: decoded(digest, content) for digest, content in sent.attachments.items()}
    wanted = request.headers.get("If-Match", "")
    if wanted:
        with access.visit(request, "act") as made:
            known = receipts.receipt(made, head.id)
            if known is None and tag(receipts.last_act(made, head.matter).encode()) != wanted:
                raise Refused("api.changed", matter=head.matter)
    try:
        receipt = registry.current().node.submit(signed, documents)
    except Closed as closed:
        with access.visit(request, "act") as made:
            held = closed.shown_to(made.reader.capacity)
        return problems.answer(closed.refusal, request, held)
    return _receipt(request, receipt.act)


@router.get("/acts/{act}", response={200: Receipt, **REFUSED})
def read_act(request: HttpRequest, act: Matter) -> HttpResponse:
    """The receipt of an act of the token's own authority; its tag is that of the act's matter, for `If-Match`."""
    return _receipt(request, act)


def _receipt(request: HttpRequest, act: str) -> HttpResponse:
    scope = "read" if request.method == "GET" else "act"
    with access.visit(request, scope) as made:
        found = receipts.receipt(made, act)
        if found is None:
            raise Refused("api.act")
        mark = tag(receipts.last_act(made, found.matter).encode())
    said = {"act": act, "index": found.index, "time": found.time, "after": found.after}
    return HttpResponse(to_json(said), content_type=bodies.BODY_TYPE, headers={"ETag": mark})


def decoded(name: str, content: str) -> bytes:
    """The bytes of one document. Raises Refused (``api.form``) where ``content`` is no base64."""
    try:
        return b64decode(content, validate=True)
    except (ValueError, binascii.Error):
        raise Refused("api.form", where=f"attachments.{name[:12]}", problem="base64") from None
