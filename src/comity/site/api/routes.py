"""The API of the node: one router a subject, and refusals as problems."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError
from ninja.errors import ValidationError as ParametersInvalid

from comity import __version__
from comity.errors import Refusal, Refused
from comity.site import bodies, problems
from comity.site.api import (
    access,
    acts,
    databank,
    desk,
    dossiers,
    drafts,
    entries,
    figures,
    matches,
    moves,
    names,
    own,
    paper,
    public,
    receipts,
    reference,
    requests,
    told,
    usage,
    watchlists,
)
from comity.site.api.answering import strict
from comity.site.api.describing import DESCRIPTION, TAGS, Api

_ROUTERS: Final = (
    desk.router,
    entries.router,
    paper.router,
    figures.router,
    databank.router,
    requests.router,
    told.router,
    names.router,
    matches.router,
    receipts.router,
    usage.router,
    watchlists.router,
    reference.router,
    public.router,
    moves.router,
    drafts.router,
    dossiers.router,
    own.router,
    acts.router,
)


api = Api(
    title="Comity",
    version=__version__,
    description=DESCRIPTION,
    openapi_extra={"tags": TAGS},
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="v1",
    auth=access.Bearer(),
)
api.add_decorator(strict)
for _router in _ROUTERS:
    api.add_router("", _router)


@api.exception_handler(ParametersInvalid)
def _invalid(request: HttpRequest, error: ParametersInvalid) -> HttpResponse:
    return problems.answer(bodies.form(error.errors).refusal, request)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problems.answer(error.refusal, request)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problems.answer(Refusal("api.token", access.RULE), request)
