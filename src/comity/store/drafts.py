"""Drafts: what an officer is still writing (design, rule 24).

A draft lies on its own authority's node and is seen only there; it is no act, and four eyes rests
on the signed *submit*, never on it. It bears the id of the entry that it prepares, so that erasing
the entry takes the draft too. Thirty days after it was last saved it is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from comity import acts, clocks
from comity.errors import Refused
from comity.participants import Officer

MAX_BYTES: Final = 4 << 20
_COLUMNS: Final = "id, authority, officer, saved, content"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft. ``id``: 32 hex digits, the entry's; ``saved``: a UTC time of the log's form."""

    id: str
    authority: str
    officer: str
    saved: str
    content: bytes


def save(officer: Officer, name: str, content: bytes, now: datetime, was: Draft | None = None) -> Draft:
    """Keep or replace the draft ``name`` of the officer's authority. ``was``: only while it is still this one.

    Raises Refused: ``draft.size``, ``draft.unknown`` where the id belongs to another authority, ``draft.changed``.
    """
    if len(content) > MAX_BYTES:
        raise Refused("draft.size", "design, rule 24", limit=MAX_BYTES)
    draft = Draft(name, officer.authority, officer.id, acts.to_time(now), content)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM draft WHERE id = %s", [name])
        row = cursor.fetchone()
        held = _draft(row) if row else None
        if held is not None and held.authority != officer.authority:
            raise Refused("draft.unknown", "design, rule 24")
        if was is not None and held != was:
            raise Refused("draft.changed", "design, rule 24")
        cursor.execute("DELETE FROM draft WHERE id = %s", [name])
        cursor.execute(
            f"INSERT INTO draft ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s)",
            [draft.id, draft.authority, draft.officer, draft.saved, draft.content],
        )
    return draft


def load(officer: Officer, name: str) -> Draft:
    """The draft ``name``. Raises Refused (``draft.unknown``) where there is none that the officer may see."""
    found = [draft for draft in listed(officer) if draft.id == name]
    if not found:
        raise Refused("draft.unknown", "design, rule 24")
    return found[0]


def listed(officer: Officer) -> list[Draft]:
    """The drafts of the officer's own authority, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM draft WHERE authority = %s ORDER BY saved, id",
            [officer.authority],
        )
        return [_draft(row) for row in cursor.fetchall()]


def discard(officer: Officer, name: str, was: Draft | None = None) -> None:
    """Delete a draft, once its *submit* is signed or nobody wants it. ``was``: only while it is still this one.

    Raises Refused (``draft.unknown``, ``draft.changed``)."""
    with transaction.atomic(), connection.cursor() as cursor:
        held = load(officer, name)
        if was is not None and held != was:
            raise Refused("draft.changed", "design, rule 24")
        cursor.execute("DELETE FROM draft WHERE id = %s", [name])


def sweep(now: datetime) -> int:
    """Delete what was last saved over 30 days ago; return how many. Run at every start and daily."""
    oldest = acts.to_time(now - timedelta(days=clocks.DRAFT_DAYS))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM draft WHERE saved <= %s", [oldest])
        return int(cursor.rowcount)


def _draft(row: tuple[Any, ...]) -> Draft:
    return Draft(row[0], row[1], row[2], row[3], bytes(row[4]))
