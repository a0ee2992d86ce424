"""The fictional node of the desk's tests, asked by programs with tokens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from comity.demo import filing
from comity.interchange.dossier import examples
from comity.interchange.dossier.draft import Document, Held
from comity.operations import credentials
from comity.site.desk import paper, throttle
from comity.store import drafts
from tests.site.desk.conftest import Served, served, staged, told  # fixtures
from tests.site.desk.told import Told
from tests.site.test_local import take_in

__all__ = ["served", "staged", "told"]

from django.test import Client


class Program:
    """A client with a token of ``officer`` (nobody: none), made as the operator makes it."""

    def __init__(self, served: Served, officer: str = "", *scopes: str) -> None:
        self.client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        self.token = self.id = ""
        if officer:
            held = credentials.of_home(served.stage.node.located.home)
            authority = served.stage.cast.authority_of(officer)
            now = int(served.stage.clock().timestamp())
            self.token = held.new_token(officer, authority, frozenset(scopes or ("read",)), "test", 1, now)
            known = held.token(self.token, now)
            assert known is not None
            self.id = known.id

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        return self._read(self.client.get(f"/api/v1{path}", headers=self._headers(headers)))

    def post(self, path: str, body: Any, content_type: str = "application/json", **headers: str) -> tuple[int, Any]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._read(self.client.post(f"/api/v1{path}", data, content_type, headers=self._headers(headers)))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**own, **{name.replace("_", "-"): value for name, value in more.items()}}

    def _read(self, answer: Any) -> tuple[int, Any]:
        self.last = answer
        assert not answer.cookies
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", answer.content
        read = (
            answer.content if answer.headers.get("Content-Type") == paper.TYPE else json.loads(answer.content or "null")
        )
        return answer.status_code, read


@pytest.fixture
def papered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A node that makes PDF files, at once and of little."""
    monkeypatch.setattr(paper, "require", lambda: None)
    monkeypatch.setattr(paper, "of", lambda html: b"%PDF-1.7 " + html.encode())


@pytest.fixture(autouse=True)
def forgiven() -> Iterator[None]:
    throttle.ONE.forget()
    yield
    throttle.ONE.forget()


@pytest.fixture(scope="session")
def confidential(staged: Served) -> str:
    """A person whom XD claims before XE and XF alone."""
    answer = filing.circulate(staged.stage, "sabrat")
    assert answer.filed is not None, answer
    return answer.filed.entry


@pytest.fixture(scope="session")
def drafted(staged: Served) -> str:
    """A whole dossier that XA's liaison officer drafts."""
    stage = staged.stage
    folder = examples.materialise("ember-column", stage.home / "drafted", stage.clock().date())
    files = {one.name: one.read_bytes() for one in (folder / "documents").iterdir()}
    held = Held(
        (folder / "dossier.yaml").read_text("utf-8"), {name: Document(bytes(16), files[name]) for name in files}
    )
    with stage.node.reading() as unit:
        officer = unit.directory().officers["XA-NLO-1"]
    return drafts.save(officer, "d" * 32, held.to_bytes(), stage.clock()).id


@pytest.fixture
def named(served: Served, told: Told, confidential: str, drafted: str, papered: None) -> dict[str, str]:
    """What the rows of ``test_authorisation`` name, each with its id; a list is in force, the log is published."""
    take_in(served.stage.node.located.home)
    served.stage.node.publish()
    matters = {name: getattr(told, name) for name in ("organisation", "request", "warning")}
    with served.stage.node.reading() as unit:
        told_in = unit.linking(told.organisation, "in")
    matters["contribution"] = next(one.id for one in told_in if one.participant == "XA")
    return {**served.entries, **matters, "sabrat": confidential, "draft": drafted, "nowhere": "0" * 32}
