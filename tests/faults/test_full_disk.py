"""A full disk is a clear refusal: nothing changed, and the next attempt with room succeeds.

``test_kill`` fills the disk at a sample of system calls; here it fills by the limits of SQLite and
of the process, which need no tracing.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from comity.acts import BodyHead, SignedAct
from comity.demo.cast import Cast
from comity.errors import Refused
from comity.provenance import Standing, Statement, seal
from comity.store import checking, database, rebuilding
from tests.stories import conftest

cast, clock, home = conftest.cast, conftest.clock, conftest.home


@contextmanager
def no_more_pages() -> Iterator[None]:
    """The database may not grow: what SQLite says when the disk is full."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
        cursor.fetchall()
    try:
        yield
    finally:
        database.close()  # the limit goes with the connection


@contextmanager
def no_longer_files() -> Iterator[None]:
    """No file of this process may grow beyond a page (setrlimit(2), RLIMIT_FSIZE)."""
    database.truncate()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def large(cast: Cast) -> SignedAct:
    """An act too large for the free room in the pages there are."""
    matter = cast.new_id()
    day = cast.node.clock().date().isoformat()
    said = Statement("reason", "Reason. " * 5_000, "XA", "", Standing.ASSESSED, "A1", "en", "", day, day)
    opened = seal([said], lambda: cast.random_bytes(16))
    body = BodyHead(
        "judiciary.decision/1", "EYES_OF_REVIEW", (), (matter,), (), tuple(one.commitment for one in opened)
    )
    terms = {"type": "ban", "finality": "final"}
    return cast.sign(cast.head("XA-NLO-1", "NLO", "decision.record", "decision", matter, terms, (), (body,)), (opened,))


@pytest.mark.parametrize("full", [no_more_pages, no_longer_files])
def test_a_full_disk_is_a_clear_refusal(cast: Cast, full: object) -> None:
    signed, size = large(cast), checking.check().size
    with full(), pytest.raises(Refused) as refused:  # type: ignore[operator]
        cast.node.submit(signed)
    assert refused.value.refusal.code == "store.disk"
    report = checking.check()
    assert (report.faults, report.size, rebuilding.differences()) == ([], size, [])
    receipt = cast.node.submit(signed)
    assert (receipt.index, cast.node.submit(signed)) == (size, receipt)
