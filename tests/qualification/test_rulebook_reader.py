"""Rulebooks: every rule's cases answer as written, and every fault is found with its file and line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import language
from comity.errors import Refused
from comity.qualification.fact import Fact, Facts
from comity.qualification.floor import gates_of
from comity.qualification.rulebook import Rule, RuleCase
from comity.qualification.rulebook_reader import check, folder, load
from comity.qualification.vocabulary import Door
from tests.qualification.fixtures import PROFILES, rulebook

RULE = b"""rules:
  - id: x.5.basis
    gate: 5
    doors: [all]
    needs: [basis]
    in: {fact: basis, values: [T-a, T-b]}
    provision: "Conv. Art 1(1)"
    source: "law.md B1"
    confidence: seen
    in_force: {from: "2026-01-01"}
    reach: all_at_once
    words: basis
    cases:
      - {name: "treaty offence", facts: {basis: T-a}, expected: permit}
      - {name: "2017", facts: {basis: EXT-2017}, expected: refuse}
"""
NAMES = ("sco_rats", "example_union")
CASES = [(rule, case) for name in NAMES for rule in rulebook(name).rules for case in rule.cases]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=lambda part: part.id if isinstance(part, Rule) else part.name)
def test_every_case_beside_a_rule_answers_as_its_lawyer_says(rule: Rule, case: RuleCase) -> None:
    assert rule.weigh(Facts(Fact(name, value, "case") for name, value in case.facts.items())) is case.expected


@pytest.mark.parametrize("name", NAMES)
def test_every_gate_of_every_door_has_rules_that_cite(name: str) -> None:
    book = rulebook(name)
    for door in Door:
        assert {rule.gate for rule in book.rules if door in rule.doors} == gates_of(door)
    for rule in book.rules:
        assert rule.provision
        assert rule.place.startswith("rulebook/")
        outcomes = {case.expected for case in rule.cases}
        assert "permit" in outcomes and len(outcomes) >= 2


def test_the_rulebook_is_read_whole_and_its_digest_depends_on_every_word() -> None:
    book = load("x", [("a.yaml", RULE)])
    assert [rule.id for rule in book.rules] == ["x.5.basis"]
    assert book.rules[0].place == "a.yaml:2"
    assert book.digest == load("x", [("b.yaml", b"# a comment\n" + RULE)]).digest
    for old, new in ((b"[T-a, T-b]", b"[T-a]"), (b"seen", b"product policy"), (b"2026-01-01", b"2026-01-02")):
        assert load("x", [("a.yaml", RULE.replace(old, new))]).digest != book.digest


FAULTS = [
    (b"    gate: 5\n", b"    gate: 45\n", "rulebook.field", 3),
    (b"    gate: 5\n", b"    gate: 5\n    weight: 3\n", "rulebook.field", 4),
    (b"doors: [all]", b"doors: [lists]", "rulebook.door", 4),
    (b"needs: [basis]", b"needs: [wanted_for]", "rulebook.needs", 5),
    (b"in: {fact: basis", b"in: {fact: base", "rulebook.fact", 6),
    (b"[T-a, T-b]", b"[T-a, T-z]", "rulebook.value", 6),
    (b"in: {fact: basis, values: [T-a, T-b]}", b"compare: {fact: basis, op: '>=', to: 2}", "rulebook.value", 6),
    (b"in: {fact: basis, values: [T-a, T-b]}", b"compare: {fact: basis, op: '=='}", "rulebook.condition", 6),
    (b"    in: {fact: basis, values: [T-a, T-b]}\n", b"", "rulebook.condition", 2),
    (b'in_force: {from: "2026-01-01"}', b'in_force: {from: "2026-02-30"}', "rulebook.field", 10),
    (b'{from: "2026-01-01"}', b'{from: "2026-01-01", to: "2025-01-01"}', "rulebook.period", 10),
    (b"words: basis", b"words: nonsense", "rulebook.words", 12),
    (b"{basis: EXT-2017}, expected: refuse", b"{basis: EXT-2017}, expected: permit", "rulebook.case", 15),
    (b"{basis: EXT-2017}", b"{basis: 7}", "rulebook.value", 15),
    (b"rules:", b"rule:", "rulebook.field", 1),
    (b"    gate: 5", b"   gate: &a 5", "yaml.syntax", 3),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), FAULTS)
def test_a_fault_is_found_with_its_line(old: bytes, new: bytes, code: str, line: int) -> None:
    assert old in RULE
    text = RULE.replace(old, new, 1)
    _, found = check("x", [("a.yaml", text)])
    assert (found[0].code, found[0].evidence["file"], found[0].evidence["line"]) == (code, "a.yaml", line)
    for lang in language.LANGUAGES:
        assert "a.yaml" in found[0].sentence(lang)
    with pytest.raises(Refused):
        load("x", [("a.yaml", text)])


def test_all_faults_are_told_at_once_and_a_second_id_is_one() -> None:
    _, found = check("x", [("a.yaml", RULE), ("b.yaml", RULE), ("c.yaml", RULE.replace(b"[all]", b"[no]"))])
    assert [fault.code for fault in found] == ["rulebook.door", "rulebook.twice"]
    assert found[1].evidence["place"] == "b.yaml:2"


def test_an_absent_rulebook_is_refused() -> None:
    with pytest.raises(Refused):
        folder(PROFILES / "nowhere" / "rulebook")
    with pytest.raises(Refused) as refused:
        load("x", [])
    assert "x" in str(refused.value)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(RULE) - 1), st.binary(max_size=4), st.integers(0, 6))
def test_a_damaged_rulebook_never_ends_in_a_traceback(at: int, put: bytes, cut: int) -> None:
    try:
        load("x", [("a.yaml", RULE[:at] + put + RULE[at + cut :])])
    except Refused as refused:
        assert str(refused)
