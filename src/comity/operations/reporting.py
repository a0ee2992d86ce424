"""Count what the annual report says, as one reader may see it; every number keeps the ids of what was counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from comity.assistance.procedures import ANSWER, REQUEST, TO, WARNING
from comity.databank.figures.report import Counted, Counts, Kind, Topic, age
from comity.databank.procedures import CONTRIBUTION, RESULT, TREND
from comity.effect import ACTED_UPON, Effect
from comity.entries.procedures import KIND
from comity.handling import Reader
from comity.matters import Matter
from comity.operations.effects import Effects
from comity.store import telling
from comity.store.files import Files
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView

NOT_SHOWN: Final = "not_shown"
"""The part of entries whose basis this reader may not see."""


def counts(unit: SqlUnit, reader: Reader, year: int, effects: Effects) -> Counts:
    """Everything counted for the report of ``year``, of what ``reader`` may see; ``effects``: of every entry now."""
    seen = SqlView(unit, reader).matters(CONTRIBUTION, TREND, RESULT, WARNING)
    told = [one for one in telling.approved(unit, (CONTRIBUTION, TREND, RESULT), year) if one[0] in seen]
    requests = [m for m in unit.of_procedure(REQUEST) if _opened_in(m, year) and _party(reader, m)]
    asked = {request.id for request in requests}
    answers = [m for m in unit.of_procedure(ANSWER) if m.linked(TO) in asked]
    refusals = [m for m in requests if m.last_of("request.refuse")]
    warnings = [m for m in unit.of_procedure(WARNING) if m.id in seen and _opened_in(m, year)]
    found = [
        *_divided(Topic.CONTRIBUTIONS, ((teller, name) for name, teller in told)),
        *_divided(Topic.MERGES, ((m.step, m.id) for m in Files(unit, reader).mergings if _opened_in(m, year))),
        *_divided(Topic.ASKED, ((m.participant, m.id) for m in requests)),
        *_divided(Topic.ANSWERED, ((m.participant, m.id) for m in answers)),
        *_divided(Topic.REFUSED, ((m.text("ground"), m.id) for m in refusals)),
        *_divided(Topic.WARNINGS, ((m.participant, m.id) for m in warnings)),
        *_entries(unit, reader, effects),
    ]
    upto = unit.one("SELECT id FROM act ORDER BY idx DESC LIMIT 1")
    return Counts(tuple(found), str(upto[0]) if upto else "")


def _entries(unit: SqlUnit, reader: Reader, effects: Effects) -> Iterable[Counted]:
    """Entries of each kind that count now, divided four ways, and those whose review was not made in time."""
    today, view = date.fromisoformat(reader.at[:10]), SqlView(unit, reader)
    bases = view.bases(*KIND)
    for procedure, name in KIND.items():
        seen = {entry: effects.of[entry] for entry in view.entries(procedure)}
        counted = {entry: one for entry, one in seen.items() if one.effect in ACTED_UPON}
        overdue = ((one.claimant, entry) for entry, one in seen.items() if one.effect is Effect.LAPSED)
        ages = {day: age(date.fromisoformat(day), today) for day in {one.since for one in counted.values()}}
        kind = Kind(name)
        yield from _divided(Topic.BY_CLAIMANT, ((one.claimant, entry) for entry, one in counted.items()), kind)
        yield from _divided(Topic.BY_BASIS, ((bases.get(entry, NOT_SHOWN), entry) for entry in counted), kind)
        yield from _divided(Topic.BY_AGE, ((ages[one.since], entry) for entry, one in counted.items()), kind)
        yield from _divided(Topic.BY_CONTESTED, (("none", entry) for entry in counted), kind)
        yield from _divided(Topic.OVERDUE, overdue, kind)


def _divided(topic: Topic, parts: Iterable[tuple[str, str]], kind: Kind = Kind.NONE) -> list[Counted]:
    """Each part with the ids of what it counts; ``parts``: of each thing its part and its id."""
    found: dict[str, list[str]] = {}
    for part, name in parts:
        found.setdefault(str(part), []).append(name)
    return [Counted(topic, part, len(ids), tuple(sorted(ids)), kind) for part, ids in sorted(found.items())]


def _opened_in(matter: Matter, year: int) -> bool:
    return matter.opened.time.startswith(f"{year:04}-")


def _party(reader: Reader, request: Matter) -> bool:
    sent = request.step not in ("drafted", "void")
    return request.opened.authority == reader.authority or (sent and request.text("to") == reader.authority)
