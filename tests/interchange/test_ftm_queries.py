"""Entities that somebody asks with: what is compared is read, the rest is dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from comity.errors import Refused
from comity.interchange import ftm_queries
from comity.screening import Birth, Kind, Query


def read(schema: str = "Person", **properties: Any) -> ftm_queries.Asked:
    return ftm_queries.read(schema, properties)


def test_names_births_and_documents_are_compared() -> None:
    asked = read(name=["A One", "A One", " A  One\t"], alias=["B Two"], birthDate=["1965", "1971-05-06", "soon"],
                 passportNumber=["ZZ1"], idNumber=["99"], taxNumber=["7"], registrationNumber=["R"])  # fmt: skip
    born = (Birth(date(1965, 1, 1), date(1965, 12, 31)), Birth(date(1971, 5, 6), date(1971, 5, 6)))
    assert asked.query == Query(("A One", "B Two"), Kind.PERSON, born, ("99", "ZZ1", "7", "R"))
    assert asked.shown["name"] == ["A One"]


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("Person", Kind.PERSON),
        ("LegalEntity", Kind.ANY),
        *((body, Kind.ENTITY) for body in ("Company", "Organization", "PublicBody")),
    ],
)
def test_kinds(schema: str, kind: Kind) -> None:
    assert read(schema, name=["A One"]).query.kind is kind


def test_a_name_is_put_together_from_its_parts() -> None:
    assert read(firstName=["Ann"], fatherName=["B"], lastName=["Cee"]).query.names == ("Ann B Cee",)
    assert read(name=["Ann"], lastName=["Cee"]).query.names == ("Ann",)
    assert read(name=["Cee, Ann"], firstName=["Ann"], lastName=["Cee"]).query.names == ("Cee, Ann", "Ann Cee")


def test_countries_are_shown_and_traits_are_dropped() -> None:
    asked = read(name=["A One"], country=["ru"], nationality=["kg"], religion=["x"], ethnicity=["x"], topics=["x"])
    assert asked.countries == ("ru", "kg")
    assert asked.query == read(name=["A One"]).query
    assert asked.shown.keys() == {"name", "country", "nationality"}


@pytest.mark.parametrize(("text", "kept"), [
    ("A\x00B", "AB"), ("A\r\nB", "A B"), ("\x1b[31mA", "[31mA"), ("\ud800A", "A"), ("\u200eA\u202e", "\u200eA\u202e"),
    ("Ли\u00a0Цзин", "Ли Цзин"), ("\x85A", "A"),
])  # fmt: skip
def test_control_characters_are_taken_out(text: str, kept: str) -> None:
    assert ftm_queries.plain(text) == kept


@pytest.mark.parametrize(("schema", "properties", "code"), [
    ("Vessel", {"name": ["A One"]}, "ftm.schema"),
    ("person", {"name": ["A One"]}, "ftm.schema"),
    ("Person", {"country": ["ru"]}, "ftm.nothing"),
    ("Person", {"name": ["\x00", " "]}, "ftm.nothing"),
    ("Person", {"name": ["x" * 301]}, "ftm.long"),
    ("Person", {"idNumber": [str(n) for n in range(21)]}, "ftm.many"),
    ("Person", {"name": [f"N {n}" for n in range(11)], "alias": [f"A {n}" for n in range(11)]}, "ftm.many"),
])  # fmt: skip
def test_what_cannot_be_asked(schema: str, properties: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        ftm_queries.read(schema, properties)
    assert refused.value.refusal.code == code
    assert all(refused.value.refusal.sentence(lang) for lang in ("en", "ru", "zh"))
