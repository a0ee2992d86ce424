"""What was told in files, and what trends and results were told, as one reader may see it now.

Only what counts: told through its door, not withdrawn, not replaced by a later telling of the same State,
within its term. The one visibility function decides, row by row. A person stands in a file only while the
entry or the decision that names him stands, and for nobody from whom that entry is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from comity import canonical
from comity.databank.persons import entry_of, stands
from comity.databank.told import Told
from comity.handling import RESTRICTED, Reader, where
from comity.provenance import Standing
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView

_READ: Final = (
    "SELECT s.commitment, s.content, b.id, b.act, b.schema, b.owner, b.code, b.conditions, b.kept_until, m.id, l.target"
    " FROM matter m JOIN body b ON b.matter = m.id JOIN statement s ON s.body = b.id"
    " LEFT JOIN link l ON l.source = m.id AND l.relation = 'in'"
)
_TOLD: Final = "m.step = 'told' AND b.schema LIKE 'databank.%%'"
_REPLACED: Final = (
    "EXISTS (SELECT 1 FROM link r JOIN matter n"
    " ON n.id = r.source WHERE r.target = m.id AND r.relation = 'replaces' AND n.step = 'told')"
)
_COUNTS: Final = f"{_TOLD} AND NOT {_REPLACED}"
_ORDER: Final = ' ORDER BY b.id, s."position"'
_ENVELOPE: Final = frozenset(
    "kind claimant_state claimant_authority handling_code recipients conditions kept_until onward selected_by".split()
)
"""What a telling says of itself; its language and translations are told too, for findings (``told.ASIDE``)."""


def told_in(unit: SqlUnit, file: str, reader: Reader) -> list[Told]:
    """What ``reader`` may see of all that is told in one file or incident, oldest first."""
    return _read(unit, "m.id IN (SELECT source FROM link WHERE target = %s AND relation = 'in')", [file], reader)


def superseded_in(unit: SqlUnit, file: str, reader: Reader) -> list[Told]:
    """What ``reader`` may see of what its tellers replaced in ``file``: it counts no more, and others rest on it."""
    which = "m.id IN (SELECT source FROM link WHERE target = %s AND relation = 'in')"
    return _read(unit, which, [file], reader, f"{_TOLD} AND {_REPLACED}")


def files(unit: SqlUnit, reader: Reader, *procedures: str) -> list[str]:
    """The files and incidents (``procedures``) in which ``reader`` may see anything, in the order they were opened."""
    condition, more = where(reader)
    marks = ", ".join("%s" for _ in procedures)
    rows = unit.all(
        f"SELECT f.id FROM matter f WHERE f.procedure IN ({marks}) AND EXISTS (SELECT 1 FROM link i"
        " JOIN matter m ON m.id = i.source JOIN body b ON b.matter = m.id"
        f" WHERE i.target = f.id AND i.relation = 'in' AND {_COUNTS} AND ({condition})) ORDER BY f.opened",
        [*procedures, *more],
    )
    return [row[0] for row in rows]


def restricted(told: Sequence[Told], reader: Reader) -> list[str]:
    """The tellings among ``told`` whose opening is recorded: what another gave, and not to every member."""
    return sorted({one.contribution for one in told if one.code in RESTRICTED and one.owner != reader.participant})


def told_by(unit: SqlUnit, contribution: str, reader: Reader) -> list[Told]:
    """What ``reader`` may see of one contribution, trend or result."""
    return _read(unit, "m.id = %s", [contribution], reader)


def told_of(unit: SqlUnit, procedures: Sequence[str], reader: Reader) -> list[Told]:
    """What ``reader`` may see of all tellings of these procedures (contribution, trend, result)."""
    marks = ", ".join("%s" for _ in procedures)
    return _read(unit, f"m.procedure IN ({marks})", list(procedures), reader)


def _read(unit: SqlUnit, which: str, values: list[Any], reader: Reader, counts: str = _COUNTS) -> list[Told]:
    condition, more = where(reader)
    rows = unit.all(f"{_READ} WHERE {which} AND {counts} AND ({condition}){_ORDER}", [*values, *more])
    recipients: dict[int, tuple[str, ...]] = {}
    times: dict[int, str] = {}
    found: list[Told] = []
    for commitment, content, body, act, schema, owner, code, conditions, kept_until, matter, file in rows:
        raw = canonical.stored(bytes(content))
        if raw["property"] in _ENVELOPE:
            continue
        if body not in recipients:
            rows_of = unit.all("SELECT recipient FROM audience WHERE body = %s", [body]) if code == "NAMED" else []
            recipients[body] = tuple(sorted(row[0] for row in rows_of))
        if act not in times:
            times[act] = _time(unit, act)
        value = raw["value"]
        if raw["property"] == "persons" and not _stands(unit, value, reader):
            continue
        rests_on = value.get("rests_on", ()) if isinstance(value, dict) else ()
        found.append(
            Told(
                file or "",
                matter,
                owner,
                schema,
                raw["property"],
                value,
                Standing(raw["standing"]),
                raw["grade"],
                "" if raw["source"] == NO_SOURCE else raw["source"],
                commitment,
                tuple(rests_on),
                act,
                times[act],
                code,
                recipients[body],
                tuple(conditions.split()),
                kept_until,
            )
        )
    return found


NO_SOURCE: Final = "telling"
"""What a statement of a telling has as its source where its author gave none."""


def _stands(unit: SqlUnit, part: dict[str, Any], reader: Reader) -> bool:
    """Whether a person stands in a file for ``reader``: by what stands now, and is not kept from him."""
    entry = entry_of(part)
    return stands(unit, part, reader.at) and (not entry or SqlView(unit, reader).sees(entry))


def _time(unit: SqlUnit, act: int) -> str:
    (stamp,) = unit.one("SELECT stamp FROM act WHERE idx = %s", [act])
    return str(canonical.stored(bytes(stamp))["time"])
