"""Where imported files lie: ``<home>/watchlists/<source>/``, readable by their owner only.

    <digest>.xml             the bytes as received
    <digest>.1-1.jsonl       the same as an index (parser version - form), made again when missing
    <digest>.json            when it was taken in, and why a shrinking was accepted
    in_force                 the digest that counts now

``in_force`` is replaced last and by one rename, so a refusal, a kill or a full disk leaves the old
version in force. Files are unsigned: ``comity lists adopt`` makes one an act.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from comity.errors import Refused
from comity.home import private_directory
from comity.watchlists import delta, index, registry
from comity.watchlists.delta import Delta
from comity.watchlists.lines import Lines
from comity.watchlists.listed import Readable, Snapshot
from comity.watchlists.registry import Source

WATCHLISTS: Final = "watchlists"
IN_FORCE: Final = "in_force"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")
_CHUNK: Final = 1 << 16
_REASON: Final = range(10, 501)  # characters
_UNFINISHED: Final = ".unfinished-"
_AHEAD: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``delta`` is None for a first import; ``unchanged`` if it was in force already."""

    snapshot: Snapshot
    delta: Delta | None
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One stored version of a list: ``entries`` counts its persons and bodies."""

    digest: str
    list_date: date
    issuer: str
    entries: int


class Store:
    """The stored files of one source below ``home``."""

    def __init__(self, home: Path, source: Source) -> None:
        self._source = source
        self.directory = home / WATCHLISTS / source.id

    def in_force(self) -> Snapshot | None:
        """The version that counts now, None before the first import. Raises Refused (``lists.stored``)."""
        digest = self.digest_in_force()
        return self.load(digest) if digest else None

    def load(self, digest: str) -> Snapshot:
        """The stored version ``digest``, from its index or else from its bytes. Raises Refused (``lists.stored``)."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            return index.read(self._index(digest).read_bytes())
        try:
            with self._file(digest).open("rb") as stream:
                snapshot = self._source.read(stream)
        except FileNotFoundError:
            raise Refused("lists.stored", file=self._file(digest).name) from None
        if snapshot.digest != digest:
            raise Refused("lists.stored", file=self._file(digest).name)
        with suppress(OSError):  # a read-only home still answers, only more slowly
            self._put(self._index(digest), index.write(snapshot))
        return snapshot

    def version(self, digest: str) -> Version:
        """What the stored version ``digest`` says of itself, without reading its entries where an index is there.

        Raises Refused (``lists.stored``).
        """
        with suppress(OSError, ValueError, TypeError), self._index(digest).open("rb") as lines:
            return Version(*index.head(lines.readline()))
        snapshot = self.load(digest)
        return Version(snapshot.digest, snapshot.list_date, snapshot.issuer, len(snapshot.entries))

    def lines(self, digest: str) -> Lines:
        """The entries of the stored version ``digest``, one at a time. Raises Refused (``lists.stored``), OSError."""
        if not self._index(digest).is_file():
            self.load(digest)  # which writes it
        return Lines(self._index(digest))

    def in_force_on(self, day: date) -> str:
        """The digest of the version that was the newest by its list date on ``day``; empty where there was none.

        Raises Refused (``lists.stored``).
        """
        return next((one.digest for one in self.versions() if one.list_date <= day), "")

    def versions(self) -> tuple[Version, ...]:
        """Every stored version, the newest by its list date first. Raises Refused (``lists.stored``)."""
        digests = [path.stem for path in self.directory.glob("*.json") if _DIGEST.match(path.stem)]
        return tuple(sorted(map(self.version, digests), key=lambda one: (one.list_date, one.digest), reverse=True))

    def take_in(self, stream: Readable, now: datetime, accept_shrink: str = "") -> Imported:
        """Read, check and put in force the file in ``stream``; ``accept_shrink`` is a person's reason.

        Raises Refused (``lists.*``); then nothing has changed.
        """
        if accept_shrink and len(accept_shrink) not in _REASON:
            raise Refused("lists.reason")
        private_directory(self.directory)
        with self._alone(), self._received(stream) as file:
            with file.open("rb") as received:
                new = self._source.read(received)
            old = self.in_force()
            if old is not None and old.digest == new.digest:
                return Imported(old, delta.between(old, old), unchanged=True)
            _admit(old, new, now, bool(accept_shrink))
            os.replace(file, self._file(new.digest))  # made durable by the next _put, before it counts
            self._put(self._index(new.digest), index.write(new))
            note = {"accept_shrink": accept_shrink, "taken_in": now.isoformat(), **new.counts()}
            self._put(self.directory / f"{new.digest}.json", json.dumps(note, ensure_ascii=False).encode())
            self._put(self.directory / IN_FORCE, new.digest.encode())
            return Imported(new, delta.between(old, new) if old else None)

    def digest_in_force(self) -> str:
        """The digest of what counts now; empty before the first import. Raises Refused (``lists.stored``)."""
        try:
            digest = (self.directory / IN_FORCE).read_text("ascii").strip()
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError:
            digest = ""
        if not _DIGEST.match(digest):
            raise Refused("lists.stored", file="in_force")
        return digest

    def _file(self, digest: str) -> Path:
        return self.directory / f"{digest}.{self._source.suffix}"

    def _index(self, digest: str) -> Path:
        return self.directory / f"{digest}.{self._source.parser}-{index.FORM}.jsonl"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One import at a time; the lock ends with the process that holds it, what that left is removed."""
        with (self.directory / "lock").open("wb") as lock:
            os.fchmod(lock.fileno(), 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in self.directory.glob(f"{_UNFINISHED}*"):
                left.unlink(missing_ok=True)
            yield

    @contextmanager
    def _received(self, stream: Readable) -> Iterator[Path]:
        """The bytes of ``stream`` in a durable temporary file, gone afterwards unless it was renamed."""
        handle, name = tempfile.mkstemp(dir=self.directory, prefix=_UNFINISHED)  # mode 0600
        try:
            with os.fdopen(handle, "wb") as out:
                left = self._source.limit + 1  # one more than is read, so that the reader refuses it
                while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
                    out.write(chunk)
                    left -= len(chunk)
                out.flush()
                os.fsync(out.fileno())
            yield Path(name)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)

    def _put(self, path: Path, content: bytes) -> None:
        """Write ``path`` whole or not at all: temporary file, fsync, rename, fsync of the directory."""
        handle, name = tempfile.mkstemp(dir=self.directory, prefix=_UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            os.replace(name, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise
        directory = os.open(self.directory, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def held(home: Path) -> dict[str, Snapshot]:
    """Every list in force below ``home``, by the id of its source."""
    found = {name: Store(home, source).in_force() for name, source in sources(home).items()}
    return {name: snapshot for name, snapshot in found.items() if snapshot is not None}


def sources(home: Path) -> dict[str, Source]:
    """Every source of which a list may lie below ``home``: the known ones, then those read by a mapping."""
    folders = (path.name for path in (home / WATCHLISTS).glob(f"{registry.MAPPED}*"))
    return {**registry.SOURCES, **{name: registry.source(name) for name in sorted(folders) if registry.is_mapped(name)}}


def _admit(old: Snapshot | None, new: Snapshot, now: datetime, shrink_accepted: bool) -> None:
    """Whether ``new`` may replace ``old``. Raises Refused (``lists.future``, ``older``, ``shrunken``)."""
    if new.generated > now + _AHEAD:
        raise Refused("lists.future", date=new.list_date.isoformat())
    if old is None:
        return
    if new.generated < old.generated:
        raise Refused("lists.older", date=new.list_date.isoformat(), in_force=old.list_date.isoformat())
    gone = delta.shrunken(old, new)
    if gone and not shrink_accepted:
        raise Refused("lists.shrunken", gone=gone, before=len(old.entries), percent=delta.SHRUNKEN_PERCENT)
