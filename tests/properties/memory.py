"""A node in memory: the engine's ``Unit`` over plain dictionaries, so that thousands of acts take a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from comity import acts, appointments, engine, matters
from comity.acts import BodyHead, Door, Head, SignedAct
from comity.deriving import Cited
from comity.engine import Accepted, Charter, Position, Question
from comity.entries.guards import GUARDS
from comity.handling import Reader
from comity.matters import Matter, Procedure
from comity.participants import Directory

SCHEMAS = frozenset({"list.entry/1", "reasons/1"})
Fold = Callable[[Matter | None, Head, acts.Stamp, str], Matter]


@dataclass(slots=True)
class Memory:
    """Everything that was committed, and what folding made of it."""

    log: list[Accepted] = field(default_factory=list)
    held: dict[str, Matter] = field(default_factory=dict)
    people: Directory = field(default_factory=Directory)
    links: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # target and relation -> who links to it

    def position(self) -> Position:
        return Position(len(self.log), self.log[-1].stamp.time if self.log else "", "9999-12-31T00:00:00Z")

    def matter(self, matter: str) -> Matter | None:
        return self.held.get(matter)

    def linking(self, matter: str, relation: str) -> tuple[Matter, ...]:
        return tuple(self.held[one] for one in self.links.get((matter, relation), ()))

    def directory(self) -> Directory:
        return self.people

    def of_procedure(self, *procedures: str) -> tuple[Matter, ...]:
        return tuple(m for m in self.held.values() if m.procedure in procedures)

    def at_step(self, procedure: str, *steps: str) -> tuple[Matter, ...]:
        return tuple(m for m in self.of_procedure(procedure) if m.step in steps)

    def is_purged(self, matter: str) -> bool:
        return any(m.procedure == "erasure" for m in self.linking(matter, "on"))

    def is_erased(self, commitment: str) -> bool:
        return False

    def are_fresh(self, commitments: Sequence[str]) -> bool:
        return True

    def opened(self, matter: str) -> tuple[tuple[BodyHead, tuple[bytes, ...]], ...]:
        return ()

    def cited(self, commitments: Sequence[str]) -> dict[str, Cited]:
        return {}

    def readable(self, commitments: Sequence[str], reader: Reader) -> frozenset[str]:
        return frozenset()

    def append(self, accepted: Accepted, fold: Fold) -> None:
        head, stamp = accepted.head, accepted.stamp
        self.log.append(accepted)
        self.held[head.matter] = fold(self.held.get(head.matter), head, stamp, accepted.participant)
        for link in head.links:
            self.links.setdefault((link.to, link.relation), []).append(head.matter)
        self.people = accepted.directory

    def replayed(self) -> Memory:
        """The same log folded from nothing, by the folding of the program."""
        fresh = Memory()
        for one in self.log:
            fresh.append(one, matters.fold)
        people = Directory()
        for one in self.log:
            head, stamp = one.head, one.stamp
            if head.kind in appointments.DIRECTORY_ACTS:
                people = appointments.apply(people, head.kind, head.terms, stamp.index, stamp.time)
        fresh.people = people
        return fresh


def permits(question: Question, unit: engine.Unit) -> Door:
    """A door that always opens, stamping each decision as sufficient alone."""
    matter = question.matter
    supports = tuple((ref,) for ref in matter.all_linked("rests_on")) if matter else ()
    return Door(question.door, "0" * 64, supports)


def charter(procedures: Iterable[Procedure]) -> Charter:
    return Charter({p.name: p for p in procedures}, SCHEMAS, permits, GUARDS)


def commit(signed: SignedAct, unit: engine.Unit, tables: Charter, now: datetime) -> Accepted:
    """The program's own commit, with signatures that always fit: who signs is tested elsewhere."""
    return engine.commit(signed, unit, tables, now=now, salt="0" * 32, verify=lambda key, signature, message: True)
