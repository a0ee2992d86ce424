"""Dispositions in the journal: written, found again by authority and entry, and erased after twelve months."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from comity import acts
from comity.checks import dispositions
from comity.checks.dispositions import Disposition
from comity.store import journal
from comity.store.cursor import Cursor
from comity.store.journal import Line

KIND: Final = "disposition"
_ALL: Final = "d/"


def line(made: Disposition) -> Line:
    """The line of the journal that keeps ``made``."""
    return Line(KIND, made.officer, made.content(), _key(made.authority, made.dataset, made.subject))


def of_authority(authority: str, since: str) -> list[Disposition]:
    """What the authority decided at ``since`` or after, newest first; what was erased is not there."""
    return [dispositions.read(content) for content in journal.held(f"{_ALL}{authority}/", since)]


def of_subject(authority: str, dataset: str, subject: str, since: str) -> list[Disposition]:
    """What of that is about one entry of one list."""
    return [
        dispositions.read(content) for content in journal.held(_key(authority, dataset, subject), since, whole=True)
    ]


def any_of(authority: str) -> bool:
    """Whether the authority decided anything that is still held."""
    cursor = Cursor()
    cursor.execute(
        'SELECT 1 FROM journal WHERE "key" >= %s AND "key" < %s LIMIT 1', journal.between(f"{_ALL}{authority}/")
    )
    return cursor.fetchone() is not None


def sweep(now: datetime) -> int:
    """Erase what was decided more than twelve months before ``now``; returns how many."""
    return journal.erase_under(_ALL, before=dispositions.since(acts.to_time(now)))


def _key(authority: str, dataset: str, subject: str) -> str:
    return f"{_ALL}{authority}/{dataset}/{subject}"
