"""An upgrade backs up first; data of the first tagged version opens."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path

import pytest

from comity.errors import Fault, Refused
from comity.operations import archive, opening, restore, upgrade
from comity.store import checking, database, reading
from tests.operations import nodes

FIXTURE = Path(__file__).parents[1] / "fixtures" / "v0.1" / "node.backup.gz"


def test_the_first_version_opens(tmp_path: Path) -> None:
    file = tmp_path / "node.backup"
    file.write_bytes(gzip.decompress(FIXTURE.read_bytes()))
    done = restore.restore(file, tmp_path / "home")
    located = opening.locate(tmp_path / "home")
    clock = nodes.NOW + timedelta(days=1)
    upgraded = upgrade.upgrade(located, clock=lambda: clock)
    assert upgraded.rebuilt == done.manifest.acts == reading.directory()[0] > 1
    assert upgraded.report.faults == []
    assert archive.unpack(upgraded.backup, None).acts == upgraded.rebuilt


def outdated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pretend that the newest migration is missing; returns what was done, in order."""
    done: list[str] = []
    state = {"missing": ["0002_later"]}
    monkeypatch.setattr(database, "_migrations", lambda: (1, state["missing"]))

    def migrate() -> None:
        done.append("migrated")
        state["missing"] = []

    monkeypatch.setattr(database, "migrate", migrate)
    return done


def test_old_tables_are_refused_until_they_are_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = nodes.copy(tmp_path)
    done = outdated(monkeypatch)
    with pytest.raises(Refused) as caught:
        home.open()
    assert caught.value.refusal.code == "store.outdated" and done == []
    seen: list[str] = []
    real = upgrade.backup.write
    monkeypatch.setattr(upgrade.backup, "write", lambda *a, **k: (seen.extend(["backup", *done]), real(*a, **k))[1])
    assert upgrade.upgrade(home.located, clock=home.clock).migrated
    assert seen == ["backup"] and done == ["migrated"], "the backup came first"
    home.open()


def test_tables_of_a_newer_version_are_left_alone(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    database.use(home.located.path("database"))
    with database.connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2031-01-01')"
        )
    with pytest.raises(Refused) as caught:
        upgrade.upgrade(home.located, clock=home.clock)
    assert caught.value.refusal.code == "store.newer"


def test_an_upgrade_that_does_not_verify_says_where_the_backup_is(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    database.use(home.located.path("database"))
    with database.connection.cursor() as cursor:
        cursor.execute("UPDATE act SET officer_signature = zeroblob(64)")
    with pytest.raises(Fault, match=r"comity restore .*\.backup"):
        upgrade.upgrade(home.located, clock=home.clock)
    assert checking.check().faults
