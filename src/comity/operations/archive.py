"""The form of a backup: one tar file of plain members, with a manifest of digests at its end.

    config.yaml  database  erasures.jsonl  keys/...  blobs/...  log/...  watchlists/...  texts/...  manifest.json

The manifest comes last, so a file that was cut off has none. Names are ours and not the paths of
the node: a member can lead nowhere but into the folder into which it is unpacked.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from comity.errors import Fault, Refused

FORMAT: Final = "comity-backup/1"
MANIFEST: Final = "manifest.json"
CONFIG: Final = "config.yaml"
DATABASE: Final = "database"
LEDGER: Final = "erasures.jsonl"
MAX_MANIFEST: Final = 256 << 20
_RULE: Final = "design, rule 19"
_NAME: Final = re.compile(
    r"config\.yaml|database|erasures\.jsonl|(keys|blobs|log|watchlists|texts)(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}){1,8}"
)
_CHUNK: Final = 1 << 20

Taken = Callable[[int], None]
"""Hears the bytes of each piece as it is read or written."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when it was made (UTC), by which version, of which log, up to which act."""

    made: str
    version: str
    node: str
    origin: str
    acts: int
    published: int
    files: dict[str, tuple[str, int]]  # name to SHA-256 and size

    def to_bytes(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, sort_keys=True).encode() + b"\n"


@dataclass(slots=True)
class Writer:
    """Writes members one after another into ``stream``; ``taken`` hears of every piece."""

    stream: BinaryIO
    taken: Taken = lambda count: None
    files: dict[str, tuple[str, int]] = field(default_factory=dict)

    def file(self, name: str, path: Path) -> None:
        """Add a file as it is now. Raises Fault where it shrinks meanwhile."""
        with path.open("rb") as source:
            self._add(name, source, os.fstat(source.fileno()).st_size)

    def content(self, name: str, content: bytes) -> None:
        """Add these bytes."""
        self._add(name, io.BytesIO(content), len(content))

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and the end of the archive."""
        data = manifest.to_bytes()
        self._header(MANIFEST, len(data))
        self._pad(self.stream.write(data))
        self.stream.write(tarfile.NUL * tarfile.BLOCKSIZE * 2)

    def _add(self, name: str, source: BinaryIO, size: int) -> None:
        if not _NAME.fullmatch(name):
            raise Fault(f"{name!r} cannot be a member of a backup; move the file out of the node's folders")
        self._header(name, size)
        digest, left = hashlib.sha256(), size
        while left:
            piece = source.read(min(left, _CHUNK))
            if not piece:
                raise Fault(f"{name} shrank while it was copied; make the backup again")
            digest.update(piece)
            self.stream.write(piece)
            self.taken(len(piece))
            left -= len(piece)
        self._pad(size)
        self.files[name] = (digest.hexdigest(), size)

    def _header(self, name: str, size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.stream.write(member.tobuf(tarfile.PAX_FORMAT))

    def _pad(self, size: int) -> None:
        self.stream.write(tarfile.NUL * (-size % tarfile.BLOCKSIZE))


def unpack(path: Path, folder: Path | None, taken: Taken = lambda count: None) -> Manifest:
    """Read the whole archive, compare every digest, and write its files below ``folder`` (None: only compare).

    Raises Refused: ``backup.unreadable``, ``backup.damaged``, ``backup.member``, ``cli.file``.
    """
    found: dict[str, tuple[str, int]] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(path, "r|") as tar:
            for member in tar:
                plain = member.type == tarfile.REGTYPE and not member.issparse()  # a hole could be of any size
                stream = tar.extractfile(member) if plain else None
                if stream is None or manifest is not None or member.name in found:
                    raise Refused("backup.member", _RULE, file=path.name, name=ascii(member.name)[:80])
                if member.name == MANIFEST:
                    manifest = _manifest(stream.read(MAX_MANIFEST), path.name)
                elif _NAME.fullmatch(member.name):
                    found[member.name] = _copy(stream, folder / member.name if folder else None, taken)
                else:
                    raise Refused("backup.member", _RULE, file=path.name, name=ascii(member.name)[:80])
    except (tarfile.TarError, EOFError) as error:
        raise Refused("backup.unreadable", _RULE, file=path.name, reason=type(error).__name__) from None
    if manifest is None:
        raise Refused("backup.unreadable", _RULE, file=path.name, reason=MANIFEST)
    wrong = sorted(name for name in found.keys() | manifest.files.keys() if found.get(name) != manifest.files.get(name))
    if wrong:
        raise Refused("backup.damaged", _RULE, file=path.name, names=wrong[:5])
    return manifest


def _manifest(data: bytes, name: str) -> Manifest:
    try:
        raw: dict[str, Any] = json.loads(data)
        if raw.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        files = {str(key): (str(digest), int(size)) for key, (digest, size) in raw.pop("files").items()}
        return Manifest(**raw, files=files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("backup.unreadable", _RULE, file=name, reason=MANIFEST) from None


def _copy(source: Any, target: Path | None, taken: Taken) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with _sink(target) as sink:
        while piece := source.read(_CHUNK):
            digest.update(piece)
            sink.write(piece)
            size += len(piece)
            taken(len(piece))
        sink.flush()
        if target is not None:
            os.fsync(sink.fileno())
    return digest.hexdigest(), size


def _sink(target: Path | None) -> BinaryIO:
    if target is None:
        return Path(os.devnull).open("wb")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    return os.fdopen(opened, "wb")


def below(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below ``folder`` as (name, path), sorted; hidden ones are drafts of others and left out."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = Path(base) / name
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield str(path.relative_to(folder)), path
