"""Canaries on pages: what is restricted stands on no page of one who may not read it, asked for or not.

Every page of the desk is opened as every kind of reader, with the ids of everything that there is, and again with a
case and a reason. A clause that leaks is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from comity.demo.cast import Cast
from comity.operations import opening
from comity.operations.lookup import Lookup
from comity.site import registry
from comity.site.desk import databases, pages
from comity.site.registry import Registry
from comity.store import database
from tests.asking import rows
from tests.security.test_canaries import CASE, Planted, base, cast, clock, plant

__all__ = ["cast", "clock"]

HTML = {"accept": "text/html", "accept-language": "en"}
NOT_OPENED = frozenset({"entry-pdf", "language", "sign-in-demo", "sign-out", "proof"})  # entry-pdf: of entry-print
MATTERS = (
    "SELECT id FROM matter WHERE procedure IN ('list.entry', 'register.entry', 'version', 'file', 'contribution',"
    " 'request', 'warning', 'result', 'trend', 'answer')"
)
WITH_A_CASE = frozenset({"databank/trends", "databank/results", "databank/report"})
ASKED = ("", "XC-NLO-1", "EC-ECA-1", "IR-1", "XB-CK-1")  # one of each kind of reader: a page takes milliseconds


def serve(cast: Cast, tmp_path: Path) -> None:
    located = cast.node.located
    database.use(located.path("database"))
    databases.use(tmp_path / "desk" / "desk.db")
    now = cast.node.clock
    registry.use(Registry(located, opening.open_node(located, clock=now), Lookup(located.home, now), now))


def _client(officer: str) -> Client:
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    if officer:
        assert client.post("/sign-in/demo", {"officer": officer}, headers=HTML).status_code == 302
    return client


def _answers(officer: str, ids: list[str]) -> Iterator[tuple[str, str]]:
    """Every page as the officer gets it; a page with an id for each id there is, and with a case."""
    client = _client(officer)
    for page in pages.PAGES:
        if page.name in NOT_OPENED or page.post_only or "<str:" in page.path or "<int:" in page.path:
            continue
        stem, slug, _ = page.path.partition("<slug:")
        for one in ids if slug else [""]:
            path = f"/{stem}{one}{page.path.partition('>')[2]}"
            yield path, client.get(path, headers=HTML).content.decode(errors="replace")
            if slug or page.path in WITH_A_CASE:
                why = {"case": CASE, "reason": "analysis"}
                yield path, client.post(path, why, headers=HTML).content.decode(errors="replace")


def _leaks(planted: Planted, readers: tuple[str, ...]) -> list[tuple[str, str, str]]:
    ids = sorted({str(row[0]) for row in rows(MATTERS)})
    found = []
    for officer in readers:
        for path, text in _answers(officer, ids):
            for canary, allowed in planted.readers.items():
                if canary in text and officer not in allowed:
                    found.append((officer, path, canary))
    return found


def test_no_page_shows_a_canary_to_one_who_may_not_read_it(cast: Cast, tmp_path: Path) -> None:
    planted = plant(cast, base(cast), tmp_path)
    serve(cast, tmp_path)
    try:
        assert _leaks(planted, ASKED) == []
    finally:
        registry.use(None)


def test_a_clause_that_leaks_is_found_on_pages(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity import handling  # noqa: PLC0415

    planted = plant(cast, base(cast), tmp_path)
    monkeypatch.setattr(handling, "where", lambda reader: ("1 = 1", []))
    serve(cast, tmp_path)
    try:
        assert _leaks(planted, ("XC-NLO-1",))
    finally:
        registry.use(None)
