"""Torn files: recovered from, or named plainly."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from comity.bootstrap import LEDGER, Node
from comity.demo.cast import Cast, Filed
from comity.errors import Fault, Refused
from comity.store import checking, database, erasing
from comity.translog.errors import TranslogError
from comity.translog.paths import CHECKPOINT_PATH
from tests.faults.staging import moved
from tests.stories import conftest
from tests.stories.conftest import dossier

cast, circulated, clock, home = conftest.cast, conftest.circulated, conftest.clock, conftest.home


def erase(cast: Cast, filed: Filed) -> None:
    cast.open("IR-1", "IR", "erasure.declare", "erasure", filed.entry, reason="data_error")


def checkpoint(node: Node) -> Path:
    return node.located.path("log") / CHECKPOINT_PATH


@pytest.mark.parametrize("torn", [b"", b"torn", None], ids=["empty", "other", "gone"])
def test_a_torn_checkpoint_file_is_written_again(cast: Cast, circulated: Filed, torn: bytes | None) -> None:
    cast.node.publish()
    path = checkpoint(cast.node)
    whole = path.read_bytes()
    path.unlink() if torn is None else path.write_bytes(torn)
    cast.node.publish()
    assert path.read_bytes() == whole


def test_a_torn_tile_is_named(cast: Cast, circulated: Filed) -> None:
    cast.node.publish()
    (partial,) = (cast.node.located.path("log") / "tile" / "0").rglob("*.p/*")
    partial.write_bytes(partial.read_bytes()[:-7])
    cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    with pytest.raises(TranslogError, match="tile_torn"):
        cast.node.publish()


def test_a_torn_line_of_the_ledger_never_counted(cast: Cast, circulated: Filed) -> None:
    ledger = cast.node.located.home / LEDGER
    ledger.write_bytes(b'{"act": "to')
    erase(cast, circulated)
    ((_, matters, statements),) = erasing.read_ledger(ledger)
    assert circulated.entry in matters
    assert statements
    assert erasing.replay(ledger) == 0


def test_a_damaged_line_of_the_ledger_is_named(cast: Cast, circulated: Filed) -> None:
    erase(cast, circulated)
    ledger = cast.node.located.home / LEDGER
    ledger.write_bytes(b"\x00" * 20 + b"\n" + ledger.read_bytes())
    with pytest.raises(Fault, match="line 1 is damaged"):
        erasing.read_ledger(ledger)


@pytest.mark.parametrize("damage", ["torn", "gone"])
def test_a_torn_attachment_is_named(cast: Cast, circulated: Filed, damage: str) -> None:
    blobs = cast.node.located.path("blobs")
    assert checking.check(blobs=blobs).faults == []
    victim = sorted(path for path in blobs.rglob("*") if path.is_file())[0]
    victim.unlink() if damage == "gone" else victim.write_bytes(victim.read_bytes()[:-1])
    (fault,) = checking.check(blobs=blobs).faults
    assert victim.name[:12] in fault


@pytest.fixture
def with_wal(cast: Cast, tmp_path: Path) -> Path:
    """A copy of the folder with a write-ahead log that nobody has moved into the database yet."""
    database.truncate()
    cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    copy = tmp_path / "copy"
    shutil.copytree(cast.node.located.home, copy)
    return copy


def wal_of(node: Node, home: Path) -> Path:
    path = home / node.located.path("database").name
    return path.with_name(path.name + "-wal")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("zeros", [False, True], ids=["cut", "zeroed"])
def test_a_torn_write_ahead_log_leaves_whole_acts(cast: Cast, with_wal: Path, seed: int, zeros: bool) -> None:
    size = checking.check().size
    wal = wal_of(cast.node, with_wal)
    wal.with_name(wal.name.replace("-wal", "-shm")).unlink(missing_ok=True)
    content = wal.read_bytes()
    at = random.Random(seed).randrange(len(content))
    wal.write_bytes(content[:at] + b"\x00" * ((len(content) - at) if zeros else 0))
    moved(cast.node, with_wal)
    report = checking.check()
    assert report.faults == []
    assert report.size <= size


def test_a_log_that_was_published_further_is_not_published_again(cast: Cast, with_wal: Path) -> None:
    cast.node.publish()
    shutil.rmtree(with_wal / "log", ignore_errors=True)
    shutil.copytree(cast.node.located.path("log"), with_wal / "log")
    wal_of(cast.node, with_wal).write_bytes(b"")
    older = moved(cast.node, with_wal)
    with pytest.raises(Refused) as refused:
        older.publish()
    assert refused.value.refusal.code == "store.log_ahead"
