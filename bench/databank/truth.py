"""One consistent truth for each organisation, of which ten States tell what is identical, vaguer or compatible.

Whatever is drawn from a truth can stand beside everything else drawn from it. So whatever a finder finds
wrong was planted, or the finder invented it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any, Final

from bench.databank.names import Script, another_hand, written
from bench.databank.telling import Contribution, Desk, Source
from comity.databank.organisation import (
    Characteristic,
    Financing,
    LegalStatus,
    OrganisationName,
    PersonLink,
    Remark,
    StructureLink,
    UnStatus,
)

STATES: Final = tuple(f"X{letter}" for letter in "ABCDEFGHIJ")
SCRIPTS: Final = dict(
    zip(STATES, [Script.LATIN] * 5 + [Script.CYRILLIC] * 3 + [Script.ARABIC] * 2, strict=True)
)  # in which each State writes
ELEMENTS: Final = "name un_status decision founded legal_status".split()


@dataclass(slots=True)
class Truth:
    """What is so of one organisation. ``lacking``: an element that nobody tells; ``told_once``: one that
    a single State tells; ``scripts``: those in which its name is told."""

    file: str
    name: str
    founded: date
    dissolved: date | None
    region: str
    strength: int
    un_reference: str
    status: dict[str, LegalStatus]
    decisions: dict[str, str]
    part_of: str = ""
    lacking: str = ""
    told_once: str = ""
    scripts: frozenset[Script] = frozenset(Script)
    _once: set[str] = field(default_factory=set)

    def may_tell(self, element: str) -> bool:
        """Whether one more State may tell ``element``."""
        if element == self.lacking:
            return False
        if element == self.told_once:
            first = element not in self._once
            self._once.add(element)
            return first
        return True


def invent(desk: Desk, name: str, number: int) -> Truth:
    """Make up an organisation."""
    rng = desk.rng
    ended = date(rng.randrange(2012, 2024), rng.randrange(1, 13), rng.randrange(1, 29))
    return Truth(
        file=desk.new_id(),
        name=name,
        founded=date(rng.randrange(1970, 2010), rng.randrange(1, 13), rng.randrange(1, 29)),
        dissolved=ended if rng.random() < 0.2 else None,
        region=f"{rng.choice(STATES)}-{rng.randrange(1, 20):02d}",
        strength=rng.randrange(100, 5_000),
        un_reference=f"XQe.{100 + number}" if rng.random() < 0.4 else "none",
        status={state: rng.choice(list(LegalStatus)) for state in STATES},
        decisions={state: desk.decision(state) for state in STATES},
    )


def vaguer(day: date, rng: Random) -> str:
    """The day, its month or its year."""
    return day.isoformat()[: rng.choice((4, 7, 10))]


def around(number: int, rng: Random) -> dict[str, Any]:
    """A range in which ``number`` lies, from half of it to one and a half."""
    reach = number // 2
    return {"least": number - rng.randint(0, reach), "most": number + rng.randint(0, reach)}


def cited(desk: Desk, truth: Truth, state: str) -> Source:
    """What a State cites by itself: its own court's decision, its own report, or nothing; never another's."""
    chance = desk.rng.random()
    if chance < 0.6 and truth.may_tell("decision"):
        return Source(decision=truth.decisions[state])
    return Source(other=f"REP-{state}-{desk.number()}") if chance < 0.9 else Source()


def tell_truth(desk: Desk, truth: Truth, into: Contribution) -> None:
    """One State tells of one organisation what it knows."""
    _tell_names(desk, truth, into)
    _tell_characteristics(desk, truth, into)
    state, rng = into.owner, desk.rng
    if (truth.file, "un_status") not in desk.silent and truth.may_tell("un_status"):
        desk.tell(into, UnStatus, cited(desk, truth, state), reference=truth.un_reference)
    if truth.part_of and rng.random() < 0.5 and (truth.file, "part_of") not in desk.silent:
        desk.tell(into, StructureLink, cited(desk, truth, state), kind="part_of", file=truth.part_of)
    if rng.random() < 0.5:
        kind, name = rng.choice(("body", "branch", "front")), f"Wing {desk.number()}"
        desk.tell(into, StructureLink, cited(desk, truth, state), kind=kind, name=name)
    if rng.random() < 0.4:
        role = rng.choice(("leader", "member", "other_individual_involved"))
        desk.tell(into, PersonLink, cited(desk, truth, state), role=role, entry=desk.new_id())
    if rng.random() < 0.5:
        tell_financing(desk, truth, into, amount=True)
    for _ in range(rng.randrange(1, 3)):
        tell_remark(desk, into, cited(desk, truth, state))


def tell_financing(desk: Desk, truth: Truth, into: Contribution, *, amount: bool) -> str:
    """A flow of money that nobody else tells of."""
    least = desk.rng.randrange(1, 500) * 1_000
    money: dict[str, Any] = {"least": least, "most": least * 2, "currency": "XTS"} if amount else {}
    source = cited(desk, truth, into.owner)
    unit: dict[str, Any] = {} if source.decision else {"fiu_reference": f"FIU-{into.owner}-{desk.number()}"}
    flow = desk.rng.choice(("source", "channel"))
    return desk.tell(into, Financing, source, flow=flow, described=f"Levy {desk.number()}", **unit, **money)


def tell_remark(desk: Desk, into: Contribution, source: Source, kept_until: datetime | None = None) -> str:
    """Something that nobody else tells, kept as long as the contribution unless said."""
    text = f"Fictional remark {desk.number()} of {into.owner}."
    return desk.tell(into, Remark, source, kept_until=kept_until, text=text)


def tell_name(desk: Desk, into: Contribution, source: Source, name: str, script: Script) -> str:
    """One spelling of one name."""
    return desk.tell(into, OrganisationName, source, name=name, script=script.value)


def _tell_names(desk: Desk, truth: Truth, into: Contribution) -> None:
    if not truth.may_tell("name"):
        return
    own = SCRIPTS[into.owner]
    script = own if own in truth.scripts else desk.rng.choice(sorted(truth.scripts))
    name = written(truth.name, script)
    if script is not Script.ARABIC and desk.rng.random() < 0.3:
        name = another_hand(name, desk.rng)
    tell_name(desk, into, cited(desk, truth, into.owner), name, script)


def _tell_characteristics(desk: Desk, truth: Truth, into: Contribution) -> None:
    rng, state = desk.rng, into.owner
    offered: Sequence[tuple[str, float, dict[str, Any]]] = (
        ("founded", 0.7, {"day": vaguer(truth.founded, rng)}),
        ("dissolved", 0.5 if truth.dissolved else 0, {"day": vaguer(truth.dissolved or truth.founded, rng)}),
        ("legal_status", 0.7, {"status": truth.status[state]}),
        ("base_region", 0.6, {"region": truth.region if rng.random() < 0.5 else truth.region[:2]}),
        ("strength", 0.6, dict(around(truth.strength, rng))),
    )
    for name, chance, value in offered:
        told = rng.random() < chance or (state == STATES[0] and name in ELEMENTS)
        if told and (truth.file, name) not in desk.silent and truth.may_tell(name):
            desk.tell(into, Characteristic, cited(desk, truth, state), property=name, **value)
