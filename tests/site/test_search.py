"""``GET /search`` and ``GET /entities``: what is found, in which order, and what may not be asked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site.conftest import Caller
from tests.site.held import Held

NAME = "Vymyshlen Primerov"


def ids(said: Any) -> list[str]:
    return [one["id"] for one in said["results"]]


def found(call: Caller, q: str = NAME, dataset: str = "default", **params: Any) -> Any:
    code, said = call.get(f"/search/{dataset}", q=q, **params)
    assert code == 200, said
    return said


def test_a_page_has_the_shape_that_clients_read(call: Caller, held: Held) -> None:
    said = found(call)
    assert said.keys() == {"results", "facets", "total", "limit", "offset"}
    assert (said["limit"], said["offset"]) == (10, 0)
    assert {"un-ZZi.001", "xa-XA-.001"} <= set(ids(said))
    assert said["total"] == {"value": len(said["results"]), "relation": "eq"}
    assert "score" not in said["results"][0]
    assert len(held.kept) == 1


def test_pages_fit_together_and_stop_at_a_hundred(call: Caller) -> None:
    whole = ids(found(call))
    assert ids(found(call, limit=1)) + ids(found(call, limit=1, offset=1)) == whole[:2]
    assert ids(found(call, offset=100)) == []
    assert found(call, limit=-5)["results"] == []
    assert found(call, limit=10**30)["limit"] == 50
    for offset in (101, -1, 10**30):
        code, said = call.get("/search/default", q=NAME, offset=offset)
        assert (code, said["code"]) == (400, "screen.offset")


@pytest.mark.parametrize("q", ["", "  ", "ab", "..-..", "\u200f\u200f\u200f"])
def test_a_search_needs_three_characters(call: Caller, q: str) -> None:
    code, said = call.get("/search/default", q=q)
    assert (code, said["code"]) == (400, "screen.short")


def test_facets_count_what_was_found_and_nothing_else(call: Caller) -> None:
    facets = found(call, q="Orden Bumazhnoi Luny", facets=["topics", "datasets", "schema"])["facets"]
    assert {one["name"]: one["count"] for one in facets["topics"]["values"]} == {"sanction": 1, "crime.terror": 1}
    assert facets["datasets"]["values"] == [{"name": "un", "label": "Nobody's consolidated list", "count": 1}]
    assert facets["schema"]["label"]
    for trait in ("countries", "nationality", "religion", "ethnicity"):
        code, said = call.get("/search/default", q=NAME, facets=trait)
        assert (code, said["code"]) == (400, "api.trait"), trait
    assert call.get("/search/default", q=NAME, facets="passwords")[1]["code"] == "api.filter"


@pytest.mark.parametrize("params", [{"countries": "kg"}, {"filter": "nationality:kg"}, {"filter": "country:kg"},
                                    {"sort": "nationality:asc"}, {"countries": "kg", "schema": "Person"},
                                    {"filter": "nationality:kg", "schema": "Organization"}])  # fmt: skip
def test_persons_are_not_selected_by_country(call: Caller, held: Held, params: dict[str, str]) -> None:
    code, said = call.get("/search/default", q=NAME, **params)
    assert (code, said["code"]) == (400, "api.trait")
    assert held.kept == []


def test_bodies_may_be_narrowed_by_country(call: Caller) -> None:
    body = {"q": "Order of the Paper Moon", "schema": "Organization"}
    assert ids(found(call, **body, countries="uz")) == ["un-ZZe.001"]
    assert ids(found(call, **body, filter="country:Uzbekistan")) == ["un-ZZe.001"]
    assert ids(found(call, **body, countries="kg")) == []


def test_filters_and_orders(call: Caller) -> None:
    assert ids(found(call, datasets="xa")) == ["xa-XA-.001"]
    assert ids(found(call, filter="datasets:xa")) == ["xa-XA-.001"]
    assert ids(found(call, dataset="xa")) == ["xa-XA-.001"]
    assert found(call, schema="Company")["total"]["value"] == 0
    assert found(call, topics="wanted")["total"]["value"] == 0
    for field in ("caption", "first_seen", "score"):
        up, down = (ids(found(call, sort=f"{field}:{way}")) for way in ("asc", "desc"))
        assert sorted(up) == sorted(down)
    assert call.get("/search/default", q=NAME, sort="height")[1]["code"] == "api.filter"
    assert call.get("/search/default", q=NAME, schema="Unicorn")[0] == 400
    assert call.get("/search/nowhere", q=NAME)[0] == 404


def test_an_id_finds_its_entity(call: Caller) -> None:
    assert ids(found(call, q="ZZi.006"))[:1] == ["un-ZZi.006"]
    assert ids(found(call, q="xa-XA-.007"))[:1] == ["xa-XA-.007"]
    assert "xa-XA-.007" not in ids(found(call, q="xa-XA-.007", dataset="un"))


def test_one_entity_with_what_stands_beside_it(call: Caller) -> None:
    code, said = call.get("/entities/un-ZZi.001")
    assert code == 200
    (sanction,) = said["properties"]["sanctions"]
    assert sanction["schema"] == "Sanction"
    assert sanction["properties"]["authority"] == ["Nobody's Council"]
    assert said["properties"]["passportNumber"] == ["ZZ1234567"]
    (passport,) = said["properties"]["identification"]
    assert passport["properties"]["number"] == ["ZZ1234567"]
    _, flat = call.get("/entities/un-ZZi.001", nested="false")
    assert {"sanctions", "identification"}.isdisjoint(flat["properties"])


def test_an_entity_under_the_id_of_its_list_is_elsewhere(call: Caller) -> None:
    code, _ = call.get("/entities/ZZi.001", nested="false")
    assert code == 308
    assert call.last.headers["Location"] == "/entities/un-ZZi.001?nested=false"


@pytest.mark.parametrize(
    "name", ["un-ZZi.999", "nobody", "un-", "register-ZZi.001", "%00", "a%0d%0aX-Evil: 1", "un-%F0%9F"]
)
def test_no_such_entity(call: Caller, name: str) -> None:
    code, said = call.get(f"/entities/{name}")
    assert code in (400, 404)
    assert said["code"] in ("api.entity", "api.path", "api.form")
    assert "X-Evil" not in call.last.headers


def test_what_stands_beside_by_property(call: Caller) -> None:
    code, said = call.get("/entities/un-ZZi.001/adjacent")
    assert code == 200
    assert said["entity"]["id"] == "un-ZZi.001"
    assert said["adjacent"]["sanctions"]["total"] == {"value": 1, "relation": "eq"}
    code, page = call.get("/entities/un-ZZi.001/adjacent/sanctions", limit=1)
    assert (code, len(page["results"])) == (200, 1)
    assert call.get("/entities/un-ZZi.001/adjacent/owners")[0] == 404
    assert call.get("/entities/un-ZZi.001/adjacent", offset=101)[0] == 400
