"""What happened to an entry, act by act, and how its versions differ; for one reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from comity.canonical import Json
from comity.entries.face import Part, Version, is_inside
from comity.entries.grounds import Source
from comity.entries.procedures import ON, RESTS_ON, VERSION_OF
from comity.handling import Reader
from comity.matters import OPENING, Matter, Procedure


@dataclass(frozen=True, slots=True)
class Event:
    """One act: when (UTC), of which kind, on which matter, by which participant, between which steps.

    ``word`` is the choice that the act made, as (term, value), for instance (position, recognises).
    """

    time: str
    index: int
    kind: str
    matter: str
    procedure: str
    participant: str
    capacity: str
    before: str
    after: str
    provision: str
    word: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two versions: the values that went and those that came."""

    field: str
    gone: tuple[Json, ...]
    come: tuple[Json, ...]


WORDS = ("position", "ground", "outcome", "order", "reason", "finality", "question")


def events(
    source: Source, entry: Matter, reader: Reader, procedures: Mapping[str, Procedure], at: str
) -> tuple[Event, ...]:
    """The acts on ``entry`` and on what bears on it up to ``at``, oldest first, as ``reader`` may know them.

    Restricted matters (cases, clearances, asylum checks) show to the independent reviewer only within an
    opened case; versions that were not circulated show to the claimant's side and the reviewers.
    """
    seen = [matter for matter in _bearing(source, entry, reader) if _may_know(matter, reader, procedures)]
    found = [event for matter in seen for event in _of(matter, procedures) if event.time <= at]
    return tuple(sorted(found, key=lambda event: event.index))


def changes(versions: Iterable[Version]) -> tuple[tuple[Change, ...], ...]:
    """What each version changed in the one before, field by field, among what the reader sees of both."""
    listed = sorted(versions, key=lambda version: version.since)
    return tuple(between(old.part, new.part) for old, new in pairwise(listed))


def between(old: Part, new: Part) -> tuple[Change, ...]:
    """The fields that differ between two parts, in the order in which they are shown."""
    fields = dict.fromkeys(line.said.property for part in (old, new) for line in part.lines)
    found = []
    for field in fields:
        before, after = old.values(field), new.values(field)
        gone = tuple(value for value in before if value not in after)
        come = tuple(value for value in after if value not in before)
        if gone or come:
            found.append(Change(field, gone, come))
    return tuple(found)


def _bearing(source: Source, entry: Matter, reader: Reader) -> list[Matter]:
    """The entry, its versions, their decisions and rulings, what is linked to the entry, and votes on that."""
    inside = is_inside(reader, entry)
    versions = [v for v in source.linking(entry.id, VERSION_OF) if inside or v.step == "permitted"]
    about = source.linking(entry.id, ON)
    votes = [vote for matter in about if matter.procedure == "proposal" for vote in source.linking(matter.id, ON)]
    ids = dict.fromkeys(name for version in versions for name in version.all_linked(RESTS_ON))
    decisions = [matter for matter in (source.matter(name) for name in ids) if matter is not None]
    rulings = [ruling for matter in decisions for ruling in source.linking(matter.id, ON)]
    return [entry, *versions, *about, *votes, *decisions, *rulings]


def _may_know(matter: Matter, reader: Reader, procedures: Mapping[str, Procedure]) -> bool:
    table = procedures.get(matter.procedure)
    if table is None or table.audience == "restricted":
        return matter.id in reader.cases
    return table.broad_kind != "council" or reader.member


def _of(matter: Matter, procedures: Mapping[str, Procedure]) -> Iterable[Event]:
    table, before = procedures[matter.procedure], OPENING
    for done in matter.acts:
        move = table.find(done.kind, before)
        after = move.after if move else matter.step
        word = next(((name, str(done.terms[name])) for name in WORDS if name in done.terms), ("", ""))
        yield Event(
            done.time,
            done.index,
            done.kind,
            matter.id,
            matter.procedure,
            done.participant,
            done.capacity,
            before,
            after,
            move.provision if move else "",
            word,
        )
        before = after
