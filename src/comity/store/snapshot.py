"""One consistent copy of the database, taken while others write; free pages, and what lay in them, stay behind."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from comity.store.publishing import parse


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a copy holds: the log's size, the newest checkpoint (size 0 and no note before the first),
    and path and size of each attachment."""

    acts: int
    published: int
    note: bytes
    blobs: tuple[tuple[str, int], ...]


def take(target: Path) -> Snapshot:
    """Copy the open database to the new file ``target``, durably, and say what the copy holds."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    target.chmod(0o600)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return describe(target)


def describe(path: Path) -> Snapshot:
    """What the copy at ``path`` holds; nothing is written."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as copy:
        size = copy.execute("SELECT COALESCE(MAX(idx) + 1, 0) FROM act").fetchone()[0]
        row = copy.execute("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
        blobs = tuple((str(name), int(length)) for name, length in copy.execute("SELECT path, size FROM blob"))
    note = str(row[0]) if row else ""
    return Snapshot(int(size), parse(note).size if note else 0, note.encode(), blobs)
