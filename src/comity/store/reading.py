"""Questions about the record that no decision rests on: for the operator's eyes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import connection

from comity.errors import Refused
from comity.participants import Directory
from comity.provenance import Opened
from comity.store import folded
from comity.store.unit import SqlUnit

_ERASED = (
    "EXISTS (SELECT 1 FROM body b WHERE b.matter = a.matter AND b.act = a.idx"
    " AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.body = b.id))"
)


def newest_acts(limit: int, matter: str = "") -> list[tuple[bytes, bytes, str, bool]]:
    """(head, stamp, participant, erased) of the newest acts, oldest first. ``matter``: of this one only."""
    where = "WHERE a.matter = %s" if matter else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.head, a.stamp, a.participant, {_ERASED} FROM act a {where} ORDER BY a.idx DESC LIMIT %s",
            [*([matter] if matter else []), limit],
        )
        rows = cursor.fetchall()
    return [(bytes(head), bytes(stamp), str(who), bool(erased)) for head, stamp, who, erased in reversed(rows)]


def record(act: str) -> tuple[int, bytes, bytes, bytes, bytes]:
    """Index, head, both signatures and stamp of an act, named by index or id. Raises Refused (``log.no_act``)."""
    column = "idx" if act.isascii() and act.isdigit() and len(act) < 19 else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT idx, head, officer_signature, seal_signature, stamp FROM act WHERE {column} = %s", [act]
        )
        row = cursor.fetchone()
    if row is None:
        raise Refused("log.no_act", "design, The log", act=act[:40])
    return int(row[0]), bytes(row[1]), bytes(row[2]), bytes(row[3]), bytes(row[4])


def opened(commitment: str) -> Opened | None:
    """The statement with this commitment and its salt; None where it is erased or never was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT salt, content FROM statement WHERE commitment = %s", [commitment])
        row = cursor.fetchone()
    return Opened(bytes(row[0]), bytes(row[1])) if row else None


def founding_terms() -> dict[str, object]:
    """The terms of the log's first act; empty where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT head FROM act WHERE idx = 0")
        row = cursor.fetchone()
    return dict(json.loads(bytes(row[0]))["terms"]) if row else {}


def directory() -> tuple[int, str, str, Directory]:
    """The log's size, the last stamp's time, up to when the clock was confirmed, and who may act."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.size, t.last_time, t.confirmed_until, d.folded FROM tree t LEFT JOIN directory d ON d.id = t.id"
        )
        row = cursor.fetchone()
    if row is None:
        return 0, "", "", Directory()
    return int(row[0]), str(row[1]), str(row[2]), folded.directory_from_text(row[3] or "")


def blob_paths() -> Iterator[tuple[str, int]]:
    """Path and size of every attachment that the record names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT path, size FROM blob ORDER BY path")
        yield from ((str(path), int(size)) for path, size in cursor.fetchall())


def confirm_time(until: str) -> None:
    """Note in the head row that an officer confirmed the clock (rule 15)."""
    SqlUnit().confirm_time(until)
