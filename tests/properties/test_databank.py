"""Any sequence of telling, asking, answering, consenting, withdrawing and waiting: nobody is shown what he may
not see, by any reading function; nothing that binds a source is lost in what is made of it; what ended is
unreadable to the second, and what the clock erased has no bytes. Beside it, planted bugs that are caught.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import config, deriving, handling, keys
from comity.bootstrap import open_node
from comity.databank.face import face
from comity.databank.findings.analysis import analyse
from comity.demo.cast import Cast, StoryClock
from comity.entries import readers
from comity.entries.readers import reader_of
from comity.entries.shown import State
from comity.handling import Reader
from comity.store import citing, database, erasing, showing, telling, uses
from comity.store.files import Files
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView
from tests.asking import rows
from tests.faults.staging import moved
from tests.planted import MODEST, caught
from tests.properties import databank
from tests.properties.databank import PANEL, Record, Walk
from tests.stories.conftest import BEGINS, counted

TURNS = 36
WORTH = (3, 8, 13)
TOLD = ("contribution", "trend", "result")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """A node with everybody in office and the safeguards signed; each walk goes on from a copy."""
    told = config.Config.model_validate(
        {"node": "demo", "mode": "demo", "origin": "demo.example/fictional", "profile": "sco_rats_demo"}
    )
    folder, random_bytes = tmp_path_factory.mktemp("founded"), counted()
    signers = keys.generate(random_bytes), keys.generate(random_bytes)
    cast = Cast.gather(open_node(config.Located(folder, told), *signers, StoryClock(BEGINS)), random_bytes)
    cast.sign_safeguards()
    database.truncate()
    yield cast
    database.close()


@pytest.fixture
def walk(founded: Cast, tmp_path: Path) -> Iterator[Callable[[int], Walk]]:
    """A new walk from the founded node, by its seed."""
    made = iter(range(10**6))

    def begin(seed: int) -> Walk:
        home, clock = tmp_path / f"{next(made)}", StoryClock(BEGINS)
        shutil.copytree(founded.node.located.home, home)
        node = moved(founded.node, home)
        node = replace(node, clock=clock, writer=replace(node.writer, clock=clock))
        return Walk(replace(founded, node=node, random_bytes=counted(seed)), clock, random.Random(seed))

    yield begin
    database.close()


def holds(begin: Callable[[int], Walk], seed: int, turns: int = TURNS) -> Walk:
    """The walk of this seed, looked at after every few turns, and wholly at its end."""
    walk = begin(seed)
    for number in range(turns):
        before = walk.now
        walk.turn()
        assert walk.lost == [], walk.lost
        if number % 6 == 5 or walk.now != before or walk.done[-1:] == ["tick"]:
            nobody_is_shown_what_he_may_not_see(walk, some=2)
            erased_is_gone(walk)
    nobody_is_shown_what_he_may_not_see(walk, some=len(walk.records))
    no_byte_is_left(walk)
    return walk


def nobody_is_shown_what_he_may_not_see(walk: Walk, some: int) -> None:
    """Every reading function shows each reader exactly what the oracle says; ``some`` matters are shown whole."""
    looked_at = walk.chance.sample(walk.records, min(some, len(walk.records)))
    held = [c for r in walk.records for c in r.statements]
    with walk.cast.node.reading() as unit:
        for officer in PANEL:
            reader = reader_of(unit, officer, walk.now)
            may = {c for r in walk.records if walk.may_see(officer, r) for c in r.statements}
            assert citing.readable(unit, held, reader) == may, officer
            _databank(walk, unit, officer, reader)
            for record in looked_at:
                _matter(walk, unit, officer, reader, record)


def _databank(walk: Walk, unit: SqlUnit, officer: str, reader: Reader) -> None:
    """Files, tellings, faces and findings: what may be seen and stands."""
    standing = [r for r in walk.records if walk.counts(r) and walk.may_see(officer, r)]
    may = {c for r in standing for c in r.statements}
    every = telling.told_of(unit, TOLD, reader)
    assert {one.commitment for one in every} <= may, officer
    assert {one.contribution for one in every} == {r.matter for r in standing}, officer
    assert telling.files(unit, reader, "file") == [f for f in walk.files if any(r.file == f for r in standing)]
    told = [one for file in walk.files for one in telling.told_in(unit, file, reader)]
    assert {one.contribution for one in told} == {r.matter for r in standing if r.file}, officer
    for one in every:
        (record,) = [r for r in standing if r.matter == one.contribution]
        assert set(one.conditions) == record.conditions and one.kept_until == record.until
    for finding in analyse(every, walk.now):
        assert set(finding.statements) <= may, officer
    for file in walk.files:
        shown = face(file, telling.told_in(unit, file, reader))
        assert set(shown.owners) == {r.owner for r in standing if r.file == file}
        assert set(shown.names) == {r.canary for r in standing if r.file == file}
        _summed(Files(unit, reader), file, standing)
    counted = uses.counts(unit, PANEL[officer][0], walk.clock.now.date())
    assert counted == {} or any(r.owner == PANEL[officer][0] for r in walk.records)


def _summed(files: Files, file: str, standing: list[Record]) -> None:
    """A line of a list counts and names what may be read without a case, and says where there is more."""
    summed, told = files.summed([file])[file], files.of(file)
    standing = [r for r in standing if r.file in files.together(file)]
    free = [r for r in standing if r.owner == files.reader.participant or r.code in ("PUBLIC", "MEMBER")]
    assert set(summed.owners) == {r.owner for r in free} and set(summed.names) == {r.canary for r in free}
    assert summed.statements == len(files.open_part(told))
    assert summed.restricted is (len(free) < len(standing))


def _matter(walk: Walk, unit: SqlUnit, officer: str, reader: Reader, record: Record) -> None:
    """What is shown of one matter: open, or withheld without a value."""
    may = walk.may_see(officer, record)
    for shown in (showing.show(unit, record.matter, reader), SqlView(unit, reader).shown(record.matter)):
        told = [one for one in shown if one.commitment in record.statements]
        assert {one.state for one in told} <= ({State.OPEN} if may else {State.WITHHELD, State.ERASED}), officer
        assert all(one.statement is None for one in told) is not may
    by = telling.told_by(unit, record.matter, reader)
    assert {one.contribution for one in by} == ({record.matter} if may and walk.counts(record) else set())


def erased_is_gone(walk: Walk) -> None:
    """Of what ended before the clock's last act no statement is held, and of nothing else is one lost."""
    held = {row[0] for row in rows("SELECT commitment FROM statement")}
    for record in walk.records:
        ended = record.until <= walk.erased_until
        assert bool(held & record.statements.keys()) is not ended, record


def no_byte_is_left(walk: Walk) -> None:
    """At its end: no canary of what was erased in any file, and those of what stands are in the database."""
    databank.Walk._tick(walk)
    database.truncate()
    home = walk.cast.node.located.home
    raw = b"\n".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())
    for record in walk.records:
        if record.procedure != "warning":
            assert (record.canary.encode() in raw) is (record.until > walk.now), record


def test_no_sequence_shows_a_value_to_one_who_may_not_see_it(walk: Callable[[int], Walk]) -> None:
    @settings(MODEST, max_examples=6)
    @given(st.integers(0, 10**9))
    def any_walk(seed: int) -> None:
        holds(walk, seed)

    any_walk()


def test_the_walks_are_worth_walking(walk: Callable[[int], Walk]) -> None:
    """What can be done is done, and what must be refused is tried."""
    walked = [holds(walk, seed, turns=60) for seed in WORTH]
    assert {name for one in walked for name in one.done} == set(databank.TURNS)
    tried = {code for one in walked for code in one.refused}
    assert tried >= {f"deriving.{name}" for name in ("conditions", "term", "recipients", "from_warning", "unknown")}
    assert any(one._sources(record)[1:] for one in walked for record in one.records)


Patch = Callable[[pytest.MonkeyPatch], None]
Where = Callable[[Reader], tuple[str, list[str]]]


def _where(change: Callable[[Where, Reader], tuple[str, list[str]]]) -> Patch:
    """The one clause, changed wherever it is asked."""
    real = handling.where

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (handling, telling, citing):
            monkeypatch.setattr(module, "where", lambda reader: change(real, reader))

    return patch


def _words(old: str, new: str) -> Patch:
    def change(real: Where, reader: Reader) -> tuple[str, list[str]]:
        condition, values = real(reader)
        return condition.replace(old, new), values

    return _where(change)


def _instead(owner: object, name: str, value: Any) -> Patch:
    return lambda monkeypatch: monkeypatch.setattr(owner, name, value)


def _ever_opened(source: Any, authority: str) -> frozenset[str]:
    """Cases that never close."""
    on = {case.linked("on") for case in source.of_procedure("case")}
    return frozenset(on | {told.id for one in on for r in ("in", "to") for told in source.linking(one, r)})


def _nothing(*anything: Any) -> None:
    """Checks nothing, does nothing."""


PLANTED: dict[str, tuple[int, Patch]] = {
    "a clause that ignores the term": (0, _where(lambda real, reader: real(replace(reader, at="0")))),
    "a term that ends a second late": (2, _words("b.kept_until > %s", "b.kept_until >= %s")),
    "what is for the reviewers shown to members": (1, _words("b.code = 'MEMBER'", "b.code <> 'NAMED'")),
    "what was withdrawn shown": (0, _words("'withdrawn'", "'never'")),
    "what is named shown to all": (0, _words("a.recipient IN (%s, %s)", "'' IN ('', %s, %s)")),
    "conditions lost": (0, _instead(deriving, "_check_conditions", _nothing)),
    "audiences lost": (0, _instead(deriving, "_check_audience", _nothing)),
    "terms lost": (4, _instead(deriving, "_check_term", _nothing)),
    "a closure of one step": (7, _instead(deriving, "_closure", lambda direct, look: list(look(direct).values()))),
    "something made of a warning": (3, _instead(deriving, "FROM_NOTHING", frozenset())),
    "a consent withdrawn, yet honoured": (
        0,
        _instead(citing, "_CONSENTS", citing._CONSENTS.replace("c.step = 'given'", "c.step <> ''")),
    ),
    "a case closed, yet read": (2, _instead(readers, "open_cases", _ever_opened)),
    "what was replaced shown": (0, _instead(telling, "_COUNTS", "m.step = 'told' AND b.schema LIKE 'databank.%%'")),
    "a clock that erases nothing": (0, _instead(erasing, "_erase_bodies", _nothing)),
}
"""Each bug with the seed of a walk that met it when this was written; where none does any more, others are tried."""


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_bug_is_caught(name: str, walk: Callable[[int], Walk], monkeypatch: pytest.MonkeyPatch) -> None:
    likely, plant = PLANTED[name]
    plant(monkeypatch)
    caught(_some, walk, likely)


def _some(begin: Callable[[int], Walk], likely: int) -> None:
    for seed in (likely, *range(60)):
        holds(begin, seed)
