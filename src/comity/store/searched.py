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
