"""The face of a file: several States' words side by side, differing where they differ.

Pure, over what one reader may see. The UN status comes first; nothing is merged into one truth, and what
is not shown leaves no trace, not even as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from comity.databank.findings.contradictions import contradictions
from comity.databank.told import ASIDE, Told

ORDER: Final = (
    "un_status",
    "names",
    "characteristics",
    "structure",
    "persons",
    "financing",
    "title",
    "happened",
    "toll",
    "attributed",
    "support",
    "requests",
    "remarks",
)
"""The order in which the properties of a file are shown: the UN status first."""

NAMED: Final = ("names", "title")
"""The properties that give a file or an incident a name."""


@dataclass(frozen=True, slots=True)
class Section:
    """Everything told of one property; ``differ``: commitments of statements that cannot all hold."""

    property: str
    told: tuple[Told, ...]
    differ: frozenset[str]


@dataclass(frozen=True, slots=True)
class FileFace:
    """What one reader sees of one file: the names by which it goes, and its sections."""

    file: str
    names: tuple[str, ...]
    owners: tuple[str, ...]
    sections: tuple[Section, ...]
    conditions: tuple[str, ...]

    @property
    def caption(self) -> str:
        """The first name shown; empty where none is."""
        return self.names[0] if self.names else ""


def face(file: str, told: Sequence[Told]) -> FileFace:
    """The face of ``file`` from what its reader may see of it."""
    differ = frozenset(c for finding in contradictions(told) for c in finding.statements)
    known = [name for name in ORDER if any(one.property == name for one in told)]
    others = sorted({one.property for one in told} - set(ORDER) - ASIDE)
    sections = tuple(_section(name, told, differ) for name in (*known, *others))
    return FileFace(
        file,
        names(told),
        tuple(sorted({one.owner for one in told})),
        sections,
        tuple(sorted({condition for one in told for condition in one.conditions})),
    )


def names(told: Iterable[Told]) -> tuple[str, ...]:
    """The names told, official ones first, each once."""
    found = [one for one in told if one.property in NAMED]
    found.sort(key=lambda one: not one.part().get("official"))
    return tuple(dict.fromkeys(str(one.part().get("name") or one.value) for one in found))


def _section(name: str, told: Sequence[Told], differ: frozenset[str]) -> Section:
    mine = tuple(one for one in told if one.property == name)
    return Section(name, mine, differ & {one.commitment for one in mine})
