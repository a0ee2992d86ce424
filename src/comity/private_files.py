"""Files that only their owner may read: made so, and refused when they are not.

A secret in a file that others can read is no secret, and a link may lead anywhere. Each check is
made on the file that was opened, not on its name, so nothing can be swapped between the two.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from comity.errors import Refused

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_OTHERS: Final = 0o077
_NO_LINK: Final = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK)  # what systems answer to O_NOFOLLOW


def read(path: Path, limit: int) -> bytes:
    """The bytes of a private file, at most ``limit``.

    Raises Refused: ``file.missing``, ``file.link``, ``file.owner``, ``file.permissions``, ``file.size``.
    """
    with _folder(path.parent) as folder:
        opened = _open(path, path.name, os.O_RDONLY | os.O_NONBLOCK, folder)
        try:
            _require_private(path, os.fstat(opened), stat.S_IFREG, FILE_MODE)
            with os.fdopen(opened, "rb", closefd=False) as file:
                content = file.read(limit + 1)
        finally:
            os.close(opened)
    if len(content) > limit:
        raise Refused("file.size", file=str(path), limit=limit)
    return content


def create(path: Path, content: bytes, random_bytes: Callable[[int], bytes]) -> None:
    """Write a new private file, durable and whole or not at all; its folder is made when missing.

    ``random_bytes`` names the draft that is linked into place. An existing file stays as it is.
    Raises Refused: ``file.exists``, ``file.unwritten`` (disk full, read-only), and what ``read`` raises.
    """
    _make_folder(path.parent)
    draft = f".{random_bytes(8).hex()}.draft"
    with _folder(path.parent) as folder:
        try:
            _write_draft(draft, content, folder)
            try:
                os.link(draft, path.name, src_dir_fd=folder, dst_dir_fd=folder)
            finally:
                os.unlink(draft, dir_fd=folder)
            os.fsync(folder)
        except FileExistsError:
            raise Refused("file.exists", file=str(path)) from None
        except OSError as error:
            raise _unwritten(path, error) from None


def replace(path: Path, content: bytes, random_bytes: Callable[[int], bytes]) -> None:
    """Write a private file whole, durably, in place of an earlier one or of none. Raises Refused as ``create`` does."""
    _make_folder(path.parent)
    draft = f".{random_bytes(8).hex()}.draft"
    with _folder(path.parent) as folder:
        try:
            _write_draft(draft, content, folder)
            os.replace(draft, path.name, src_dir_fd=folder, dst_dir_fd=folder)
            os.fsync(folder)
        except OSError as error:
            raise _unwritten(path, error) from None


def make_empty(path: Path) -> None:
    """An empty file for its owner alone where there is none, whatever the umask: for a database about to be opened.

    An existing one is not even opened: closing it again would let go of every lock that SQLite holds on it in this
    process, and another program would then delete the log of a database in use (sqlite.org/howtocorrupt.html, 2.2).
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE))


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=FOLDER_MODE, parents=True)
        above = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(above)  # else a power cut could lose the new folder with the key in it
        finally:
            os.close(above)
    except FileExistsError:
        return
    except OSError as error:
        raise _unwritten(path, error) from None


def _write_draft(name: str, content: bytes, folder: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    opened = os.open(name, flags, FILE_MODE, dir_fd=folder)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        os.unlink(name, dir_fd=folder)
        raise


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    """A descriptor of the folder, which must be private too: who can write it can swap its files."""
    opened = _open(path, str(path), os.O_RDONLY | os.O_DIRECTORY, None)
    try:
        _require_private(path, os.fstat(opened), stat.S_IFDIR, FOLDER_MODE)
        yield opened
    finally:
        os.close(opened)


def _open(path: Path, name: str, flags: int, folder: int | None) -> int:
    try:
        return os.open(name, flags | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        raise Refused("file.missing", file=str(path)) from None
    except OSError as error:
        if error.errno in _NO_LINK:
            raise Refused("file.link", file=str(path)) from None
        raise Refused("file.unread", file=str(path), reason=os.strerror(error.errno or 0)) from None


def _require_private(path: Path, found: os.stat_result, kind: int, mode: int) -> None:
    if stat.S_IFMT(found.st_mode) != kind:
        raise Refused("file.link", file=str(path))
    if found.st_uid != os.geteuid():
        raise Refused("file.owner", file=str(path), owner=found.st_uid, user=os.geteuid())
    if found.st_mode & _OTHERS:
        raise Refused(
            "file.permissions", file=str(path), mode=f"{stat.S_IMODE(found.st_mode):04o}", wanted=f"{mode:04o}"
        )


def _unwritten(path: Path, error: OSError) -> Refused:
    return Refused("file.unwritten", file=str(path), reason=os.strerror(error.errno or 0))
