"""The files of a list as an operator names them: one file, several, or a folder that holds them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from comity import dates
from comity.errors import Refused
from comity.watchlists import received
from comity.watchlists.listed import MAX_FILE_BYTES
from comity.watchlists.received import Part


@dataclass(frozen=True, slots=True)
class Handed:
    """What is read, and how many bytes it has."""

    stream: BinaryIO
    size: int


@contextmanager
def opened(files: Sequence[Path], mapping: Path | None = None, dated: date | None = None) -> Iterator[Handed]:
    """One stream for ``files``: the file itself, or a bundle of several.

    A single file says its own day, so ``dated`` holds for a bundle only. Raises Refused (``cli.file``,
    ``lists.files``, ``lists.size``).
    """
    named = [one for file in files for one in _inside(file)]
    if len(named) == 1 and mapping is None:
        with _open(named[0]) as stream:
            yield Handed(stream, named[0].stat().st_size)
        return
    parts = [Part(_bytes(file)) for file in named[: received.MAX_FILES + 1]]
    if mapping is not None:
        parts.append(Part(_bytes(mapping), received.MAPPING))
    data = received.pack(parts, dated)
    yield Handed(io.BytesIO(data), len(data))


def day(text: str) -> date | None:
    """The day that an operator gives, None where none was. Raises Refused (``dates.unreadable``)."""
    if not text:
        return None
    found = dates.parse(text)
    if not found.exact:
        raise Refused("dates.unreadable", text=text[:40])
    return found.earliest


def _inside(file: Path) -> list[Path]:
    return sorted(file.glob("*.csv")) if file.is_dir() else [file]


def _open(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise Refused("cli.file", file=str(file), problem=error.strerror or "") from None


def _bytes(file: Path) -> bytes:
    with _open(file) as stream:
        found = stream.read(MAX_FILE_BYTES + 1)
    if len(found) > MAX_FILE_BYTES:
        raise Refused("lists.size", limit=MAX_FILE_BYTES >> 20)
    return found
