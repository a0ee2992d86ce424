"""A snapshot as lines of JSON, so that a query need not parse XML again.

The first line holds the snapshot's own values, each other line one entry. The form is private to
one parser version: a file of another version is made again from the stored XML, never migrated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from comity.dates import VagueDate
from comity.watchlists.listed import Detail, Field, Listed, ListedKind, Name, Quality, Snapshot

FORM: Final = 2  # of these lines; together with the parser's version it names the file


def write(snapshot: Snapshot) -> bytes:
    """The lines of ``snapshot``, UTF-8."""
    head = [
        snapshot.source,
        snapshot.digest,
        snapshot.generated.isoformat(),
        snapshot.list_date.isoformat(),
        list(snapshot.unread),
        list(snapshot.damaged),
        snapshot.issuer,
        len(snapshot.entries),
    ]
    lines = [head, *map(_written, snapshot.entries)]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()


def read(lines: bytes) -> Snapshot:
    """The inverse of ``write``. Raises ValueError, TypeError or KeyError where the lines are damaged."""
    first, *rest = lines.decode().removesuffix("\n").split("\n")
    snapshot, count = without_entries(first)
    entries = tuple(map(entry, rest))
    if len(entries) != count:
        raise ValueError(f"{count} entries were written, {len(entries)} are left")
    return replace(snapshot, entries=entries)


def without_entries(line: str) -> tuple[Snapshot, int]:
    """What the first line says, and of how many entries. Raises as ``read`` does."""
    source, digest, generated, list_date, unread, damaged, issuer, count = json.loads(line)
    day = date.fromisoformat(list_date)
    made = Snapshot(source, digest, datetime.fromisoformat(generated), day, (), tuple(unread), tuple(damaged), issuer)
    return made, count


def head(line: bytes) -> tuple[str, date, str, int]:
    """Digest, list date, issuer and number of entries, from the first line alone. Raises ValueError, TypeError."""
    _, digest, _, list_date, _, _, issuer, count = json.loads(line)
    return str(digest), date.fromisoformat(list_date), str(issuer), int(count)


def _written(entry: Listed) -> list[Any]:
    return [
        entry.reference,
        entry.kind.value,
        [[n.value, n.field.value, n.quality.value, n.script, n.original] for n in entry.names],
        [[_iso(b.earliest), _iso(b.latest), b.circa, b.text] for b in entry.births],
        list(entry.documents),
        [[d.field, d.text] for d in entry.details],
        _iso(entry.listed_on),
        [day.isoformat() for day in entry.amended_on],
        entry.regime,
        entry.narrative,
        list(entry.same_as),
    ]


def entry(line: str) -> Listed:
    """One entry, from its line. Raises as ``read`` does."""
    reference, kind, names, births, documents, details, listed_on, amended_on, regime, narrative, same = json.loads(
        line
    )
    return Listed(
        reference,
        ListedKind(kind),
        tuple(
            Name(value, Field(field), Quality(quality), script, text) for value, field, quality, script, text in names
        ),
        tuple(VagueDate(_day(first), _day(last), circa, text) for first, last, circa, text in births),
        tuple(documents),
        tuple(Detail(field, text) for field, text in details),
        _day(listed_on),
        tuple(_days(amended_on)),
        regime,
        narrative,
        tuple(same),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _days(texts: list[str]) -> Iterator[date]:
    return (date.fromisoformat(text) for text in texts)
