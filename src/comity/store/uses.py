"""What became of what a State gave: how often it was given on and opened, counted by month and delayed.

Its giver sees counts only, of months that ended at least a month ago, so that no single use can be told
from its time; names would follow where confirmed hits exist. The reviewer and the auditor see each use
(issue: information on request; law.md D(iv), read query logs).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity import canonical, clocks
from comity.errors import Refused
from comity.participants import Capacity
from comity.store import tallies
from comity.store.unit import SqlUnit

LAST_DAY: Final = "9999-12-31"
_LINES: Final = (  # found by the index that the journal is counted by; only these lines are read
    f"""SELECT time, content FROM journal WHERE {tallies.DAY} < %s AND {tallies.SAID} LIKE '["read",%%' ORDER BY idx"""
)
UNSEEN: Final = frozenset({"redress", "review", "asylum"})
"""Purposes of reading that its giver never sees, not even as a count."""


@dataclass(frozen=True, slots=True)
class Use:
    """One use of what ``owner`` gave on ``matter``: ``given`` in an answer or ``read`` by an officer."""

    owner: str
    matter: str
    what: str
    time: str
    by: str
    purpose: str = ""


def uses(unit: SqlUnit, until: str = LAST_DAY) -> list[Use]:
    """Every use of what was told before the day ``until``, in the order of time: for the reviewer and the auditor."""
    given = (use for use in _given(unit) if use.time < until)
    return sorted([*given, *_read(unit, until)], key=lambda use: (use.time, use.matter, use.by))


def counts(unit: SqlUnit, owner: str, today: date) -> dict[str, Counter[str]]:
    """By month, how often what ``owner`` gave was given on and read by others; whole months past a delay."""
    last = clocks.months_later(today.replace(day=1), -1).isoformat()
    found: dict[str, Counter[str]] = {}
    for use in uses(unit, last):
        if use.owner == owner and use.purpose not in UNSEEN:
            found.setdefault(use.time[:7], Counter())[use.what] += 1
    return found


def sees_each_use(capacity: str) -> bool:
    """Whether this capacity sees each use; else it sees counts, or nothing.

    Raises Refused (``desk.not_for_you``) for whoever neither gives nor oversees.
    """
    if capacity in (Capacity.AU, Capacity.IR):
        return True
    if capacity not in (Capacity.NLO, Capacity.NAA):
        raise Refused("desk.not_for_you", "law.md D(iv), read query logs", capacity=capacity)
    return False


def _given(unit: SqlUnit) -> list[Use]:
    rows = unit.all(
        "SELECT DISTINCT s.owner, s.matter, a.stamp, a.participant, a.idx FROM derived d JOIN body b ON b.id = d.body"
        " JOIN act a ON a.idx = b.act JOIN statement x ON x.commitment = d.commitment JOIN body s ON s.id = x.body"
        " WHERE a.kind = 'answer.give' AND s.owner <> a.participant"
    )
    return [Use(owner, matter, "given", _time(stamp), by) for owner, matter, stamp, by, _ in rows]


def _read(unit: SqlUnit, until: str) -> list[Use]:
    told = {
        row[0]: row[1]
        for row in unit.all(
            "SELECT id, participant FROM matter WHERE procedure IN ('contribution', 'trend', 'result', 'answer')"
        )
    }
    found: list[Use] = []
    directory = unit.directory()
    for time, content in unit.all(_LINES, [until]):
        line = canonical.stored(bytes(content))
        said = line["content"] if isinstance(line["content"], dict) else {}
        owner = told.get(str(said.get("matter", "")))
        officer = directory.officers.get(line["officer"])
        if owner and officer and directory.participant_of(officer.authority) != owner:
            found.append(Use(owner, said["matter"], "read", time, officer.id, str(said.get("purpose", ""))))
    return found


def _time(stamp: bytes) -> str:
    return str(canonical.stored(bytes(stamp))["time"])
