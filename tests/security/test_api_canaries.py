"""Canaries under /api/v1: what is restricted is in no answer of any route to one who may not read it.

The routes are those of the description; each is asked as every kind of reader, with the ids of everything that there
is, and its readings with a case. A route whose parameters or body nobody has named here fails; a clause that leaks is
found.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client

from comity import handling
from comity.demo.cast import Cast
from comity.operations import credentials
from comity.site import registry
from comity.site.api.routes import api
from comity.site.desk import paper, throttle
from comity.store import telling
from tests.asking import rows
from tests.interchange.dossier.test_signing import EMBER
from tests.security.test_canaries import ANSWER, CASE, NAMED, QUESTION, REASON, Planted, base, cast, clock, plant
from tests.security.test_page_canaries import ASKED, serve
from tests.site.test_local import take_in

__all__ = ["cast", "clock"]

WHY: Final = {"case": CASE, "reason": "analysis"}
REGISTER: Final = {"purpose": "border", "reference": "CP-7"}
RENEWS: Final = EMBER / "dossier.yaml"
FILES: Final = sorted(one.name for one in (EMBER / "documents").iterdir())
NAMES: Final = ["Quorvex", "Muhiban Sabrat"]
DECIDED: Final = {"decision": "unresolved", "ground": "too_little"}
BODIES: Final[dict[str, list[Any]]] = {
    "/entries/{entry}/readings": [WHY],
    "/entries/{entry}/paper/readings": [WHY],
    "/databank/trends/readings": [WHY],
    "/databank/results/readings": [WHY],
    "/databank/report/readings": [WHY],
    "/databank/{file}/readings": [WHY],
    "/databank/{file}/sections/{property}/readings": [WHY],
    "/requests/{matter}/readings": [WHY],
    "/warnings/{matter}/readings": [WHY],
    "/search": [{"names": NAMES}, {"names": NAMES, "register": REGISTER}],
    "/matches": [{"name": NAMES[1], "dataset": "register", "subject": "{id}", "register": REGISTER, **DECIDED}],
    "/dossiers/findings": [
        {"text": "kind: list"},
        {"text": RENEWS.read_text("utf-8").replace("kind: list", "kind: list\nrenews: {id}", 1), "documents": FILES},
    ],
    "/tellings/findings": [{"text": "kind: trend"}, {"text": "kind: trend\nreplaces: {id}", "documents": FILES}],
    "/requests/{matter}/answer/readings": [WHY],
    "/entries/{entry}/renewals": [{}],
    "/requests/{matter}/answers": [{}, {"purpose": WHY}],
    "/drafts": [{"form": "dossier", "kind": "list"}, {"form": "telling", "kind": "question", "about": "{id}"}],
    "/drafts/{draft}": [{"text": "kind: list"}],
    "/drafts/{draft}/discard": [{}],
    "/drafts/{draft}/acts": [{}],
    "/receipts": [{"receipt": "nothing"}],
    "/acts": [{"act": {}}],
    "/acts/{act}/sealed": [{**WHY, "key": "0" * 32}],
    "/moves": [
        {"kind": "flag.raise", "matter": "{id}", "fields": {"ground": ["R1"]}},
        {
            "kind": "version.approve",
            "matter": "{id}",
            "fields": {"effects": ["exit_check"], "words": ["It does this."]},
        },
    ],
}
"""What is sent to each route that takes a body."""
SLOTS: Final = {
    "index": ["0", "1"],
    "instrument": ["SHANGHAI-2001"],
    "source": ["un"],
    "reference": ["ZZi.001"],
    "name": ["ruling.txt"],
    "property": ["names", "persons", "remarks"],
}
"""Parameters of paths that are no id."""
MATTERS: Final = "SELECT id FROM matter UNION SELECT id FROM act"


def _paths(path: str, operation: dict[str, Any], ids: list[str]) -> Iterator[str]:
    """Every address of one operation: with each id, and each word of a closed list that it must be told."""
    told = operation.get("parameters", [])
    names = [one["name"] for one in told if one["in"] == "path"]
    for values in itertools.product(*(SLOTS.get(name, ids) for name in names)):
        filled = path
        for name, value in zip(names, values, strict=True):
            filled = filled.replace("{" + name + "}", value)
        words = {one["name"]: one["schema"]["enum"] for one in told if one["in"] == "query" and one["required"]}
        for chosen in itertools.product(*words.values()):
            query = "&".join(f"{name}={word}" for name, word in zip(words, chosen, strict=True))
            yield f"{filled}?{query}" if query else filled


@cache
def _described() -> dict[str, Any]:
    """The routes, whose description takes most of a second to write."""
    return dict(api.get_openapi_schema(path_prefix="")["paths"])


def _answers(officer: str, secret: str, ids: list[str]) -> Iterator[tuple[str, int, str]]:
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    headers = {"Authorization": f"Bearer {secret}"} if officer else {}
    for whole, methods in _described().items():
        for method, operation in methods.items():
            for path in _paths(whole, operation, ids):
                if method == "get":
                    answer = client.get(f"/api/v1{path}", headers=headers)
                    yield f"GET {path}", answer.status_code, answer.content.decode()
                    continue
                for body in BODIES[whole]:
                    for one in ids if "{id}" in str(body) else [""]:
                        sent = json.dumps(body).replace("{id}", one)
                        answer = client.post(f"/api/v1{path}", sent, "application/json", headers=headers)
                        yield f"POST {path}", answer.status_code, answer.content.decode()


def _leaks(cast: Cast, planted: Planted, readers: tuple[str, ...]) -> tuple[list[tuple[str, str, str]], set[str]]:
    """What was said to one who may not hear it, and what was heard by one who may."""
    ids, held = sorted({str(row[0]) for row in rows(MATTERS)}), credentials.of_home(cast.node.located.home)
    found, heard, now = [], set(), int(cast.node.clock().timestamp())
    for officer in readers:
        throttle.ONE.forget()
        scopes = frozenset(credentials.SCOPES)
        secret = held.new_token(officer, cast.authority_of(officer), scopes, "scan", 1, now) if officer else ""
        for path, status, text in _answers(officer, secret, ids):
            assert status < 500 or status == 503, (path, text)
            for canary, allowed in planted.readers.items():
                if canary in text:
                    heard.add(canary)
                    found += [] if officer in allowed else [(officer, path, canary)]
    return found, heard


@pytest.fixture(autouse=True)
def nothing_served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(paper, "require", lambda: None)  # what would be printed is read as it is
    monkeypatch.setattr(paper, "of", str.encode)
    yield
    registry.use(None)
    throttle.ONE.forget()


def test_no_route_says_a_canary_to_one_who_may_not_read_it(cast: Cast, tmp_path: Path) -> None:
    planted = plant(cast, base(cast), tmp_path)
    take_in(cast.node.located.home)
    serve(cast, tmp_path)
    found, heard = _leaks(cast, planted, ASKED)
    assert found == []
    assert heard >= {NAMED, QUESTION, ANSWER, REASON}  # the scan opens what may be opened


def test_a_clause_that_leaks_is_found_under_the_api(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = plant(cast, base(cast), tmp_path)
    take_in(cast.node.located.home)
    for module in (handling, telling):
        monkeypatch.setattr(module, "where", lambda reader: ("1 = 1", []))
    serve(cast, tmp_path)
    found, _ = _leaks(cast, planted, ("XC-NLO-1",))
    assert {path.split("/")[1] for _, path, _ in found} >= {"databank", "warnings"}
