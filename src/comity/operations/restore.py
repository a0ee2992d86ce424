"""Put a backup in the place of a node: checked and erased again first, then swapped in at once.

The ledger of erasures wins over every backup: what the archive or the present home knows to be
erased is erased in the copy before any of it can be read. The home that was there is kept aside.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from comity import bootstrap, config
from comity.bootstrap import utc_now
from comity.config import Located, Paths
from comity.errors import Refused
from comity.home import FILE_NAME, private_directory
from comity.operations import archive
from comity.operations.archive import Manifest, Taken
from comity.store import checking, database, erasing, publishing
from comity.store.committing import sync_folder
from comity.translog.errors import TranslogError
from comity.translog.paths import CHECKPOINT_PATH
from comity.translog.tiles import TileReader

_RULE: Final = "design, rule 19"
STAGED: Final = ".restoring-"
ASIDE: Final = ".aside-"
_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2  # linux/fs.h
_UNSUPPORTED: Final = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


@dataclass(frozen=True, slots=True)
class Restored:
    """A node that is back: its log's size, statements erased again, and where the home before it lies."""

    manifest: Manifest
    erased: int
    aside: Path | None


def restore(
    file: Path,
    home: Path,
    accept_loss: bool = False,
    taken: Taken = lambda count: None,
    clock: Callable[[], datetime] = utc_now,
    random_bytes: Callable[[int], bytes] = bootstrap.random_bytes,
) -> Restored:
    """Restore the backup ``file`` as ``home``. The node must be stopped.

    ``accept_loss``: go back behind what this home has published already. Raises Refused:
    ``backup.*``, ``file.*``, ``config.*``; the home is unchanged then.
    """
    home = home.absolute()
    database.close_if_used()
    try:
        private_directory(home.parent)
        with _alone(home):
            staged = home.with_name(f".{home.name}{STAGED}{random_bytes(8).hex()}")
            staged.mkdir(mode=0o700)
            try:
                manifest = archive.unpack(file, staged, taken)
                _refuse_loss(home, manifest, accept_loss)
                erased = _prepare(staged, home)
                aside = _swap(staged, home, clock())
            finally:
                shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        raise Refused("backup.unwritten", _RULE, folder=str(home), reason=error.strerror or "") from None
    return Restored(manifest, erased, aside)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the lock of the home's folder; what was staged there before was left by a restore that was stopped."""
    opened = os.open(home.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("backup.busy", _RULE, folder=str(home.parent)) from None
        for stale in home.parent.glob(f".{home.name}{STAGED}*"):
            shutil.rmtree(stale, ignore_errors=True)
        yield
    finally:
        os.close(opened)


def _refuse_loss(home: Path, manifest: Manifest, accept_loss: bool) -> None:
    """Others may hold what this log published; a log that goes back forks, and mirrors refuse it."""
    try:
        located = config.load(home / FILE_NAME)
        note = (located.path("log") / CHECKPOINT_PATH).read_text("utf-8")
        published = publishing.parse(note).size
    except (Refused, OSError, UnicodeDecodeError, TranslogError):
        return
    if located.config.origin == manifest.origin and published > manifest.acts and not accept_loss:
        raise Refused("backup.older", _RULE, published=published, acts=manifest.acts)


def _prepare(staged: Path, home: Path) -> int:
    """Make a node of the unpacked files: its own paths, the newest ledger, erased again, verified."""
    located = _settle(staged)
    ledger = staged / bootstrap.LEDGER
    _merge_ledgers(ledger, home / bootstrap.LEDGER)
    path = located.path("database")
    if database.use_as_it_is(path):
        database.migrate()  # the archive itself stays as it was
    erased = erasing.replay(ledger)
    erasing.finish(path, located.path("blobs"), ledger)
    erasing.scrub(path)
    faults = checking.check(blobs=located.path("blobs")).faults
    if not faults:
        faults = _wrong_files(located)
    database.close()
    if faults:
        raise Refused("backup.faults", _RULE, faults=faults[:3])
    for folder, _, _ in os.walk(staged):
        sync_folder(Path(folder))
    return erased


def _settle(staged: Path) -> Located:
    """Give the files the places that the configuration names; places elsewhere become those below the home."""
    located = config.load(staged / FILE_NAME)
    defaults = Paths()
    outside = [p for p in located.config.paths.model_dump().values() if Path(p).is_absolute() or ".." in Path(p).parts]
    if outside:
        located = Located(staged, located.config.model_copy(update={"paths": defaults}))
        text = config.template(located.config.language, located.config)
        (staged / FILE_NAME).write_text(text, "utf-8")
    (staged / archive.DATABASE).rename(_place(located.path("database")))
    for name in ("keys", "blobs", "log", "watchlists"):
        if (staged / name).is_dir() and staged / name != located.path(name):
            (staged / name).rename(_place(located.path(name)))
    return located


def _place(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _merge_ledgers(ours: Path, theirs: Path) -> None:
    """Add to the archive's ledger every erasure that only the present home knows."""
    known = {act for act, _, _ in erasing.read_ledger(ours)}
    fresh = [entry for entry in erasing.read_ledger(theirs) if entry[0] not in known]
    erasing.append_ledger(ours, fresh)


def _wrong_files(located: Located) -> list[str]:
    """Whether the published files lead to the newest checkpoint."""
    newest = publishing.newest()
    if newest is None:
        return []
    try:
        root = TileReader(located.path("log"), newest.size).root()
    except TranslogError as error:
        return [str(error)]
    return [] if root == newest.root else ["the log's files lead to another root than the checkpoint"]


def _swap(staged: Path, home: Path, now: datetime) -> Path | None:
    if not home.exists() or not any(home.iterdir()):
        staged.rename(home)
        sync_folder(home.parent)
        return None
    unique = staged.name.rpartition("-")[2][:8]
    aside = home.with_name(f"{home.name}{ASIDE}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{unique}")
    staged.rename(aside)
    _exchange(aside, home)
    sync_folder(home.parent)
    return aside


def _exchange(first: Path, second: Path) -> None:
    """Swap two folders in one step of the file system, so that there is always one at each name."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is not None:
        if renameat2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0:
            return
        code = ctypes.get_errno()
        if code not in _UNSUPPORTED:
            raise OSError(code, os.strerror(code))
    between = first.with_name(f"{first.name}.old")  # a file system without the exchange: two steps, nothing lost
    second.rename(between)
    first.rename(second)
    between.rename(first)
