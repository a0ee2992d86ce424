"""What was said on a matter, as one reader gets it: open, withheld, narrowed or erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from comity.handling import Reader
from comity.provenance import Statement


class State(StrEnum):
    """Why a statement is shown, or is not."""

    OPEN = "open"
    WITHHELD = "withheld"  # not for this reader
    NARROWED = "narrowed"  # the claimant took it back
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement of one body, in the order given; ``statement`` is there only where it is open."""

    act: str
    schema: str
    code: str
    commitment: str
    state: State
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a list needs of one matter: the statements open to the reader that name its subject, and the handling
    codes of everything that is open."""

    statements: tuple[Statement, ...]
    codes: frozenset[str]


class View(Protocol):
    """One reader's view of the record; the store's is ``store.visible.SqlView``."""

    @property
    def reader(self) -> Reader: ...

    def sees(self, entry: str) -> bool:
        """Whether the reader may see anything of ``entry``; False too where there is none."""
        ...

    def shown(self, matter: str) -> Sequence[Shown]:
        """Everything said on ``matter``, in the order given."""
        ...

    def named(self, matter: str) -> Named:
        """What names the subject of ``matter``; as ``shown`` would say, for less."""
        ...
