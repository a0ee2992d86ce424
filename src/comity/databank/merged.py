"""Files that a person found to be one: shown under one file, and apart again when that is undone.

Nothing is moved. What was told stays told in its own file, and every name keeps the file and the source
from which it comes; only where it is shown follows from the outcomes of the merging matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.databank.organisation import OrganisationFile
from comity.databank.told import Told


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one merging: ``other`` is shown under ``kept`` from then on, or no longer."""

    kept: str
    other: str
    merged: bool = True


def shown_under(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """From each file that is shown elsewhere, the file under which it is shown; without the others.

    ``outcomes``: in the order of the log. A merging undone leaves the same as if it had never been. Two
    files that are already shown together stay where they are, so there is no cycle.
    """
    standing: list[tuple[str, str]] = []
    for one in outcomes:
        pair = (one.kept, one.other)
        if one.merged:
            standing.append(pair)
        elif pair in standing:
            standing.remove(pair)
    under: dict[str, str] = {}
    for kept, other in standing:
        above, below = _top(kept, under), _top(other, under)
        if above != below:
            under[below] = above
    return {file: _top(file, under) for file in under}


def _top(file: str, under: Mapping[str, str]) -> str:
    while file in under:
        file = under[file]
    return file


def under(told: Iterable[Told], shown: Mapping[str, str]) -> tuple[Told, ...]:
    """The same statements, each in the file under which it is shown; so are the files that they name."""
    return tuple(_placed(one, shown) for one in told) if shown else tuple(told)


def _placed(told: Told, shown: Mapping[str, str]) -> Told:
    named = told.part().get("file")
    value = {**told.part(), "file": shown[named]} if isinstance(named, str) and named in shown else told.value
    file = shown.get(told.file, told.file)
    return told if file == told.file and value is told.value else replace(told, file=file, value=value)


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a shown file: as written, the file it was told in, who tells it, from where, and which statement."""

    name: str
    file: str
    owner: str
    source: str
    statement: str


def aliases(told: Sequence[Told], shown: Mapping[str, str]) -> dict[str, tuple[Alias, ...]]:
    """The names of each organisation's file, with those of the files that are shown under it, as they were told.

    ``told``: as told, not as placed by ``under``; or the aliases would lose their files.
    """
    held: dict[str, list[Told]] = {}
    for one in told:
        if one.schema == OrganisationFile.SCHEMA and one.property == "names":
            held.setdefault(shown.get(one.file, one.file), []).append(one)
    return {file: tuple(map(_alias, sorted(every, key=_place))) for file, every in held.items()}


def _place(one: Told) -> tuple[int, str]:
    return one.index, one.commitment


def _alias(one: Told) -> Alias:
    return Alias(str(one.part().get("name")), one.file, one.owner, one.source, one.commitment)
