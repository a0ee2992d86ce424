"""Rule 4: ``commit`` takes the write lock, decides the gate again on the facts of that moment, stamps and stores.

An authority signs where its keys are; the node holds only a log key and a node key.
"""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connection

from comity.bootstrap import Node
from comity.demo.cast import Cast, Filed
from comity.entries.doors import Closed
from comity.store.unit import SqlUnit
from tests.asking import refused, rows, size
from tests.stories.conftest import LIST_GATES, dossier


def test_the_gate_is_decided_on_the_facts_of_the_moment_of_commit(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    version = cast.matter(filed.version)
    attests = list(LIST_GATES)
    head = cast.head(
        "EC-CR-1", "CR", "version.permit", "version", filed.version, {"attests": attests}, after=version.last.act
    )
    signed = cast.sign(head)  # signed while the decision stood
    for decision in filed.decisions.values():
        cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashed")
    before = size()
    with pytest.raises(Closed):
        cast.node.submit(signed)
    assert size() == before


def test_the_index_is_taken_under_the_write_lock(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever else writes between reading the head row and storing is shut out by SQLite itself."""
    seen: list[str] = []
    append = SqlUnit.append

    def spied(unit: SqlUnit, *args: object) -> None:
        other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            seen.append(str(error))
        finally:
            other.close()
        append(unit, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlUnit, "append", spied)
    cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")
    assert seen == ["database is locked"]


def test_indexes_have_no_gap_though_acts_are_refused(cast: Cast, circulated: Filed) -> None:
    with refused("actor.capacity"):
        cast.open("XA-NLO-1", "NAA", "entry.claim", "list.entry")
    cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")
    assert [row[0] for row in rows("SELECT idx FROM act ORDER BY idx")] == list(range(size()))


def test_a_node_holds_two_keys_and_no_authority_s(cast: Cast) -> None:
    held = {name for name in Node.__slots__ if hasattr(getattr(cast.node, name), "sign")}
    assert held == {"node_key"}
    outside = {key.public_key for key in (*cast.officers.values(), *cast.seals.values())}
    assert not outside & {cast.node.node_key.public_key, cast.node.publisher.signer.key.public_key}
