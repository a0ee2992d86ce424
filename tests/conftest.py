"""For every test: Hypothesis' examples, and the tables of a new node.

Hypothesis: CI repeats the same examples at each run, developers get new ones; no deadline on shared machines.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session", autouse=True)
def tables_made_once() -> Iterator[None]:
    """Six hundred tests open a new node: the migrations run for the first one, the others get a copy of its file."""
    from django.db import connection  # noqa: PLC0415  a few tests choose Django's settings themselves

    from comity.store import database  # noqa: PLC0415

    migrate, made = database.migrate, bytearray()

    def copied() -> None:
        file = Path(connection.settings_dict["NAME"])
        if connection.introspection.table_names():
            return migrate()
        if made:
            database.close()
            file.write_bytes(made)
            return None
        migrate()
        database.truncate()
        made.extend(file.read_bytes())
        return None

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "migrate", copied)
        yield
