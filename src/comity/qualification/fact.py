"""A fact: one typed value that a gate weighs, with where it came from.

No fact states a conclusion that a person typed in: it is a value of a dossier field, a count over
such values, or the content of a signed act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from comity.errors import Fault
from comity.qualification.claim import Claim
from comity.qualification.envelope import Envelope
from comity.qualification.ports import Ports
from comity.qualification.vocabulary import DecisionType, Door, IssuedBy

Value = None | bool | int | str | frozenset[str]


class Kind(StrEnum):
    """What a fact's value is."""

    FLAG = "flag"  # true or false
    COUNT = "count"  # a whole number; the fact's name says of what
    CODE = "code"  # one word of a closed list, or an id
    CODES = "codes"  # a set of such words


class DecisionText(Protocol):
    """What the gates read in a judicial decision; ``judiciary.bodies.JudicialDecision`` has it."""

    @property
    def reference(self) -> str: ...
    @property
    def type(self) -> DecisionType: ...
    @property
    def issued_by(self) -> IssuedBy | None: ...
    @property
    def law_published(self) -> date | None: ...
    @property
    def published_on(self) -> date | None: ...
    @property
    def in_absentia(self) -> bool | None: ...
    @property
    def retrial_right(self) -> str | None: ...
    @property
    def judicial_appeal(self) -> str | None: ...
    @property
    def death_penalty(self) -> bool | None: ...
    @property
    def max_penalty_months(self) -> int | None: ...
    @property
    def sentence_months(self) -> int | None: ...
    @property
    def torture_alleged(self) -> bool | None: ...
    @property
    def torture_dealt_with(self) -> str | None: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def lang(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Case:
    """Everything from which facts are read: one claim, or one telling, at one door on one day.

    ``sealed``: of what is told, only the head can be read here."""

    door: Door
    said: Claim | Envelope
    decisions: Mapping[str, DecisionText]  # those attached, by reference
    ports: Ports
    on: date
    sealed: bool = False

    @property
    def claim(self) -> Claim:
        """The claim of an entry. Raises Fault where a rule of entries is asked of a telling."""
        if not isinstance(self.said, Claim):
            raise Fault(f"a rule of entries was asked at the door {self.door}; correct its doors in the rulebook")
        return self.said

    @property
    def relied_on(self) -> list[DecisionText]:
        """The decisions relied on that are attached."""
        return [self.decisions[ref] for ref in self.claim.relied_on if ref in self.decisions]


@dataclass(frozen=True, slots=True)
class FactType:
    """One kind of fact: its name, what it is, where it comes from, and how it is read."""

    name: str
    kind: Kind
    source: str  # the dossier field or the port, as a person would look it up
    read: Callable[[Case], Value]
    words: frozenset[str] | None = None  # the closed list that codes come from


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with where it came from; ``value`` None means undetermined."""

    name: str
    value: Value
    source: str


class Facts(Mapping[str, Fact]):
    """The facts of one case, by name. One that is read from the case is read when it is first asked for."""

    __slots__ = ("_case", "_facts", "_unread")

    def __init__(
        self, facts: Iterable[Fact], unread: Mapping[str, FactType] | None = None, case: Case | None = None
    ) -> None:
        """``unread``: what else can be read from ``case``, which never changes."""
        self._facts = {fact.name: fact for fact in facts}
        self._unread, self._case = unread or {}, case

    def __getitem__(self, name: str) -> Fact:
        fact = self._facts.get(name)
        if fact is None:
            kind = self._unread[name]
            fact = self._facts[name] = Fact(name, None if self._case is None else kind.read(self._case), kind.source)
        return fact

    def __contains__(self, name: object) -> bool:
        return name in self._facts or name in self._unread

    def __iter__(self) -> Iterator[str]:
        return iter({**self._unread, **self._facts})

    def __len__(self) -> int:
        return len({**self._unread, **self._facts})

    def known(self, names: Iterable[str]) -> tuple[Fact, ...]:
        """Those of ``names`` that can be known, in that order."""
        return tuple([self[name] for name in names if name in self])

    def value(self, name: str) -> Value:
        """The value, or None where the fact is undetermined or was not gathered."""
        fact = self._facts.get(name)
        if fact is None and name in self._unread:
            fact = self[name]
        return None if fact is None else fact.value

    def but(self, **values: Value) -> Facts:
        """The same facts with some values replaced; for cases and comparisons."""
        changed = {name: Fact(name, value, "given") for name, value in values.items()}
        return Facts({**self._facts, **changed}.values(), self._unread, self._case)


def every(answers: Iterable[bool | None]) -> bool | None:
    """False if one is false; else None if one is unknown or there is none; else True."""
    seen = list(answers)
    if False in seen:
        return False
    return None if None in seen or not seen else True


def age(days: int | None) -> int | None:
    """Days ago; what lies in the future has no age and is not known."""
    return None if days is None or days < 0 else days


def length(text: str | None) -> int:
    """The characters of a text; an empty field has none."""
    return len(text) if text else 0


def words(enum: type[StrEnum]) -> frozenset[str]:
    """The closed list of an enum."""
    return frozenset(member.value for member in enum)
