"""Which database this process works on, and its migrations. Django is set up here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections


def use(path: Path) -> None:
    """Work on the database at ``path`` from now on, making its folder and bringing its tables up to date."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.settings")
    os.environ["COMITY_DATABASE"] = str(path)
    if not settings.configured:
        django.setup()
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(path)
    call_command("migrate", verbosity=0, interactive=False)
    path.chmod(0o600)


class Cursor:
    """A cursor without what Django does at each statement; commit runs some twenty of them for an act.

    Speaks the same SQL with ``%s`` for a value, and raises Django's errors.
    """

    __slots__ = ("_raw",)

    def __init__(self) -> None:
        connection.ensure_connection()
        self._raw = connection.connection.cursor()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        with connection.wrap_database_errors:
            self._raw.execute(_marked(sql), values)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        with connection.wrap_database_errors:
            self._raw.executemany(_marked(sql), rows)

    def fetchone(self) -> Any:
        with connection.wrap_database_errors:
            return self._raw.fetchone()

    def fetchall(self) -> list[Any]:
        with connection.wrap_database_errors:
            return list(self._raw.fetchall())

    @property
    def lastrowid(self) -> int:
        return int(self._raw.lastrowid)


@lru_cache(maxsize=256)
def _marked(sql: str) -> str:
    """SQLite's mark for a value is ``?``."""
    return sql.replace("%s", "?")


def close() -> None:
    """Let go of the database."""
    connection.close()


def truncate() -> None:
    """Move what the write-ahead log holds into the database file, and empty it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fsync_is_on() -> bool:
    """Whether SQLite is set to make each commit durable (WAL, synchronous FULL)."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        full = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        return bool(full == 2 and cursor.fetchone()[0] == "wal")
