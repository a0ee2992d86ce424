"""The rulebook: dated rules, each citing its provision, with its cases beside it.

A rule says which gate it belongs to, which doors it binds, which facts it needs, when it applies, and
one condition. Reading checks every name and value against the catalogue of facts; what a lawyer wrote
wrongly is refused with file and line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comity import canonical
from comity.canonical import Json
from comity.qualification.condition import Condition
from comity.qualification.fact import Facts, Value
from comity.qualification.vocabulary import Door


class Outcome(StrEnum):
    """What a rule, a gate or a door answers. Only permit opens."""

    PERMIT = "permit"
    REFUSE = "refuse"
    UNDETERMINED = "undetermined"


class Confidence(StrEnum):
    """How far the provision's words are known (law.md)."""

    SEEN = "seen"
    HIGH = "paraphrase high"
    MEDIUM = "paraphrase medium"
    LOW = "paraphrase low"
    POLICY = "product policy"


class Reach(StrEnum):
    """What a change of the rule reaches (design, rule 14)."""

    NEW_ENTRIES = "new_entries"
    RENEWALS = "renewals"
    ALL_AT_ONCE = "all_at_once"


@dataclass(frozen=True, slots=True)
class RuleCase:
    """An example beside a rule that a lawyer reads and the tests run."""

    name: str
    facts: Mapping[str, Value]
    expected: Outcome

    def content(self) -> Json:
        """For the digest."""
        facts: dict[str, Json] = {
            name: _sorted(value) if isinstance(value, frozenset) else value for name, value in self.facts.items()
        }
        return {"expected": self.expected.value, "facts": facts, "name": self.name}


def _sorted(words: frozenset[str] | frozenset[Door]) -> list[Json]:
    return [*sorted(str(word) for word in words)]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One requirement. ``when`` None: it always applies. ``in_force_to`` is the last day, or None."""

    id: str
    gate: int
    doors: frozenset[Door]
    needs: tuple[str, ...]  # sorted
    when: Condition | None
    condition: Condition
    provision: str
    source: str
    confidence: Confidence
    in_force_from: date
    in_force_to: date | None
    reach: Reach
    words: str
    cases: tuple[RuleCase, ...] = ()
    place: str = ""  # file:line

    def in_force(self, on: date) -> bool:
        """Whether the rule applies on that day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def weigh(self, facts: Facts) -> Outcome:
        """Permit where the condition holds or the rule does not apply; undetermined where a fact is missing."""
        holds = self.condition.holds(facts)
        if holds:
            return Outcome.PERMIT
        applies = True if self.when is None else self.when.holds(facts)
        if applies is False:
            return Outcome.PERMIT
        return Outcome.UNDETERMINED if holds is None or applies is None else Outcome.REFUSE

    def content(self) -> Json:
        """Everything but the place, for the digest."""
        return {
            "cases": [case.content() for case in self.cases],
            "condition": self.condition.content(),
            "confidence": self.confidence.value,
            "doors": _sorted(self.doors),
            "from": self.in_force_from.isoformat(),
            "gate": self.gate,
            "id": self.id,
            "needs": [*self.needs],
            "provision": self.provision,
            "reach": self.reach.value,
            "source": self.source,
            "to": self.in_force_to.isoformat() if self.in_force_to else None,
            "when": self.when.content() if self.when else None,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """A digested set of rules; ``digest`` is 64 hex digits over their canonical content."""

    name: str
    rules: tuple[Rule, ...]
    digest: str

    def text(self) -> bytes:
        """The canonical content whose SHA-256 is the digest: what a node keeps of each version."""
        return canonical.dump({"name": self.name, "rules": [rule.content() for rule in self.rules]})

    def at(self, door: Door, on: date) -> tuple[Rule, ...]:
        """The rules that bind a door on a day, in order of gate."""
        return tuple(rule for rule in self.rules if door in rule.doors and rule.in_force(on))


def bind(name: str, rules: tuple[Rule, ...]) -> Rulebook:
    """Make a rulebook of rules: ordered by gate and id, digested."""
    ordered = tuple(sorted(rules, key=lambda rule: (rule.gate, rule.id)))
    return Rulebook(name, ordered, hashlib.sha256(Rulebook(name, ordered, "").text()).hexdigest())


def reached_at_once(old: Rulebook, new: Rulebook) -> frozenset[Door]:
    """The doors whose earlier permits fall when ``new`` takes the place of ``old``: those of every rule that
    was added, removed or changed and reaches all at once. Other changes wait for new entries or renewals."""
    return reached_by_texts(old.text(), new.text())


def reached_by_texts(old: bytes, new: bytes) -> frozenset[Door]:
    """The same of two kept texts (``Rulebook.text``), whose digests were verified."""
    before, after = ({rule["id"]: rule for rule in json.loads(text)["rules"]} for text in (old, new))
    doors: set[Door] = set()
    for name in before.keys() | after.keys():
        if before.get(name) == after.get(name):
            continue
        versions = [rule for rule in (before.get(name), after.get(name)) if rule is not None]
        doors.update(Door(d) for rule in versions if rule["reach"] == Reach.ALL_AT_ONCE for d in rule["doors"])
    return frozenset(doors)
