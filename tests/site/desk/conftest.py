"""A fictional node with entries of each kind, served in this process: one for all tests of a worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

import tests.served  # noqa: F401  sets Django up before anything that needs it
from comity.demo import filing, stage
from comity.demo.stage import Stage
from comity.operations.lookup import Lookup
from comity.site import registry
from comity.site.desk import databases, keys
from comity.site.registry import Registry
from comity.store import database
from tests.site.desk import told as tellings
from tests.site.desk.told import Told

ONE_OF_EACH = {
    "NLO": "XA-NLO-1",
    "NAA": "XA-NAA-1",
    "ECA": "EC-ECA-1",
    "CR": "EC-CR-1",
    "CM": "XA-CM-1",
    "IR": "IR-1",
    "AU": "AU-1",
    "CK": "XA-CK-1",
    "AA": "XB-AA-1",
}
HTML = {"accept": "text/html"}


@dataclass(frozen=True, slots=True)
class Served:
    """The stage, and the entry of each dossier by its name."""

    stage: Stage
    entries: dict[str, str]


def staged_in(home: Path) -> Served:
    """A node with three entries; who acts on it builds one of his own, for others count what is there."""
    made = stage.build(home, datetime.now(UTC), os.urandom)
    made.cast.sign_safeguards()
    entries = {}
    for name in ("salt-brigade", "melvik", "ember-column"):
        answer = filing.circulate(made, name)
        assert answer.filed is not None, answer
        entries[name] = answer.filed.entry
    return Served(made, entries)


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return staged_in(tmp_path_factory.mktemp("desk") / "demo")


@pytest.fixture
def served(staged: Served) -> Iterator[Served]:
    located = staged.stage.node.located
    for name, path, use in (
        ("default", located.path("database"), database.use),
        ("desk", located.home / "desk" / "desk.db", databases.use),
    ):
        if connections[name].settings_dict["NAME"] != str(path):  # looking whether its tables are up to date takes time
            use(path)
    lookup = Lookup(located.home, staged.stage.clock)
    registry.use(Registry(located, staged.stage.node, lookup, staged.stage.clock))
    keys.use(keys.of(located))
    yield staged
    keys.use(None)
    registry.use(None)


class Browser:
    """A client that asks for pages, signed in as ``officer`` (nobody: empty)."""

    def __init__(self, officer: str = "") -> None:
        self.client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        if officer:
            answer = self.post("/sign-in/demo", officer=officer)
            assert answer.status_code == 302, answer.content.decode()

    def get(self, path: str, lang: str = "en", **params: str):  # type: ignore[no-untyped-def]  Django's test response
        return self.client.get(path, params, headers={**HTML, "accept-language": lang})

    def post(self, path: str, **form: object):  # type: ignore[no-untyped-def]  Django's test response
        return self.client.post(path, form, headers=HTML)


@pytest.fixture(scope="session")
def told(staged: Served) -> Told:
    """What States told, asked and warned of; whoever does not ask for it has an empty databank."""
    return tellings.tell(staged.stage)


@pytest.fixture
def browse(served: Served) -> type[Browser]:
    return Browser
