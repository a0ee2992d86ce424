"""docs/generated/lifecycles.md: every procedure, from its table of moves."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tools.pages.markdown import table

COLUMNS = ("act", "before", "after", "capacities", "head_or_deputy", "bars", "door", "clock", "terms", "provision")


def page() -> str:
    """Each procedure of ``comity.bootstrap.PROCEDURES`` as a table: what is not in it cannot happen."""
    procedures = sorted(import_module("comity.bootstrap").PROCEDURES, key=lambda procedure: str(procedure.name))
    parts = ["# Lifecycles\n\nWhat is not in a table cannot happen. A door opens only when every gate permits.\n"]
    for procedure in procedures:
        columns = [column for column in COLUMNS if any(shown(getattr(m, column)) != "-" for m in procedure.moves)]
        rows = [tuple(shown(getattr(move, column)) for column in columns) for move in procedure.moves]
        parts.append(f"## {procedure.name}\n\n{_about(procedure)}\n\n" + table(columns, rows))
    return "\n".join(parts)


def _about(procedure: Any) -> str:
    linked = f"; linked to its parent as `{procedure.parent}`" if procedure.parent else ""
    return f"Public leaf: {procedure.broad_kind}, {procedure.audience}{linked}."


def shown(value: Any) -> str:
    """A value of a move in words: several in order of name, nothing as a dash."""
    if value in (None, "", False, (), frozenset()):
        return "-"
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(str(item) or "(new)" for item in value))
    return "yes" if value is True else str(value)
