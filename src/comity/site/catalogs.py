"""``GET /catalog``: the lists that are answered from, each with its version, and the collection of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from comity.site.service import ALL, Service

Json = dict[str, Any]


def catalog(service: Service, lang: str) -> Json:
    """Every dataset and the collection of all of them, each with its version."""
    held = service.datasets()
    rows = [
        _dataset(name, one.titles[lang], one.version, one.count, _moment(one.origin.at)) for name, one in held.items()
    ]
    together = "+".join(one.version for one in held.values()) or "-"
    newest = max((row["updated_at"] for row in rows if row["updated_at"]), default=None)
    every = _dataset(ALL, "Comity", together[:100], sum(one.count for one in held.values()), newest, list(held))
    return {"datasets": [every, *rows], "current": list(held), "outdated": [], "index_stale": False}


def _dataset(name: str, title: str, version: str, count: int, at: str | None, children: Sequence[str] = ()) -> Json:
    return {
        "name": name,
        "title": title,
        "summary": None,
        "version": version,
        "entity_count": count,
        "updated_at": at,
        "last_export": at,
        "load": not children,
        "delta_url": None if children else f"/delta/{name}",
        "index_current": True,
        "index_version": version,
        "children": list(children),
    }


def _moment(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%S") if at else None
