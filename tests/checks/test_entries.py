from __future__ import annotations

from datetime import date

import pytest

from comity.checks.answers import least
from comity.checks.entries import Record, Said, birth, searchable, text
from comity.handling import Audience
from comity.screening import Because, Birth, Match, Reason

PUBLIC, MEMBER, NAMED = (
    Audience(code, "XD", frozenset(recipients), "v", True, "XD", True)
    for code, recipients in (("PUBLIC", ()), ("MEMBER", ()), ("NAMED", ("XE",)))
)
PERSON = Record("e1", "register.entry", "XD", "XD-CENTRAL", "in_force", "accused", "prosecution")


def said(**fields: object) -> list[Said]:
    return [Said(field, value, PUBLIC) for field, value in fields.items()]  # type: ignore[arg-type]  # of JSON


def test_an_entry_is_found_by_every_spelling_its_date_and_its_documents() -> None:
    told = [
        Said("names", {"name": "Muhiban Sabrat", "script": "Latn"}, PUBLIC),
        Said("names", {"name": "Мухибан Сабрат"}, PUBLIC),
        Said("names", {"name": "Muhiban Sabrat"}, PUBLIC),
        Said("born", "1984-03", PUBLIC),
        Said("documents", "Passport of Dorvia, D 1234567", MEMBER),
        Said("nationality", "XD", PUBLIC),
    ]
    found = searchable(PERSON, told)
    assert found is not None
    assert [one.value for one in found.subject.names] == ["Muhiban Sabrat", "Мухибан Сабрат"]
    assert found.subject.births == (Birth(date(1984, 3, 1), date(1984, 3, 31)),)
    assert [number.replace(" ", "") for number in found.subject.documents] == ["D1234567"]
    assert found.subject.countries == ()
    assert found.audience == MEMBER


def test_the_strictest_of_what_is_compared_decides_who_finds_it() -> None:
    name = Said("names", {"name": "Muhiban Sabrat"}, PUBLIC)
    for other, strictest in (
        (Said("born", "1984", NAMED), NAMED),
        (Said("documents", "D 1234567", MEMBER), MEMBER),
        (Said("delisting_contact", "nobody@xd.example", NAMED), PUBLIC),
    ):
        for told in ([name, other], [other, name]):
            found = searchable(PERSON, told)
            assert found is not None
            assert found.audience == strictest


def test_without_a_name_there_is_nothing_to_find() -> None:
    assert searchable(PERSON, said(born="1984")) is None
    assert searchable(PERSON, []) is None


def test_the_official_name_of_an_organisation_comes_first() -> None:
    organisation = Record("e2", "list.entry", "XA", "XA-CENTRAL", "in_force")
    told = [Said("names", {"name": "Ember Column"}, PUBLIC), Said("official_name", "Колонна Углей", PUBLIC)]
    found = searchable(organisation, told)
    assert found is not None
    assert (found.subject.caption, found.subject.dataset) == ("Колонна Углей", "list")


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("1984", date(1984, 1, 1), date(1984, 12, 31)),
        ("circa 1966", date(1961, 1, 1), date(1971, 12, 31)),
        ("unknown", None, None),
    ],
)
def test_a_vague_date_reaches_as_far_as_it_says(written: str, earliest: date | None, latest: date | None) -> None:
    assert birth(written) == Birth(earliest, latest)


def test_the_last_value_of_a_field_counts() -> None:
    told = [*said(delisting_contact="first"), *said(delisting_contact="second")]
    assert (text(told, "delisting_contact"), text(told, "category")) == ("second", "")


def test_a_match_in_the_register_tells_the_one_name_that_matched() -> None:
    told = [
        Said("names", {"name": "Muhiban Sabrat"}, MEMBER),
        Said("names", {"name": "Мухибан Сабрат"}, MEMBER),
        Said("born", "1984-03-12", MEMBER),
        Said("documents", "D 1234567", MEMBER),
    ]
    found = searchable(PERSON, told)
    assert found is not None
    reasons = (
        Reason(Because.BIRTH_DIFFERS, -1, (("query", "1990"), ("candidate", "1984-03-12"))),
        Reason(Because.LEFT_OVER, -1, (("query", "Ibn"), ("candidate", ""))),
    )
    shown = least(Match(found.subject, 0.9, "Мухибан", "Мухибан Сабрат", (), reasons))
    assert [one.value for one in shown.subject.names] == [shown.subject.caption] == ["Мухибан Сабрат"]
    assert (shown.subject.births, shown.subject.documents) == ((), ())
    assert "1984" not in str(shown) and "1234567" not in str(shown)
    assert shown.reasons[0].speaks == -1
    assert shown.reasons[1] == reasons[1]
