"""How bodies are described: whole, so that whoever reads the description needs nothing beside it."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel

from comity.site import bodies, shapes
from comity.site.api import acts, names


@pytest.mark.parametrize("shape", [shapes.MatchBody, acts.Submission, names.NamesAsked])
def test_a_body_is_described_without_references(shape: type[BaseModel]) -> None:
    assert "$ref" in json.dumps(shape.model_json_schema())
    said = bodies.required(shape)["requestBody"]["content"][bodies.BODY_TYPE]["schema"]
    assert "$ref" not in json.dumps(said)
    assert "$defs" not in said


def test_what_a_body_nests_is_described() -> None:
    said = bodies.required(names.NamesAsked)["requestBody"]["content"][bodies.BODY_TYPE]["schema"]
    register = said["properties"]["register"]["anyOf"][0]
    assert set(register["required"]) == {"purpose", "reference"}
    assert register["additionalProperties"] is False
