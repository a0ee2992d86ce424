"""What was told in files, and what trends and results were told, as one reader may see it now.

Only what counts: told through its door, not withdrawn, not replaced by a later telling of the same State,
within its term. The one visibility function decides, row by row. A person stands in a file only while the
entry or the decision that names him stands, and for nobody from whom that entry is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from comity import canonical
from comity.canonical import Json
from comity.databank.persons import entry_of, stands
from comity.databank.told import Told
from comity.handling import RESTRICTED, Reader, where
from comity.provenance import Standing
from comity.store.cursor import marks, portions
from comity.store.said import PROPERTY
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView

_BODIES: Final = (
    "SELECT b.id, b.act, b.schema, b.owner, b.code, b.conditions, b.kept_until, m.id, l.target, a.stamp"
    " FROM matter m JOIN body b ON b.matter = m.id JOIN act a ON a.idx = b.act"
    " LEFT JOIN link l ON l.source = m.id AND l.relation = 'in'"
)
_TOLD: Final = "m.step = 'told' AND b.schema LIKE 'databank.%%'"
_REPLACED: Final = (
    "EXISTS (SELECT 1 FROM link r JOIN matter n"
    " ON n.id = r.source WHERE r.target = m.id AND r.relation = 'replaces' AND n.step = 'told')"
)
_NAMES: Final = (  # in the words of the index of migration 0004, else SQLite does not use it
    "instr(s.content, '\"file\":') > 0 AND json_extract(CAST(s.content AS TEXT), '$.value.file') = %s"
)
_IN_YEAR: Final = "instr(a.stamp, CAST(%s AS BLOB)) > 0"
_COUNTS: Final = f"{_TOLD} AND NOT {_REPLACED}"
PERSONS: Final = "persons"
_STANDINGS: Final = {standing.value: standing for standing in Standing}
_ENVELOPE: Final = frozenset(
    "kind claimant_state claimant_authority handling_code recipients conditions kept_until onward selected_by".split()
)
"""What a telling says of itself; its language and translations are told too, for findings (``told.ASIDE``)."""
_UNCOUNTED: Final = (*sorted(_ENVELOPE), PERSONS)


def told_in(unit: SqlUnit, file: str, reader: Reader, properties: Collection[str] = ()) -> list[Told]:
    """What ``reader`` may see of all that is told in one file or incident, oldest first; of ``properties`` alone where
    some are named."""
    return told_in_each(unit, [file], reader, properties)


def told_in_each(unit: SqlUnit, files: Sequence[str], reader: Reader, properties: Collection[str] = ()) -> list[Told]:
    """The same in any of ``files``."""
    found: list[Told] = []
    for some in portions(files):
        which = f"m.id IN (SELECT source FROM link WHERE relation = 'in' AND target IN ({marks(some)}))"
        found += _read(unit, which, some, reader, said=_Said.of(properties))
    return found


def lots(unit: SqlUnit, files: Sequence[str], reader: Reader) -> list[Lot]:
    """What each body that ``reader`` may see tells in any of ``files``, counted, oldest first."""
    condition, more = where(reader)
    found: list[Lot] = []
    for some in portions(files):
        rows = unit.all(
            "SELECT l.target, m.id, b.owner, b.code, COUNT(*) FROM link l JOIN matter m ON m.id = l.source"
            " JOIN body b ON b.matter = m.id JOIN statement s ON s.body = b.id"
            f" WHERE l.relation = 'in' AND l.target IN ({marks(some)}) AND {_COUNTS} AND ({condition})"
            f" AND {PROPERTY} NOT IN ({marks(_UNCOUNTED)}) GROUP BY b.id ORDER BY b.id",
            [*some, *more, *_UNCOUNTED],
        )
        found += [Lot(*row) for row in rows]
    return found


def naming(unit: SqlUnit, file: str, reader: Reader) -> list[Told]:
    """What ``reader`` may see that is told elsewhere and names ``file``: parts of it, incidents attributed to it."""
    which = f"b.id IN (SELECT s.body FROM statement s WHERE {_NAMES}) AND l.target <> %s"
    found = _read(unit, which, [file, file], reader, said=_Said(f"AND {_NAMES}", (file,)))
    return [one for one in found if one.part().get("file") == file]


def superseded_in(unit: SqlUnit, file: str, reader: Reader) -> list[Told]:
    """What ``reader`` may see of what its tellers replaced in ``file``: it counts no more, and others rest on it."""
    which = "m.id IN (SELECT source FROM link WHERE target = %s AND relation = 'in')"
    return _read(unit, which, [file], reader, f"{_TOLD} AND {_REPLACED}")


def files(unit: SqlUnit, reader: Reader, *procedures: str) -> list[str]:
    """The files and incidents (``procedures``) in which ``reader`` may see anything, in the order they were opened."""
    condition, more = where(reader)
    rows = unit.all(
        f"SELECT f.id FROM matter f WHERE f.procedure IN ({marks(procedures)}) AND EXISTS (SELECT 1 FROM link i"
        " JOIN matter m ON m.id = i.source JOIN body b ON b.matter = m.id"
        f" WHERE i.target = f.id AND i.relation = 'in' AND {_COUNTS} AND ({condition})) ORDER BY f.opened",
        [*procedures, *more],
    )
    return [row[0] for row in rows]


def last_ended(unit: SqlUnit, at: str) -> str:
    """The last term up to ``at`` that a body had; empty where none has ended."""
    return str(unit.one("SELECT MAX(kept_until) FROM body WHERE kept_until <> '' AND kept_until <= %s", [at])[0] or "")


def restricted(told: Iterable[Told | Lot], reader: Reader) -> list[str]:
    """The tellings among ``told`` whose opening is recorded: what another gave, and not to every member."""
    return sorted({one.contribution for one in told if one.code in RESTRICTED and one.owner != reader.participant})


def told_by(unit: SqlUnit, contribution: str, reader: Reader) -> list[Told]:
    """What ``reader`` may see of one contribution, trend or result."""
    return _read(unit, "m.id = %s", [contribution], reader)


def told_of(unit: SqlUnit, procedures: Sequence[str], reader: Reader) -> list[Told]:
    """What ``reader`` may see of all tellings of these procedures (contribution, trend, result)."""
    return _read(unit, f"m.procedure IN ({marks(procedures)})", list(procedures), reader)


def codes(unit: SqlUnit, procedures: Sequence[str], reader: Reader, year: int) -> frozenset[str]:
    """The handling codes of what ``reader`` may see of all tellings of these procedures, told in ``year``."""
    condition, more = where(reader)
    rows = unit.all(
        "SELECT DISTINCT b.code FROM matter m JOIN body b ON b.matter = m.id JOIN act a ON a.idx = b.act"
        f" WHERE m.procedure IN ({marks(procedures)}) AND {_COUNTS} AND ({condition}) AND {_IN_YEAR}",
        [*procedures, *more, _stamped(year)],
    )
    return frozenset(str(row[0]) for row in rows)


def approved(unit: SqlUnit, procedures: Sequence[str], year: int) -> list[tuple[str, str]]:
    """The tellings of these procedures that passed their door in ``year``, whoever may see them: id and teller."""
    rows = unit.all(
        "SELECT DISTINCT m.id, m.participant FROM matter m JOIN act a ON a.matter = m.id"
        f" WHERE m.procedure IN ({marks(procedures)}) AND a.kind = m.procedure || '.approve' AND {_IN_YEAR}",
        [*procedures, _stamped(year)],
    )
    return [(str(name), str(teller)) for name, teller in rows]


def _stamped(year: int) -> str:
    """What stands in the stamp of every act of ``year``, and in no other: canonical JSON has one form."""
    return f'"time":"{year:04}-'


@dataclass(frozen=True, slots=True)
class Lot:
    """How many statements one body tells in a file, without those on persons: they stand by other matters."""

    file: str
    contribution: str
    owner: str
    code: str
    statements: int


@dataclass(frozen=True, slots=True)
class _Said:
    """Which statements of a body are read: all, or those that fit a condition with its values."""

    condition: str = ""
    values: tuple[str, ...] = ()

    @classmethod
    def of(cls, properties: Collection[str]) -> _Said:
        """Those of these properties; all where none is named."""
        return cls(f"AND {PROPERTY} IN ({marks(properties)})", tuple(properties)) if properties else cls()


def _read(
    unit: SqlUnit, which: str, values: Sequence[Any], reader: Reader, counts: str = _COUNTS, said: _Said = _Said()
) -> list[Told]:
    """The bodies that ``reader`` may see, decided once each; then their statements."""
    condition, more = where(reader)
    rows = unit.all(f"{_BODIES} WHERE {which} AND {counts} AND ({condition}) ORDER BY b.id", [*values, *more])
    bodies = {row[0]: _body(unit, row) for row in rows}
    found: list[Told] = []
    for some in portions([*bodies]):
        found += _statements(unit, bodies, some, said)
    return [one for one in found if one.property != PERSONS or _stands(unit, one.part(), reader)]


def _stands(unit: SqlUnit, part: Mapping[str, Json], reader: Reader) -> bool:
    """Whether a person stands in a file for ``reader``: by what stands now, and is not kept from him."""
    entry = entry_of(part)
    return stands(unit, part, reader.at) and (not entry or SqlView(unit, reader).sees(entry))


def _statements(unit: SqlUnit, bodies: Mapping[int, _Body], some: Sequence[int], said: _Said) -> Iterator[Told]:
    rows = unit.all(
        f"SELECT s.commitment, s.body, s.content FROM statement s WHERE s.body IN ({marks(some)}) {said.condition}"
        ' ORDER BY s.body, s."position"',
        [*some, *said.values],
    )
    raws = canonical.stored(b"[%s]" % b",".join([bytes(row[2]) for row in rows]))  # one text is read faster than many
    for row, raw in zip(rows, raws, strict=True):
        if raw["property"] in _ENVELOPE:
            continue
        body, value = bodies[row[1]], raw["value"]
        yield Told(
            body.file,
            body.matter,
            body.owner,
            body.schema,
            raw["property"],
            value,
            _STANDINGS[raw["standing"]],
            raw["grade"],
            "" if raw["source"] == NO_SOURCE else raw["source"],
            row[0],
            tuple(value.get("rests_on", ())) if isinstance(value, dict) else (),
            body.index,
            body.time,
            body.code,
            body.recipients,
            body.conditions,
            body.kept_until,
        )


NO_SOURCE: Final = "telling"
"""What a statement of a telling has as its source where its author gave none."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What all statements of one body share."""

    file: str
    matter: str
    owner: str
    schema: str
    index: int
    time: str
    code: str
    recipients: tuple[str, ...]
    conditions: tuple[str, ...]
    kept_until: str


def _body(unit: SqlUnit, row: Sequence[Any]) -> _Body:
    body, act, schema, owner, code, conditions, kept_until, matter, file, stamp = row
    named = unit.all("SELECT recipient FROM audience WHERE body = %s", [body]) if code == "NAMED" else []
    return _Body(
        file or "",
        matter,
        owner,
        schema,
        act,
        str(canonical.stored(bytes(stamp))["time"]),
        code,
        tuple(sorted(one[0] for one in named)),
        tuple(conditions.split()),
        kept_until,
    )
