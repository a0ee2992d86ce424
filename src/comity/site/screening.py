"""The routes of the field's API (yente 5.5): match, search, entities, catalog, algorithms, health.

Each reads its request, asks, and writes JSON; refusals are raised and become problems in ``edge``.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError as ParametersInvalid
from pydantic_core import to_json

from comity import __version__
from comity.errors import Refused
from comity.language import say
from comity.screening import Versions
from comity.site import (
    bodies,
    catalogs,
    deltas,
    entities,
    explanations,
    languages,
    matching,
    problems,
    searching,
    shapes,
)
from comity.site.deltas import Editions
from comity.site.service import current

_REFUSED: Final = {frozenset({400, 404, 422, 503}): shapes.Problem}
Json = dict[str, Any]

api = NinjaAPI(title="Comity", version=__version__, docs_url=None, openapi_url="/openapi.json", urls_namespace="field")


@api.exception_handler(ParametersInvalid)
def _invalid(request: HttpRequest, error: ParametersInvalid) -> HttpResponse:
    """A parameter that cannot be read."""
    return problems.answer(bodies.form(error.errors).refusal, request)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problems.answer(error.refusal, request)


def _json(value: Json, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(to_json(value), content_type=bodies.BODY_TYPE, headers=headers)


@api.post(
    "/match/{dataset}", response={200: shapes.MatchAnswer, **_REFUSED}, openapi_extra=bodies.required(shapes.MatchBody)
)
def match(request: HttpRequest, dataset: str, params: Query[shapes.MatchParams]) -> HttpResponse:
    """Look for up to 100 persons or bodies by example, each scored and explained."""
    service, lang = current(), languages.of(request)
    want = matching.wanted(service, dataset, params, lang)
    body = bodies.read(request, shapes.MatchBody)
    asked = matching.asked(body)
    matching.check_algorithm(params.algorithm, service.versions())
    answers, versions, signed = matching.answers(service, asked, want, receipt=params.receipt)
    value = {
        "responses": answers,
        "limit": want.limit,
        "versions": matching.versions_of(versions, service, want.datasets),
        **({"receipt": asdict(signed)} if signed else {}),
    }
    return _json(value, {"x-batch-size": str(len(answers)), **_algorithm(versions)})


@api.get("/search/{dataset}", response={200: shapes.SearchAnswer, **_REFUSED})
def search(request: HttpRequest, dataset: str, params: Query[shapes.SearchParams]) -> HttpResponse:
    """Find entities whose names are like a text of three characters or more."""
    return _json(searching.search(current(), dataset, params, languages.of(request)))


@api.get("/entities/{entity_id}", response={200: shapes.EntityShape, **_REFUSED})
def entity(request: HttpRequest, entity_id: str, nested: bool = True) -> HttpResponse:
    """One entity, with its listing and documents; 308 where it is called by its id within a list."""
    service = current()
    subject = entities.find(service, entity_id)
    found = service.entity(subject)
    canonical = found["id"]
    if canonical != entity_id:
        asked = request.META.get("QUERY_STRING", "")
        location = f"/entities/{quote(canonical, safe='')}{'?' if asked else ''}{quote(asked, safe='=&%+')}"
        return HttpResponse(status=308, headers={"Location": location})
    beside = service.beside(subject) if nested else {}
    return _json(found | {"properties": {**found["properties"], **beside}})


@api.get("/entities/{entity_id}/adjacent", response={200: shapes.AdjacentAnswer, **_REFUSED})
def adjacent(request: HttpRequest, entity_id: str, limit: int = 50, offset: int = 0) -> HttpResponse:
    """What stands beside one entity, by property."""
    service = current()
    return _json(entities.beside(service, entities.find(service, entity_id), limit, offset))


@api.get("/entities/{entity_id}/adjacent/{prop}", response={200: shapes.AdjacentPage, **_REFUSED})
def adjacent_by(request: HttpRequest, entity_id: str, prop: str, limit: int = 50, offset: int = 0) -> HttpResponse:
    """What stands beside one entity under one property."""
    service = current()
    found = entities.beside(service, entities.find(service, entity_id), limit, offset)["adjacent"]
    if prop not in found:
        raise Refused("api.entity")
    return _json(found[prop])


@api.get("/catalog", response={200: shapes.CatalogAnswer, **_REFUSED})
def catalog(request: HttpRequest) -> HttpResponse:
    """The datasets that are answered from, with their versions."""
    return _json(catalogs.catalog(current(), languages.of(request)))


@api.get("/manifest", response={200: shapes.CatalogAnswer, **_REFUSED})
def manifest(request: HttpRequest) -> HttpResponse:
    """The same as the catalog."""
    return catalog(request)


@api.get("/delta/{dataset}", response={200: shapes.DeltasAnswer, **_REFUSED})
def delta_versions(request: HttpRequest, dataset: str) -> HttpResponse:
    """The stored versions of a list; none for the entries of this node, which live."""
    editions = _editions(dataset)
    versions = editions.versions() if editions else ()
    return _json({"versions": {one: f"/delta/{dataset}/{one}" for one in versions}})


@api.get("/delta/{dataset}/{version}", response=_REFUSED, openapi_extra=deltas.DESCRIBED)
def delta_lines(request: HttpRequest, dataset: str, version: str) -> HttpResponse:
    """What a version changed, one operation a line: `{"op": "ADD|MOD|DEL", "entity": {…}}`."""
    editions = _editions(dataset)
    if editions is None:
        raise Refused("api.path")
    return HttpResponse(editions.lines(version), content_type=deltas.LINES)


def _editions(dataset: str) -> Editions | None:
    service = current()
    known = service.datasets()
    if dataset not in known:
        raise Refused("screen.dataset", dataset=dataset[:40], known=sorted(known))
    return service.editions(dataset)


@api.get("/algorithms", response={200: shapes.AlgorithmsAnswer, **_REFUSED})
def algorithms(request: HttpRequest) -> HttpResponse:
    """The one way of scoring here, and what it weighs."""
    versions, lang = current().versions(), languages.of(request)
    docs = {name: say(f"api.feature_{name}", lang) for name in explanations.FEATURES}
    said = {"name": versions.algorithm, "description": say("api.algorithm_about", lang), "docs": docs}
    return _json({"algorithms": [said], "default": versions.algorithm, "best": versions.algorithm})


@api.get("/healthz", response={200: shapes.Status})
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return _json({"status": "ok"})


@api.get("/readyz", response={200: shapes.Status, 503: shapes.Problem})
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the index is ready; 503 until then."""
    current()
    return _json({"status": "ok"})


@cache
def _algorithm(versions: Versions) -> dict[str, str]:
    shown = f"{versions.algorithm}; names={versions.names[:16]}; rigour={versions.rigour}; icu={versions.icu}"
    return {"x-comity-algorithm": "".join(c for c in shown if c.isascii() and c.isprintable())}
