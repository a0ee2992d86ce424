"""The table of sources. A new list is a new row: its reader, who asserts it, how its file ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from comity.errors import Refused
from comity.watchlists.listed import Readable, Snapshot


@dataclass(frozen=True, slots=True)
class Source:
    """``reader`` is ``module:function``, loaded on use: answering a query needs no XML parser.

    ``parser`` is raised whenever the reader gives other values for the same bytes, so that stored
    indexes are made again.
    """

    id: str
    participant: str
    reader: str
    parser: int
    suffix: str = "xml"

    def read(self, stream: Readable) -> Snapshot:
        """Read one file of this source. Raises Refused (``lists.*``)."""
        module, _, name = self.reader.partition(":")
        function: Callable[[Readable], Snapshot] = getattr(import_module(module), name)
        return function(stream)


SOURCES: Final[Mapping[str, Source]] = {
    source.id: source for source in (Source("un", "un", "comity.watchlists.un:read", parser=1),)
}


def source(name: str) -> Source:
    """The source called ``name``. Raises Refused (``lists.source``)."""
    found = SOURCES.get(name)
    if found is None:
        raise Refused("lists.source", source=name[:20], known=sorted(SOURCES))
    return found
