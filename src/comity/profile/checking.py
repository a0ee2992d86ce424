"""Faults that only show when the whole profile, with what it extends, is seen at once.

An extension may add, never change what it extends, and never widen what an entry may rest on:
the floor (law.md D(iii)) is in this code, where no profile reaches it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from comity.participants import APART, Capacity
from comity.profile.claims import OTHERS, Claim, Figure, Scale, Share
from comity.profile.functions import Function, Readiness
from comity.profile.marks import Confidence, Marked, Span, Value
from comity.profile.model import FICTION_ONLY, SECTIONS
from comity.profile.parties import (
    CAPACITIES_AT,
    MEMBER,
    Authority,
    Court,
    Officer,
    Organ,
    Participant,
    Subject,
)
from comity.profile.problem import Place, Problem
from comity.profile.reading import Folder, Located
from comity.profile.texts import Provision, Ratification, StateStatus
from comity.profile.vocabulary import FLOOR, REGISTER_MEANINGS, Basis, Purpose, Reason, RequestType, Scope

FULL: Final = 100

REFERENCES: Final[dict[type[Value], dict[str, str]]] = {
    Organ: {"id": "participants", "provisions": "provisions"},
    StateStatus: {"participant": "participants"},
    Provision: {"instrument": "instruments"},
    Ratification: {"instrument": "instruments", "participant": "participants"},
    Basis: {"provision": "provisions"},
    Purpose: {"provision": "provisions"},
    RequestType: {"provision": "provisions"},
    Reason: {"provision": "provisions"},
    Function: {"provision": "provisions"},
    Scale: {"instrument": "instruments", "conflicts_with": "scales"},
    Share: {"participant": "participants"},
    Figure: {"conflicts_with": "figures"},
    Claim: {"conflicts_with": "claims"},
    Authority: {"participant": "participants"},
    Court: {"participant": "participants"},
    Subject: {"participant": "participants"},
    Officer: {"authority": "authorities", "seconded_by": "participants"},
}
"""Which fields name something of which section."""


def check(folder: Folder, bases: tuple[Folder, ...]) -> list[Problem]:
    """All faults of ``folder`` given the folders it extends (nearest first)."""
    known = _Known(folder, bases)
    problems = list(_identities(folder, bases))
    fictional = folder.header is not None and folder.header.fictional
    for section in SECTIONS:
        for item in folder.sections[section]:
            problems.extend(_marks(item, fictional))
            problems.extend(_of_value(item.value, item.place, known))
        if section in FICTION_ONLY and not fictional:
            problems.extend(item.place.problem("profile.real_body") for item in folder.sections[section])
    problems.extend(_header(folder, bases))
    return problems


class _Known:
    """The ids that may be referred to, and whether anything is extended."""

    def __init__(self, folder: Folder, bases: tuple[Folder, ...]) -> None:
        self.extends = bool(bases)
        self.ids = {
            section: {_id(item.value) for part in (folder, *bases) for item in part.sections[section]}
            for section in SECTIONS
        }
        self.ids["participants"].add(OTHERS)
        self.duties = {
            item.value.id: item.value.duty
            for part in (folder, *bases)
            for item in part.sections["authorities"]
            if isinstance(item.value, Authority)
        }


def _id(value: Value) -> str:
    return str(getattr(value, "id", ""))


def _identities(folder: Folder, bases: tuple[Folder, ...]) -> Iterator[Problem]:
    for section in SECTIONS:
        held = {_id(item.value): base.name for base in bases for item in base.sections[section]}
        seen: set[str] = set()
        for item in folder.sections[section]:
            name = _id(item.value)
            if name in seen:
                yield item.place.problem("profile.duplicate", "id", id=name, section=section)
            elif name in held:
                yield item.place.problem("profile.redefined", "id", id=name, section=section, base=held[name])
            seen.add(name)


def _header(folder: Folder, bases: tuple[Folder, ...]) -> Iterator[Problem]:
    header, place = folder.header, folder.header_place
    if header is None or place is None:
        return
    if header.members == "own" and not header.fictional:
        yield place.problem("profile.own_members", "members")
    if not header.fictional and any(base.header is not None and base.header.fictional for base in bases):
        yield place.problem("profile.real_on_fiction", "fictional")
    if not any(folder.sections["bases"]) and not any(base.sections["bases"] for base in bases):
        yield place.problem("profile.no_bases")


def _marks(item: Located, fictional: bool) -> Iterator[Problem]:
    for inner, marked in _marked(item.value, ()):
        if marked.confidence is Confidence.FICTIONAL and not fictional:
            yield item.place.problem("profile.fiction_mark", *inner, "confidence")
        quotes = getattr(marked, "quotes", ())
        if quotes and marked.confidence not in (Confidence.SEEN, Confidence.STATED, Confidence.FICTIONAL):
            yield item.place.problem("profile.quoted_unseen", *inner, "quotes", mark=marked.confidence.value)


def _inner(value: Value) -> Iterator[tuple[tuple[str | int, ...], Value]]:
    """The values directly inside the tuples of ``value``, each with its path."""
    for name, held in value:
        if isinstance(held, tuple):
            for index, inner in enumerate(held):
                if isinstance(inner, Value):
                    yield (_key(value, name), index), inner


def _key(value: Value, name: str) -> str:
    return type(value).model_fields[name].alias or name


def _marked(value: Value, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Marked]]:
    """Every marked value in ``value``, itself included, with the path to it."""
    if isinstance(value, Marked):
        yield path, value
    for inner_path, inner in _inner(value):
        yield from _marked(inner, (*path, *inner_path))


def _references(value: Value, place: Place, known: _Known, path: tuple[str | int, ...] = ()) -> Iterator[Problem]:
    """A problem for each id in ``value`` that names nothing."""
    for name, section in REFERENCES.get(type(value), {}).items():
        held = getattr(value, name)
        several = isinstance(held, tuple)
        for index, wanted in enumerate(held if several else (held,)):
            if wanted is not None and wanted not in known.ids[section]:
                where = (*path, name, index) if several else (*path, name)
                yield place.problem("profile.no_reference", *where, id=wanted, section=section)
    for inner_path, inner in _inner(value):
        yield from _references(inner, place, known, (*path, *inner_path))


def _of_value(value: Value, place: Place, known: _Known) -> Iterator[Problem]:
    yield from _references(value, place, known)
    match value:
        case Participant():
            yield from _statuses(value, place)
        case Basis():
            yield from _basis(value, place, known)
        case Purpose():
            if Scope.REGISTER in value.scope and value.means not in REGISTER_MEANINGS:
                yield place.problem("profile.purpose_below_floor", "means", id=value.id)
        case Scale():
            if value.total != FULL and value.why_not_100 is None:
                yield place.problem("profile.scale_sum", "shares", id=value.id, total=str(value.total))
        case Function():
            yield from _function(value, place)
        case Officer():
            yield from _officer(value, place, known)


def _statuses(value: Participant, place: Place) -> Iterator[Problem]:
    spans: list[Span] = sorted(value.statuses, key=lambda status: status.since)
    for index, status in enumerate(value.statuses):
        if status.until is not None and status.until <= status.since:
            yield place.problem("profile.backwards", "statuses", index, "to", id=value.id)
    for earlier, later in pairwise(spans):
        if earlier.until is None or earlier.until > later.since:
            index = next(i for i, status in enumerate(value.statuses) if status is later)
            yield place.problem("profile.overlap", "statuses", index, "from", id=value.id, day=later.since.isoformat())
    if value.kind != "state":
        for index, status in enumerate(value.statuses):
            if status.status == MEMBER:
                yield place.problem("profile.member_no_state", "statuses", index, "status", id=value.id)


def _basis(value: Basis, place: Place, known: _Known) -> Iterator[Problem]:
    if not value.admissible:
        if value.why_not is None:
            yield place.problem("profile.why_not", id=value.id)
        return
    if known.extends:
        yield place.problem("profile.loosened", "admissible", id=value.id)
    needed = FLOOR[value.counts_as] if value.counts_as is not None else frozenset()
    if value.counts_as is None or not needed <= set(value.requires):
        missing = [element.value for element in sorted(needed - set(value.requires))] or ["counts_as"]
        yield place.problem("profile.basis_below_floor", "requires", id=value.id, missing=missing)


def _function(value: Function, place: Place) -> Iterator[Problem]:
    needs = {Readiness.WORKING: value.command, Readiness.PLANNED: value.issue, Readiness.REFUSED: value.refusal}
    if not needs[value.status]:
        field = {Readiness.WORKING: "command", Readiness.PLANNED: "issue", Readiness.REFUSED: "refusal"}[value.status]
        yield place.problem("profile.function_says", "status", id=value.id, status=value.status.value, field=field)


def _officer(value: Officer, place: Place, known: _Known) -> Iterator[Problem]:
    duty = known.duties.get(value.authority)
    for index, capacity in enumerate(value.capacities):
        if duty is not None and capacity not in CAPACITIES_AT[duty]:
            evidence = {"id": value.id, "capacity": capacity.value, "duty": duty.value}
            yield place.problem("profile.capacity_place", "capacities", index, **evidence)
    apart = [capacity.value for capacity in value.capacities if any(capacity in duty for duty in APART)]
    if sum(bool(duty & set(value.capacities)) for duty in APART) > 1:
        yield place.problem("profile.combined", "capacities", id=value.id, both=apart)
    if Capacity.CR in value.capacities and value.seconded_by is None:
        yield place.problem("profile.no_secondment", id=value.id)
