"""The table of who may look for whom, in full: capacity, membership, reference, purpose, number of names."""

from __future__ import annotations

from itertools import product

import pytest

from comity.checks import rules
from comity.checks.rules import ANYONE, Asker, Purpose
from comity.errors import Refused
from comity.handling import Reader
from comity.participants import Capacity
from comity.screening import Query
from tests.asking import refused
from tests.planted import caught

CASE = "0123456789abcdef0123456789abcdef"
ALLOWED = {("CK", "border"), ("CK", "identity"), ("CK", "surrender"), ("IR", "review")}


def asker(capacity: str, purpose: str = "border", reference: str = "CP-7", *, member: bool = True) -> Asker:
    reader = Reader("XA", "XA-CENTRAL", capacity, member=member, cases=frozenset({CASE}))
    return Asker("XA-1", reader, purpose, reference)


def said(one: Asker, names: int = 1) -> str:
    try:
        rules.admit(one, names)
    except Refused as refusal:
        return refusal.refusal.code
    return ""


@pytest.mark.parametrize(("capacity", "purpose"), [*product(["", *Capacity], [*Purpose, "", "monitor", "analysis"])])
def test_only_a_checker_and_the_reviewer_search_persons_each_for_his_purposes(capacity: str, purpose: str) -> None:
    found = said(asker(capacity, purpose, CASE))
    if capacity not in ("CK", "IR"):
        assert found == "screen.capacity"
    else:
        assert found == ("" if (capacity, purpose) in ALLOWED else "screen.purpose")


def test_whoever_is_no_member_or_nobody_searches_no_persons() -> None:
    assert said(asker("CK", member=False)) == "screen.capacity"
    assert said(ANYONE) == "screen.capacity"
    assert said(Asker("", asker("CK").reader, "border", "CP-7")) == "screen.capacity"


@pytest.mark.parametrize("reference", ["", "Muhiban Sabrat", "-7", "a" * 81, "дело-7", "CP 7", "CP-7\n"])
def test_a_reference_is_an_id_and_never_a_name(reference: str) -> None:
    assert said(asker("CK", reference=reference)) == "screen.case"


def test_the_reviewer_names_a_case_that_is_open() -> None:
    assert said(asker("IR", "review", CASE)) == ""
    assert said(asker("IR", "review", "f" * 32)) == "screen.case"


def test_a_hundred_names_a_call() -> None:
    assert said(asker("CK"), rules.MAX_NAMES) == ""
    assert said(asker("CK"), rules.MAX_NAMES + 1) == "screen.many"


def what_is_refused_tells_nothing_of_what_is_listed(evidence: object) -> None:
    """Evidence is of the rule alone: the same words to whoever asks whatever name."""
    assert evidence in ({}, {"allowed": ["border", "identity", "surrender"]}, {"allowed": ["review"]}, {"limit": 100})


def test_refusals_say_the_rule_and_nothing_else() -> None:
    for capacity, purpose, reference, names in product([*Capacity], ["border", "x"], ["", "CP-7"], [1, 101]):
        one = asker(capacity, purpose, reference)
        try:
            rules.admit(one, names)
        except Refused as refusal:
            what_is_refused_tells_nothing_of_what_is_listed(dict(refusal.refusal.evidence))
        else:
            assert (capacity, purpose, reference, names) == ("CK", "border", "CP-7", 1)
    caught(what_is_refused_tells_nothing_of_what_is_listed, {"limit": 100, "used": 3})


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("ab",), "screen.short"),
        ((), "screen.short"),
        ((" .-'b ",), "screen.short"),
        (("Good Name", "x"), "screen.short"),
        (("x" * 301,), "screen.long"),
    ],
)
def test_queries_that_say_too_little_or_too_much(names: tuple[str, ...], code: str) -> None:
    with refused(code):
        rules.check_queries([Query(("Fine Name",)), Query(names)])


def test_two_syllables_are_a_name() -> None:
    rules.check_queries([Query(("김구",)), Query(("虚构",)), Query(("abc",))], offset=rules.MAX_OFFSET)
    with refused("screen.offset"):
        rules.check_queries([], offset=rules.MAX_OFFSET + 1)
    with refused("screen.many"):
        rules.check_queries([Query(("abc",))] * (rules.MAX_QUERIES + 1))


@pytest.mark.parametrize("name", ["countries", "nationality", "Country", "religion", "ethnicity", "citizenship"])
def test_nobody_is_selected_by_a_trait(name: str) -> None:
    with refused("screen.filter"):
        rules.check_filters(["limit", name])
    rules.check_filters(["limit", "schema", "datasets"])


def test_what_a_row_may_say_is_a_name_a_kind_a_date_and_a_document() -> None:
    assert {"name", "kind", "born", "document"} == rules.COLUMNS


def test_datasets_are_those_that_are_there() -> None:
    assert rules.chosen(None, ["un", "list"]) == ("un", "list")
    assert rules.chosen(["list", "list"], ["un", "list"]) == ("list",)
    with refused("screen.dataset"):
        rules.chosen(["us"], ["un", "list"])


@pytest.mark.parametrize("capacity", ["", *Capacity])
def test_who_sees_what_was_asked(capacity: str) -> None:
    if capacity in ("AU", "IR"):
        assert rules.usage_of(asker(capacity)) == ""
    elif capacity in ("NLO", "NAA"):
        assert rules.usage_of(asker(capacity)) == "XA"
    else:
        with refused("screen.usage"):
            rules.usage_of(asker(capacity))
