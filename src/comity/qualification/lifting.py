"""Lifting: bodies in an older schema, read as if they had been written in the newest (design, rule 9).

Bytes are stored and verified as received and never rewritten; only what is read is lifted. A body
whose schema changes gets a new number, and a pure function here that takes the old statements to
the new ones. Released schemas never leave: CI folds one golden act of each (``tests/vectors/acts``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from comity import provenance
from comity.canonical import Json
from comity.provenance import Statement

DOCUMENT: Final = "document/1"
REASONS: Final = "reasons/1"

Lift = Callable[[Sequence[Statement]], list[Statement]]
LIFTS: Final[Mapping[str, Lift]] = MappingProxyType({})
"""By the older schema: what takes its statements to the next number. Empty while every schema is the first."""


def lift(schema: str, statements: Sequence[Statement], lifts: Mapping[str, Lift] = LIFTS) -> list[Statement]:
    """The statements of a body in the newest form of its schema."""
    lifted = list(statements)
    while schema in lifts:
        lifted = lifts[schema](lifted)
        schema = successor(schema)
    return lifted


def said(schema: str, contents: Sequence[bytes]) -> list[tuple[str, Json]]:
    """Property and value of each statement of a stored body, in the newest form of its schema."""
    if schema not in LIFTS:
        return provenance.said(contents)
    return [(one.property, one.value) for one in lift(schema, [provenance.trusted(content) for content in contents])]


def successor(schema: str) -> str:
    """The name of the next version: ``list.entry/1`` to ``list.entry/2``."""
    name, number = schema.split("/")
    return f"{name}/{int(number) + 1}"
