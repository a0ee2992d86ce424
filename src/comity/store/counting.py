"""What is counted of bodies that the one who counts may not read: one field, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity import canonical
from comity.entries.procedures import VERSION_OF
from comity.provenance import trusted
from comity.store.said import PROPERTY
from comity.store.unit import SqlUnit

_SAID: Final = (
    "SELECT l.target, s.content FROM statement s JOIN body b ON b.id = s.body JOIN matter m ON m.id = b.matter"
    " JOIN link l ON l.source = m.id AND l.relation = %s"
    f" WHERE m.step = 'permitted' AND {PROPERTY} = 'basis' ORDER BY b.act"
)
_FIRST: Final = (
    "SELECT entry, stamp FROM act JOIN (SELECT l.target AS entry, MIN(a.idx) AS first FROM act a"
    " JOIN link l ON l.source = a.matter AND l.relation = %s WHERE a.kind = 'version.permit' GROUP BY l.target)"
    " ON idx = first"
)


def bases(unit: SqlUnit) -> Mapping[str, str]:
    """The basis in the Convention of each entry, of the version that was permitted last, by the entry's id."""
    said = [(entry, trusted(bytes(content)).value) for entry, content in unit.all(_SAID, [VERSION_OF])]
    return {str(entry): value for entry, value in said if isinstance(value, str)}


def since(unit: SqlUnit) -> Mapping[str, str]:
    """The day on which each entry was first permitted, by the entry's id."""
    rows = unit.all(_FIRST, [VERSION_OF])
    return {str(entry): str(canonical.stored(bytes(stamp))["time"])[:10] for entry, stamp in rows}
