"""What is counted of bodies that the one who counts may not read: one field, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.entries.procedures import VERSION_OF
from comity.provenance import trusted
from comity.store.said import PROPERTY
from comity.store.unit import SqlUnit

_SAID: Final = (
    "SELECT l.target, s.content FROM statement s JOIN body b ON b.id = s.body JOIN matter m ON m.id = b.matter"
    " JOIN link l ON l.source = m.id AND l.relation = %s"
    f" WHERE m.step = 'permitted' AND {PROPERTY} = 'basis' ORDER BY b.act"
)


def bases(unit: SqlUnit) -> Mapping[str, str]:
    """The basis in the Convention of each entry, of the version that was permitted last, by the entry's id."""
    said = [(entry, trusted(bytes(content)).value) for entry, content in unit.all(_SAID, [VERSION_OF])]
    return {str(entry): value for entry, value in said if isinstance(value, str)}
