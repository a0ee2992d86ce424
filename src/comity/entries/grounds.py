"""The grounds of an entry's effect, gathered from the matters that bear on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from comity import acts, clocks
from comity.effect import FIRM, Fall, Grounds, Hold, Permit, Standing, standing
from comity.entries.procedures import ON, SUPPORT_ENTRY, SUPPORTED, VERSION_OF
from comity.judiciary import standing as judicial
from comity.judiciary.procedures import RULING
from comity.matters import Done, Matter
from comity.participants import Directory


class Links(Protocol):
    """Something that knows which matters are linked to one."""

    def linking(self, matter: str, relation: str) -> tuple[Matter, ...]: ...


class Source(Links, Protocol):
    """What gathering reads; the unit of work is one."""

    def matter(self, matter: str) -> Matter | None: ...
    def of_procedure(self, *procedures: str) -> tuple[Matter, ...]: ...
    def at_step(self, procedure: str, *steps: str) -> tuple[Matter, ...]: ...
    def directory(self) -> Directory: ...


def effect_of(source: Source, entry: Matter, at: str) -> Standing:
    """What ``entry`` counts for at the time ``at`` of the log."""
    return standing(grounds(source, entry, at), at)


def permitted(versions: Iterable[Matter], at: str) -> tuple[Matter, Done] | None:
    """The version that was permitted last up to ``at``, with its permit."""
    found = [
        (version, permit)
        for version in versions
        for permit in [version.last_of("version.permit")]
        if permit is not None and permit.time <= at
    ]
    return max(found, key=lambda pair: pair[1].index, default=None)


def grounds(source: Source, entry: Matter, at: str) -> Grounds:
    """All that the effect of ``entry`` at ``at`` depends on."""
    about = source.linking(entry.id, ON)
    found = permitted(source.linking(entry.id, VERSION_OF), at)
    if found is None:
        return Grounds(None, holds=_holds(about, None), withdrawn=_withdrawn(about))
    version, done = found
    permit = _permit(version, done)
    decisions, open_since = _decisions(source, permit, at)
    return Grounds(
        permit,
        decisions,
        open_since,
        _others(source, entry, version, done),
        (*_holds(about, permit), *_unsupported(source, version, permit, at)),
        _withdrawn(about),
        final_only=entry.procedure == SUPPORT_ENTRY,
    )


def _permit(version: Matter, done: Done) -> Permit:
    sunset = version.text("sunset")
    warn_from = clocks.months_later(date.fromisoformat(sunset), -clocks.WARNING_MONTHS).isoformat()
    supports = done.door.supports if done.door else ()
    return Permit(done.index, done.time, version.id, sunset, warn_from, supports)


def narrowed(source: Links, entry: str) -> frozenset[str]:
    """The commitments of what the claimant took back from ``entry``: shown to nobody from then on (rule 12)."""
    found: set[str] = set()
    for matter in source.linking(entry, ON):
        named = matter.term("statements")
        if matter.procedure == "narrowing" and isinstance(named, list):
            found.update(str(one) for one in named)
    return frozenset(found)


def rulings_on(source: Links, decision: str) -> list[Matter]:
    """The later rulings on a decision, in the order of the log."""
    return [matter for matter in source.linking(decision, ON) if matter.procedure == RULING]


def _decisions(source: Source, permit: Permit, at: str) -> tuple[dict[str, tuple[Fall, ...]], dict[str, str]]:
    fallen: dict[str, tuple[Fall, ...]] = {}
    open_since: dict[str, str] = {}
    for ref in {ref for one in permit.supports for ref in one}:
        decision = source.matter(ref)
        if decision is None:
            continue
        rulings = rulings_on(source, ref)
        fallen[ref] = judicial.falls(decision, rulings)
        now = judicial.standing(decision, rulings, at)
        if now.finality in ("stayed", "under_appeal"):
            open_since[ref] = now.not_final_since or decision.opened.time
    return fallen, open_since


def _others(source: Source, entry: Matter, version: Matter, permit: Done) -> tuple[Fall, ...]:
    """What else the permit rests on: the claimant's membership, the keys, the rulebook."""
    directory = source.directory()
    falls: list[Fall] = []
    held = directory.members.get(entry.participant)
    for index, moment in held.ends if held else ():
        falls.append(Fall(index, moment, "membership", entry.participant, by_date=True))
    for done in version.acts:
        for name in (done.officer_key, done.seal_key):
            key = directory.keys.get(name)
            for said in key.suspicions(done.index) if key else ():
                falls.append(Fall(said.index, said.time, "key", name))
    for rulebook in source.of_procedure("rulebook"):
        adopted = rulebook.last_of("rulebook.adopt")
        doors = rulebook.term("at_once")
        if adopted and permit.door and isinstance(doors, list) and permit.door.name in doors:
            falls.append(Fall(adopted.index, adopted.time, "rulebook", rulebook.text("digest")))
    return tuple(falls)


def _holds(about: Sequence[Matter], permit: Permit | None) -> tuple[Hold, ...]:
    holds: list[Hold] = []
    for matter in about:
        opened = matter.opened
        if matter.procedure == "order":
            order, lifted = matter.text("order"), matter.last_of("reviewer.lift")
            until = lifted.time if lifted else ""
            if order == "correct" and permit is not None and permit.index > opened.index:
                until = permit.time
            holds.append(Hold(opened.time, "order", matter.id, until, deletes=order == "delete"))
        elif matter.procedure == "suspension":
            lifted = matter.last_of("suspension.lift")
            ends = [lifted.time] if lifted else []
            if opened.kind == "suspension.urgent":
                ends.append(acts.to_time(clocks.due("72h", acts.from_time(opened.time))))
            holds.append(Hold(opened.time, "suspension", matter.id, min(ends, default="")))
    return tuple(holds)


def counts(source: Source, entry: str, at: str) -> bool:
    """Whether the List entry of this id is in force and final at ``at``; False where there is none."""
    listed = source.matter(entry)
    return listed is not None and effect_of(source, listed, at).effect in FIRM


def _unsupported(source: Source, version: Matter, permit: Permit, at: str) -> tuple[Hold, ...]:
    """An entry on support of a listed organisation counts only while that organisation's entry does."""
    listed = version.linked(SUPPORTED)
    if not listed or counts(source, listed, at):
        return ()
    return (Hold(permit.time, "supported", listed),)


def _withdrawn(about: Iterable[Matter]) -> str:
    return min((m.opened.time for m in about if m.procedure == "withdrawal"), default="")
