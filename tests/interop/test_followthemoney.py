"""What we write is valid to the real ``followthemoney``; without it this is skipped, loudly.

Install: ``pip install followthemoney`` (locked in ``requirements-interop.lock``); run by ``make interop``.
"""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from comity.interchange import ftm, ftm_queries, ftm_subjects
from comity.watchlists import subjects, un
from comity.watchlists.listed import Listed
from tests import shared_data
from tests.interchange.test_ftm import FILE, STATEMENTS
from tests.interchange.test_ftm_subjects import EVERY, ORIGIN

pytestmark = pytest.mark.interop


@pytest.fixture(scope="module")
def model() -> Any:
    pytest.importorskip("followthemoney", reason="pip install followthemoney")
    return importlib.import_module("followthemoney").model


def check(model: Any, one: dict[str, Any]) -> None:
    """Valid to the model, and nothing of it is lost when it is cleaned."""
    schema = model.get(one["schema"])
    assert schema is not None
    schema.validate(one)
    for name, values in one["properties"].items():
        assert name in schema.properties, f"{one['schema']} has no {name}"
        kind = schema.get(name).type
        assert kind.name == "entity" or all(kind.clean(value) for value in values), (name, values)


def test_every_entity_is_valid_and_nothing_is_lost_in_cleaning(model: Any) -> None:
    for one in ftm.entities(FILE, STATEMENTS):
        check(model, one)


def listed(*entries: Listed) -> list[dict[str, Any]]:
    found = []
    for entry in entries:
        subject = subjects.subject("un", entry)
        beside = ftm_subjects.nested(ORIGIN, subject, entry)
        found += [ftm_subjects.entity(ORIGIN, subject, entry), *(one for ones in beside.values() for one in ones)]
    return found


def test_subjects_of_lists_are_valid(model: Any) -> None:
    for one in listed(*EVERY):
        check(model, one)


@pytest.mark.real_data
def test_the_whole_list_of_the_un_is_valid(model: Any) -> None:
    with (shared_data.folder("un") / "consolidated_2026-02-27.xml").open("rb") as stream:
        found = listed(*un.read(stream).entries)
    assert len(found) > 2000
    for one in found:
        check(model, one)


def test_every_property_that_is_compared_exists(model: Any) -> None:
    for schema in ftm_queries.KINDS:
        assert model.get(schema).matchable, schema
    known = {name for schema in ("Person", "Company", "Organization") for name in model.get(schema).properties}
    asked = {*ftm_queries.NAMES, *ftm_queries.PARTS, *ftm_queries.DOCUMENTS, *ftm_queries.COUNTRIES, ftm_queries.BIRTH}
    assert asked <= known


def test_a_planted_wrong_property_is_found(model: Any) -> None:
    one = next(iter(ftm.entities(FILE, STATEMENTS)))
    one["properties"]["birthDate"] = ["1970"]
    with pytest.raises(AssertionError):
        assert "birthDate" in model.get(one["schema"]).properties
