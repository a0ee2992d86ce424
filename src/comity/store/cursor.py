"""A database cursor without what Django does at each statement: commit runs some twenty for an act."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.db import connections

MOST: Final = 400  # values of one question, each of which it may ask for twice; every SQLite allows 999
Value = TypeVar("Value")


def marks(values: Collection[object]) -> str:
    """The mark of each value, as they stand after IN."""
    return ", ".join("%s" for _ in values)


def portions(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """As many at once as one question can bear."""
    yield from (values[low : low + MOST] for low in range(0, len(values), MOST))


class Cursor:
    """Speaks SQL with ``%s`` for a value to Django's open connection, and raises Django's errors."""

    __slots__ = ("_errors", "_raw")

    def __init__(self) -> None:
        connection = connections["default"]
        connection.ensure_connection()
        self._raw = connection.connection.cursor()
        self._errors = connection.wrap_database_errors

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        with self._errors:
            self._raw.execute(_marked(sql), values)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        with self._errors:
            self._raw.executemany(_marked(sql), rows)

    def fetchone(self) -> Any:
        with self._errors:
            return self._raw.fetchone()

    def fetchall(self) -> list[Any]:
        with self._errors:
            return list(self._raw.fetchall())

    @property
    def lastrowid(self) -> int:
        """The id of the row inserted last."""
        return int(self._raw.lastrowid)


@lru_cache(maxsize=256)
def _marked(sql: str) -> str:
    """SQLite's mark for a value is ``?``."""
    return sql.replace("%s", "?")
