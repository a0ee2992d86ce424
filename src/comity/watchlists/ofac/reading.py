"""Which of OFAC's forms a file has, and the reader for it."""

from __future__ import annotations

import re
from typing import Final

from comity.errors import Refused
from comity.watchlists.listed import MAX_FILE_BYTES, Readable, Snapshot
from comity.watchlists.received import Peeked

_ROOT: Final = re.compile(rb"<(?:[A-Za-z0-9]+:)?([A-Za-z_][A-Za-z0-9_]*)[\s>/]")


def read(stream: Readable, limit: int = MAX_FILE_BYTES) -> Snapshot:
    """Read the SDN XML, the Advanced XML, or the three CSV files as one bundle.

    Raises Refused (``lists.*``) where it is damaged, dangerous or none of these.
    """
    from comity.watchlists.ofac import advanced, sdn_xml, three_csv  # noqa: PLC0415  one form needs one parser

    peeked = Peeked(stream)
    if not peeked.is_xml:
        return three_csv.read(peeked, limit)
    root = _ROOT.search(peeked.head)
    found = root[1].decode("ascii") if root else ""
    readers = {"sdnList": sdn_xml.read, "Sanctions": advanced.read}
    if found in readers:
        return readers[found](peeked, limit)
    if not root or b"<!" in peeked.head[: root.start()]:
        return sdn_xml.read(peeked, limit)  # which says what is wrong with it
    raise Refused("lists.root", found=found[:60], expected="sdnList, Sanctions")
