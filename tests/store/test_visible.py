"""What a report counts is asked of the database with the reader's own view: his entries and their bases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.demo.cast import Cast, Filed
from comity.entries.shown import State
from comity.handling import PUBLIC, Reader
from comity.operations import reporting
from comity.operations.effects import reckon
from comity.store import showing
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView
from tests.stories.conftest import dossier

MEMBER = Reader("XB", "XB-CENTRAL", "NLO", member=True)
OWN = Reader("XA", "XA-CENTRAL", "NLO", member=True)


def bases(cast: Cast, reader: Reader) -> dict[str, str]:
    with cast.node.reading() as unit:
        return dict(SqlView(unit, reader).bases("list.entry"))


@pytest.mark.parametrize("reader", [MEMBER, OWN, PUBLIC])
def test_a_basis_is_what_the_reader_sees_of_the_version_and_none_once_it_was_taken_back(
    cast: Cast, circulated: Filed, reader: Reader
) -> None:
    with cast.node.reading() as unit:
        said = [one for one in showing.show(unit, circulated.version, reader) if one.state is State.OPEN]
    shown = [one for one in said if one.statement and one.statement.property == "basis"]
    expected = [str(one.statement.value) for one in shown if one.statement]
    assert list(bases(cast, reader).values()) == expected
    assert reader is PUBLIC or expected
    for one in shown:
        cast.open("XA-NLO-1", "NLO", "entry.narrow", "narrowing", circulated.entry, statements=[one.commitment])
    assert bases(cast, reader) == {}


def test_a_report_counts_what_was_circulated_and_nothing_before(cast: Cast, circulated: Filed) -> None:
    cast.file(dossier("salt-brigade"), "XD-NLO-1", "XD-NAA-1")
    at = "2026-06-01T00:00:00Z"
    for reader in (MEMBER, OWN, replace(OWN, participant="XD", authority="XD-CENTRAL")):
        with cast.node.reading() as unit:
            counted = reporting.counts(unit, replace(reader, at=at), 2026, reckon(unit, at)).counted
        assert [(one.part, one.number) for one in counted if one.topic == "by_claimant"] == [("XA", 1)]


@pytest.mark.parametrize("reader", [MEMBER, OWN, PUBLIC])
def test_what_a_list_reads_at_once_is_what_each_line_would_read(cast: Cast, circulated: Filed, reader: Reader) -> None:
    other = cast.file(dossier("salt-brigade"), "XD-NLO-1", "XD-NAA-1")
    with cast.node.reading() as unit:
        assert SqlView(unit, OWN).named(circulated.version).statements
        said = next(one for one in showing.show(unit, circulated.version, OWN) if "name" in one.statement.property)
    cast.open("XA-NLO-1", "NLO", "entry.narrow", "narrowing", circulated.entry, statements=[said.commitment])
    entries, versions = (circulated.entry, other.entry), (circulated.version, other.version)
    with cast.node.reading() as unit:
        view, each = SqlView(unit, reader).knowing(entries), SqlView(SqlUnit(), reader)
        for entry in entries:
            assert unit.linking(entry, "version_of") == each.unit.linking(entry, "version_of") != ()
            assert unit.linking(entry, "on") == each.unit.linking(entry, "on")
        for version in versions:
            assert view.known[version] == view.named(version) == each.named(version)
        assert said.statement not in view.known[circulated.version].statements
