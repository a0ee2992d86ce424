"""``POST /match/{dataset}``: queries in, scored and explained entities out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from comity.checks import rules
from comity.errors import Refused
from comity.interchange import ftm_queries
from comity.interchange.ftm_queries import Asked
from comity.screening import Answer, Match, Query, Versions
from comity.site import explanations, scopes
from comity.site.scopes import Filters
from comity.site.service import Service, Signed
from comity.site.shapes import Example, MatchBody, MatchParams

WIDE: Final = 200  # how many are looked at where some are left out afterwards
BEST: Final = "best"
Json = dict[str, Any]


Asking = tuple[Example, Asked]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How one request is to be answered. Below ``cutoff`` nothing is shown; from ``threshold`` on it is a match."""

    datasets: tuple[str, ...]
    filters: Filters
    limit: int
    threshold: float
    cutoff: float
    lang: str


def wanted(service: Service, dataset: str, params: MatchParams, lang: str) -> Wanted:
    """What the parameters ask for. Raises Refused (``screen.dataset``, ``api.*``)."""
    given = {name: getattr(params, name) for name in ("topics", "exclude_schema", "exclude_entity_ids", "countries")}
    filters = scopes.filters("Thing", given, params.filter, params.changed_since or "")
    datasets = scopes.datasets(service, dataset, params.include_dataset, params.exclude_dataset)
    cutoff = params.threshold if params.cutoff is None else min(params.cutoff, params.threshold)
    limit = max(0, min(params.limit, rules.MAX_LIMIT))
    return Wanted(datasets, filters, limit, params.threshold, cutoff, lang)


def asked(body: MatchBody) -> dict[str, Asking]:
    """The queries of ``body`` by their names, in order.

    Raises Refused: ``screen.*`` and ``ftm.*`` with the name of the query, ``api.tuned``, ``api.empty``.
    """
    if body.weights or body.config:
        raise Refused("api.tuned")
    given = {name: example for name, example in body.queries.items() if example is not None}
    if not given:
        raise Refused("api.empty", limit=rules.MAX_QUERIES)
    if len(given) > rules.MAX_QUERIES:
        raise Refused("api.batch", limit=rules.MAX_QUERIES, found=len(given))
    return {name: (example, _asked(name, example)) for name, example in given.items()}


def _asked(name: str, example: Example) -> Asked:
    try:
        read = ftm_queries.read(example.schema_, _texts(example))
        rules.check_queries([read.query])
    except Refused as refused:
        told = refused.refusal
        raise Refused(told.code, told.provision, **{**told.evidence, "query": name[:100]}) from None
    return read


def _texts(example: Example) -> dict[str, list[str]]:
    return {
        name: [str(value) for value in values if value is not None and not isinstance(value, bool)]
        for name, values in example.properties.items()
    }


def answers(
    service: Service, asked: Mapping[str, Asking], want: Wanted, *, receipt: bool = False
) -> tuple[dict[str, Json], Versions, Signed | None]:
    """The answers by the names of the queries, what produced their scores, and the receipt where one is wanted.

    Raises Refused: ``screen.one_query``, ``screen.no_key``; then nothing was asked.
    """
    limit = WIDE if want.filters.any else max(1, want.limit)
    queries = [read.query for _, read in asked.values()]
    if receipt and len(queries) != 1:
        raise Refused("screen.one_query", "design, Receipt")
    found, signed = _found(service, queries, limit, want, receipt)
    told = {
        name: _answer(service, example, read, one, want)
        for (name, (example, read)), one in zip(asked.items(), found, strict=True)
    }
    return told, found[0].versions, signed


def _found(
    service: Service, queries: Sequence[Query], limit: int, want: Wanted, receipt: bool
) -> tuple[Sequence[Answer], Signed | None]:
    if not receipt:
        return service.ask(queries, limit, want.cutoff, want.datasets), None
    one, signed = service.ask_signed(queries[0], limit, want.cutoff, want.datasets)
    return [one], signed


def _answer(service: Service, example: Example, read: Asked, found: Answer, want: Wanted) -> Json:
    shown, total, exact = _filtered(service, found, want) if want.filters.any else _plain(service, read, found, want)
    results = [_scored(match, entity, read, want) for match, entity in shown]
    query = {"id": example.id, "schema": read.schema, "properties": read.shown}
    counted = {"value": total, "relation": "eq" if exact else "gte"}
    return {"status": 200, "results": results, "total": counted, "query": query}


Shown = list[tuple[Match, Json]]


def _plain(service: Service, read: Asked, found: Answer, want: Wanted) -> tuple[Shown, int, bool]:
    total = found.total
    if want.cutoff < want.threshold:  # what is shown below the threshold is not counted
        total = service.count(read.query, want.threshold, want.datasets)
    return [(match, service.entity(match.subject)) for match in found.matches[: want.limit]], total, True


def _filtered(service: Service, found: Answer, want: Wanted) -> tuple[Shown, int, bool]:
    """The count is exact unless more was found than was looked at."""
    whole = [(match, service.entity(match.subject)) for match in found.matches]
    kept = [(match, one) for match, one in whole if want.filters.keep(one)]
    total = sum(match.score >= want.threshold for match, _ in kept)
    all_seen = found.total <= len(found.matches) or found.matches[-1].score < want.threshold
    return kept[: want.limit], total, all_seen


def _scored(match: Match, found: Json, read: Asked, want: Wanted) -> Json:
    explained = explanations.of(match, read.countries, want.lang)
    return found | {"score": match.score, "match": match.score >= want.threshold, "explanations": explained}


def check_algorithm(name: str, versions: Versions) -> None:
    """Raises Refused (``api.algorithm``) for one that is not here: another's score would be another's."""
    if name not in (BEST, versions.algorithm):
        raise Refused("api.algorithm", algorithm=name[:40], known=[versions.algorithm, BEST])


def versions_of(versions: Versions, service: Service, datasets: Sequence[str]) -> Json:
    """What the scores can be replayed with."""
    lists = {name: one.version for name, one in service.datasets().items() if name in datasets}
    return {
        "algorithm": versions.algorithm,
        "names": versions.names,
        "rigour": versions.rigour,
        "icu": versions.icu,
        "lists": lists,
    }
