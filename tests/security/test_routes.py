"""Canaries over HTTP: what is restricted is in no answer and in no count of any route, for anyone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.checks import entries, rules
from comity.demo.cast import Cast, StoryClock
from comity.entries.procedures import LIST_ENTRY, REGISTER_ENTRY
from comity.operations import live
from comity.screening import Kind
from comity.site import service
from comity.site.local import Local
from tests.asking import rows
from tests.cli.conftest import cast, clock  # fixtures: a node that the commands find
from tests.security.test_canaries import base, plant
from tests.site.conftest import Caller
from tests.site.test_local import Moments, take_in

__all__ = ["cast", "clock"]
PERSON = "Muhiban Sabrat"
ROUTES = {"match/{dataset}", "search/{dataset}", "entities/{entity_id}", "entities/{entity_id}/adjacent",
          "entities/{entity_id}/adjacent/{prop}", "catalog", "manifest", "algorithms", "healthz", "readyz",
          "delta/{dataset}", "delta/{dataset}/{version}"}  # fmt: skip


@pytest.fixture
def call(cast: Cast, clock: StoryClock) -> Iterator[Caller]:
    take_in(cast.node.located.home)
    made = Local(cast.node.located.home, Moments(), clock)
    made.warm()
    service.use(made)
    yield Caller()
    service.use(None)


def said(call: Caller, words: list[str], matters: list[str]) -> Iterator[tuple[str, Any]]:
    """Every route, asked for everything that was planted; what echoes the question is left out."""
    for path in ("/catalog", "/manifest", "/algorithms", "/healthz", "/readyz", "/openapi.json"):
        yield path, call.get(path)
    for dataset in ("un", "list", "register"):
        code, index = call.get(f"/delta/{dataset}")
        yield f"delta {dataset}", index
        for address in index["versions"].values() if code == 200 else ():
            yield f"delta {dataset}", call.client.get(address).content.decode()
    for word in words:
        for schema in ("Person", "Organization", "LegalEntity"):
            query = {"q": {"schema": schema, "properties": {"name": word}}}
            _, found = call.try_match(query, threshold=0.3, cutoff=0.1, limit=50, topics=[], exclude_dataset="un")
            yield f"match {schema}", {**found["responses"]["q"], "query": None}
        yield "search", call.get("/search/default", q=word, fuzzy="true", exclude_dataset="un")
        yield "search a list", call.get("/search/list", q=word, fuzzy="true")
        yield "search a register", call.get("/search/register", q=word)
    for matter in matters:
        for name in (matter, f"list-{matter}", f"register-{matter}", f"comity-{matter}"):
            for path in (f"/entities/{name}", f"/entities/{name}/adjacent", f"/entities/{name}/adjacent/sanctions"):
                yield f"entity {path.count('/')}", call.get(path)
            yield "search by id", call.get("/search/default", q=name)


def test_no_route_says_or_counts_what_is_restricted(cast: Cast, call: Caller, tmp_path: Path) -> None:
    on = base(cast)
    everything = sorted({str(row[0]) for row in rows("SELECT id FROM matter")})
    words = [PERSON]
    before = list(said(call, words, everything))
    planted = plant(cast, on, tmp_path)
    words += [one for one in planted.readers if len(one) > 10]
    after = list(said(call, words, sorted({str(row[0]) for row in rows("SELECT id FROM matter")})))
    text = json.dumps(after)
    assert [one for one in (*planted.readers, PERSON) if one in text] == []
    assert json.dumps(before[:6]) == json.dumps(after[:6])
    counts = [one["total"]["value"] for name, one in after if name.startswith("match")]
    assert set(counts) == {0}
    assert {code for name, (code, _) in [(n, s) for n, s in after if n.startswith("entity")]} == {404}


def test_a_rule_that_leaks_is_found(cast: Cast, call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = {LIST_ENTRY: (rules.LIST, Kind.ENTITY), REGISTER_ENTRY: (rules.LIST, Kind.PERSON)}
    monkeypatch.setattr(entries, "SEARCHED", searched)
    monkeypatch.setattr(live, "_is_public", lambda one: one is not None)
    planted = plant(cast, base(cast), tmp_path)
    assert PERSON in json.dumps(list(said(call, [PERSON], [planted.base["entry"]])))


def test_every_route_is_asked() -> None:
    from comity.site import urls  # noqa: PLC0415  wants the settings
    from comity.site.desk import pages  # noqa: PLC0415

    (field,) = [one for one in urls.urlpatterns if hasattr(one, "url_patterns") and str(one.pattern) == ""]
    found = {str(one.pattern) for one in field.url_patterns}
    assert {one.replace("<", "{").replace(">", "}") for one in found} - {"openapi.json", ""} == ROUTES
    others = {str(one.pattern) for one in urls.urlpatterns if one is not field}
    # Each page has its row in tests/site/desk/test_pages.py, each route of /api/v1 in tests/site/api.
    assert others == {page.path for page in pages.PAGES} | {"metrics", "api/v1/"}
