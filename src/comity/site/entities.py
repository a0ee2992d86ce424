"""``GET /entities/{id}``: one entity whole, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from comity.checks import rules
from comity.errors import Refused
from comity.screening import Subject
from comity.site.service import Service

Json = dict[str, Any]


def find(service: Service, name: str) -> Subject:
    """The subject that is called so. Raises Refused (``api.entity``)."""
    found = by_id(service, name, service.datasets())
    if found is None:
        raise Refused("api.entity")
    return found


def by_id(service: Service, name: str, datasets: Iterable[str]) -> Subject | None:
    """The one subject with this id: an entity's, or its own within one of ``datasets``."""
    own = [one for dataset in datasets for one in [service.subject(dataset, name)] if one]
    if len(own) == 1:
        return own[0]
    found = (service.subject(d, name.removeprefix(f"{d}-")) for d in datasets if name.startswith(f"{d}-"))
    return next((one for one in found if one), None)


def beside(service: Service, subject: Subject, limit: int, offset: int) -> Json:
    """The entity and a page of what stands beside it, by property. Raises Refused (``screen.offset``)."""
    rules.check_queries([], offset)
    limit = max(0, min(limit, rules.MAX_LIMIT))
    found = {name: _page(ones, limit, offset) for name, ones in service.beside(subject).items()}
    return {"entity": service.entity(subject), "adjacent": found}


def _page(found: Sequence[Json], limit: int, offset: int) -> Json:
    total = {"value": len(found), "relation": "eq"}
    return {"results": found[offset : offset + limit], "total": total, "limit": limit, "offset": offset}
