"""Versions and decisions by where they stand, without folding all of them: what a desk asks at each visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.matters import Matter
from comity.store.unit import SqlUnit

_VERSIONS = "SELECT id FROM matter WHERE procedure = 'version' AND"


def at_step(unit: SqlUnit, step: str) -> list[Matter]:
    """The versions at ``step``, the one that waits longest first."""
    return sorted(unit.at_step("version", step), key=lambda version: version.last.index)


def permitted_until(unit: SqlUnit, participant: str, day: str) -> Iterator[Matter]:
    """The permitted versions of ``participant`` whose term ends by ``day``, the first to end first."""
    question = f"{_VERSIONS} step = 'permitted' AND participant = %s AND due <= %s ORDER BY due"
    return _found(unit, question, [participant, day])


def newest(unit: SqlUnit, procedures: Sequence[str], limit: int) -> Iterator[Matter]:
    """The ``limit`` matters of these procedures to which something was done last, the newest first."""
    marks = ", ".join("%s" for _ in procedures)
    return _found(
        unit, f"SELECT id FROM matter WHERE procedure IN ({marks}) ORDER BY last DESC LIMIT %s", [*procedures, limit]
    )


def decisions(unit: SqlUnit, before: int) -> Iterator[Matter]:
    """The decisions of courts that were recorded before the act with index ``before``, the newest first."""
    question = "SELECT id FROM matter WHERE procedure = 'decision' AND opened < %s ORDER BY opened DESC"
    return _found(unit, question, [before])


def claimed_by(unit: SqlUnit, procedure: str, participant: str) -> frozenset[str]:
    """The ids of what ``participant`` claims under one procedure, visible or not: for filtering what is."""
    rows = unit.all("SELECT id FROM matter WHERE procedure = %s AND participant = %s", [procedure, participant])
    return frozenset(str(row[0]) for row in rows)


def told_by(unit: SqlUnit, procedures: Sequence[str], participant: str) -> list[str]:
    """The ids of what ``participant`` told under these procedures, the newest first."""
    marks = ", ".join("%s" for _ in procedures)
    question = f"SELECT id FROM matter WHERE procedure IN ({marks}) AND participant = %s ORDER BY opened DESC"
    return [str(row[0]) for row in unit.all(question, [*procedures, participant])]


def told_at(unit: SqlUnit, steps: Sequence[tuple[str, str]], participant: str) -> Iterator[Matter]:
    """What ``participant`` told, asked or warned of that stands at one of these steps, each with its procedure; the
    one that waits longest first."""
    either = " OR ".join("(procedure = %s AND step = %s)" for _ in steps)
    question = f"SELECT id FROM matter WHERE participant = %s AND ({either}) ORDER BY last"
    return _found(unit, question, [participant, *(word for pair in steps for word in pair)])


def _found(unit: SqlUnit, question: str, values: Sequence[str | int]) -> Iterator[Matter]:
    for row in unit.all(question, values):
        matter = unit.matter(str(row[0]))
        if matter is not None:
            yield matter
