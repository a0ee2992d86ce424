"""Requests without a network, answered from the synthetic lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

import tests.served  # noqa: F401  sets Django up before anything that needs it
from comity.site import service
from tests.site.held import Held


@pytest.fixture
def held() -> Iterator[Held]:
    made = Held()
    service.use(made)
    yield made
    service.use(None)


class Caller:
    """A client that speaks JSON, and looks at what every answer must have."""

    def __init__(self) -> None:
        self.client = Client(SERVER_NAME="localhost", raise_request_exception=False)

    def get(self, path: str, /, lang: str = "", **params: Any) -> tuple[int, Any]:
        return self._read(self.client.get(path, params, headers={"accept-language": lang} if lang else {}))

    def post(self, path: str, body: Any, content_type: str = "application/json", **headers: str) -> tuple[int, Any]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._read(self.client.post(path, data, content_type, headers=headers))

    def match(self, queries: dict[str, Any], dataset: str = "default", lang: str = "", **params: Any) -> Any:
        """The answer to ``queries``, which must be 200."""
        code, said = self.try_match(queries, dataset, lang, **params)
        assert code == 200, said
        return said

    def try_match(
        self, queries: dict[str, Any], dataset: str = "default", lang: str = "", **params: Any
    ) -> tuple[int, Any]:
        headers = {"accept-language": lang} if lang else {}
        query = {name: value for name, value in params.items() if value is not None}
        body = json.dumps({"queries": queries}).encode()
        done = self.client.post(f"/match/{dataset}", body, "application/json", query_params=query, headers=headers)
        return self._read(done)

    def _read(self, response: Any) -> tuple[int, Any]:
        self.last = response
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert response.cookies == {}
        kind = response.headers["Content-Type"]
        assert kind in ("application/json", "application/problem+json", "application/json; charset=utf-8") or (
            response.status_code == 308
        )
        return response.status_code, json.loads(response.content) if response.content else None


@pytest.fixture
def call(held: Held) -> Caller:
    return Caller()


def person(*names: str, **properties: Any) -> dict[str, Any]:
    return {"schema": "Person", "properties": {"name": list(names), **properties}}
