"""``GET /search/{dataset}``: the entities whose names are like a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from comity.checks import rules
from comity.errors import Refused
from comity.interchange import ftm_queries
from comity.language import say
from comity.screening import Kind, Query
from comity.site import entities, scopes
from comity.site.service import Service
from comity.site.shapes import SearchParams

WIDE: Final = rules.MAX_OFFSET + rules.MAX_LIMIT
LIKELY: Final = 0.50  # a search shows more than a match: whoever types sees what is near, the best first
ONE_WORD: Final = 0.30  # a name of which one word was typed
FUZZIER: Final = 0.10  # where a client asks for more
FACETS: Final = ("topics", "datasets", "schema")
SORTS: Final = ("score", "caption", "first_seen", "last_seen", "last_change")
Json = dict[str, Any]


def search(service: Service, dataset: str, params: SearchParams, lang: str) -> Json:
    """A page of the entities whose names are like the text; or the one whose id it is.

    Raises Refused: ``screen.*``, ``api.*``, ``ftm.schema``.
    """
    given = {name: getattr(params, name) for name in ("topics", "datasets", "exclude_schema", "countries")}
    filters = scopes.filters(params.schema_, given, params.filter, params.changed_since or "")
    datasets = scopes.datasets(service, dataset, params.include_dataset, params.exclude_dataset)
    _check_facets(params.facets)
    orders = [_order(one) for one in params.sort]
    query = Query((ftm_queries.plain(params.q),), _kind(params.schema_))
    rules.check_queries([query], params.offset)
    limit = max(0, min(params.limit, rules.MAX_LIMIT))
    threshold = (LIKELY if " " in query.names[0].strip() else ONE_WORD) - (FUZZIER if params.fuzzy else 0)
    (found,) = service.ask([query], WIDE, threshold, datasets)
    named = [one for one in (entities.by_id(service, name, datasets) for name in query.names) if one]
    subjects = [*named, *(match.subject for match in found.matches)]
    whole = map(service.entity, dict.fromkeys(subjects))
    kept = [one for one in whole if filters.keep(one)]
    for name, down in reversed(orders):
        kept = _sorted(kept, name, down)
    more = found.total > len(found.matches)
    return {
        "results": kept[params.offset : params.offset + limit],
        "facets": {name: _facet(service, name, kept, lang) for name in dict.fromkeys(params.facets)},
        "total": {"value": len(kept), "relation": "gte" if more else "eq"},
        "limit": limit,
        "offset": params.offset,
    }


def _kind(schema: str) -> Kind:
    return ftm_queries.KINDS.get(schema, Kind.ANY)


def _check_facets(named: Iterable[str]) -> None:
    for name in named:
        if name in scopes.TRAITS:
            raise Refused("api.trait", scopes.RULE, filter=name[:40])
        if name not in FACETS:
            raise Refused("api.filter", field=name[:40], known=list(FACETS))


def _order(text: str) -> tuple[str, bool]:
    name, _, way = text.partition(":")
    name = name.removeprefix("_")
    if name in scopes.TRAITS:
        raise Refused("api.trait", scopes.RULE, filter=name[:40])
    if name not in SORTS:
        raise Refused("api.filter", field=name[:40], known=list(SORTS))
    return name, way == "desc"


def _sorted(found: list[Json], name: str, down: bool) -> list[Json]:
    """By one field; what lacks it comes last. They come sorted by score."""
    if name == "score":
        return found if down else found[::-1]
    having = [one for one in found if one[name] is not None]
    return sorted(having, key=lambda one: str(one[name]), reverse=down) + [one for one in found if one[name] is None]


def _facet(service: Service, name: str, found: Sequence[Json], lang: str) -> Json:
    """How often each value stands in what was found, commonest first."""
    counted = Counter(value for one in found for value in _values(one, name))
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    titles = {one: held.titles[lang] for one, held in service.datasets().items()} if name == "datasets" else {}
    values = [{"name": value, "label": titles.get(value, value), "count": count} for value, count in ranked]
    return {"label": say(f"api.facet_{name}", lang), "values": values}


def _values(entity: Json, name: str) -> Sequence[str]:
    if name == "schema":
        return (entity["schema"],)
    found: Sequence[str] = entity["datasets"] if name == "datasets" else entity["properties"].get(name, ())
    return found
