"""The routes of ``/api/v1``. Each reads its request, asks for an answer, and writes JSON; refusals are raised."""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode
from collections.abc import Iterable
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError
from ninja.errors import ValidationError as ParametersInvalid
from ninja.openapi.schema import OpenAPISchema
from pydantic import BaseModel, Field
from pydantic_core import to_json

from comity import __version__, acts, canonical
from comity.acts import SignedAct
from comity.entries import as_json
from comity.entries.choosing import Choice
from comity.errors import Refusal, Refused
from comity.interchange.dossier import signing
from comity.site import bodies, problems, registry, shapes
from comity.site.answers import acting, authority, entries, receipts, review, today, unsealing
from comity.site.answers.visit import Visit
from comity.site.api import access, cursors
from comity.site.api import shapes as told
from comity.site.desk import terms
from comity.site.desk.sections import READERS, REVIEWERS

_REFUSED: Final = {frozenset({400, 401, 403, 404, 405, 409, 411, 412, 413, 414, 415, 422, 429, 503}): shapes.Problem}
_ID: Final = r"^[0-9a-f]{32}$"
Entry = Annotated[str, Path(pattern=_ID)]


class Api(NinjaAPI):
    """A NinjaAPI whose description says what its refusals are."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """OpenAPI with every problem under its own media type (RFC 9457)."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {problems.CONTENT_TYPE: answer["content"].popitem()[1]}
        return schema


api = Api(
    title="Comity",
    version=__version__,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="v1",
    auth=access.Bearer(),
)


@api.exception_handler(ParametersInvalid)
def _invalid(request: HttpRequest, error: ParametersInvalid) -> HttpResponse:
    return problems.answer(bodies.form(error.errors).refusal, request)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problems.answer(error.refusal, request)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problems.answer(Refusal("api.token", access.RULE), request)


class ListParams(BaseModel):
    """Which entries. Nothing selects by nationality, religion, ethnicity or origin."""

    kind: told.Kind
    cursor: str = Field("", max_length=600)


@api.get("/entries", response={200: told.Page, **_REFUSED})
def list_entries(request: HttpRequest, params: Query[ListParams]) -> HttpResponse:
    """The entries of one kind that the reader may see, the newest first, fifty a page."""
    _require_known(request, ListParams)
    with access.visit(request, open_to=None if params.kind == "list" else READERS) as made:
        reader = made.officer.id if made.officer else ""
        last = cursors.load(params.cursor, reader, params.kind)
        page = entries.after(made, params.kind, last)
        shown = [as_json.row(row) for row in page.rows]
        going_on = cursors.dump(reader, params.kind, page.rows[-1].entry) if page.goes_on else ""
    return _json(request, {"entries": shown, "total": page.total, "next": going_on}, tagged=not going_on)


@api.get("/entries/{entry}", response={200: told.Entry, **_REFUSED})
def read_entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """One entry. What is restricted is refused here; POST its `readings` with a case and a reason."""
    with access.visit(request) as made:
        value = entries.entry_as_json(made, entries.entry(made, entry))
    return _json(request, value)


@api.get("/entries/{entry}/history", response={200: told.History, **_REFUSED})
def read_history(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The acts on one entry, and what each version changed."""
    with access.visit(request) as made:
        value = entries.entry_as_json(made, entries.entry(made, entry))
    return _json(request, {"id": entry, "acts": value["acts"], "changes": value["changes"]})


@api.post(
    "/entries/{entry}/readings", response={200: told.Entry, **_REFUSED}, openapi_extra=bodies.required(told.Purpose)
)
def read_restricted(request: HttpRequest, entry: Entry) -> HttpResponse:
    """One entry, also where it is restricted; the case and the reason are in the journal before the answer."""
    with access.visit(request) as made:
        why = bodies.read(request, told.Purpose)
        value = entries.entry_as_json(made, entries.entry(made, entry, case=why.case, reason=why.reason))
    return _json(request, value)


@api.get("/node", response={200: told.Node, **_REFUSED})
def read_node(request: HttpRequest) -> HttpResponse:
    """Whose log this is, and for whom the node takes the bearer of the token."""
    with access.visit(request) as made:
        found = authority.standing(made)
    who = found.who
    value = {"vkey": found.vkey, "checkpoint": found.checkpoint, "capacity": found.capacity}
    value |= {"officer": who.officer, "authority": who.authority}
    return _json(request, {**value, "officer_key": who.officer_key, "seal_key": who.seal_key})


@api.get("/waiting", response={200: told.Waiting, **_REFUSED})
def read_waiting(request: HttpRequest) -> HttpResponse:
    """The versions that wait for the reader's move, and the questions that were put to his authority."""
    with access.visit(request) as made:
        found = today.of(made)
        asked = _moves(made, found.asked)
    names = ("entry", "kind", "claimant", "step", "since")
    waiting = [{name: getattr(one, name) for name in names} for one in found.waiting]
    return _json(request, {"waiting": waiting, "asked": asked})


@api.get("/entries/{entry}/moves", response={200: told.Moves, **_REFUSED})
def read_moves(request: HttpRequest, entry: Entry) -> HttpResponse:
    """What is open to the reader now on an entry that he may see and on what bears on it, with what each move asks."""
    with access.visit(request) as made:
        if not made.view.sees(entry):
            raise Refused("act.unknown_matter")
        found = _moves(made, acting.open_moves(made, entry))
    return _json(request, {"moves": found})


@api.get("/versions/{version}/review", response={200: told.Review, **_REFUSED})
def read_review(request: HttpRequest, version: Entry) -> HttpResponse:
    """A version before its compliance reviewer, with what each gate finds now. The version is the case: that it was
    opened is in the journal before the answer."""
    with access.visit(request, open_to=REVIEWERS) as made:
        value = review.as_told(review.of(made, version), made.lang)
    return _json(request, value)


@api.post("/acts/prepare", response={200: told.Prepared, **_REFUSED}, openapi_extra=bodies.required(told.Wanted))
def prepare(request: HttpRequest) -> HttpResponse:
    """The act that makes a move, to be signed where its keys are. Nothing is kept; whether it is allowed is decided
    when it is submitted."""
    with access.visit(request, "act") as made:
        wanted = bodies.read(request, told.Wanted)
        choice = acting.find(made, wanted.kind, wanted.matter)
        fields = terms.read(terms.of(made, choice), wanted.fields)
        prepared = acting.prepare(made, choice, terms.told(fields))
    unsigned = SignedAct(prepared.data, b"", b"", prepared.bodies)
    return _json(request, {"act": canonical.load(signing.dump(unsigned))}, tagged=False)


@api.post("/acts", response={200: told.Receipt, **_REFUSED}, openapi_extra=bodies.required(told.Submission))
def submit(request: HttpRequest) -> HttpResponse:
    """Commit a signed act of the token's authority; the same bytes sent again get the same answer.

    With `If-Match`, only while the act's matter is as the tag says.
    """
    token = access.token_of(request, "act")
    with access.visit(request, "act"):
        pass  # in office now
    sent = bodies.read(request, told.Submission)
    signed = signing.parse(canonical.dump(sent.act.model_dump()), "act")
    head = acts.parse_head(signed.head)
    if head.authority != token.authority:
        raise Refused("api.authority", access.RULE, authority=token.authority)
    documents = {digest: _decoded(digest, content) for digest, content in sent.attachments.items()}
    wanted = request.headers.get("If-Match", "")
    if wanted:
        with access.visit(request, "act") as made:
            known = receipts.receipt(made, head.id)
            if known is None and _tag(receipts.last_act(made, head.matter).encode()) != wanted:
                raise Refused("api.changed", matter=head.matter)
    receipt = registry.current().node.submit(signed, documents)
    return _receipt(request, receipt.act)


@api.get("/acts/{act}", response={200: told.Receipt, **_REFUSED})
def read_act(request: HttpRequest, act: Entry) -> HttpResponse:
    """The receipt of an act of the token's own authority; its tag is that of the act's matter, for `If-Match`."""
    access.token_of(request, "read")
    return _receipt(request, act)


@api.post("/acts/{act}/sealed", response={200: told.Sealed, **_REFUSED}, openapi_extra=bodies.required(told.Unsealing))
def read_sealed(request: HttpRequest, act: Entry) -> HttpResponse:
    """What an act sealed to the reader's authority, still sealed; case and reason are in the journal before."""
    with access.visit(request) as made:
        why = bodies.read(request, told.Unsealing)
        head, held = unsealing.held(made, act, why.key, case=why.case, reason=why.reason)
    envelopes = [{"content": one.content.decode(), "salt": one.salt.hex()} for one in held]
    return _json(request, {"head": head.decode(), "envelopes": envelopes}, tagged=False)


@api.get("/acts/{act}/proof", response={200: told.Proof, **_REFUSED})
def read_proof(request: HttpRequest, act: Entry) -> HttpResponse:
    """That an act of the token's own authority is in the log, once a signed checkpoint reaches it."""
    with access.visit(request) as made:
        found = receipts.proof(made, act)
    return _json(request, {"stamp": found.stamp, "proof": found.proof})


def _moves(made: Visit, choices: Iterable[Choice]) -> list[dict[str, Any]]:
    """Each move with what its author chooses or types."""
    return [
        {
            "kind": one.kind,
            "matter": one.matter,
            "procedure": one.procedure.name,
            "opens": one.opens,
            "fields": [
                {"name": field.name, "kind": field.kind, "required": field.required, "options": field.options}
                for field in terms.of(made, one)
            ],
        }
        for one in choices
    ]


def _receipt(request: HttpRequest, act: str) -> HttpResponse:
    scope = "read" if request.method == "GET" else "act"
    with access.visit(request, scope) as made:
        found = receipts.receipt(made, act)
        if found is None:
            raise Refused("api.act")
        tag = _tag(receipts.last_act(made, found.matter).encode())
    said = {"act": act, "index": found.index, "time": found.time, "after": found.after}
    return HttpResponse(to_json(said), content_type=bodies.BODY_TYPE, headers={"ETag": tag})


def _require_known(request: HttpRequest, params: type[BaseModel]) -> None:
    """Raises Refused (``api.filter``) for a parameter that is not there, rather than passing it over."""
    for name in request.GET:
        if name not in params.model_fields:
            raise Refused("api.filter", field=name[:40], known=sorted(params.model_fields))


def _decoded(digest: str, content: str) -> bytes:
    try:
        return b64decode(content, validate=True)
    except (ValueError, binascii.Error):
        raise Refused("api.form", where=f"attachments.{digest[:12]}", problem="base64") from None


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _json(request: HttpRequest, value: Any, *, tagged: bool = True) -> HttpResponse:
    """``value`` with its tag; 304 where the client has it already (RFC 9110, 13.1.2)."""
    content = to_json(value)
    tag = _tag(content)
    if not tagged:
        return HttpResponse(content, content_type=bodies.BODY_TYPE)
    if request.method == "GET" and tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(content, content_type=bodies.BODY_TYPE, headers={"ETag": tag})
