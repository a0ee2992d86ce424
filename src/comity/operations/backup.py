"""Back up a node into one file while it runs: whole or not there at all.

The database is copied first, as of one moment. What else belongs to that moment is named by the
copy: its attachments were durable before it, its published log never changes. An erasure that
comes meanwhile makes the copy worthless; it is thrown away and made again.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from comity import __version__, acts, bootstrap
from comity.bootstrap import utc_now
from comity.config import Located
from comity.errors import Fault, Refused
from comity.home import FILE_NAME, private_directory
from comity.operations import archive
from comity.operations.archive import Manifest, Taken, Writer
from comity.store import snapshot, texts
from comity.store.committing import sync_folder
from comity.store.snapshot import Snapshot
from comity.translog.paths import CHECKPOINT_PATH, TILE_HEIGHT, TilePath, widths

SUFFIX: Final = ".backup"
DRAFT: Final = ".draft"
_RULE: Final = "design, rule 19"
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Written:
    """A finished backup."""

    path: Path
    manifest: Manifest


def write(
    located: Located,
    folder: Path | None = None,
    taken: Taken = lambda count: None,
    clock: Callable[[], datetime] = utc_now,
    random_bytes: Callable[[int], bytes] = bootstrap.random_bytes,
) -> Written:
    """Back up the open database's node into ``folder`` (default: the configured one). Raises Refused.

    Its codes: ``backup.busy``, ``backup.unwritten`` (no room, no permission), ``file.exists``.
    """
    into = folder or located.path("backups")
    made = clock().astimezone(UTC)
    target = into / f"comity-{located.config.node}-{made:%Y%m%dT%H%M%SZ}{SUFFIX}"
    try:
        private_directory(into)
        with _alone(into):
            draft = into / f".{random_bytes(8).hex()}{DRAFT}"
            manifest = _write_draft(located, draft, acts.to_time(made), taken)
            os.link(draft, target)  # unlike a rename, this never replaces another backup
            draft.unlink()
            sync_folder(into)
    except FileExistsError:
        raise Refused("file.exists", file=str(target)) from None
    except OSError as error:
        raise Refused("backup.unwritten", _RULE, folder=str(into), reason=error.strerror or "") from None
    return Written(target, manifest)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; whatever draft lies there then was left by a backup that was stopped."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("backup.busy", _RULE, folder=str(folder)) from None
        _sweep(folder)
        try:
            yield
        finally:
            _sweep(folder)
    finally:
        os.close(opened)


def _sweep(folder: Path) -> None:
    for stale in folder.glob(f".*{DRAFT}*"):
        with suppress(FileNotFoundError):
            stale.unlink()


def _write_draft(located: Located, draft: Path, made: str, taken: Taken) -> Manifest:
    ledger = located.home / bootstrap.LEDGER
    copy = draft.with_name(draft.name.replace(DRAFT, f"-copy{DRAFT}"))
    for _ in range(_TRIES):
        before = _bytes(ledger)
        copied = snapshot.take(copy)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as stream:
            writer = Writer(stream, taken)
            whole = _add_all(located, writer, copy, copied)
            after = _bytes(ledger)
            writer.content(archive.LEDGER, after)
            config = located.config
            manifest = Manifest(
                made, __version__, config.node, config.origin, copied.acts, copied.published, writer.files
            )
            writer.close(manifest)
            stream.flush()
            os.fsync(stream.fileno())
        copy.unlink()
        if whole and before == after:
            archive.unpack(draft, None)  # a backup that was never read is none
            return manifest
    raise Fault("the node erased or lost attachments during each of three attempts; run `comity log check`")


def _add_all(located: Located, writer: Writer, copy: Path, copied: Snapshot) -> bool:
    """Add everything but the ledger; False where an attachment is missing."""
    writer.file(archive.CONFIG, located.home / FILE_NAME)
    writer.file(archive.DATABASE, copy)
    for name, path in archive.below(located.path("keys")):
        writer.file(f"keys/{name}", path)
    for name, path in archive.below(located.path("watchlists")):
        writer.file(f"watchlists/{name}", path)
    for name, path in archive.below(located.home / texts.FOLDER):
        writer.file(f"texts/{name}", path)
    if copied.note:
        writer.content(f"log/{CHECKPOINT_PATH}", copied.note)
    for tile, path in _published(located.path("log"), copied.published):
        writer.file(f"log/{tile}", path)
    for blob, _ in sorted(copied.blobs):
        path = located.path("blobs") / blob
        if not path.is_file():
            return False
        writer.file(f"blobs/{blob}", path)
    return True


def _published(log: Path, size: int) -> Iterator[tuple[TilePath, Path]]:
    """The files of the tree of ``size`` leaves, no more: what was published later belongs to a later backup."""
    levels: list[int | None] = [None, *range(8)]
    for level in levels:
        for tile in widths(level, 0, size >> TILE_HEIGHT * (level or 0)):
            path = log / str(tile)
            if path.is_file():
                yield tile, path
            else:
                yield tile.full(), log / str(tile.full())


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
