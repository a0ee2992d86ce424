"""Read XML that someone else wrote, as a stream, giving it no power.

No document type, so no entities: not the thousand laughs, not a local file, not the network. Only
UTF-8. Limits on bytes, elements and depth hold before the parser sees what exceeds them.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Collection, Iterator
from typing import Final

from lxml import etree

from comity.errors import Refused
from comity.watchlists.listed import MAX_FILE_BYTES, Readable

MAX_ELEMENTS: Final = 3_000_000
MAX_DEPTH: Final = 12
_FORBIDDEN: Final = (b"<!DOCTYPE", b"<!ENTITY")
_TAIL: Final = max(map(len, _FORBIDDEN)) - 1


class Guarded:
    """A byte stream that is measured, hashed and searched before the parser reads it; ``limit`` is in bytes."""

    def __init__(self, stream: Readable, limit: int = MAX_FILE_BYTES) -> None:
        self._stream = stream
        self._limit = limit
        self._hash = hashlib.sha256()
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._size = 0
        self._tail = b""

    @property
    def digest(self) -> str:
        """SHA-256 of what was read so far, 64 hex digits."""
        return self._hash.hexdigest()

    def read(self, size: int = 1 << 16) -> bytes:
        """Return the next bytes. Raises Refused (``lists.size``, ``lists.encoding``, ``lists.doctype``)."""
        chunk = self._stream.read(size)
        self._size += len(chunk)
        if self._size > self._limit:
            raise Refused("lists.size", limit=self._limit >> 20)
        self._hash.update(chunk)
        try:
            self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            raise Refused("lists.encoding") from None
        window = self._tail + chunk
        if any(mark in window for mark in _FORBIDDEN):
            raise Refused("lists.doctype")
        self._tail = window[-_TAIL:]
        return chunk


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: publishers change that one and keep the rest."""
    return str(element.tag).rpartition("}")[2]


def records(source: Guarded, root: str, wanted: Collection[str]) -> Iterator[etree._Element]:
    """Yield the root at its start, then each ``wanted`` element when complete; it is cleared afterwards.

    ``root`` and ``wanted`` are names without their namespace.
    Raises Refused (``lists.xml``, ``lists.limit``, ``lists.root`` and those of ``Guarded.read``).
    """
    depth = elements = 0
    try:
        for event, element in _events(source):
            if event != "start":
                depth -= 1
                if local(element) in wanted:
                    yield element
                    _forget(element)
                continue
            depth, elements = depth + 1, elements + 1
            if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
                raise Refused("lists.limit", elements=MAX_ELEMENTS, depth=MAX_DEPTH)
            if elements == 1:
                if local(element) != root:
                    raise Refused("lists.root", found=local(element)[:60], expected=root)
                yield element
    except etree.XMLSyntaxError as error:
        raise Refused("lists.xml", line=error.lineno or 0, problem=str(error.msg)[:200]) from None


def _events(source: Guarded) -> Iterator[tuple[str, etree._Element]]:
    # `encoding` overrides what the file declares: a UTF-7 or UTF-16 mask cannot hide a document type.
    events: Iterator[tuple[str, etree._Element]] = etree.iterparse(
        source,
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    return events


def _forget(element: etree._Element) -> None:
    """Free a record and those before it, so that memory does not grow with the file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
