"""What is compared: the subjects of lists, and the query put to them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a name belongs to; ``ANY`` in a query that does not say."""

    PERSON = "person"
    ENTITY = "entity"
    ANY = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of a name, as its list has it. ``weak``: the list itself says that it identifies poorly."""

    value: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Birth:
    """A vague date of birth: any day from ``earliest`` to ``latest``; None where that end is open."""

    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """One person or body of one dataset, with everything that is compared and what is only shown.

    ``id`` is unique within ``dataset``. ``countries`` are shown, never scored.
    """

    id: str
    dataset: str
    kind: Kind
    caption: str
    names: tuple[Alias, ...]
    births: tuple[Birth, ...] = ()
    documents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """32 hex characters over what is compared: a disposition holds for one version (SHA-256, truncated)."""
        parts = [self.kind.value, *sorted(f"n{int(n.weak)}{n.value}" for n in self.names)]
        parts += sorted(f"b{b.earliest or ''}/{b.latest or ''}" for b in self.births)
        parts += sorted(f"d{number}" for number in self.documents)
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: one person or body under one or more spellings, and other facts where known."""

    names: tuple[str, ...]
    kind: Kind = Kind.ANY
    births: tuple[Birth, ...] = ()
    documents: tuple[str, ...] = ()
