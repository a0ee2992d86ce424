"""The store: one transaction, one answer; rebuilt equals live, and a difference is found and named."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from comity.bootstrap import open_node
from comity.demo.cast import Cast, Filed
from comity.errors import Refused
from comity.store import checking, committing, database, publishing, rebuilding
from comity.store.committing import Writer
from comity.store.records import SqlRecords
from comity.store.unit import SqlUnit
from tests.asking import refused, rows, size
from tests.planted import caught
from tests.stories.conftest import dossier


def live_equals_rebuilt() -> None:
    assert rebuilding.differences() == []


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("UPDATE matter SET step = 'permitted' WHERE procedure = 'version'", "matter"),
        ("UPDATE matter SET folded = replace(folded, 'XA', 'XB') WHERE procedure = 'version'", "matter"),
        ("DELETE FROM matter WHERE procedure = 'list.entry'", "matter"),
        ("INSERT INTO link VALUES (NULL, 'a', 'on', 'b')", "links"),
        ("UPDATE directory SET folded = replace(folded, 'XF', 'XG')", "directory"),
    ],
)
def test_a_row_touched_outside_commit_is_found_and_mended(cast: Cast, harm: str, named: str) -> None:
    cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    live_equals_rebuilt()
    with connection.cursor() as cursor:
        cursor.execute(harm)
    caught(live_equals_rebuilt)
    assert rebuilding.differences()[0].startswith(named)
    assert any("rebuilt differs from live" in fault for fault in checking.check().faults)
    rebuilding.rebuild()
    live_equals_rebuilt()


@pytest.mark.parametrize(
    ("harm", "part"),
    [
        ("UPDATE leaf SET data = CAST(replace(CAST(data AS TEXT), 'entry', 'keys') AS BLOB)", "tree"),
        (
            "UPDATE act SET stamp = CAST(replace(CAST(stamp AS TEXT), '2026', '2025') AS BLOB) WHERE idx = 3",
            "commitments",
        ),
        ("UPDATE statement SET content = CAST(replace(CAST(content AS TEXT), 'XA', 'XB') AS BLOB)", "bodies"),
        ("UPDATE statement SET salt = x'00000000000000000000000000000000'", "bodies"),
        ("UPDATE act SET seal_signature = officer_signature WHERE idx = 4", "signatures"),
        ("DELETE FROM leaf WHERE idx = 2", "tree"),
    ],
)
def test_the_check_names_the_part_that_was_harmed(cast: Cast, circulated: Filed, harm: str, part: str) -> None:
    assert checking.check().faults == []
    with connection.cursor() as cursor:
        cursor.execute(harm)
    assert part in {found.name for found in checking.check().parts if found.faults}


def test_nothing_is_written_where_writing_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure after the act row: the whole act is gone, with its leaf and its matter."""
    before = rows("SELECT size, frontier, last_time FROM tree"), size(), rows("SELECT COUNT(*) FROM leaf, matter")

    def fails(unit: SqlUnit, matter: object, index: int) -> None:
        raise RuntimeError("stop here")

    with monkeypatch.context() as patched:
        patched.setattr(SqlUnit, "write_matter", fails)
        with pytest.raises(RuntimeError, match="stop here"):
            cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")
    assert (
        rows("SELECT size, frontier, last_time FROM tree"),
        size(),
        rows("SELECT COUNT(*) FROM leaf, matter"),
    ) == before


def test_threads_that_commit_at_once_leave_no_gap(cast: Cast) -> None:
    signed = [cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())) for _ in range(12)]
    before, failed = size(), []

    def work(part: list[object]) -> None:
        try:
            for one in part:
                cast.node.submit(one)  # type: ignore[arg-type]
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(signed[n::3],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [row[0] for row in rows("SELECT idx FROM act ORDER BY idx")] == list(range(before + 12))
    assert checking.check().faults == []


def test_a_database_that_cannot_be_written_is_a_clear_refusal(cast: Cast, home: Path) -> None:
    other = sqlite3.connect(home / "comity.sqlite3", timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 1")
    try:
        with refused("store.disk"):
            cast.node.writer.submit(cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())))
    finally:
        other.close()
    cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")


def test_durable_and_reopened_the_node_answers_the_same(cast: Cast, circulated: Filed) -> None:
    assert database.fsync_is_on()
    checkpoint, before = cast.node.publish(), size()
    database.close()
    again = open_node(cast.node.located, cast.seals["EC"], cast.node.node_key, cast.node.clock)
    assert size() == before
    newest = publishing.newest()
    assert newest == checkpoint
    with again.reading() as unit:
        matter = unit.matter(circulated.version)
    assert matter is not None
    assert matter.step == "permitted"


def test_publishing_again_changes_nothing(cast: Cast, home: Path) -> None:
    first = cast.node.publish()
    files = {p: p.read_bytes() for p in (home / "log").rglob("*") if p.is_file()}
    assert cast.node.publish() == first
    assert {p: p.read_bytes() for p in (home / "log").rglob("*") if p.is_file()} == files


def test_counts_of_the_register(cast: Cast, circulated: Filed) -> None:
    sunset = cast.matter(circulated.version).text("sunset")
    with transaction.atomic():
        records = SqlRecords(SqlUnit(), cast.node.treaty.safeguards)
        assert records.reviews("XA", "2026-03-03") == (0, 0)
        assert records.reviews("XA", f"{int(sunset[:4]) + 1}-01-01") == (1, 1)
        assert records.reviews("XB", "2030-01-01") == (0, 0)
        assert records.signed_safeguards() == {"EC", *(f"X{s}-CENTRAL" for s in "ABCDEF")}
        assert records.namesakes(circulated.entry, circulated.version) == ()
        assert SqlRecords(SqlUnit(), "f" * 64).signed_safeguards() == frozenset()
    cast.open("XA-NLO-1", "NLO", "entry.withdraw", "withdrawal", circulated.entry, reason="claimant_asks")
    with transaction.atomic():
        assert SqlRecords(SqlUnit(), "").reviews("XA", "2030-01-01") == (0, 0)


def test_the_same_act_twice_in_one_group_is_one_act(cast: Cast) -> None:
    signed = cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id()))
    before = size()
    first, second = cast.node.writer.submit_all([signed, signed])
    assert not isinstance(first, Refused)
    assert first == second
    assert size() == before + 1


def one_answer(submit: Callable[..., object], cast: Cast) -> None:
    signed = cast.sign(cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id()))
    assert submit(signed) == submit(signed)


def test_a_writer_that_does_not_know_what_it_wrote_is_caught(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one_answer(cast.node.submit, cast)
    monkeypatch.setattr(committing, "_repeated", lambda signed, unit: None)
    caught(one_answer, Writer.submit.__get__(cast.node.writer), cast)
