"""What we write is valid to the real ``followthemoney``; without it this is skipped, loudly.

Install: ``pip install followthemoney`` (locked in ``requirements-interop.lock``); run by ``make interop``.
"""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from comity.interchange import ftm
from tests.interchange.test_ftm import FILE, STATEMENTS

pytestmark = pytest.mark.interop


@pytest.fixture(scope="module")
def model() -> Any:
    pytest.importorskip("followthemoney", reason="pip install followthemoney")
    return importlib.import_module("followthemoney").model


def test_every_entity_is_valid_and_nothing_is_lost_in_cleaning(model: Any) -> None:
    for one in ftm.entities(FILE, STATEMENTS):
        schema = model.get(one["schema"])
        assert schema is not None
        schema.validate(one)
        for name, values in one["properties"].items():
            assert name in schema.properties, f"{one['schema']} has no {name}"
            kind = schema.get(name).type
            assert kind.name == "entity" or all(kind.clean(value) for value in values), name


def test_a_planted_wrong_property_is_found(model: Any) -> None:
    one = next(iter(ftm.entities(FILE, STATEMENTS)))
    one["properties"]["birthDate"] = ["1970"]
    with pytest.raises(AssertionError):
        assert "birthDate" in model.get(one["schema"]).properties
