"""Files that are there whole or not at all: write aside, fsync, rename, fsync the directory."""

from __future__ import annotations

import os
from pathlib import Path

from comity.translog.errors import Code, TranslogError


def read_limited(path: Path, limit: int) -> bytes | None:
    """Return the file's bytes, or None where there is no file. At most ``limit`` + 1 bytes are read.

    Raises TranslogError: ``tile_torn`` where it is longer, ``tile_storage`` where the disk refuses.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TranslogError(Code.TILE_STORAGE, f"{path.name}: {error.strerror}") from None
    if len(data) > limit:
        raise TranslogError(Code.TILE_TORN, f"{path.name} is longer than {limit} bytes")
    return data


def remove_directory(directory: Path) -> int:
    """Delete a directory of plain files, if it is there; return how many. Raises TranslogError (``tile_storage``)."""
    try:
        files = list(directory.iterdir())
        for file in files:
            file.unlink()
        directory.rmdir()
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise TranslogError(Code.TILE_STORAGE, f"{directory.name}: {error.strerror}") from None
    return len(files)


class DurableDirectory:
    """Writes files under one directory; nothing counts as written before ``sync`` has returned.

    One writer at a time: the caller holds the log's lock. The directory itself is the caller's to make durable.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory.absolute()
        self._touched: set[Path] = set()

    def create(self, relative: str, data: bytes) -> None:
        """Write an immutable file. The same bytes again are no change; others raise ``tile_conflict``."""
        path = self._directory / relative
        present = read_limited(path, len(data))
        if present is None:
            self.replace(relative, data)
        elif present != data:
            raise TranslogError(Code.TILE_CONFLICT, f"{relative} already holds other bytes")
        self._touch(path.parent)  # whoever wrote it may have been stopped before its name was durable

    def replace(self, relative: str, data: bytes) -> None:
        """Write a file, in the place of an older one if there is one. Raises ``tile_storage``."""
        path = self._directory / relative
        aside = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except OSError as error:
            raise TranslogError(Code.TILE_STORAGE, f"{relative}: {error.strerror}") from None
        self._touch(path.parent)

    def _touch(self, directory: Path) -> None:
        """Remember a directory and those above it: each holds the name of the next."""
        while directory != self._directory.parent and directory not in self._touched:
            self._touched.add(directory)
            directory = directory.parent

    def sync(self) -> None:
        """Make every name written so far survive a power cut. Raises ``tile_storage``."""
        for directory in sorted(self._touched, reverse=True):
            try:
                handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
            except OSError as error:
                raise TranslogError(Code.TILE_STORAGE, f"{directory.name}: {error.strerror}") from None
        self._touched.clear()
