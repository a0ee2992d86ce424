"""Which database this process works on, and its migrations. Django is set up here and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

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


def close() -> None:
    """Let go of the database."""
    connection.close()


def fsync_is_on() -> bool:
    """Whether SQLite is set to make each commit durable (WAL, synchronous FULL)."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        full = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        return bool(full == 2 and cursor.fetchone()[0] == "wal")


def truncate() -> None:
    """Move what the write-ahead log holds into the database file, and empty it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
