"""Which database this process works on, and its migrations. Django is set up here and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from comity import private_files
from comity.errors import Refused
from comity.store import migrations

_APP: Final = "store"  # the desk's tables lie elsewhere (site.desk.databases)


def use(path: Path) -> None:
    """Work on the database at ``path`` from now on; a new one gets its folder and its tables.

    Raises Refused: ``store.outdated`` where its tables are older than this program (``comity
    upgrade`` brings them up to date, after a backup), ``store.newer`` where they are newer.
    """
    _connect(path)
    applied, missing = _migrations()
    if applied and missing:
        raise Refused("store.outdated", "design, Storage", file=path.name)
    if missing:
        migrate()
    path.chmod(0o600)


def use_as_it_is(path: Path) -> bool:
    """Work on the database at ``path`` without touching its tables; True where they are older than the program.

    Raises Refused (``store.newer``).
    """
    _connect(path)
    return bool(_migrations()[1])


def migrate() -> None:
    """Bring the tables up to date. Whoever calls it on a database with acts has made a backup."""
    call_command("migrate", _APP, verbosity=0, interactive=False)


def _connect(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    private_files.make_empty(path)  # SQLite would ask the umask
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.settings")
    os.environ["COMITY_DATABASE"] = str(path)
    if not settings.configured:
        django.setup()
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(path)


def _migrations() -> tuple[int, list[str]]:
    """How many migrations the database has, and the names of those that it lacks."""
    known = sorted(one.name for one in iter_modules(migrations.__path__))
    applied = {name for app, name in MigrationRecorder(connection).applied_migrations() if app == _APP}
    unknown = sorted(applied - set(known))
    if unknown:
        raise Refused("store.newer", "design, Storage", migration=unknown[0])
    return len(applied), [name for name in known if name not in applied]


def close() -> None:
    """Let go of the database."""
    connection.close()


def close_if_used() -> None:
    """Let go of the database where this process has worked on one."""
    if settings.configured:
        close()


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
