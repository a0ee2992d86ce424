"""``POST /match``: yente's shapes, totals and statuses, with our rules."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site.conftest import Caller, person
from tests.site.held import Held

NOBODY = person("Vymyshlen Obraztsovich Primerov")


def test_an_answer_has_the_shape_that_clients_read(call: Caller) -> None:
    said = call.match({"q1": NOBODY | {"id": "mine"}})
    assert said.keys() == {"responses", "limit", "versions"}
    assert said["limit"] == 5
    found = said["responses"]["q1"]
    assert found["status"] == 200
    assert found["query"] == {
        "id": "mine",
        "schema": "Person",
        "properties": {"name": [NOBODY["properties"]["name"][0]]},
    }
    assert found["total"] == {"value": len(found["results"]), "relation": "eq"}
    best = found["results"][0]
    assert best["caption"] == "VYMYSHLEN OBRAZTSOVICH PRIMEROV"
    assert best["schema"] == "Person"
    assert {one["id"] for one in found["results"][:2]} == {"un-ZZi.001", "xa-XA-.001"}
    assert best["target"] is True
    assert best["match"] is True
    assert 0.7 <= best["score"] <= 1
    assert best["first_seen"] == "2019-05-17T00:00:00"
    assert best["last_change"] == "2024-05-06T00:00:00"
    assert all(isinstance(value, str) for values in best["properties"].values() for value in values)
    name = best["explanations"]["name_match"]
    assert name["score"] == best["score"]
    assert name["query"] == "Vymyshlen Obraztsovich Primerov"
    assert name["candidate"]
    assert call.last.headers["x-batch-size"] == "1"
    assert call.last.headers["x-comity-algorithm"].startswith(said["versions"]["algorithm"])
    assert said["versions"]["lists"].keys() == {"un", "xa"}


def test_results_are_sorted_and_the_total_counts_before_the_limit(call: Caller) -> None:
    two = call.match({"q": NOBODY})["responses"]["q"]
    scores = [one["score"] for one in two["results"]]
    assert scores == sorted(scores, reverse=True)
    assert two["total"]["value"] >= 2
    one = call.match({"q": NOBODY}, limit=1)["responses"]["q"]
    assert len(one["results"]) == 1
    assert one["total"] == two["total"]
    none = call.match({"q": NOBODY}, limit=0)["responses"]["q"]
    assert none["results"] == []
    assert none["total"] == two["total"]
    assert call.match({"q": NOBODY}, limit=1_000_000)["limit"] == 50


def test_what_is_below_the_threshold_is_no_match_and_is_not_counted(call: Caller) -> None:
    query = {"q": person("Vymyshlen Obraztsevich Primeroff")}
    best = call.match(query, threshold=0.5)["responses"]["q"]["results"][0]["score"]
    assert best < 1
    above = round(best + 0.0001, 4)
    found = call.match(query, threshold=above, cutoff=0.5)["responses"]["q"]
    assert found["total"]["value"] == 0
    assert {one["match"] for one in found["results"]} == {False}
    assert call.match(query, threshold=above)["responses"]["q"]["results"] == []


def test_a_value_may_stand_alone_and_what_is_unknown_is_passed_over(call: Caller) -> None:
    alone = {"schema": "Person", "properties": {"name": "Вымышлен Примеров", "birthDate": "1971", "shoeSize": ["44"],
                                                "religion": "x", "height": [180, None, 1.5]}}  # fmt: skip
    found = call.match({"q": alone})["responses"]["q"]
    assert found["query"]["properties"] == {"name": ["Вымышлен Примеров"], "birthDate": ["1971"]}
    assert found["results"][0]["id"] == "un-ZZi.001"


def test_a_country_is_accepted_shown_and_never_scored(call: Caller) -> None:
    without = call.match({"q": NOBODY})["responses"]["q"]["results"]
    for country in ("kg", "fr"):
        found = call.match({"q": person(*NOBODY["properties"]["name"], country=country, nationality=[country])})
        results = found["responses"]["q"]["results"]
        assert [one["score"] for one in results] == [one["score"] for one in without]
        shown = results[0]["explanations"]["country"]
        assert shown["score"] == 0
        assert shown["query"] == country
        assert shown["candidate"] == "Kyrgyzstan"


@pytest.mark.parametrize("param", [{"countries": "ru"}, {"filter": "nationality:ru"}, {"filter": "country:ru"},
                                   {"filter": "properties.religion:x"}, {"filter": "ethnicity:x"}])  # fmt: skip
def test_nothing_filters_persons_by_country_or_origin(call: Caller, held: Held, param: dict[str, str]) -> None:
    code, said = call.try_match({"q": NOBODY}, **param)
    assert (code, said["code"]) == (400, "api.trait")
    assert "nationality" in said["detail"]
    assert held.kept == []


@pytest.mark.parametrize(
    ("lang", "word"), [("ru", "Лиц"), ("zh-Hans-CN,en;q=0.1", "国籍"), ("fr;q=1, ru;q=0.4", "Лиц")]
)
def test_refusals_are_said_in_the_language_of_the_client(call: Caller, lang: str, word: str) -> None:
    assert word in call.try_match({"q": NOBODY}, lang=lang, countries="ru")[1]["detail"]


def test_datasets_by_path_and_by_parameter(call: Caller) -> None:
    def ids(dataset: str, **params: Any) -> set[str]:
        found = call.match({"q": NOBODY}, dataset, **params)["responses"]["q"]["results"]
        return {one["id"].partition("-")[0] for one in found}

    assert ids("default") == {"un", "xa"}
    assert ids("un") == {"un"}
    assert ids("default", include_dataset="xa") == {"xa"}
    assert ids("un", include_dataset="xa") == {"un", "xa"}  # how yente's client asks for several
    assert ids("default", exclude_dataset=["xa", "elsewhere"]) == {"un"}
    for dataset, params in (("nowhere", {}), ("default", {"include_dataset": "nowhere"}), ("register", {})):
        assert call.try_match({"q": NOBODY}, dataset, **params)[0] == 404


def test_filters_leave_out_and_are_counted(call: Caller) -> None:
    def found(**params: Any) -> tuple[set[str], int]:
        said = call.match({"q": NOBODY}, **params)["responses"]["q"]
        return {one["id"] for one in said["results"]}, said["total"]["value"]

    both = {"un-ZZi.001", "xa-XA-.001"}
    assert both <= found()[0]
    assert found(exclude_entity_ids="un-ZZi.001")[0] & both == {"xa-XA-.001"}
    assert found(exclude_entity_ids="ZZi.001")[1] == found()[1] - 1
    assert found(exclude_schema="Person") == (set(), 0)
    assert found(topics="wanted") == (set(), 0)
    assert both <= found(topics=["wanted", "sanction"])[0]
    assert found(changed_since="2024-05-07") == (set(), 0)
    assert both <= found(changed_since="2024-05-06T00:00:00")[0]


@pytest.mark.parametrize(
    ("queries", "params", "code"),
    [
        ({str(n): NOBODY for n in range(101)}, {}, "api.batch"),
        ({}, {}, "api.empty"),
        ({"q": None}, {}, "api.empty"),
        ({"q": NOBODY}, {"algorithm": "logic-v2"}, "api.algorithm"),
        ({"q": NOBODY | {"schema": "Unicorn"}}, {}, "ftm.schema"),
        ({"q": NOBODY | {"schema": "Article"}}, {}, "ftm.schema"),
        ({"q": NOBODY | {"schema": "Thing"}}, {}, "ftm.schema"),
        ({"q": {"schema": "Person", "properties": {"country": "ru"}}}, {}, "ftm.nothing"),
        ({"q": person("ab")}, {}, "screen.short"),
        ({"q": person("x" * 301)}, {}, "ftm.long"),
        ({"q": person(*(f"Name {n}" for n in range(30)))}, {}, "ftm.many"),
        ({"q": NOBODY}, {"changed_since": "soon"}, "api.day"),
        ({"q": NOBODY}, {"filter": "password:x"}, "api.filter"),
    ],
)
def test_what_cannot_be_asked_is_400(call: Caller, queries: Any, params: Any, code: str) -> None:
    status, said = call.try_match(queries, **params)
    assert (status, said["code"]) == (400, code)


def test_a_refused_query_is_named(call: Caller) -> None:
    _, said = call.try_match({"good": NOBODY, "bad": person("ab")})
    assert said["query"] == "bad"


def test_scores_cannot_be_tuned(call: Caller) -> None:
    code, said = call.post("/match/default", {"queries": {"q": NOBODY}, "weights": {"name_match": 0.1}})
    assert (code, said["code"]) == (400, "api.tuned")
    assert call.post("/match/default", {"queries": {"q": NOBODY}, "weights": {}, "config": {}})[0] == 200


def test_a_hundred_queries_are_one_call_in_the_journal(call: Caller, held: Held) -> None:
    said = call.match({str(n): NOBODY for n in range(100)})
    assert list(said["responses"]) == [str(n) for n in range(100)]
    assert call.last.headers["x-batch-size"] == "100"
    assert len(held.kept) == 1


def test_names_put_together_from_parts(call: Caller) -> None:
    parts = {"schema": "Person", "properties": {"firstName": "Vymyshlen", "lastName": ["Primerov"]}}
    assert call.match({"q": parts})["responses"]["q"]["results"][0]["id"] == "un-ZZi.001"
