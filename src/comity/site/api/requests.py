"""Information on request, and warnings of danger, each with its clock."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from comity.site import bodies
from comity.site.answers import requests as answers
from comity.site.answers import tellings
from comity.site.answers.requests import Opened, OpenedWarning
from comity.site.api import access
from comity.site.api.answering import REFUSED, Going, Matter, Turned, given
from comity.site.api.shapes import Out, Purpose
from comity.site.desk.sections import ANSWERERS, ASKERS

router = Router(tags=["requests"])


class RequestsWanted(Going):
    """Which requests: those that one's authority was asked, or those that it made."""

    side: Literal["received", "sent"]


class Clock(Out):
    """What must be done next, and by when (UTC)."""

    what: str
    due: str
    overdue: bool


class RequestRow(Out):
    """One request: who asks whom, where it stands, how often it was answered, what is due next."""

    request: str
    asker: str
    to: str
    step: str
    answers: int
    since: str
    clock: Clock | None


class Requests(Out):
    """A page of requests, the newest first."""

    requests: list[RequestRow]
    total: int
    next: str


class RequestPart(Out):
    """The question or an answer; ``sealed``: acts whose content only the two authorities can open."""

    matter: str
    by: str
    told: list[dict[str, Any]]
    sealed: list[str]


class Reasoned(Out):
    """Why it was refused, postponed or is to be made clearer, in writing."""

    by: str
    text: str


class Done(Out):
    """What was done, and when."""

    kind: str
    time: str


class Request(RequestRow):
    """One request with what was told; ``about``: the matters that it names."""

    parts: list[RequestPart]
    reasons: list[Reasoned]
    acts: list[Done]
    about: list[str]


class AnswerDraft(Out):
    """The text of an answer, as in `telling.yaml`, composed from what may go; its author completes and signs it."""

    text: str


class WarningRow(Out):
    """One warning in a list; its words are opened one by one."""

    warning: str
    giver: str
    step: str
    since: str
    until: str
    is_sealed: bool
    clock: Clock | None


class Warnings(Out):
    """A page of warnings, the newest first."""

    warnings: list[WarningRow]
    total: int
    next: str


class Warning(WarningRow):
    """One warning: what it says, nothing where it is sealed, and the act that told it."""

    said: dict[str, Any] | None
    act: str


@router.get("/requests", response={200: Requests, **REFUSED})
def list_requests(request: HttpRequest, params: Query[RequestsWanted]) -> HttpResponse:
    """The requests that one's authority was asked or made, the newest first, fifty a page."""
    with access.visit(request, open_to=ASKERS) as made:
        turned = Turned(made, "requests", params.side)
        page = answers.after(made, params.side, turned.last(params.cursor))
    rows = [RequestRow.out_of(one) for one in page.rows]
    return given(request, Requests(requests=rows, total=page.total, next=turned.next(page.last)))


@router.get("/requests/{matter}", response={200: Request, **REFUSED})
def read_request(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One request. Another's restricted words are refused here; POST its `readings` with a case."""
    with access.visit(request, open_to=ASKERS) as made:
        opened = answers.request(made, matter)
    return given(request, _request(opened))


@router.post("/requests/{matter}/readings", response={200: Request, **REFUSED}, openapi_extra=bodies.required(Purpose))
def read_restricted_request(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One request with another's restricted words; case and reason are in the journal before the answer."""
    with access.visit(request, open_to=ASKERS) as made:
        why = bodies.read(request, Purpose)
        opened = answers.request(made, matter, case=why.case, reason=why.reason)
    return given(request, _request(opened))


@router.get("/requests/{matter}/answer", response={200: AnswerDraft, **REFUSED})
def compose_answer(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The draft of an answer to a request that waits for one's authority; nothing is kept. Where it would hold what
    another gave to few it is refused here; POST its `readings` with a case."""
    with access.visit(request, open_to=ANSWERERS) as made:
        held = tellings.answer(made, matter)
    return given(request, AnswerDraft(text=held.text))


@router.post(
    "/requests/{matter}/answer/readings", response={200: AnswerDraft, **REFUSED}, openapi_extra=bodies.required(Purpose)
)
def compose_restricted_answer(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The same with what another gave to few; case and reason are in the journal before the answer."""
    with access.visit(request, open_to=ANSWERERS) as made:
        why = bodies.read(request, Purpose)
        held = tellings.answer(made, matter, case=why.case, reason=why.reason)
    return given(request, AnswerDraft(text=held.text))


@router.get("/warnings", response={200: Warnings, **REFUSED})
def list_warnings(request: HttpRequest, params: Query[Going]) -> HttpResponse:
    """The warnings that name one's authority or are its own, the newest first, fifty a page."""
    with access.visit(request, open_to=ASKERS) as made:
        turned = Turned(made, "warnings")
        page = answers.warnings_after(made, turned.last(params.cursor))
    rows = [WarningRow.out_of(one) for one in page.rows]
    return given(request, Warnings(warnings=rows, total=page.total, next=turned.next(page.last)))


@router.get("/warnings/{matter}", response={200: Warning, **REFUSED})
def read_warning(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One's own warning. Another's is refused here; POST its `readings` with a case."""
    with access.visit(request, open_to=ASKERS) as made:
        opened = answers.warning(made, matter)
    return given(request, _warning(opened))


@router.post("/warnings/{matter}/readings", response={200: Warning, **REFUSED}, openapi_extra=bodies.required(Purpose))
def read_restricted_warning(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One warning; case and reason are in the journal before the answer."""
    with access.visit(request, open_to=ASKERS) as made:
        why = bodies.read(request, Purpose)
        opened = answers.warning(made, matter, case=why.case, reason=why.reason)
    return given(request, _warning(opened))


def _request(opened: Opened) -> Request:
    parts = [
        RequestPart(
            matter=part.matter.id,
            by=part.matter.opened.authority,
            told=[one.model_dump(mode="json", exclude_none=True) for one in part.told],
            sealed=list(part.sealed),
        )
        for part in opened.parts
    ]
    return Request(
        **RequestRow.out_of(opened.row).model_dump(),
        parts=parts,
        reasons=[Reasoned(by=by, text=text) for by, text in opened.reasons],
        acts=[Done(kind=kind, time=time) for kind, time in opened.acts],
        about=[one.matter for one in opened.about],
    )


def _warning(opened: OpenedWarning) -> Warning:
    return Warning(**WarningRow.out_of(opened.row).model_dump(), said=opened.said, act=opened.act)
