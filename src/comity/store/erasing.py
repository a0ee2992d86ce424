"""Carry out an erasure: in the tables with its act, then in every other place a byte may lie.

An erasure is done when no byte is left in tables, write-ahead log and files (rule 19). The ledger
file outlives the database, so that restoring an older backup erases again before the node answers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.db.utils import OperationalError

from comity import erasure
from comity.acts import Head
from comity.errors import Fault, Refused
from comity.store.committing import sync_folder
from comity.store.unit import SqlUnit

_MANY: Final = 400
LAPSE: Final = "erasure.lapse"
_DECIDED_OF: Final = (  # what a searcher decided of a match with an entry: ``disposing``
    'UPDATE journal SET salt = NULL, content = NULL, "key" = NULL'
    ' WHERE "key" >= \'d/\' AND "key" < \'d0\' AND "key" LIKE %s'
)
_ENDED: Final = (  # what has no term of its own (reasons) goes with the last that has one
    "SELECT b.id FROM body b WHERE b.matter = %s AND ((b.kept_until <> '' AND b.kept_until <= %s) OR (b.kept_until = ''"
    " AND NOT EXISTS (SELECT 1 FROM body l WHERE l.matter = b.matter AND l.kept_until > %s)))"
)
KINDS: Final = frozenset({"erasure.declare", "erasure.own", LAPSE})


def roots(unit: SqlUnit, target: str) -> frozenset[str]:
    """The matters purged with ``target``: its versions, the decisions on which it alone rests, and all
    that was said on any of them."""
    versions = {
        row[0] for row in unit.all("SELECT source FROM link WHERE target = %s AND relation = 'version_of'", [target])
    }
    found = {target, *versions}
    for version in versions:
        for (decision,) in unit.all("SELECT target FROM link WHERE source = %s AND relation = 'rests_on'", [version]):
            others = unit.all("SELECT source FROM link WHERE target = %s AND relation = 'rests_on'", [decision])
            if {row[0] for row in others} <= versions:
                found.add(decision)
    fresh = list(found)
    while fresh:
        marks = ", ".join("%s" for _ in fresh)
        rows = unit.all(f"SELECT source FROM link WHERE target IN ({marks}) AND relation = 'on'", fresh)
        fresh = [row[0] for row in rows if row[0] not in found]
        found.update(fresh)
    return frozenset(found)


def apply(unit: SqlUnit, head: Head) -> None:
    """Erase in the tables what the erasure act ``head`` covers, in the transaction of that act."""
    target = next((link.to for link in head.links if link.relation == "on"), "")
    if head.kind == LAPSE:
        due = str(head.terms["due"])
        ended = unit.all(_ENDED, [target, due, due])
        purged: frozenset[str] = frozenset()
        bodies = _reached(unit, {row[0] for row in ended})
    else:
        purged = roots(unit, target)
        bodies = _reached(unit, _about(unit, purged))
    for some in _portions(sorted(bodies)):
        _erase_bodies(unit, some, head.id)
    unit.many("INSERT OR IGNORE INTO purged (matter, act) VALUES (%s, %s)", [(m, head.id) for m in sorted(purged)])
    unit.many("DELETE FROM draft WHERE id = %s", [(m,) for m in sorted(purged)])
    unit.many(_DECIDED_OF, [(f"d/%/{m}",) for m in sorted(purged)])


def _about(unit: SqlUnit, matters: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for some in _portions(sorted(matters)):
        found |= {row[0] for row in unit.all(f"SELECT body FROM about WHERE matter IN ({_marks(some)})", some)}
    return found


def _reached(unit: SqlUnit, start: set[int]) -> frozenset[int]:
    """``start`` and every body that was derived from one of them, however far (rule 17)."""

    def derived(bodies: frozenset[int]) -> set[int]:
        return {
            row[0]
            for some in _portions(sorted(bodies))
            for row in unit.all(
                "SELECT d.body FROM statement s JOIN derived d ON d.commitment = s.commitment"
                f" WHERE s.body IN ({_marks(some)})",
                some,
            )
        }

    return erasure.reached(start, derived)


def _portions(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for low in range(0, len(items), _MANY):
        yield items[low : low + _MANY]


def _marks(items: Sequence[Any]) -> str:
    return ", ".join("%s" for _ in items)


def _erase_bodies(unit: SqlUnit, bodies: Sequence[int], act: str) -> None:
    marks = _marks(bodies)
    rows = unit.all(f"SELECT commitment FROM statement WHERE body IN ({marks})", bodies)
    unit.many("INSERT OR IGNORE INTO erased (commitment, act) VALUES (%s, %s)", [(row[0], act) for row in rows])
    unit.run(f"DELETE FROM statement WHERE body IN ({marks})", bodies)
    unit.run(f"DELETE FROM name WHERE body IN ({marks})", bodies)


def finish(database: Path, blobs: Path, ledger: Path) -> int:
    """Bring files and raw bytes in line with the tables; safe to repeat, run at every start.

    Writes the ledger, unlinks attachments whose statement is gone, and leaves no copy in the
    write-ahead log or in free pages. A mark beside the ledger stands until all is done, so that a
    kill at any point is made good. Returns the number of attachments unlinked. Raises Refused
    (``store.unfinished``) where the disk does not let it end.
    """
    try:
        return _finish(database, blobs, ledger)
    except (OperationalError, OSError) as error:
        connection.close()
        raise Refused("store.unfinished", "design, rule 19", reason=str(error)[:120]) from None


def _finish(database: Path, blobs: Path, ledger: Path) -> int:
    if _write_ledger(ledger) or _stale_blobs():
        _mark(ledger)
    gone = _unlink_blobs(blobs)
    mark = pending(ledger)
    if mark.exists():
        scrub(database)
        mark.unlink()
        sync_folder(mark.parent)
    return gone


def pending(ledger: Path) -> Path:
    """The mark that says: bytes may be left."""
    return ledger.with_suffix(".pending")


def _mark(ledger: Path) -> None:
    mark = pending(ledger)
    mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.touch(mode=0o600)
    sync_folder(mark.parent)


def sweep(blobs: Path) -> int:
    """Unlink files that no act names: what a kill left between placing a document and committing its
    act. Under the log's lock, so that nobody is placing one. Returns their number."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT path FROM blob")
        known = {str(path) for (path,) in cursor.fetchall()}
        strays = [p for p in blobs.glob("*/*") if p.is_file() and p.relative_to(blobs).as_posix() not in known]
        for stray in strays:
            stray.unlink()
            sync_folder(stray.parent)
    return len(strays)


def _stale_blobs() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest, path FROM blob WHERE body NOT IN (SELECT body FROM statement)")
        return [(str(digest), str(path)) for digest, path in cursor.fetchall()]


def _unlink_blobs(blobs: Path) -> int:
    rows = _stale_blobs()
    with connection.cursor() as cursor:
        for digest, path in rows:
            target = blobs / path
            target.unlink(missing_ok=True)
            if target.parent.is_dir():
                sync_folder(target.parent)
            cursor.execute("DELETE FROM blob WHERE digest = %s", [digest])
    return len(rows)


def _write_ledger(ledger: Path) -> bool:
    """Add what the tables erased and the ledger does not have; True if anything was added."""
    known = {act for act, _, _ in read_ledger(ledger)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT act, matter FROM purged ORDER BY matter")
        purged = _grouped(cursor.fetchall())
        cursor.execute("SELECT act, commitment FROM erased ORDER BY commitment")
        erased = _grouped(cursor.fetchall())
    fresh = [(act, purged[act], erased.get(act, [])) for act in purged if act not in known]
    if fresh:
        _mark(ledger)
        append_ledger(ledger, fresh)
    return bool(fresh)


def append_ledger(ledger: Path, entries: Sequence[tuple[str, list[str], list[str]]]) -> None:
    """Add erasures, each as (act, matters, statements), durably; a torn last line goes first."""
    ledger.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(opened, "ab") as file:
        file.truncate(_whole_lines(ledger))
        for act, matters, statements in entries:
            line = {"act": act, "matters": matters, "statements": statements}
            file.write(json.dumps(line, sort_keys=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(ledger.parent)


def _whole_lines(ledger: Path) -> int:
    """The bytes up to the last line that is whole: what was torn never counted."""
    return ledger.read_bytes().rfind(b"\n") + 1


def _grouped(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for act, value in rows:
        found.setdefault(act, []).append(value)
    return found


def read_ledger(ledger: Path) -> list[tuple[str, list[str], list[str]]]:
    """Each erasure as (act, matters, statements). A torn last line is a write that never counted."""
    if not ledger.exists():
        return []
    lines = ledger.read_bytes().split(b"\n")
    found = []
    for number, line in enumerate(lines[:-1]):
        try:
            raw: dict[str, Any] = json.loads(line)
        except ValueError:
            raise Fault(f"{ledger.name}, line {number + 1} is damaged; take the ledger from a backup") from None
        found.append((raw["act"], raw["matters"], raw["statements"]))
    return found


def replay(ledger: Path) -> int:
    """Erase again whatever the ledger says, after an older backup was restored. Returns the statements erased."""
    count = 0
    with transaction.atomic():
        unit = SqlUnit()
        for act, purged, commitments in read_ledger(ledger):
            for commitment in commitments:
                held = unit.one("SELECT body FROM statement WHERE commitment = %s", [commitment])
                if held is not None:
                    if not count:
                        _mark(ledger)
                    unit.run("DELETE FROM name WHERE body = %s", [held[0]])
                    unit.run("DELETE FROM statement WHERE commitment = %s", [commitment])
                    count += 1
            unit.many("INSERT OR IGNORE INTO erased (commitment, act) VALUES (%s, %s)", [(c, act) for c in commitments])
            unit.many("INSERT OR IGNORE INTO purged (matter, act) VALUES (%s, %s)", [(m, act) for m in purged])
    return count


def scrub(database: Path) -> None:
    """Leave no deleted byte in free pages or in the write-ahead log."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    wal = database.with_name(database.name + "-wal")
    if busy or (wal.exists() and wal.stat().st_size):
        raise Fault("the write-ahead log could not be truncated because another process reads; stop it and start again")
