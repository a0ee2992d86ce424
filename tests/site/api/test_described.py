"""schemathesis asks what the description allows and what it forbids: no fault, no answer that it leaves out.

That what is forbidden is refused stands in ``test_routes``: schemathesis drops the token too, which is sent anyway.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.site.api.conftest import Program
from tests.site.desk.conftest import Served

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
def described(served: Served) -> tuple[Any, dict[str, str]]:
    program = Program(served, "XA-NLO-1", "read", "act")
    headers = {"Authorization": f"Bearer {program.token}", "Host": "localhost"}
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=headers), headers


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_described(described: tuple[Any, dict[str, str]], mode: GenerationMode) -> None:
    schema, headers = described
    asked = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        asked.add(operation.label)

        @FEW
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()
    assert len(asked) == 13
