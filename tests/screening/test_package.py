import ast
from dataclasses import fields
from inspect import signature
from pathlib import Path

from comity import screening
from comity.screening import Index, Query


def test_nothing_but_a_name_and_its_facts_can_be_asked_for() -> None:
    """No selection by nationality, religion, ethnicity or origin: neither asked nor held against anyone."""
    assert {field.name for field in fields(Query)} == {"names", "kind", "births", "documents"}
    assert list(signature(Index.search).parameters) == ["self", "query", "limit", "threshold", "among"]


def test_screening_imports_nothing_of_ours() -> None:
    for path in Path(screening.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert all(not n.startswith("comity") or n.startswith("comity.screening") for n in names), path
