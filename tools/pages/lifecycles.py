"""docs/generated/lifecycles.md: every procedure, from its table of moves."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tools.pages.markdown import table

COLUMNS = ("act", "before", "after", "capacities", "door", "clock", "provision")


def page() -> str:
    """Each procedure of ``comity.bootstrap.PROCEDURES`` as a table: what is not in it cannot happen."""
    procedures = sorted(import_module("comity.bootstrap").PROCEDURES, key=lambda procedure: str(procedure.name))
    parts = ["# Lifecycles\n\nWhat is not in a table cannot happen. A door opens only when every gate permits.\n"]
    for procedure in procedures:
        rows = [tuple(_shown(getattr(move, column)) for column in COLUMNS) for move in procedure.moves]
        parts.append(f"## {procedure.name}\n\n" + table(COLUMNS, rows))
    return "\n".join(parts)


def _shown(value: Any) -> str:
    """A value of a move in words: several in order of name, nothing as a dash."""
    if value is None or value in {"", False}:
        return "-"
    if value is True:
        return "yes"
    if isinstance(value, tuple | list):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(_shown(item) for item in value))
    return str(getattr(value, "value", value))
