"""The entries that may be found by name, read from the store: those that count at one moment, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from comity.checks.entries import FIELDS, SEARCHED, Record, Said, Searchable, searchable, text
from comity.effect import ACTED_UPON, Grounds, standing, steady_until
from comity.entries.grounds import grounds, narrowed, permitted
from comity.entries.procedures import VERSION_OF
from comity.handling import Audience
from comity.matters import Matter
from comity.provenance import trusted
from comity.store.cursor import Cursor
from comity.store.unit import SqlUnit
from comity.translog.tree import Frontier

_SAID: Final = (
    "SELECT b.id, b.code, b.owner, b.kept_until, s.commitment, s.content FROM body b JOIN statement s ON s.body = b.id"
    ' WHERE b.matter = %s AND b.schema = %s ORDER BY b.id, s."position"'
)
_TOLD: Final = re.compile(b'"property":"(?:%s)"' % "|".join(sorted(FIELDS)).encode())  # the others are not parsed
_ERASED: Final = (
    "SELECT l.target FROM body b JOIN link l ON l.source = b.matter AND l.relation = 'version_of' WHERE b.schema = %s"
    " AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.body = b.id)"
)
_ENTRIES: Final = frozenset({"version", "order", "suspension", "withdrawal", "narrowing", *SEARCHED})
_GROUNDS: Final = frozenset({"decision", "ruling", "erasure"})
_NO_EFFECT: Final = frozenset(
    "position flag case clearance asylum proposal council.position contribution trend result request answer warning"
    " file incident merging consent import sealing safeguards".split()
)
"""Procedures whose acts change no entry's effect, audience or names. What is in neither set may change any."""


def size() -> int:
    """How many acts the log has now; 0 before the first."""
    cursor = Cursor()  # asked before each answer
    cursor.execute("SELECT size FROM tree WHERE id = 1")
    row = cursor.fetchone()
    return int(row[0]) if row else 0


def head(unit: SqlUnit) -> tuple[int, bytes]:
    """The log's size and root."""
    frontier = Frontier.from_bytes(bytes(unit.one("SELECT frontier FROM tree WHERE id = 1")[0]))
    return frontier.size, frontier.root()


def entries(unit: SqlUnit, at: str, only: Iterable[str] | None = None) -> Iterator[tuple[str, Searchable | None, str]]:
    """Each entry, or each of ``only``, as it is at ``at``: its id, what can be found where it counts and a name
    of it is held, and until when that holds if nobody acts. Names, narrowing and handling are those of now."""
    matters = unit.of_procedure(*SEARCHED) if only is None else tuple(map(unit.matter, sorted(only)))
    for entry in matters:
        if entry is not None and entry.procedure in SEARCHED:
            yield entry.id, *_one(unit, entry, at)


def _one(unit: SqlUnit, entry: Matter, at: str) -> tuple[Searchable | None, str]:
    based = grounds(unit, entry, at)
    effect = standing(based, at).effect
    version = permitted(unit.linking(entry.id, VERSION_OF), at)
    if effect not in ACTED_UPON or version is None:
        return None, _until(based, (), at)
    said = list(_said(unit, entry, version[0]))
    record = Record(
        entry.id,
        entry.procedure,
        entry.participant,
        text(said, "claimant_authority"),
        effect.value,
        text(said, "category"),
        text(said, "wanted_for"),
        text(said, "delisting_contact"),
    )
    return searchable(record, said), _until(based, said, at)


def changed(unit: SqlUnit, since: int) -> frozenset[str] | None:
    """The entries that the acts from ``since`` on may have changed; None where that may be any."""
    rows = unit.all(
        "SELECT DISTINCT m.id, m.procedure FROM act a JOIN matter m ON m.id = a.matter WHERE a.idx >= %s", [since]
    )
    found: set[str] = set()
    for matter, procedure in rows:
        if procedure == "erasure":  # takes what was derived from what it erases, wherever that lies
            found.update(str(row[0]) for kind in SEARCHED for row in unit.all(_ERASED, [f"{kind}/1"]))
        if procedure in _ENTRIES or procedure in _GROUNDS:
            found |= _entries_of(unit, matter)
        elif procedure not in _NO_EFFECT:
            return None
    return frozenset(found)


def _entries_of(unit: SqlUnit, matter: str) -> set[str]:
    """The entries that ``matter`` is, is said on, or grounds."""
    found, fresh = {matter}, [matter]
    while fresh:
        marks = ", ".join("%s" for _ in fresh)
        up = f"SELECT target FROM link WHERE relation IN ('on', 'version_of') AND source IN ({marks})"
        across = f"SELECT source FROM link WHERE relation = 'rests_on' AND target IN ({marks})"
        rows = unit.all(f"{up} UNION {across}", [*fresh, *fresh])
        fresh = [str(row[0]) for row in rows if row[0] not in found]
        found.update(fresh)
    return found


def _said(unit: SqlUnit, entry: Matter, version: Matter) -> Iterator[Said]:
    taken_back = narrowed(unit, entry.id)
    audiences: dict[int, Audience] = {}
    for body, code, owner, kept_until, commitment, content in unit.all(_SAID, [version.id, f"{entry.procedure}/1"]):
        if body not in audiences:
            told = unit.all("SELECT recipient FROM audience WHERE body = %s", [body])
            recipients = frozenset(str(row[0]) for row in told)
            audiences[body] = Audience(
                code, owner, recipients, version.id, True, entry.participant, True, str(kept_until)
            )
        if commitment in taken_back or not _TOLD.search(bytes(content)):
            continue
        statement = trusted(bytes(content))
        if statement.property in FIELDS:
            yield Said(statement.property, statement.value, audiences[body])


def _until(based: Grounds, said: Iterable[Said], at: str) -> str:
    """The first moment after ``at`` at which the entry's effect or its audience may change by the clock alone."""
    terms = [one.audience.kept_until for one in said if one.audience.kept_until > at]
    return min([steady_until(based, at), *terms])
