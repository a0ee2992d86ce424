"""Each finding is found when its cause is planted, and only then; each says something in every language."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from comity import language
from comity.operations import backup, doctor, opening
from comity.operations.doctor import Grade
from comity.store import database
from tests.operations import nodes
from tests.operations.nodes import Home

EXPECTED = {"unsigned", "no_backup", "room"}  # a small new node on a full test disk


def sql(statement: str) -> Callable[[Home], None]:
    def plant(home: Home) -> None:
        database.use(home.located.path("database"))
        with database.connection.cursor() as cursor:
            cursor.execute(statement)

    return plant


def old_file(name: str) -> Callable[[Home], None]:
    def plant(home: Home) -> None:
        path = home.path / name
        path.parent.mkdir(exist_ok=True, mode=0o700)
        path.write_bytes(b"x")
        os.utime(path, (0, 0))

    return plant


def with_entry(then: Callable[[Home], object] = lambda home: None) -> Callable[[Home], None]:
    def plant(home: Home) -> None:
        node = home.open()
        nodes.list_an_entry(node)
        node.publish()
        then(home)

    return plant


def erased_after_backup(home: Home) -> None:
    opening.read(home.located)
    old = backup.write(home.located, clock=home.clock).path
    os.utime(old, (0, 0))
    node = home.open()
    nodes.erase_the_entry(node)
    node.publish()


def foreign(home: Home) -> None:
    (home.path / "keys").rename(home.path / "theirs")
    other = Path(home.path / "keys")
    other.mkdir(mode=0o700)
    for kind in (nodes.KeyKind.LOG, nodes.KeyKind.NODE):
        label = nodes.Label(kind, "other", True)
        nodes.keyfiles.write(other, nodes.seal_key(kind), nodes.PASSPHRASE, label, nodes.Dice(kind))


def late(home: Home) -> None:
    sql('UPDATE directory SET folded = replace(folded, \'"since": "2026-03-02"\', \'"since": "2025-01-01"\')')(home)


PLANTED: dict[str, Callable[[Home], object]] = {
    "config": lambda home: (home.path / "config.yaml").write_text("node: x\n"),
    "open_to_others": lambda home: (home.path / "keys").chmod(0o750),
    "clock": sql("UPDATE tree SET last_time = '2031-01-01T00:00:00Z'"),
    "unfinished": old_file("backups/.abc.draft"),
    "aside": lambda home: (home.path.parent / "home.aside-1").mkdir(),
    "attachment_missing": with_entry(
        lambda home: [p.unlink() for p in (home.path / "blobs").rglob("*") if p.is_file()]
    ),
    "attachment_orphan": with_entry(old_file("blobs/orphan")),
    "log_files": lambda home: (home.path / "log" / "checkpoint").write_text("x"),
    "unpublished": lambda home: nodes.list_an_entry(home.open()),
    "profile": lambda home: (home.path / "config.yaml").write_text(
        (home.path / "config.yaml").read_text().replace(nodes.PROFILE, "sco_rats_demo")
    ),
    "foreign_key": foreign,
    "key_file": lambda home: next((home.path / "keys").glob("log-*")).unlink(),
    "late_notice": late,
    "old_backup": old_file("backups/x.backup"),
    "backup_before_erasure": with_entry(erased_after_backup),
}


@pytest.mark.parametrize("code", PLANTED)
def test_what_is_planted_is_found(tmp_path: Path, code: str) -> None:
    home = nodes.copy(tmp_path)
    assert {finding.code for finding in doctor.examine(home.path, home.clock)} <= EXPECTED
    PLANTED[code](home)
    found = doctor.examine(home.path, home.clock)
    assert code in {finding.code for finding in found}
    for finding in found:
        for lang in language.LANGUAGES:
            assert language.say(f"doctor.{finding.code}", lang, **finding.values)
    faults = [finding.grade is Grade.FAULT for finding in found]
    assert faults == sorted(faults, reverse=True)
