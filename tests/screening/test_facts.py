"""Dates of birth and documents: what is unknown never counts against; a contradiction lowers and says so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening.answers import Because
from comity.screening.compare import compare
from comity.screening.facts import adjust, numbers
from comity.screening.subjects import Alias, Birth, Kind, Query, Subject
from tests.planted import MODEST, caught

DAY = Birth(date(1965, 3, 12), date(1965, 3, 12))
YEAR = Birth(date(1965, 1, 1), date(1965, 12, 31))


def asked(*births: Birth, documents: tuple[str, ...] = ()) -> Query:
    return Query(("Tavin Orlosk",), births=births, documents=documents)


def listed(*births: Birth, documents: tuple[str, ...] = ()) -> Subject:
    return Subject("1", "x", Kind.PERSON, "Tavin Orlosk", (Alias("Tavin Orlosk"),), births, documents)


def day(year: int, month: int, number: int) -> Birth:
    return Birth(date(year, month, number), date(year, month, number))


@pytest.mark.parametrize(
    ("query", "subject"),
    [(asked(), listed(DAY)), (asked(DAY), listed()), (asked(Birth()), listed(DAY)), (asked(), listed())],
)
def test_what_is_unknown_says_nothing(query: Query, subject: Subject) -> None:
    assert adjust(0.8, query, subject) == (0.8, ())


Scored = Callable[[Query, Subject], float]
BIRTHS = st.lists(
    st.builds(Birth, st.none() | st.dates(), st.none() | st.dates()).filter(
        lambda one: one.earliest is None or one.latest is None or one.earliest <= one.latest
    ),
    max_size=3,
).map(tuple)
DOCUMENTS = st.lists(st.sampled_from(("A1234567", "Passport no. B-777 777", "no number", "12")), max_size=3).map(tuple)


def unknown_never_counts(
    scored: Scored, name: str, births: tuple[Birth, ...], documents: tuple[str, ...], ask: bool
) -> None:
    """What only one side says leaves the score of the names as it is, whichever side that is."""
    query = replace(asked(), names=(name,))
    names_alone = scored(query, listed())
    if ask:
        assert scored(replace(query, births=births, documents=documents), listed()) == names_alone
    else:
        assert scored(query, listed(*births, documents=documents)) == names_alone


NAMES = st.sampled_from(("Tavin Orlosk", "Тавин Орлоск", "Tavin Orlosc", "Orlosk", "Somebody Else"))


@settings(deadline=None)
@given(NAMES, BIRTHS, DOCUMENTS, st.booleans())
def test_what_is_unknown_never_counts_against(
    name: str, births: tuple[Birth, ...], documents: tuple[str, ...], ask: bool
) -> None:
    unknown_never_counts(lambda query, subject: compare(query, subject).score, name, births, documents, ask)


def test_the_property_notices_a_score_that_holds_a_missing_fact_against() -> None:
    def suspicious(query: Query, subject: Subject) -> float:
        return compare(query, subject).score - 0.1 * (bool(query.documents) != bool(subject.documents))

    @MODEST
    @given(NAMES, BIRTHS, DOCUMENTS, st.booleans())
    def held(name: str, births: tuple[Birth, ...], documents: tuple[str, ...], ask: bool) -> None:
        unknown_never_counts(suspicious, name, births, documents, ask)

    caught(held)


@pytest.mark.parametrize(
    ("ours", "theirs", "because"),
    [
        (DAY, DAY, Because.BIRTH_AGREES),
        (YEAR, DAY, Because.BIRTH_AGREES),
        (Birth(None, date(1970, 1, 1)), DAY, Because.BIRTH_AGREES),
        (day(1965, 12, 3), DAY, Because.BIRTH_NEAR),  # day and month swapped
        (day(1956, 3, 12), DAY, Because.BIRTH_NEAR),  # two digits exchanged
        (day(1985, 3, 12), DAY, Because.BIRTH_NEAR),  # one digit wrong
        (day(1966, 7, 1), DAY, Because.BIRTH_NEAR),
        (day(1984, 7, 1), DAY, Because.BIRTH_DIFFERS),
        (Birth(date(1980, 1, 1), None), DAY, Because.BIRTH_DIFFERS),
    ],
)
def test_dates_are_compared_as_spans(ours: Birth, theirs: Birth, because: Because) -> None:
    score, reasons = adjust(0.8, asked(ours), listed(theirs))
    assert [one.because for one in reasons] == [because]
    assert (score > 0.8) == (reasons[0].speaks > 0) == (because is Because.BIRTH_AGREES)


def test_more_precise_agreement_says_more() -> None:
    exact, year, wide = (
        adjust(0.8, asked(one), listed(DAY))[0] for one in (DAY, YEAR, Birth(date(1950, 1, 1), date(1980, 1, 1)))
    )
    assert exact > year > wide > 0.8


def test_one_of_several_dates_is_enough() -> None:
    score, reasons = adjust(0.8, asked(DAY), listed(day(1984, 7, 1), DAY))
    assert score > 0.8
    assert reasons[0].values == (("query", "1965-03-12"), ("candidate", "1965-03-12"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Passport no. A-123 456, issued in Velmar", ["A123456"]),
        ("КН 1234567", ["КН1234567"]),
        ("12", []),
        ("no number", []),
    ],
)
def test_numbers_are_read_out_of_what_lists_write(text: str, found: list[str]) -> None:
    assert list(numbers(text)) == found


def test_an_equal_document_speaks_for_and_another_is_only_shown() -> None:
    same, reasons = adjust(0.8, asked(documents=("a123456",)), listed(documents=("Passport no. A-123456",)))
    assert same > 0.8
    assert reasons[0].because is Because.DOCUMENT_AGREES
    other, reasons = adjust(0.8, asked(documents=("B777777",)), listed(documents=("Passport no. A-123456",)))
    assert other == 0.8
    assert reasons[0].speaks == 0


@given(st.floats(0, 0.9999), st.dates(), st.dates())
def test_no_fact_ever_makes_certain(score: float, ours: date, theirs: date) -> None:
    query = asked(Birth(ours, ours), documents=("A1234567",))
    changed, _ = adjust(score, query, listed(Birth(theirs, theirs), documents=("A1234567",)))
    assert 0 <= changed <= 1
