"""What an operator hands over: one file, or several files of one list, as one stream with one digest.

Several files become a bundle: a line of JSON that gives the day of the list, where the files do not say it,
and the length, SHA-256 and role of each file; then the files, in the order of their digests, so that the
order in which they were named makes no difference. One file without a day stays as it is.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity.errors import Refused
from comity.watchlists.listed import MAX_FILE_BYTES, Readable

MAX_FILES: Final = 8
MAPPING: Final = "mapping"
_MAGIC: Final = b'{"comity-bundle":1,'
_HEAD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Part:
    """One file; ``role`` is "mapping" for a description of columns, else empty."""

    data: bytes
    role: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The files of one list; ``dated`` is None where nobody gave a day; ``digest`` is SHA-256 of the stream."""

    parts: tuple[Part, ...]
    dated: date | None
    digest: str


def pack(parts: Collection[Part], dated: date | None = None) -> bytes:
    """One stream for ``parts``; a single file without day and role is its own. Raises Refused (``lists.files``)."""
    only = next(iter(parts), None)
    if only is not None and len(parts) == 1 and dated is None and not only.role:
        return only.data
    if only is None or len(parts) > MAX_FILES:
        raise Refused("lists.files", expected=f"1-{MAX_FILES}", found=[str(len(parts))])
    ordered = sorted(parts, key=lambda part: (part.role, hashlib.sha256(part.data).digest()))
    head = {
        "comity-bundle": 1,
        "dated": dated.isoformat() if dated else "",
        "files": [[len(p.data), hashlib.sha256(p.data).hexdigest(), p.role] for p in ordered],
    }
    line = json.dumps(head, separators=(",", ":")).encode() + b"\n"
    return b"".join([line, *(part.data for part in ordered)])


def unpack(stream: Readable, limit: int = MAX_FILE_BYTES) -> Received:
    """Read a stream made by ``pack``, in memory. Raises Refused (``lists.size``, ``lists.bundle``)."""
    data = _all(stream, limit)
    digest = hashlib.sha256(data).hexdigest()
    if not data.startswith(_MAGIC):
        return Received((Part(data),), None, digest)
    line, found, _ = data[:_HEAD_BYTES].partition(b"\n")
    try:
        head = json.loads(line)
        dated = date.fromisoformat(head["dated"]) if head["dated"] else None
        files = [(int(size), str(sha), str(role)) for size, sha, role in head["files"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused("lists.bundle") from None
    place, parts = len(line) + len(found), []
    for size, sha, role in files[:MAX_FILES]:
        part = data[place : place + size] if size >= 0 else b""
        if len(part) != size or hashlib.sha256(part).hexdigest() != sha:
            raise Refused("lists.bundle")
        parts.append(Part(part, role))
        place += size
    if place != len(data) or len(parts) != len(files):
        raise Refused("lists.bundle")
    return Received(tuple(parts), dated, digest)


class Peeked:
    """A stream whose first bytes can be looked at before they are read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.head = stream.read(_HEAD_BYTES)
        self._left = io.BytesIO(self.head)

    def read(self, size: int = -1, /) -> bytes:
        return self._left.read(size) or self._stream.read(size)

    @property
    def is_xml(self) -> bool:
        return self.head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _all(stream: Readable, limit: int) -> bytes:
    pieces, size = [], 0
    while chunk := stream.read(1 << 16):
        size += len(chunk)
        if size > limit:
            raise Refused("lists.size", limit=limit >> 20)
        pieces.append(chunk)
    return b"".join(pieces)
