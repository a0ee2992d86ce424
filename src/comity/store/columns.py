"""Kinds of columns that make SQLite write fewer pages for an act than Django's own would."""

from __future__ import annotations

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class RowNumber(models.BigAutoField):  # type: ignore[type-arg]  # Django's fields take none at run time
    """A number that the database gives. On SQLite without AUTOINCREMENT, whose table of last numbers
    is one more page to write; nothing outside refers to these numbers."""

    def db_type_suffix(self, connection: BaseDatabaseWrapper) -> str | None:
        return None if connection.vendor == "sqlite" else super().db_type_suffix(connection)


class Place(models.BigIntegerField):  # type: ignore[type-arg]  # the same
    """A number that we give, as primary key. On SQLite it is the row's own number (only the type
    ``integer`` is, of 64 bits too), so that no second index is kept."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
