"""Contributions whose review is due."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.databank.findings.finding import Finding, Kind
from comity.databank.findings.overdue import overdue
from comity.databank.told import Told
from tests.databank.findings.tell import AT, PAPER, behind, founded, named
from tests.planted import MODEST, caught


@pytest.mark.parametrize(
    ("kept_until", "due"),
    [
        ("2026-10-01T23:59:59Z", True),
        ("2026-10-02T00:00:00Z", False),
        ("2026-05-01T00:00:00Z", True),
        ("2027-10-01T00:00:00Z", False),
        ("", False),
    ],
)
def test_a_term_is_told_of_four_months_before_it_ends(kept_until: str, due: bool) -> None:
    told = replace(founded("XA", "1984"), kept_until=kept_until)
    found = overdue([told, founded("XA", "1985")], AT)
    assert [one.statements for one in found] == [behind(told)] * due
    if due:
        assert found[0].evidence == {
            "due": "term_ends",
            "owner": "XA",
            "contribution": told.contribution,
            "day": kept_until[:10],
        }


@pytest.mark.parametrize(("time", "due"), [("2025-06-01T11:59:59Z", True), ("2025-06-01T12:00:00Z", False)])
def test_what_stood_for_a_year_is_reviewed(time: str, due: bool) -> None:
    told = [replace(one, time=time) for one in (founded("XA", "1984"), named("XA", "Paper Moon"))]
    found = overdue([*told, founded("XB", "1985")], AT)
    assert [(one.kind, one.files, one.statements) for one in found] == [(Kind.OVERDUE, (PAPER,), behind(*told))] * due
    assert [one.evidence["day"] for one in found] == ["2026-06-01"] * due


def test_an_old_contribution_whose_term_ends_is_two_findings() -> None:
    told = replace(founded("XA", "1984"), time="2024-01-01T00:00:00Z", kept_until="2026-07-01T00:00:00Z")
    assert [one.evidence["due"] for one in overdue([told], AT)] == ["not_reviewed", "term_ends"]


def test_results_and_trends_are_not_reviewed() -> None:
    assert overdue([replace(founded("XA", "1984"), file="", time="2020-01-01T00:00:00Z")], AT) == ()


def later_finds_no_less(find: Callable[[Iterable[Told], str], tuple[Finding, ...]]) -> None:
    """What is overdue stays so until it is told again."""

    @MODEST
    @given(st.integers(0, 900), st.integers(0, 900), st.integers(0, 900), st.integers(0, 400))
    def holds(told: int, kept: int, at: int, later: int) -> None:
        first = datetime(2024, 1, 31, 12, tzinfo=UTC)

        def day(number: int) -> str:
            return f"{first + timedelta(days=number):%Y-%m-%dT%H:%M:%SZ}"

        one = replace(founded("XA", "1984"), time=day(told), kept_until=day(kept))
        assert {f.evidence["due"] for f in find([one], day(at))} <= {
            f.evidence["due"] for f in find([one], day(at + later))
        }

    holds()


def _ahead_only(told: Iterable[Told], at: str) -> tuple[Finding, ...]:
    """The planted bug: a term that has ended is no longer told of."""
    return overdue([one for one in told if one.kept_until >= at], at)


def test_later_finds_no_less() -> None:
    later_finds_no_less(overdue)
    caught(later_finds_no_less, _ahead_only)
