"""One consistent view of the store for whoever reads much and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from comity.store.unit import SqlUnit


@contextmanager
def at_one_moment() -> Iterator[SqlUnit]:
    """One consistent view that holds up no writer: many entries are read, nothing is written."""
    if connection.in_atomic_block:
        yield SqlUnit()
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield SqlUnit()
        finally:
            cursor.execute("ROLLBACK")
