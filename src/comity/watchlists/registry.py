"""The table of sources. A new list is a new row: its reader, who asserts it, how its file ends.

Only the UN's list is multilateral: it alone may be adopted, and it alone stands on an entry's face. Every
other list is there only once an operator has named a file of it, and is shown as its issuer's measure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Final

from comity.errors import Refused
from comity.watchlists.listed import MAX_FILE_BYTES, Readable, Snapshot

MAPPED: Final = "csv-"  # what the id of a list read by a mapping begins with
_MAPPED: Final = re.compile(MAPPED + r"[a-z0-9]{2,16}\Z")


@dataclass(frozen=True, slots=True)
class Source:
    """``reader`` is ``module:function``, loaded on use: answering a query needs no XML parser.

    ``parser`` is raised whenever the reader gives other values for the same bytes, so that stored
    indexes are made again. ``limit`` is the largest file, in bytes. ``adoptable``: an import may become an
    act, which only UN Charter Art 103 grounds (rule 25).
    """

    id: str
    participant: str
    reader: str
    parser: int
    suffix: str = "list"
    limit: int = MAX_FILE_BYTES
    adoptable: bool = False

    def read(self, stream: Readable) -> Snapshot:
        """Read one file of this source. Raises Refused (``lists.*``)."""
        module, _, name = self.reader.partition(":")
        function: Callable[[Readable, int], Snapshot] = getattr(import_module(module), name)
        found = function(stream, self.limit)
        return found if found.source == self.id else replace(found, source=self.id)


_OFAC: Final = ("us", "comity.watchlists.ofac.reading:read", 1, "list", 4 * MAX_FILE_BYTES)
SOURCES: Final[Mapping[str, Source]] = {
    source.id: source
    for source in (
        Source("un", "un", "comity.watchlists.un:read", parser=1, suffix="xml", adoptable=True),
        Source("ofac", *_OFAC),
        Source("ofac-consolidated", *_OFAC),
        Source("eu", "eu", "comity.watchlists.eu:read", parser=1),
        Source("uk", "gb", "comity.watchlists.uk:read", parser=1),
    )
}


def is_mapped(name: str) -> bool:
    """Whether ``name`` can be the id of a list read by a mapping."""
    return bool(_MAPPED.match(name))


def source(name: str) -> Source:
    """The source called ``name``; ``csv-NAME`` is a list read by a mapping. Raises Refused (``lists.source``)."""
    found = SOURCES.get(name)
    if found is None and is_mapped(name):
        return Source(name, name, "comity.watchlists.mapped:read", parser=1)
    if found is None:
        raise Refused("lists.source", source=name[:20], known=[*sorted(SOURCES), MAPPED + "NAME"])
    return found
