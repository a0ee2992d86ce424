"""One finding, and the order in which findings are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from comity.canonical import Json
from comity.databank.told import Told


class Kind(StrEnum):
    """What does not add up. The order is that in which findings are read."""

    CONTRADICTION = "contradiction"
    DUPLICATE = "duplicate"
    CIRCLE = "circle"
    SOURCES = "sources"
    OVERDUE = "overdue"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    ``files``: the matters it is about, sorted; ``statements``: the commitments behind it, as they were told,
    none where the finding is that something is not told; ``evidence``: what its sentence says.
    """

    kind: Kind
    files: tuple[str, ...]
    statements: tuple[str, ...]
    evidence: Mapping[str, Json] = field(hash=False)


_KINDS = {kind: place for place, kind in enumerate(Kind)}


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """By kind, file and statements: the same findings always stand in the same order."""
    return tuple(sorted(found, key=lambda one: (_KINDS[one.kind], one.files, one.statements, sorted(_words(one)))))


def _words(one: Finding) -> Iterable[str]:
    return (f"{name}={value}" for name, value in one.evidence.items() if isinstance(value, str))


def commitments(told: Iterable[Told]) -> tuple[str, ...]:
    """The statements as they were told, each once."""
    return tuple(dict.fromkeys(one.commitment for one in as_told(told)))


def as_told(told: Iterable[Told]) -> list[Told]:
    """In the order of the log; statements of one act by commitment."""
    return sorted(told, key=lambda one: (one.index, one.commitment))
