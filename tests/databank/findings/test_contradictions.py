"""Claims that cannot both hold, and the near-misses that can."""

import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.databank.findings.contradictions import contradictions, contradictions_of, touched
from comity.databank.findings.finding import Finding, Kind
from comity.databank.told import Told
from tests.databank.findings.tell import (
    GLASS,
    MOON,
    PAPER,
    TIN,
    behind,
    characteristic,
    founded,
    incident,
    link,
    tell,
    un_status,
)
from tests.planted import MODEST, caught


def strength(owner: str, least: int, most: int, **value: str) -> Told:
    return characteristic(owner, "strength", least=least, most=most, **value)


def based(owner: str, region: str, **value: str) -> Told:
    return characteristic(owner, "base_region", region=region, **value)


def status(owner: str, is_: str, **value: str) -> Told:
    return characteristic(owner, "legal_status", status=is_, **value)


AGAINST: dict[str, tuple[Told, Told]] = {
    "other years": (founded("XA", "1984"), founded("XB", "1985")),
    "a month outside the year": (founded("XA", "1984"), founded("XB", "1985-01")),
    "the same owner": (founded("XA", "1984-03-01"), founded("XA", "1984-03-02")),
    "dissolved on two days": (
        characteristic("XA", "dissolved", day="2001"),
        characteristic("XB", "dissolved", day="2004-05-31"),
    ),
    "one State, two statuses": (status("XA", "banned"), status("XA", "registered")),
    "other States": (based("XA", "XA"), based("XB", "XB-01")),
    "other regions of one State": (based("XA", "XA-01"), based("XB", "XA-02")),
    "ranges apart": (strength("XA", 10, 20), strength("XB", 21, 30)),
    "while both hold": (
        strength("XA", 10, 20, valid_from="2010", valid_to="2015"),
        strength("XB", 30, 40, valid_from="2014-06"),
    ),
    "both of one day": (
        strength("XA", 1, 2, valid_from="2014-06-01", valid_to="2014-06-01"),
        strength("XB", 3, 4, valid_from="2014-06-01", valid_to="2014-06-01"),
    ),
    "two UN references": (un_status("XA", "UNe.001"), un_status("XB", "UNe.002")),
    "a UN reference and none": (un_status("XA", "none"), un_status("XB", "UNe.002")),
    "part of two": (link("XA", "part_of", MOON), link("XB", "part_of", GLASS)),
    "tolls apart": (
        incident("XA", "toll", outcome="killed", least=3, most=5),
        incident("XB", "toll", outcome="killed", least=6, most=6),
    ),
    "another day": (
        incident("XA", "happened", act="bombing", day="2024-05-30", region="XA-01"),
        incident("XB", "happened", act="bombing", day="2024-05-31", region="XA-01"),
    ),
}

BESIDE: dict[str, tuple[Told, Told]] = {
    "a year and a day in it": (founded("XA", "1984"), founded("XB", "1984-02-29")),
    "equal": (founded("XA", "1973-11"), founded("XB", "1973-11")),
    "founded and dissolved": (founded("XA", "1984"), characteristic("XB", "dissolved", day="2001")),
    "another file": (founded("XA", "1984"), founded("XB", "1999", MOON)),
    "two States, two laws": (status("XA", "banned"), status("XB", "registered")),
    "a region of the State": (based("XA", "XA"), based("XB", "XA-01")),
    "ranges that meet": (strength("XA", 10, 20), strength("XB", 20, 30)),
    "one after the other": (
        based("XA", "XA-01", valid_to="2010"),
        based("XB", "XA-02", valid_from="2011"),
    ),
    "some day of one year": (based("XA", "XA-01", valid_to="2010"), based("XB", "XA-02", valid_from="2010")),
    "handed over on a day": (
        based("XA", "XA-01", valid_to="2010-03-01"),
        based("XB", "XA-02", valid_from="2010-03-01"),
    ),
    "one UN reference, spelt twice": (un_status("XA", "UNe.001"), un_status("XB", "UNE 001")),
    "none twice": (un_status("XA", "none"), un_status("XB", "None")),
    "part of one, then of another": (
        link("XA", "part_of", MOON, valid_to="2009-12"),
        link("XB", "part_of", GLASS, valid_from="2010"),
    ),
    "two branches": (link("XA", "branch", MOON), link("XB", "branch", GLASS)),
    "other outcomes": (
        incident("XA", "toll", outcome="killed", least=3, most=5),
        incident("XB", "toll", outcome="wounded", least=6, most=6),
    ),
    "the month of the day": (
        incident("XA", "happened", act="bombing", day="2024-05", region="XA"),
        incident("XB", "happened", act="bombing", day="2024-05-31", region="XA-01"),
    ),
}


@pytest.mark.parametrize("case", AGAINST)
def test_what_cannot_both_hold_is_found(case: str) -> None:
    (found,) = contradictions(AGAINST[case])
    assert found.kind is Kind.CONTRADICTION
    assert found.statements == behind(*AGAINST[case])


@pytest.mark.parametrize("case", BESIDE)
def test_what_can_both_hold_is_not_found(case: str) -> None:
    assert contradictions(BESIDE[case]) == ()


def test_un_references_are_compared_whatever_their_validity() -> None:
    ended = tell("XA", "un_status", {"reference": "UNe.001", "valid_to": "2001"})
    begun = tell("XB", "un_status", {"reference": "UNe.002", "valid_from": "2010"})
    assert len(contradictions([ended, begun])) == 1


def test_a_front_of_its_own_front() -> None:
    told = link("XA", "front", MOON, PAPER), link("XB", "front", PAPER, MOON)
    (found,) = contradictions(told)
    assert (found.files, found.evidence["property"]) == ((PAPER, MOON), "front")
    assert contradictions((told[0], link("XB", "front", MOON, PAPER))) == ()
    assert contradictions((told[0], link("XB", "front", PAPER, MOON, valid_to="1999"))) != ()
    assert (
        contradictions(
            (link("XA", "front", MOON, valid_from="2000"), link("XB", "front", PAPER, MOON, valid_to="1999"))
        )
        == ()
    )


def test_the_sides_stand_together_with_their_owners_and_statements() -> None:
    told = [founded("XB", "1984"), founded("XA", "1990"), founded("XC", "1984"), founded("XD", "1984-07")]
    (found,) = contradictions(told)
    assert found.files == (PAPER,)
    assert found.statements == behind(*told)
    assert found.evidence == {
        "property": "founded",
        "sides": [
            {"value": "1984", "owners": ["XB", "XC"], "statements": [*behind(told[0], told[2])]},
            {"value": "1990", "owners": ["XA"], "statements": [*behind(told[1])]},
            {"value": "1984-07", "owners": ["XD"], "statements": [*behind(told[3])]},
        ],
    }


def test_a_statement_that_agrees_with_both_sides_takes_no_part() -> None:
    told = [founded("XA", "1984-01"), founded("XB", "1984-02"), founded("XC", "1984")]
    assert contradictions(told)[0].statements == behind(*told[:2])


def test_an_incident_of_two_days_and_two_regions_is_two_findings() -> None:
    told = [
        incident("XA", "happened", act="bombing", day="2024", region="XA"),
        incident("XB", "happened", act="bombing", day="2025", region="XB"),
    ]
    assert [one.evidence["property"] for one in contradictions(told)] == ["happened_day", "happened_region"]
    assert all(one.files == (TIN,) for one in contradictions(told))


DAYS = st.dates(date(2000, 1, 1), date(2003, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)
CLAIMS = st.lists(st.tuples(st.sampled_from(["XA", "XB"]), DAYS), max_size=6)


def days_of(vague: str) -> set[date]:
    """Every day that a vague one may be, counted one by one."""
    first = date(*(int(number) for number in f"{vague}-01-01"[:10].split("-")))
    days = (first + timedelta(days=n) for n in range(366))
    return {day for day in days if day.isoformat().startswith(vague)}


def only_days_apart_contradict(find: Callable[[Iterable[Told]], tuple[Finding, ...]]) -> None:
    """Exactly the statements that share no day with some other statement are found."""

    @MODEST
    @given(CLAIMS)
    def holds(said: list[tuple[str, str]]) -> None:
        told = [founded(owner, day) for owner, day in said]
        days = {one.commitment: days_of(str(one.part()["day"])) for one in told}
        apart = {name for one in combinations(days, 2) if not days[one[0]] & days[one[1]] for name in one}
        found = find(told)
        assert {name for finding in found for name in finding.statements} == apart
        assert len(found) == bool(apart)
        assert find(told[::-1]) == found

    holds()


def _by_first_day(told: Iterable[Told]) -> tuple[Finding, ...]:
    """The planted bug: a vague day read as its first."""
    exact = [founded(one.owner, f"{one.part()['day']}-01-01"[:10]) for one in told]
    return contradictions(exact)


def test_only_days_apart_contradict() -> None:
    only_days_apart_contradict(contradictions)
    caught(only_days_apart_contradict, _by_first_day)


def one_contribution_sees_its_own(find: Callable[[list[Told], list[Told]], tuple[Finding, ...]]) -> None:
    """A contribution is found with what it contradicts, and with whoever says the same as it does."""

    @MODEST
    @given(CLAIMS, CLAIMS)
    def holds(mine: list[tuple[str, str]], others: list[tuple[str, str]]) -> None:
        own, rest = [founded(*said) for said in mine], [founded(*said) for said in others]
        days = {one.commitment: days_of(str(one.part()["day"])) for one in (*own, *rest)}
        names = {one.commitment for one in own}
        two = combinations(days, 2)
        apart = {name for pair in two if names & {*pair} and not days[pair[0]] & days[pair[1]] for name in pair}
        sides = [days[name] for name in apart & names]
        expected = apart | {name for name, said in days.items() if said in sides}
        assert {name for finding in find(own, rest) for name in finding.statements} == expected
        assert find(own, [*rest, *own]) == find(own, rest)

    holds()


def test_one_contribution_sees_its_own() -> None:
    one_contribution_sees_its_own(contradictions_of)
    caught(one_contribution_sees_its_own, lambda own, rest: contradictions([*own, *rest]))


def test_a_contribution_is_looked_at_in_the_files_of_its_fronts() -> None:
    own, other = link("XA", "front", MOON, PAPER), link("XB", "front", PAPER, MOON)
    assert touched([own]) == {PAPER, MOON}
    assert len(contradictions_of([own], [other, founded("XB", "1984", GLASS)])) == 1


@pytest.mark.parametrize("same_property", [False, True])
def test_a_thousand_statements_are_compared_in_well_under_a_second(same_property: bool) -> None:
    def many(owner: str, count: int) -> list[Told]:
        return [
            founded(owner, f"{1900 + n % 100}-{n % 12 + 1:02}")
            if same_property
            else strength(owner, n, n, valid_from=str(1900 + n % 100), valid_to=str(1901 + n % 100))
            for n in range(count)
        ]

    own, others = many("XA", 1_000), many("XB", 5_000)
    before = time.process_time()
    found = contradictions_of(own, others)
    spent = time.process_time() - before
    assert found
    assert spent < 3.0  # generous: other tests share the processor
