"""Read a rulebook from YAML; every fault is found, with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field as Limit
from pydantic import ValidationError

from comity import language
from comity.errors import Evidence, Refusal, Refused
from comity.qualification.body import Code, Day, Line, Part, faults
from comity.qualification.condition import Compare, Condition, In, Op
from comity.qualification.fact import Fact, Facts, FactType, Kind, Value
from comity.qualification.facts import CATALOGUE
from comity.qualification.rulebook import Confidence, Outcome, Reach, Rule, Rulebook, RuleCase, bind
from comity.qualification.vocabulary import Door
from comity.yamltext import Document, read

GROUPS: Final[Mapping[str, frozenset[Door]]] = {
    "all": frozenset(door for door in Door if door.is_entry),
    "list": frozenset(door for door in Door if door.is_list),
    "register": frozenset(door for door in Door if door.is_register),
    "support": frozenset(door for door in Door if door.is_support),
    "renewals": frozenset(door for door in Door if door.is_renewal),
    "told": frozenset(door for door in Door if not door.is_entry),
}
"""Words that stand for several doors; ``all`` are those of entries, ``told`` those of what is no entry."""
FREE_CODES: Final = frozenset({"claimant_state", "authority_participant", "reviewer_seconded_by"})
"""Facts whose codes are ids, not words of a closed list."""
PROVISION: Final = "design, Patterns: law is data"
Small = Annotated[int, Limit(strict=True, ge=-1_000_000, le=1_000_000)]
Atom = bool | Small | str


class InText(Part):
    """``in: {fact, values}`` as written."""

    fact: Code
    values: Annotated[tuple[bool | str, ...], Limit(min_length=1, max_length=64)]


class CompareText(Part):
    """``compare: {fact, op, to | other}`` as written."""

    fact: Code
    op: Op
    to: Small | None = None
    other: Code | None = None


class ConditionText(Part):
    """One of the two."""

    in_: Annotated[InText | None, Limit(alias="in")] = None
    compare: CompareText | None = None


class PeriodText(Part):
    """``in_force: {from, to}`` as written; both days included."""

    from_: Annotated[Day, Limit(alias="from")]
    to: Day | None = None


class CaseText(Part):
    """One example beside a rule."""

    name: Line
    facts: dict[Code, Atom | tuple[str, ...] | None]
    expected: Outcome


class RuleText(ConditionText):
    """One rule as written."""

    id: Code
    gate: Annotated[int, Limit(strict=True, ge=1, le=44)]
    doors: Annotated[tuple[Code, ...], Limit(min_length=1, max_length=8)]
    needs: Annotated[tuple[Code, ...], Limit(min_length=1, max_length=8)]
    when: ConditionText | None = None
    provision: Line
    source: Line
    confidence: Confidence
    in_force: PeriodText
    reach: Reach
    words: Code
    cases: Annotated[tuple[CaseText, ...], Limit(min_length=2, max_length=32)]


class FileText(Part):
    """One file of a rulebook."""

    rules: Annotated[tuple[RuleText, ...], Limit(min_length=1, max_length=200)]


class _Reader:
    """Collects the rules and the faults of one file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Refusal] = []
        self.rules: list[Rule] = []

    def fault(self, path: tuple[str | int, ...], code: str, **evidence: Evidence) -> None:
        where: dict[str, Evidence] = {"file": self.document.name, "line": self.document.line(path)}
        self.faults.append(Refusal(f"rulebook.{code}", PROVISION, {**where, **evidence}))

    def read(self) -> None:
        try:
            text = FileText.model_validate(self.document.data)
        except ValidationError as error:
            self.faults.extend(faults(error, self.document, "rulebook.field", PROVISION))
            return
        for index, rule in enumerate(text.rules):
            self.rule(rule, ("rules", index))

    def rule(self, text: RuleText, path: tuple[str | int, ...]) -> None:
        before = len(self.faults)
        condition = self.condition(text, path)
        when = self.condition(text.when, (*path, "when")) if text.when else None
        doors = frozenset(self.doors(text, path))
        cases = tuple(self.case(case, (*path, "cases", i)) for i, case in enumerate(text.cases))
        if condition is None or (text.when and when is None):
            return
        used = condition.facts() | (when.facts() if when else frozenset())
        if used != frozenset(text.needs):
            self.fault((*path, "needs"), "needs", rule=text.id, used=sorted(used))
        if f"rule_{text.words}" not in language.catalogue("words", "gates"):
            self.fault((*path, "words"), "words", words=text.words)
        if text.in_force.to is not None and text.in_force.to < text.in_force.from_:
            self.fault((*path, "in_force"), "period", rule=text.id)
        if len(self.faults) == before:
            place = f"{self.document.name}:{self.document.line(path)}"
            rule = _rule(text, doors, when, condition, cases, place)
            self.rules.append(rule)
            self.try_cases(rule, path)

    def try_cases(self, rule: Rule, path: tuple[str | int, ...]) -> None:
        """Each case must answer as its lawyer expects."""
        for index, case in enumerate(rule.cases):
            answer = rule.weigh(Facts(Fact(name, value, "case") for name, value in case.facts.items()))
            if answer is not case.expected:
                said: dict[str, Evidence] = {"case": case.name, "expected": case.expected.value, "answer": answer.value}
                self.fault((*path, "cases", index), "case", rule=rule.id, **said)

    def doors(self, text: RuleText, path: tuple[str | int, ...]) -> Iterator[Door]:
        for index, name in enumerate(text.doors):
            if name in GROUPS:
                yield from GROUPS[name]
            elif name in set(Door):
                yield Door(name)
            else:
                self.fault((*path, "doors", index), "door", door=name, known=sorted([*GROUPS, *Door]))

    def condition(self, text: ConditionText, path: tuple[str | int, ...]) -> Condition | None:
        if (text.in_ is None) == (text.compare is None):
            self.fault(path, "condition")
            return None
        if text.in_ is not None:
            return self.is_in(text.in_, (*path, "in"))
        return self.compares(text.compare, (*path, "compare")) if text.compare else None

    def is_in(self, text: InText, path: tuple[str | int, ...]) -> Condition | None:
        kind = self.kind(text.fact, path)
        if kind is None:
            return None
        for value in text.values:
            if not _fits(kind, value, member=True):
                self.fault((*path, "values"), "value", fact=text.fact, value=str(value), kind=_told(kind))
        return In(text.fact, frozenset(text.values))

    def compares(self, text: CompareText, path: tuple[str | int, ...]) -> Condition | None:
        kind, other = self.kind(text.fact, path), self.kind(text.other, path) if text.other else None
        if kind is None or (text.other and other is None) or (text.to is None) == (text.other is None):
            self.fault(path, "condition")
            return None
        ordered = text.op not in (Op.EQ, Op.NE)
        if (text.to is not None or ordered) and kind.kind is not Kind.COUNT:
            self.fault(path, "value", fact=text.fact, value=text.op.value, kind=_told(kind))
        if other is not None and other.kind is not kind.kind:
            self.fault(path, "value", fact=other.name, value=text.op.value, kind=_told(kind))
        return Compare(text.fact, text.op, text.to, text.other)

    def case(self, text: CaseText, path: tuple[str | int, ...]) -> RuleCase:
        values: dict[str, Value] = {}
        for name, raw in text.facts.items():
            kind = self.kind(name, (*path, "facts", name))
            value = frozenset(raw) if isinstance(raw, tuple) else raw
            if kind is not None and not _fits(kind, value):
                self.fault((*path, "facts", name), "value", fact=name, value=str(raw), kind=_told(kind))
            values[name] = value
        return RuleCase(text.name, values, text.expected)

    def kind(self, name: str, path: tuple[str | int, ...]) -> FactType | None:
        if name not in CATALOGUE:
            self.fault(path, "fact", fact=name)
        return CATALOGUE.get(name)


def _fits(kind: FactType, value: Value, *, member: bool = False) -> bool:
    """Whether a value can be one of this fact; ``member``: it stands in a list of codes."""
    if value is None:
        return not member
    if kind.kind is Kind.FLAG:
        return isinstance(value, bool)
    if kind.kind is Kind.COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and not member
    if kind.kind is Kind.CODES and not member:
        return isinstance(value, frozenset) and value <= (kind.words or frozenset())
    return isinstance(value, str) and (kind.name in FREE_CODES or value in (kind.words or frozenset()))


def _told(kind: FactType) -> str:
    return f"{kind.kind.value} ({', '.join(sorted(kind.words))})" if kind.words else kind.kind.value


def _rule(
    text: RuleText,
    doors: frozenset[Door],
    when: Condition | None,
    condition: Condition,
    cases: tuple[RuleCase, ...],
    place: str,
) -> Rule:
    return Rule(
        id=text.id,
        gate=text.gate,
        doors=doors,
        needs=tuple(sorted(text.needs)),
        when=when,
        condition=condition,
        provision=text.provision,
        source=text.source,
        confidence=text.confidence,
        in_force_from=text.in_force.from_,
        in_force_to=text.in_force.to,
        reach=text.reach,
        words=text.words,
        cases=cases,
        place=place,
    )


def check(name: str, files: Iterable[tuple[str, bytes]]) -> tuple[Rulebook, list[Refusal]]:
    """Read the files (name, content) of one rulebook; return what could be read and every fault."""
    rules: list[Rule] = []
    found: list[Refusal] = []
    for file, content in files:
        try:
            reader = _Reader(read(content, file))
        except Refused as refused:
            found.append(refused.refusal)
            continue
        reader.read()
        rules.extend(reader.rules)
        found.extend(reader.faults)
    first: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in first:
            evidence: dict[str, Evidence] = {"rule": rule.id, "place": rule.place, "first": first[rule.id].place}
            found.append(Refusal("rulebook.twice", PROVISION, evidence))
        first.setdefault(rule.id, rule)
    if not rules and not found:
        found.append(Refusal("rulebook.empty", PROVISION, {"rulebook": name}))
    return bind(name, tuple(first.values())), found


def load(name: str, files: Iterable[tuple[str, bytes]]) -> Rulebook:
    """Read a rulebook. Raises Refused (``rulebook.*``, ``yaml.*``) with the first fault."""
    rulebook, found = check(name, files)
    if found:
        raise Refused(found[0].code, found[0].provision, **found[0].evidence)
    return rulebook


def folder(path: Traversable | Path) -> list[tuple[str, bytes]]:
    """The YAML files of ``<profile>/rulebook``, by name. Raises Refused (``rulebook.empty``)."""
    if not path.is_dir():
        raise Refused("rulebook.empty", PROVISION, rulebook=str(path))
    found = [(f"rulebook/{file.name}", file.read_bytes()) for file in path.iterdir() if file.name.endswith(".yaml")]
    return sorted(found)
