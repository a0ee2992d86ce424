"""Publish the log: tiles and a checkpoint, derived from the leaves after they are committed.

The checkpoint is signed outside the transaction of the acts and set by compare-and-swap: whoever
lost the race leaves the winner's standing. Publishing again is always safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.db.utils import OperationalError

from comity.errors import Fault, Refused
from comity.store.unit import SqlUnit
from comity.translog import tiles
from comity.translog.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from comity.translog.errors import Code, TranslogError
from comity.translog.note import parse_note
from comity.translog.paths import CHECKPOINT_PATH
from comity.translog.tree import Frontier
from comity.translog.vkeys import Signer

_BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Publisher:
    """Writes the static log under ``folder`` in the name of ``origin``, signing with ``signer``."""

    folder: Path
    origin: str
    signer: Signer

    def publish(self) -> Checkpoint:
        """Bring files and checkpoint up to the last committed act; return what stands.

        Raises Refused (``store.unpublished``) where the disk does not let it; what stood before stands.
        """
        try:
            return self._publish()
        except (OperationalError, OSError) as error:
            connection.close()
            raise Refused("store.unpublished", reason=str(error)[:120]) from None
        except TranslogError as error:
            if error.code is not Code.TILE_STORAGE:
                raise
            raise Refused("store.unpublished", reason=str(error)[:120]) from None

    def _publish(self) -> Checkpoint:
        old = newest()
        shown = self._shown()
        if shown is not None and shown.size > (old.size if old else 0):
            raise Refused("store.log_ahead", "C2SP tlog-checkpoint", published=shown.size, held=old.size if old else 0)
        with transaction.atomic():
            unit = SqlUnit()
            row = unit.one("SELECT size, frontier FROM tree WHERE id = 1")
        size, root = int(row[0]), Frontier.from_bytes(bytes(row[1])).root()
        if old is not None and old.size == size:
            self._show()  # a stop may have come between the row and the file
            return old
        grown = tiles.extend(self.folder, old.size if old else 0, size, leaves(old.size if old else 0, size))
        if grown != root:
            raise Fault("the leaves do not lead to the tree's root; run `comity log check` and restore a backup")
        checkpoint = Checkpoint(self.origin, size, root)
        note = sign_checkpoint(checkpoint, [self.signer])
        if _swap(old.size if old else 0, size, note.decode()):
            self._show()
        return checkpoint

    def _shown(self) -> Checkpoint | None:
        """The checkpoint in the file; None where there is none, or where it is torn."""
        path = self.folder / CHECKPOINT_PATH
        try:
            return parse(path.read_text("utf-8")) if path.exists() else None
        except (TranslogError, UnicodeDecodeError):
            return None

    def _show(self) -> None:
        """Make the file say what the newest row says."""
        note = newest_note()
        path = self.folder / CHECKPOINT_PATH
        if note is not None and not (path.exists() and path.read_bytes() == note):
            tiles.publish_checkpoint(self.folder, note)


def newest() -> Checkpoint | None:
    """The newest checkpoint that was signed; None before the first."""
    found = newest_note()
    return parse(found.decode()) if found else None


def parse(note: str) -> Checkpoint:
    """The checkpoint in a stored note."""
    return parse_checkpoint(parse_note(note.encode()).text)


def newest_note() -> bytes | None:
    """The signed note of the newest checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
    return str(row[0]).encode() if row else None


def leaves(start: int, end: int) -> Iterator[bytes]:
    """Leaf data from ``start`` up to ``end``, in order."""
    for low in range(start, end, _BATCH):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT data FROM leaf WHERE idx >= %s AND idx < %s ORDER BY idx", [low, min(end, low + _BATCH)]
            )
            rows = cursor.fetchall()
        yield from (bytes(row[0]) for row in rows)


def _swap(old: int, size: int, note: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(size), 0) FROM checkpoint")
        if cursor.fetchone()[0] != old:
            return False
        cursor.execute("INSERT INTO checkpoint (size, note) VALUES (%s, %s)", [size, note])
    return True
