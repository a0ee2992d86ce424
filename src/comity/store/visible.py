"""What a reader may see, asked of the database in one join with ``handling.where``; counts too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comity.entries.shown import Shown
from comity.handling import Reader, where
from comity.provenance import parse
from comity.store.unit import SqlUnit

_CHUNK = 400  # ids in one statement; SQLite's limit of variables is far above

# The version that was permitted last stands for the entry: who may not read it reads no earlier one.
_NEWEST = (
    "(m.step <> 'permitted' OR NOT EXISTS (SELECT 1 FROM link n JOIN matter newer ON newer.id = n.source"
    " WHERE n.relation = 'version_of' AND n.target = l.target AND newer.step = 'permitted' AND newer.last > m.last))"
)
_ENTRIES = (
    "FROM matter e JOIN link l ON l.target = e.id AND l.relation = 'version_of'"
    " JOIN matter m ON m.id = l.source JOIN body b ON b.matter = m.id"
)


def entries(unit: SqlUnit, reader: Reader, *procedures: str) -> list[str]:
    """The ids of the entries of these procedures that ``reader`` may see, oldest first."""
    condition, values = _condition(reader, procedures)
    rows = unit.all(f"SELECT e.id {_ENTRIES} WHERE {condition} GROUP BY e.id ORDER BY e.opened", values)
    return [str(row[0]) for row in rows]


def count(unit: SqlUnit, reader: Reader, *procedures: str) -> int:
    """How many entries ``reader`` may see; never how many there are."""
    condition, values = _condition(reader, procedures)
    row = unit.one(f"SELECT COUNT(DISTINCT e.id) {_ENTRIES} WHERE {condition}", values)
    return int(row[0])


def bodies(unit: SqlUnit, reader: Reader, matters: Iterable[str]) -> list[Shown]:
    """The bodies given on ``matters``, oldest first; opened only where ``reader`` may read them."""
    ids = sorted(set(matters))
    found = [one for low in range(0, len(ids), _CHUNK) for one in _bodies(unit, reader, ids[low : low + _CHUNK])]
    return sorted(found, key=lambda one: (one.act, one.position))


def _condition(reader: Reader, procedures: Sequence[str]) -> tuple[str, list[str]]:
    readable, values = where(reader)
    marks = ", ".join("%s" for _ in procedures)
    return f"e.procedure IN ({marks}) AND {_NEWEST} AND ({readable})", [*procedures, *values]


def _bodies(unit: SqlUnit, reader: Reader, ids: Sequence[str]) -> list[Shown]:
    readable, values = where(reader)
    marks = ", ".join("%s" for _ in ids)
    rows = unit.all(
        f'SELECT b.id, b.act, b."position", b.matter, b.schema, b.code, ({readable}), s.commitment, s.content'
        f" FROM body b JOIN matter m ON m.id = b.matter LEFT JOIN statement s ON s.body = b.id AND ({readable})"
        f' WHERE b.matter IN ({marks}) ORDER BY b.id, s."position"',
        [*values, *values, *ids],
    )
    found: dict[int, Shown] = {}
    for body, act, position, matter, schema, code, opens, commitment, content in rows:
        shown = found.get(body) or Shown(act, position, matter, schema, code, bool(opens), ())
        if commitment is not None:
            shown = shown.with_statement(commitment, parse(bytes(content)))
        found[body] = shown
    return list(found.values())
