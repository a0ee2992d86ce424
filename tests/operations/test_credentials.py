"""The desk's own database is used by several programs at once, and none of them takes it from another."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections

import tests.served  # noqa: F401  sets Django up before anything that needs it
from comity.operations.credentials import Credentials
from comity.site.desk import databases
from comity.store import database

LOOK = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('SELECT 1 FROM one').fetchall(); db.close()"


def _token(path: Path) -> None:
    Credentials(path).token("nothing", 0)


@pytest.mark.parametrize("again", [_token, database.use, databases.use])
def test_asking_again_lets_go_of_no_lock_of_this_process(again: Callable[[Path], None], tmp_path: Path) -> None:
    """Else whoever closes the database elsewhere believes to be the last, and deletes the log of one in use."""
    path = tmp_path / "some.db"
    again(path)
    connections.close_all()
    with closing(sqlite3.connect(path)) as held:
        held.executescript("PRAGMA journal_mode=WAL; CREATE TABLE one (a); INSERT INTO one VALUES (1);")
        again(path)
        connections.close_all()
        subprocess.run([sys.executable, "-c", LOOK, str(path)], check=True)
        assert path.with_name("some.db-wal").exists()
        held.execute("INSERT INTO one VALUES (2)")
        held.commit()


def test_a_new_database_is_its_owner_s_alone(tmp_path: Path) -> None:
    Credentials(tmp_path / "desk" / "desk.db").token("nothing", 0)
    assert (tmp_path / "desk" / "desk.db").stat().st_mode & 0o777 == 0o600
