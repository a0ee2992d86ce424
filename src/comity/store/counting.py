"""What is counted of bodies that the one who counts may not read: one field, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.entries.procedures import VERSION_OF
from comity.provenance import trusted
from comity.store.unit import SqlUnit

_SAID: Final = (
    "SELECT l.target, s.content FROM statement s JOIN body b ON b.id = s.body JOIN matter m ON m.id = b.matter"
    " JOIN link l ON l.source = m.id AND l.relation = %s"
    " WHERE m.step = 'permitted' AND CAST(s.content AS TEXT) LIKE %s ORDER BY b.act"
)


def bases(unit: SqlUnit) -> Mapping[str, str]:
    """The basis in the Convention of each entry, of the version that was permitted last, by the entry's id."""
    rows = unit.all(_SAID, [VERSION_OF, '%"property":"basis"%'])
    found: dict[str, str] = {}
    for entry, content in rows:
        said = trusted(bytes(content))
        if said.property == "basis" and isinstance(said.value, str):
            found[str(entry)] = said.value
    return found
