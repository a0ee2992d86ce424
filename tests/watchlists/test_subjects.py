from datetime import date

import pytest

from comity.dates import parse
from comity.screening import Alias, Birth, Kind, Subject
from comity.watchlists.listed import Detail, Field, Listed, ListedKind, Name, Quality
from comity.watchlists.subjects import numbers, subject


def named(value: str, quality: Quality = Quality.GOOD) -> Name:
    return Name(value, Field.ALIAS, quality, "Latn")


def test_an_entry_becomes_a_subject_with_weak_names_vague_births_and_numbers() -> None:
    entry = Listed(
        "ZZi.001",
        ListedKind.INDIVIDUAL,
        (named("NEMO"), named("Outis", Quality.LOW), named("Outis", Quality.LOW)),
        births=(parse("circa 1966"), parse("Nov. 1973")),
        documents=("Passport, ZZ 000111, Nowhere, 2001-02-03, expires on 2 Feb. 2011",),
        details=(Detail("nationality", "Nowhere"), Detail("address", "1 Sample Street")),
    )
    assert subject("un", entry) == Subject(
        "ZZi.001",
        "un",
        Kind.PERSON,
        "NEMO",
        (Alias("NEMO"), Alias("Outis", weak=True)),
        (Birth(date(1961, 1, 1), date(1971, 12, 31)), Birth(date(1973, 11, 1), date(1973, 11, 30))),
        ("ZZ 000111",),
        ("Nowhere",),
    )


def test_a_name_that_the_list_also_calls_good_is_not_weak() -> None:
    entry = Listed("ZZe.001", ListedKind.ENTITY, (named("Paper Moon", Quality.LOW), named("Paper Moon")))
    assert subject("un", entry).names == (Alias("Paper Moon"),)


def test_a_date_of_birth_that_says_nothing_is_left_out() -> None:
    entry = Listed("ZZi.001", ListedKind.INDIVIDUAL, (named("NEMO"),), births=(parse("1966"), parse("1966")))
    assert len(subject("un", entry).births) == 1


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ("Passport, TR-P 000 166, Nowhere, issued by the Consulate in Sample on 22 Mar. 2006", ["TR-P 000 166"]),
        ("Passport, ZZ000316, Nowhere, 2000-2001", ["ZZ000316"]),
        ("National Identification Number, national identity card no., 103-00000129-22", ["103-00000129-22"]),
        ("Passport, 000000184 (Expires 18 Jun. 2018)", ["000000184"]),
        ("Passport, No00409/129, (July 1997)", ["00409/129"]),
        ("Passport, 1990/000751, Nowhere", ["1990/000751"]),
        ("Passport, C00HLRL0, 2015-12-30", ["C00HLRL0"]),
        ("Birth certificate, Nowhere, issued for Nemo, born on 25 Sep. 1973", []),
        ("Residential card number 665, Nowhere", []),
    ],
)
def test_numbers_are_taken_out_of_what_is_written_about_a_document(document: str, found: list[str]) -> None:
    assert list(numbers(document)) == found
