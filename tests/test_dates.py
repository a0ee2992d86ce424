from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.dates import MAX_DAYS, UNKNOWN, VagueDate, describe, may_be_same, parse, parse_or_unknown, period
from comity.errors import Refused


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "circa"),
    [
        ("1984", "1984-01-01", "1984-12-31", False),
        ("1984-04", "1984-04-01", "1984-04-30", False),
        ("1984-04-12", "1984-04-12", "1984-04-12", False),
        ("2015-03-27-04:00", "2015-03-27", "2015-03-27", False),
        ("00/04/1984", "1984-04-01", "1984-04-30", False),
        ("00/00/1984", "1984-01-01", "1984-12-31", False),
        ("12/04/1984", "1984-04-12", "1984-04-12", False),
        ("04/25/1984", "1984-04-25", "1984-04-25", False),
        ("Nov. 1973 ", "1973-11-01", "1973-11-30", False),
        ("August 1961", "1961-08-01", "1961-08-31", False),
        ("10 Dec 1948", "1948-12-10", "1948-12-10", False),
        ("Sept. 5, 1958", "1958-09-05", "1958-09-05", False),
        ("circa 1966", "1966-01-01", "1966-12-31", True),
        ("Approximately 1966", "1966-01-01", "1966-12-31", True),
        ("c. Apr 1966", "1966-04-01", "1966-04-30", True),
        ("Between 1955 and 1958", "1955-01-01", "1958-12-31", False),
        ("Between Aug. and Sep. 1977", "1977-08-01", "1977-09-30", False),
        ("circa 1979-1982", "1979-01-01", "1982-12-31", True),
        ("1955 to 1957", "1955-01-01", "1957-12-31", False),
        ("21 Mar 1962 to 3 May 1963", "1962-03-21", "1963-05-03", False),
        ("1970s", "1970-01-01", "1979-12-31", False),
        ("late 1960s", "1965-01-01", "1969-12-31", True),
        ("29 Feb 1984", "1984-02-29", "1984-02-29", False),
    ],
)
def test_dates_of_real_lists(text: str, earliest: str, latest: str, circa: bool) -> None:
    found = parse(text)
    assert (str(found.earliest), str(found.latest), found.circa) == (earliest, latest, circa)


@pytest.mark.parametrize(
    "text", ["", "24/06/1402 (Hijri Calendar)", "24/06/1402", "30-35 years old", "31 Feb 1984", "13/13/1984", "x" * 999]
)
def test_what_is_no_date_is_refused_or_unknown(text: str) -> None:
    with pytest.raises(Refused):
        parse(text)
    assert not parse_or_unknown(text).known
    assert may_be_same(parse_or_unknown(text), parse("1984"))


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="ends before"):
        parse("1958-1955")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1984", "12/04/1984", True),
        ("00/04/1984", "1984-04-30", True),
        ("00/04/1984", "1984-05-01", False),
        ("circa 1966", "1970", True),
        ("circa 1966", "1972", False),
        ("1955-1958", "1958-12-31", True),
        ("1955-1958", "1959", False),
    ],
)
def test_may_be_same(one: str, other: str, same: bool) -> None:
    assert may_be_same(parse(one), parse(other)) is same
    assert may_be_same(parse(other), parse(one)) is same


DAYS = st.dates(date(1850, 1, 1), date(2150, 1, 1))


@given(DAYS, DAYS, st.booleans())
@settings(max_examples=50)
def test_unknown_and_covering_dates_never_contradict(one: date, other: date, circa: bool) -> None:
    low, high = min(one, other), max(one, other)
    assert may_be_same(UNKNOWN, VagueDate(low, high, circa))
    assert may_be_same(VagueDate(low, low), VagueDate(low, high, circa))


@given(st.text(max_size=60))
@settings(max_examples=150)
def test_any_text_is_a_date_or_unknown(text: str) -> None:
    found = parse_or_unknown(text)
    assert not found.known or found.earliest <= found.latest  # type: ignore[operator]  # known means both are days


@given(DAYS)
@settings(max_examples=30)
def test_english_is_read_back(day: date) -> None:
    assert parse(describe(VagueDate(day, day))).earliest == day


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        ("1984-04-12", "en", "12 April 1984"),
        ("1984-04-12", "ru", "12 апреля 1984 г."),
        ("1984-04-12", "zh", "1984年4月12日"),
        ("00/04/1984", "ru", "апрель 1984 г."),
        ("00/04/1984", "zh", "1984年4月"),
        ("circa 1966", "en", "about 1966"),
        ("1955-1958", "en", "1955-1958"),
        ("1977-08-05 to 1977-09-06", "en", "5 August 1977 to 6 September 1977"),
    ],
)
def test_describe_is_no_more_exact_than_the_date(text: str, lang: str, shown: str) -> None:
    assert describe(parse(text), lang) == shown


def test_describe_unknown_keeps_its_text() -> None:
    assert "30-35 years old" in describe(parse_or_unknown("30-35 years old"))
    assert describe(UNKNOWN) == "not known"


TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("", "", "2026-03-02", "2026-03-31"),
        ("2026-03-31", "", "2026-03-31", "2026-03-31"),
        ("", "2025-01-30", "2025-01-01", "2025-01-30"),
        ("2025-03-31", "", "2025-03-31", "2026-03-31"),
        ("", "0001-01-01", "0001-01-01", "0001-01-01"),  # there is no earlier day to go back to
    ],
)
def test_a_period_is_thirty_days_where_nothing_is_said(since: str, until: str, first: str, last: str) -> None:
    assert period(since, until, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("since", "until"), [("2026-04-01", ""), ("2026-03-02", "2026-03-01"), ("2025-03-30", ""), ("0001-01-01", "")]
)
def test_a_period_neither_ends_before_it_begins_nor_is_longer_than_a_year(since: str, until: str) -> None:
    with pytest.raises(Refused) as refused:
        period(since, until, TODAY)
    assert (refused.value.refusal.code, refused.value.refusal.evidence["days"]) == ("dates.period", MAX_DAYS)
