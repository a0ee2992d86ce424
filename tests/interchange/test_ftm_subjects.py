"""Listed persons and bodies as FollowTheMoney entities: every value has its place, and none is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from comity.dates import VagueDate, parse
from comity.interchange import country_codes, ftm_subjects
from comity.interchange.ftm_subjects import TERROR, Entity, Origin
from comity.screening import Alias, Birth, Kind, Subject
from comity.watchlists import subjects
from comity.watchlists.listed import Detail, Field, Listed, ListedKind, Name, Quality

ORIGIN = Origin("un", "Nobody's Council", at=datetime(2026, 3, 1, 12, tzinfo=UTC))
NAMES = (
    Name("VYMYSHLEN PRIMEROV", Field.NAME, Quality.PRIMARY, "Latn"),
    Name("Вымышлен Примеров", Field.ORIGINAL_SCRIPT, Quality.PRIMARY, "Cyrl"),
    Name("V. Primerof", Field.ALIAS, Quality.GOOD, "Latn"),
    Name("Nemo", Field.ALIAS, Quality.LOW, "Latn"),
    Name("Old Nemo", Field.ALIAS, Quality.FKA, "Latn"),
)
PERSON = Listed(
    "ZZi.001",
    ListedKind.INDIVIDUAL,
    NAMES,
    births=(parse("1971-05-06"), parse("circa 1966"), parse("Between 1955 and 1958"), VagueDate(text="unknown")),
    documents=("Passport, ZZ1234567, issued in Port Sarn", "National identification number 99 887766"),
    details=(
        Detail("nationality", "Kyrgyzstan"),
        Detail("nationality", "Atlantis"),
        Detail("gender", "Male"),
        Detail("title", "Dr"),
        Detail("designation", "Clerk"),
        Detail("place_of_birth", "Port Sarn"),
        Detail("address", "1 Paper Street"),
    ),
    listed_on=date(2019, 5, 17),
    amended_on=(date(2020, 1, 2), date(2024, 5, 6)),
    regime="Al-Qaida",
    narrative="SYNTHETIC.",
)
BODY = Listed("ZZe.001", ListedKind.ENTITY, NAMES[:1], documents=("No. AB-12345",),
              details=(Detail("country", "Uzbekistan"), Detail("designation", "League")), regime="Yemen")  # fmt: skip
EVERY = (PERSON, BODY)


def made(entry: Listed, origin: Origin = ORIGIN) -> Entity:
    return ftm_subjects.entity(origin, subjects.subject("un", entry), entry)


def beside(entry: Listed) -> dict[str, list[Entity]]:
    return ftm_subjects.nested(ORIGIN, subjects.subject("un", entry), entry)


def test_a_person_with_everything_that_the_list_says() -> None:
    one = made(PERSON)
    assert (one["id"], one["schema"], one["caption"]) == ("un-ZZi.001", "Person", "VYMYSHLEN PRIMEROV")
    assert (one["first_seen"], one["last_change"], one["last_seen"]) == (
        "2019-05-17T00:00:00",
        "2024-05-06T00:00:00",
        "2026-03-01T12:00:00",
    )
    assert one["properties"] == {
        "name": ["VYMYSHLEN PRIMEROV", "Вымышлен Примеров"],
        "topics": ["sanction", "crime.terror"],
        "alias": ["V. Primerof"],
        "weakAlias": ["Nemo"],
        "previousName": ["Old Nemo"],
        "birthDate": ["1971-05-06", "1966", "1955", "1956", "1957", "1958"],
        "notes": ["Born: circa 1966", "Born: unknown", "nationality: Atlantis", "SYNTHETIC."],
        "nationality": ["kg"],
        "gender": ["male"],
        "title": ["Dr"],
        "position": ["Clerk"],
        "birthPlace": ["Port Sarn"],
        "address": ["1 Paper Street"],
        "program": ["Al-Qaida"],
        "passportNumber": ["ZZ1234567"],
        "idNumber": ["99 887766"],
    }


def test_a_body_has_no_properties_of_a_person() -> None:
    one = made(BODY)
    assert one["schema"] == "Organization"
    assert one["properties"]["topics"] == ["sanction"]
    assert one["properties"]["country"] == ["uz"]
    assert one["properties"]["registrationNumber"] == ["AB-12345"]
    assert one["properties"]["notes"] == ["designation: League"]


def test_the_listing_and_the_documents_stand_beside() -> None:
    found = beside(PERSON)
    (sanction,) = found["sanctions"]
    assert sanction["properties"] == {
        "entity": ["un-ZZi.001"],
        "authority": ["Nobody's Council"],
        "program": ["Al-Qaida"],
        "authorityId": ["ZZi.001"],
        "listingDate": ["2019-05-17"],
        "startDate": ["2019-05-17"],
        "modifiedAt": ["2020-01-02", "2024-05-06"],
        "reason": ["SYNTHETIC."],
    }
    assert [one["schema"] for one in found["identification"]] == ["Passport", "Identification"]
    assert len({one["id"] for one in (sanction, *found["identification"])}) == 3


def test_an_entry_without_a_list_is_told_from_what_is_compared() -> None:
    subject = Subject("ab12", "list", Kind.ENTITY, "Ember Column", (Alias("Ember Column"), Alias("EC", weak=True)),
                      (Birth(date(1999, 1, 1), date(1999, 12, 31)),), ("77-123",))  # fmt: skip
    origin = Origin("list", "Demo Republic", topics=(TERROR,))
    one = ftm_subjects.entity(origin, subject)
    assert one["properties"]["weakAlias"] == ["EC"]
    assert one["properties"]["topics"] == [TERROR]
    assert one["last_seen"] is None
    assert "sanctions" not in ftm_subjects.nested(origin, subject)


@pytest.mark.parametrize(("text", "found"), [
    ("Kyrgyzstan", ("kg",)), ("Russian Federation", ("ru",)), ("iran (Islamic  Republic of)", ("ir",)), ("FR", ("fr",)),
    ("Germany, Morocco", ("de", "ma")), ("France", ("fr",)), ("Germany, Atlantis", ()), ("", ()), ("na", ("na",)),
])  # fmt: skip
def test_countries_are_codes_or_nothing(text: str, found: tuple[str, ...]) -> None:
    assert country_codes.codes(text) == found


def test_what_is_too_long_for_its_property_is_a_note() -> None:
    long = Listed("ZZi.009", ListedKind.INDIVIDUAL, NAMES[:1], details=(Detail("address", "x" * 300),))
    said = made(long)["properties"]
    assert "address" not in said
    assert said["notes"] == [f"address: {'x' * 300}"]


def test_one_states_measure_is_marked_in_the_entity_and_in_its_listing() -> None:
    origin = Origin("xa_list", "Xanadu", measure="unilateral measure of Xanadu")
    one = made(PERSON, origin)
    assert (one["id"], one["datasets"]) == ("xa_list-ZZi.001", ["xa_list"])
    assert one["properties"]["notes"][0] == "unilateral measure of Xanadu"
    beside = ftm_subjects.nested(origin, subjects.subject("xa-list", PERSON), PERSON)
    assert beside["sanctions"][0]["properties"]["summary"] == ["unilateral measure of Xanadu"]
