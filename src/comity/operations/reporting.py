"""Count what the annual report says, as one reader may see it; every number keeps the ids of what was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

from comity.assistance.procedures import ANSWER, REQUEST, TO, WARNING
from comity.databank.figures.report import Counted, Counts, Kind, Topic, age
from comity.databank.procedures import CONTRIBUTION, RESULT, TREND
from comity.effect import ACTED_UPON, Effect
from comity.entries.procedures import KIND
from comity.handling import Reader
from comity.matters import Matter
from comity.store import counting
from comity.store.files import Files
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView

NOT_SHOWN: Final = "not_shown"
"""The part of entries whose basis this reader may not see."""


def counts(unit: SqlUnit, reader: Reader, year: int, effects: Mapping[str, Effect]) -> Counts:
    """Everything counted for the report of ``year``, of what ``reader`` may see; ``effects``: of every entry now."""
    seen = SqlView(unit, reader).matters(CONTRIBUTION, TREND, RESULT, WARNING)
    told = [m for m in unit.of_procedure(CONTRIBUTION, TREND, RESULT) if m.id in seen and _told_in(m, year)]
    requests = [m for m in unit.of_procedure(REQUEST) if _opened_in(m, year) and _party(reader, m)]
    answers = [m for m in unit.of_procedure(ANSWER) if m.linked(TO) in {r.id for r in requests}]
    refusals = [m for m in requests if m.last_of("request.refuse")]
    warnings = [m for m in unit.of_procedure(WARNING) if m.id in seen and _opened_in(m, year)]
    found = [
        *_divided(Topic.CONTRIBUTIONS, told, lambda m: m.participant),
        *_divided(Topic.MERGES, [m for m in Files(unit, reader).mergings if _opened_in(m, year)], lambda m: m.step),
        *_divided(Topic.ASKED, requests, lambda m: m.participant),
        *_divided(Topic.ANSWERED, answers, lambda m: m.participant),
        *_divided(Topic.REFUSED, refusals, lambda m: m.text("ground")),
        *_divided(Topic.WARNINGS, warnings, lambda m: m.participant),
        *_entries(unit, reader, effects),
    ]
    upto = unit.one("SELECT id FROM act ORDER BY idx DESC LIMIT 1")
    return Counts(tuple(found), str(upto[0]) if upto else "")


def _entries(unit: SqlUnit, reader: Reader, effects: Mapping[str, Effect]) -> Iterable[Counted]:
    """Entries of each kind that count now, divided four ways, and those whose review was not made in time."""
    today, view = date.fromisoformat(reader.at[:10]), SqlView(unit, reader)
    bases, since = view.bases(*KIND), counting.since(unit)
    for procedure, name in KIND.items():
        seen = frozenset(view.entries(procedure))
        entries = [m for m in unit.of_procedure(procedure) if m.id in seen]
        counted = [m for m in entries if effects[m.id] in ACTED_UPON]
        overdue = [m for m in entries if effects[m.id] is Effect.LAPSED]
        kind = Kind(name)
        yield from _divided(Topic.BY_CLAIMANT, counted, lambda m: m.participant, kind)
        based = {m.id: bases.get(m.id, NOT_SHOWN) for m in counted}
        yield from _divided(Topic.BY_BASIS, counted, partial(_at, based), kind)
        yield from _divided(Topic.BY_AGE, counted, lambda m: age(date.fromisoformat(since[m.id]), today), kind)
        yield from _divided(Topic.BY_CONTESTED, counted, lambda m: "none", kind)
        yield from _divided(Topic.OVERDUE, overdue, lambda m: m.participant, kind)


def _at(based: Mapping[str, str], entry: Matter) -> str:
    return based[entry.id]


def _divided(
    topic: Topic, matters: Iterable[Matter], part: Callable[[Matter], str], kind: Kind = Kind.NONE
) -> list[Counted]:
    parts: dict[str, list[str]] = {}
    for matter in matters:
        parts.setdefault(str(part(matter)), []).append(matter.id)
    return [Counted(topic, name, len(ids), tuple(sorted(ids)), kind) for name, ids in sorted(parts.items())]


def _told_in(matter: Matter, year: int) -> bool:
    done = matter.last_of(f"{matter.procedure}.approve")
    return done is not None and done.time.startswith(f"{year:04}-")


def _opened_in(matter: Matter, year: int) -> bool:
    return matter.opened.time.startswith(f"{year:04}-")


def _party(reader: Reader, request: Matter) -> bool:
    sent = request.step not in ("drafted", "void")
    return request.opened.authority == reader.authority or (sent and request.text("to") == reader.authority)
