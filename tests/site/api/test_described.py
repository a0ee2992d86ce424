"""schemathesis asks what the description allows and what it forbids: no fault, no answer that it leaves out. What is
there is asked for by the rows of ``test_authorisation``, whose ids no generator finds.

That what is forbidden is refused stands in ``test_routes``: schemathesis drops the token too, which is sent anyway.
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.site.api.conftest import Program
from tests.site.api.test_authorisation import READERS, ROWS, Row, ids
from tests.site.desk.conftest import Served
from tests.site.desk.told import Told
from tests.site.test_local import take_in

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FEW = settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(served: Served, told: Told, papered: None) -> tuple[Any, dict[str, str]]:
    take_in(served.stage.node.located.home)
    program = Program(served, "XA-NLO-1", "read", "act", "screen")
    headers = {"Authorization": f"Bearer {program.token}", "Host": "localhost"}
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=headers), headers


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The description, which takes half a second to write, once for all rows."""
    answer = Client(SERVER_NAME="localhost").get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return dict(answer.json())


def _takes_nothing(told: dict[str, Any]) -> bool:
    """Whether there is neither a token nor a parameter nor a body that could be wrong."""
    return {} in told["security"] and not told["parameters"] and "requestBody" not in told


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_described(described: tuple[Any, dict[str, str]], mode: GenerationMode) -> None:
    schema, headers = described
    asked = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        asked.add(operation.label)
        if mode is GenerationMode.NEGATIVE and _takes_nothing(operation.definition.raw):
            continue  # nothing can be wrong

        @FEW
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()
    assert asked == {f"{method.upper()} {path}" for path, told in schema.raw_schema["paths"].items() for method in told}


@pytest.mark.parametrize("row", [one for one in ROWS if "+" in one.cells.values()], ids=ids)
def test_what_is_there_is_answered_as_described(
    served: Served, named: dict[str, str], schema: dict[str, Any], row: Row
) -> None:
    reader = next(name for name in reversed(READERS) if row.cells[name] == "+")
    program = Program(served, "" if reader == "-" else reader, row.scope)
    operation = schema["paths"]["/api/v1" + row.route[1]][row.method.lower()]
    ((kind, said),) = operation["responses"]["200"]["content"].items()
    assert row.ask(program, named) == (200, "")
    assert program.last.headers["Content-Type"] == kind
    if kind != "application/json":
        return
    wanted = said["schema"]
    checker = jsonschema_rs.validator_for({**wanted, "components": schema["components"]})
    checker.validate(json.loads(program.last.content))


def test_a_client_can_be_made_of_the_description_alone(served: Served) -> None:
    told = Program(served, "XA-NLO-1").get("/openapi.json")[1]
    tags = {one["name"] for one in told["tags"] if one["description"]}
    each = [(method, one) for path in told["paths"].values() for method, one in path.items()]
    names = [one["operationId"] for _, one in each]
    assert len(set(names)) == len(names)
    assert not [name for name in names if "comity" in name]
    assert told["components"]["securitySchemes"]["Bearer"]["description"]
    for method, one in each:
        assert one["summary"], one
        assert one["description"], one
        assert set(one["tags"]) <= tags
        assert ("304" in one["responses"]) == (method == "get")
        for media in one.get("requestBody", {}).get("content", {}).values():
            assert set(media["schema"]) == {"$ref"}, "a body has a name"


def test_every_example_is_what_it_is_an_example_of(served: Served) -> None:
    told = Program(served, "XA-NLO-1").get("/openapi.json")[1]
    shown = 0
    for name, part in told["components"]["schemas"].items():
        for example in part.get("examples", ()):
            shown += 1
            wanted = {"$ref": f"#/components/schemas/{name}", "components": told["components"]}
            jsonschema_rs.validator_for(wanted).validate(example)
    assert shown
