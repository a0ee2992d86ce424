"""Circles and single sources, and sourcing that only looks like either.

A *fact* here is a model with its fields: what is told, without by whom, how graded and from where.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bench.databank.plan import Plan
from bench.databank.telling import Source
from comity.databank.organisation import Characteristic, PersonLink, Remark, StructureLink
from comity.qualification.envelope import Item

Fact = tuple[type[Item], dict[str, Any]]


@dataclass(slots=True)
class _Voices:
    """Several States tell facts of one file, one after another."""

    plan: Plan
    file: str
    turn: int = 0

    def fact(self) -> Fact:
        """Something that nobody else tells of this file."""
        number = self.plan.desk.number()
        offered: list[Fact] = [
            (Remark, {"text": f"Fictional event {number}."}),
            (StructureLink, {"kind": "branch", "name": f"Outpost {number}"}),
            (PersonLink, {"role": "leader", "entry": self.plan.desk.new_id()}),
        ]
        return offered[number % len(offered)]

    def tell(self, owner: str, fact: Fact, source: Source, file: str = "") -> str:
        """``owner`` tells ``fact`` in a new contribution, later than what was told before."""
        self.turn += 1
        age = timedelta(days=340 - 20 * self.turn, hours=self.plan.desk.rng.randrange(24))
        into = self.plan.desk.contribution(file or self.file, owner, age=age)
        model, fields = fact
        return self.plan.desk.tell(into, model, source, **fields)

    def decided(self, owner: str, fact: Fact, file: str = "") -> str:
        """``owner`` tells ``fact`` by a decision that nobody else cites."""
        return self.tell(owner, fact, Source(decision=self.plan.desk.decision(owner)), file)

    def resting(self, owner: str, fact: Fact, on: str, file: str = "") -> str:
        """``owner`` tells ``fact`` because of the statement ``on``."""
        return self.tell(owner, fact, Source(rests_on=(on,)), file)


def plant_circles(plan: Plan, each: int) -> None:
    """``each`` circles and as many near-misses."""
    for turn in range(each):
        for ways in (_CIRCLES, _LINES):
            how = list(ways)[turn % len(ways)]
            ways[how](plan, _Voices(plan, plan.desk.rng.choice(plan.free).file), how)


def _alone(plan: Plan, voices: _Voices, how: str) -> None:
    """A tells, B repeats A, A repeats B; nobody else knows of it. A single source, too."""
    a, b = plan.states(2)
    fact = voices.fact()
    older = voices.decided(a, fact)
    repeated = voices.resting(b, fact, older)
    newer = voices.resting(a, fact, repeated)
    plan.add(True, "circle", how, [voices.file], [repeated, newer], more=[older])
    plan.add(True, "sources", how, [voices.file], [older, repeated, newer])


def _beside_another(plan: Plan, voices: _Voices, how: str) -> None:
    """The same circle, while another State knows the fact from its own court."""
    a, b, c = plan.states(3)
    fact = voices.fact()
    older = voices.decided(a, fact)
    voices.decided(c, fact)
    repeated = voices.resting(b, fact, older)
    newer = voices.resting(a, fact, repeated)
    plan.add(True, "circle", how, [voices.file], [repeated, newer], more=[older])


def _through_facts(plan: Plan, voices: _Voices, how: str) -> None:
    """B draws another fact from A's, and A its own again from B's."""
    a, b = plan.states(2)
    first, second = voices.fact(), voices.fact()
    older = voices.decided(a, first)
    drawn = voices.resting(b, second, older)
    newer = voices.resting(a, first, drawn)
    plan.add(True, "circle", how, [voices.file], [drawn, newer], more=[older])


def _of_three(plan: Plan, voices: _Voices, how: str) -> None:
    a, b, c = plan.states(3)
    first, second, third = voices.fact(), voices.fact(), voices.fact()
    older = voices.decided(a, first)
    drawn = voices.resting(b, second, older)
    further = voices.resting(c, third, drawn)
    newer = voices.resting(a, first, further)
    plan.add(True, "circle", how, [voices.file], [drawn, further, newer], more=[older])


def _across_files(plan: Plan, voices: _Voices, how: str) -> None:
    a, b = plan.states(2)
    elsewhere = plan.desk.rng.choice([one.file for one in plan.free if one.file != voices.file])
    first, second = voices.fact(), voices.fact()
    older = voices.decided(a, first)
    drawn = voices.resting(b, second, older, elsewhere)
    newer = voices.resting(a, first, drawn)
    plan.add(True, "circle", how, [voices.file, elsewhere], [drawn, newer], more=[older])


def _chain(plan: Plan, voices: _Voices, how: str) -> None:
    """C draws from B what B drew from A, each another fact."""
    said = voices.decided("XA", voices.fact())
    told = [said]
    for owner in ("XB", "XC", "XD", "XE"):
        said = voices.resting(owner, voices.fact(), said)
        told.append(said)
    plan.add(False, "circle", how, [voices.file], told)


def _chain_of_one_fact(plan: Plan, voices: _Voices, how: str) -> None:
    a, b, c, d = plan.states(4)
    fact = voices.fact()
    told = [voices.decided(a, fact), voices.decided(d, fact)]
    told.append(voices.resting(b, fact, told[0]))
    told.append(voices.resting(c, fact, told[2]))
    plan.add(False, "circle", how, [voices.file], told)
    plan.add(False, "sources", how, [voices.file], told)


def _own_older(plan: Plan, voices: _Voices, how: str) -> None:
    (a,) = plan.states(1)
    first, second = voices.fact(), voices.fact()
    told = [voices.decided(a, first)]
    told.append(voices.resting(a, second, told[0]))
    told.append(voices.resting(a, first, told[1]))
    plan.add(False, "circle", how, [voices.file], told)


def _same_third(plan: Plan, voices: _Voices, how: str) -> None:
    a, b, c, d = plan.states(4)
    fact = voices.fact()
    told = [voices.decided(a, fact), voices.decided(d, fact)]
    told += [voices.resting(b, fact, told[0]), voices.resting(c, fact, told[0])]
    plan.add(False, "circle", how, [voices.file], told)


def _there_and_on(plan: Plan, voices: _Voices, how: str) -> None:
    """A draws from B, who drew from A, another fact than the one B drew from."""
    a, b = plan.states(2)
    told = [voices.decided(a, voices.fact())]
    told.append(voices.resting(b, voices.fact(), told[0]))
    told.append(voices.resting(a, voices.fact(), told[1]))
    plan.add(False, "circle", how, [voices.file], told)


_Way = Callable[[Plan, _Voices, str], None]
_CIRCLES: Final[dict[str, _Way]] = {
    "of one fact, alone": _alone,
    "of one fact, beside another's": _beside_another,
    "through two facts": _through_facts,
    "of three States": _of_three,
    "across two files": _across_files,
}
_LINES: Final[dict[str, _Way]] = {
    "a chain": _chain,
    "a chain of one fact": _chain_of_one_fact,
    "one's own older statement": _own_older,
    "two on the same third": _same_third,
    "there and on": _there_and_on,
}


def plant_sources(plan: Plan, each: int) -> None:
    """``each`` facts of several States with one source, and as many with two."""
    for turn in range(each):
        for guilty, ways in ((True, _SINGLE), (False, _SEVERAL)):
            how = list(ways)[turn % len(ways)]
            by_day = turn % 4 == 3
            truth = plan.take("founded", plan.free, silent=True) if by_day else plan.desk.rng.choice(plan.free)
            voices = _Voices(plan, truth.file)
            founded: Fact = (Characteristic, {"property": "founded", "day": truth.founded.isoformat()})
            fact = founded if by_day else voices.fact()
            plan.add(guilty, "sources", how, [truth.file], ways[how](plan, voices, fact))


def _one_decision(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    shared = Source(decision=plan.desk.decision("XA"))
    return [voices.tell(owner, fact, shared) for owner in plan.states(plan.desk.rng.randrange(2, 5))]


def _one_report(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    shared = Source(other=f"REP-XA-{plan.desk.number()}")
    return [voices.tell(owner, fact, shared) for owner in plan.states(3)]


def _one_root(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    a, b, c = plan.states(3)
    root = voices.decided(a, fact)
    return [root, voices.resting(b, fact, root), voices.resting(c, fact, root)]


def _one_chain(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    a, b, c = plan.states(3)
    root = voices.decided(a, fact)
    repeated = voices.resting(b, fact, root)
    return [root, repeated, voices.resting(c, fact, repeated)]


def _one_observer(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    """A saw it itself, and B says so, too."""
    a, b = plan.states(2)
    seen = voices.tell(a, fact, Source())
    return [seen, voices.resting(b, fact, seen)]


def _decision_and_echo(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    told = _one_decision(plan, voices, fact)
    return [*told, voices.resting("XJ", fact, told[0])]


def _two_decisions(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    return [voices.decided(owner, fact) for owner in plan.states(2)]


def _decision_and_report(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    a, b = plan.states(2)
    return [voices.decided(a, fact), voices.tell(b, fact, Source(other=f"REP-{b}-{plan.desk.number()}"))]


def _two_roots(plan: Plan, voices: _Voices, fact: Fact) -> list[str]:
    a, b, c = plan.states(3)
    root = voices.decided(a, fact)
    return [root, voices.resting(b, fact, root), voices.decided(c, fact)]


_Told = Callable[[Plan, _Voices, Fact], list[str]]
_SINGLE: Final[dict[str, _Told]] = {
    "one decision": _one_decision,
    "one root": _one_root,
    "a chain": _one_chain,
    "one report": _one_report,
    "one observer": _one_observer,
    "a decision and its echo": _decision_and_echo,
}
_SEVERAL: Final[dict[str, _Told]] = {
    "two decisions": _two_decisions,
    "a decision and a report": _decision_and_report,
    "two roots": _two_roots,
}
