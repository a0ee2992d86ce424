"""What every request goes through: methods, hosts, sizes, forms; and what is said when all else fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity import language
from comity.errors import Kind, Refusal, Refused
from comity.site import languages, problems, service
from tests.site.conftest import Caller, person
from tests.site.held import Held

MATCH = "/match/default"
BODY = {"queries": {"q": person("Vymyshlen Primerov")}}


@pytest.mark.parametrize("path", ["/nothing", "/match", "/statements", "/admin/", "/docs", "/api/v1/",
                                  "/search/un/x", "/static/../../etc/passwd", "/%2e%2e/etc/passwd"])  # fmt: skip
def test_what_is_not_there_is_404_in_json(call: Caller, path: str) -> None:
    code, said = call.get(path)
    assert (code, said["code"]) == (404, "api.path")


@pytest.mark.parametrize("method", ["put", "delete", "patch", "head", "options", "trace"])
def test_other_methods_are_405_in_json(call: Caller, method: str) -> None:
    response = getattr(call.client, method)(MATCH)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, POST"
    assert response.headers["Content-Type"] == problems.CONTENT_TYPE


@pytest.mark.parametrize(("method", "path", "allowed"), [("get", MATCH, "POST"), ("post", "/catalog", "GET"),
                                                         ("post", "/search/un", "GET")])  # fmt: skip
def test_the_wrong_method_of_a_route_is_405_in_json(call: Caller, method: str, path: str, allowed: str) -> None:
    code, said = call.get(path) if method == "get" else call.post(path, {})
    assert (code, said["code"]) == (405, "api.method")
    assert call.last.headers["Allow"] == allowed


class Unread:
    """A body that nobody may read."""

    def read(self, *size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def test_acts_may_bring_documents_and_their_body_is_read_for_a_token_alone(call: Caller) -> None:
    for length, code in ((16 << 20, 401), ((16 << 20) + 1, 413)):
        response = call.client.post("/api/v1/acts", **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(length)})
        assert response.status_code == code
    for path in ("/api/v1/actsx", "/api/v1/moves", "/dossiers"):
        response = call.client.post(path, **{"wsgi.input": Unread(), "CONTENT_LENGTH": str((1 << 20) + 1)})
        assert response.status_code == 413, path


def test_a_body_over_the_limit_is_refused_before_it_is_read(call: Caller) -> None:
    response = call.client.post(MATCH, **{"wsgi.input": Unread(), "CONTENT_LENGTH": str((1 << 20) + 1)})
    assert response.status_code == 413
    assert json.loads(response.content)["code"] == "api.size"
    assert call.post(MATCH, b" " * (1 << 20))[0] == 422
    for length in ("", "-1", "1e3", "٣", "9" * 400, "0x10"):
        response = call.client.post(MATCH, b"{}", "application/json", CONTENT_LENGTH=length)
        assert response.status_code in (411, 413), length


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b" ", "api.json"),
        (b"{", "api.json"),
        (b"[" * 500_000, "api.json"),
        (b'{"queries":' * 50_000, "api.json"),
        (b'{"queries":{"q":{"schema":"Person","properties":{"name":' + b"[" * 300 + b"]" * 300 + b"}}}}", "api."),
        (b"\xff\xfe\x00", "api.json"),
        (b'{"queries":{"q":{"schema":"Person","properties":{"name":"\xc3("}}}}', "api.json"),
        (b'{"queries":{"q":{"schema":"Person","properties":{"name":"\\ud800"}}}}', "api.json"),
        (b"[]", "api.form"),
        (b'"text"', "api.form"),
        (b"null", "api.form"),
        (b"{}", "api.form"),
        (b'{"queries":[]}', "api.form"),
        (b'{"queries":{"q":1}}', "api.form"),
        (b'{"queries":{"q":{"properties":{}}}}', "api.form"),
        (b'{"queries":{"q":{"schema":"Person"}}}', "api.form"),
        (b'{"queries":{"q":{"schema":"Person","properties":{"name":{"a":"b"}}}}}', "api.form"),
        (b'{"queries":{"q":{"schema":"Person","properties":{"name":[["b"]]}}}}', "api.form"),
        (b'{"queries":{"q":{"schema":["Person"],"properties":{"name":"b"}}}}', "api.form"),
        (b'{"queries":{"q":{"schema":"' + b"x" * 200 + b'","properties":{"name":"b"}}}}', "api.form"),
    ],
)
def test_a_malformed_body_is_422(call: Caller, body: bytes, code: str) -> None:
    status, said = call.post(MATCH, body)
    assert status == 422
    assert said["code"].startswith(code)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "",
                                  "multipart/form-data; boundary=x"])  # fmt: skip
def test_a_body_of_another_type_is_415(call: Caller, kind: str) -> None:
    status, said = call.post(MATCH, json.dumps(BODY).encode(), kind)
    assert (status, said["code"]) == (415, "api.type")


@pytest.mark.parametrize("params", [{"limit": "many"}, {"threshold": "2"}, {"threshold": "nan"}, {"cutoff": "-1"},
                                    {"threshold": "inf"}, {"exclude_entity_ids": ["x"] * 51},
                                    {"changed_since": "x" * 100}])  # fmt: skip
def test_a_parameter_that_cannot_be_read_is_422(call: Caller, params: Any) -> None:
    status, said = call.try_match(BODY["queries"], **params)
    assert (status, said["code"]) == (422, "api.form")


def test_control_characters_and_nul_are_taken_out(call: Caller) -> None:
    said = call.match({"a\x00\r\nSet-Cookie: x=1": person("Vymyshlen\x00 \x1b[31mPrimerov\u202e", birthDate=["\x00"])})
    ((name, found),) = said["responses"].items()
    assert name == "a\x00\r\nSet-Cookie: x=1"  # as JSON escapes it; it stands in no header
    assert all(c not in found["query"]["properties"]["name"][0] for c in "\x00\x1b")
    assert "Set-Cookie" not in call.last.headers


def test_a_long_address_is_414(call: Caller) -> None:
    code, said = call.get("/search/default", q="x" * 9000)
    assert (code, said["code"]) == (414, "api.address")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:8000", "a b", "[::2]"])
def test_a_host_of_another_name_is_refused(call: Caller, host: str) -> None:
    code, said = call._read(call.client.get("/healthz", headers={"host": host}))
    assert (code, said["code"]) == (400, "api.host")


def test_until_the_index_is_ready_503(call: Caller) -> None:
    service.use(None)
    assert call.get("/healthz") == (200, {"status": "ok"})
    for code, said in (call.get("/readyz"), call.get("/catalog"), call.post(MATCH, BODY)):
        assert (code, said["code"]) == (503, "api.starting")


def test_a_fault_shows_no_trace_and_leaves_its_class(call: Caller, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[BaseException] = []
    service.use(held, noted.append)

    def broken() -> None:
        raise ZeroDivisionError("a secret name")

    monkeypatch.setattr(held, "now", broken)
    code, said = call.get("/readyz")
    assert (code, said["code"]) == (500, "api.fault")
    assert "secret" not in json.dumps(said)
    assert "Zero" not in json.dumps(said)
    assert [type(one) for one in noted] == [ZeroDivisionError]


def test_every_kind_of_refusal_has_a_status() -> None:
    said = language.catalogue("refusals", "api")
    assert {f"api.{name}" for name in said} >= set(problems._BY_CODE)
    assert set(problems._BY_KIND) == set(Kind)
    for area in language.areas("refusals"):
        for name in language.catalogue("refusals", area):
            assert 400 <= problems.status_of(Refusal(f"{area}.{name}")) < 600


@pytest.mark.parametrize(("header", "lang"), [("", "en"), ("ru", "ru"), ("zh-Hant-TW", "zh"), ("de, fr", "en"),
                                              ("en;q=0.3, ru;q=0.8", "ru"), ("ru;q=0, zh;q=0.1", "zh"),
                                              (";;;,q=,", "en"), ("ru;q=x", "en"), ("ru;q=nan", "en")])  # fmt: skip
def test_the_language_that_a_client_would_rather_read(header: str, lang: str) -> None:
    assert languages.preferred(header) == lang


def test_algorithms_and_catalog(call: Caller) -> None:
    _, said = call.get("/algorithms")
    assert said["default"] == said["best"] == said["algorithms"][0]["name"]
    assert "name_match" in said["algorithms"][0]["docs"]
    _, rows = call.get("/catalog")
    assert call.get("/manifest") == (200, rows)
    every, un, xa = rows["datasets"]
    assert (every["name"], every["children"], every["load"]) == ("default", ["un", "xa"], False)
    assert (un["entity_count"], un["load"], un["updated_at"]) == (12, True, "2026-03-01T12:00:00")
    assert xa["title"] == "unilateral measure of Xanadu"
    assert rows["current"] == ["un", "xa"]


def test_openapi_describes_every_route(call: Caller) -> None:
    code, said = call.get("/openapi.json")
    assert code == 200
    assert {"/match/{dataset}", "/search/{dataset}", "/entities/{entity_id}", "/catalog", "/algorithms", "/healthz",
            "/readyz"} <= said["paths"].keys()  # fmt: skip
    match = said["paths"]["/match/{dataset}"]["post"]
    assert match["requestBody"]["content"]["application/json"]["schema"]["properties"]["queries"]
    assert {"limit", "threshold", "algorithm"} <= {one["name"] for one in match["parameters"]}


def test_a_refusal_of_another_area_keeps_its_kind() -> None:
    with pytest.raises(Refused):
        raise Refused("api.entity")
    assert problems.status_of(Refusal("api.entity")) == 404
