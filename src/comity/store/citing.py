"""Statements named by their commitments: what binds them, and which of them a reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from comity.acts import BodyHead
from comity.deriving import Cited
from comity.handling import Reader, where

_MANY: Final = 400  # values of one question; every SQLite allows 999
_CONSENTS: Final = (
    "SELECT a.recipient FROM link l JOIN matter c ON c.id = l.source JOIN body b ON b.matter = c.id"
    " JOIN audience a ON a.body = b.id"
    " WHERE l.target = %s AND l.relation = 'on' AND c.procedure = 'consent' AND c.step = 'given'"
)


class Asked(Protocol):
    """Something that answers SQL inside the unit's transaction."""

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]: ...


def cited(asked: Asked, commitments: Sequence[str]) -> dict[str, Cited]:
    """The statements held among ``commitments``, each with its body's handling and its giver's consents."""
    found: dict[str, Cited] = {}
    bodies: dict[int, tuple[BodyHead, str, str, str]] = {}
    consents: dict[str, frozenset[str]] = {}
    for some in _portions(commitments):
        for commitment, body, schema, code, owner, matter, procedure, conditions, kept_until in asked.all(
            "SELECT s.commitment, b.id, b.schema, b.code, b.owner, b.matter, m.procedure, b.conditions, b.kept_until"
            " FROM statement s JOIN body b ON b.id = s.body JOIN matter m ON m.id = b.matter"
            f" WHERE s.commitment IN ({_marks(some)})",
            some,
        ):
            if body not in bodies:
                head = BodyHead(
                    schema,
                    code,
                    tuple(_column(asked, "SELECT recipient FROM audience WHERE body = %s", body)),
                    (),
                    tuple(_column(asked, "SELECT commitment FROM derived WHERE body = %s", body)),
                    (),
                    tuple(conditions.split()),
                    kept_until,
                )
                bodies[body] = head, owner, matter, procedure
            if matter not in consents:
                consents[matter] = frozenset(_column(asked, _CONSENTS, matter))
            found[commitment] = Cited(commitment, *bodies[body], consents[matter])
    return found


def readable(asked: Asked, commitments: Sequence[str], reader: Reader) -> frozenset[str]:
    """Those of ``commitments`` that ``reader`` may see: the one visibility function, asked of single statements."""
    condition, values = where(reader)
    return frozenset(
        row[0]
        for some in _portions(commitments)
        for row in asked.all(
            "SELECT s.commitment FROM statement s JOIN body b ON b.id = s.body JOIN matter m ON m.id = b.matter"
            f" WHERE s.commitment IN ({_marks(some)}) AND ({condition})",
            [*some, *values],
        )
    )


def _column(asked: Asked, sql: str, value: int | str) -> list[str]:
    return [row[0] for row in asked.all(sql, [value])]


def _portions(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for low in range(0, len(items), _MANY):
        yield items[low : low + _MANY]


def _marks(items: Sequence[str]) -> str:
    return ", ".join("%s" for _ in items)
