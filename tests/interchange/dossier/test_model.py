"""The published schema is that of the models, and no field that takes a document is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import comity
from comity.interchange.dossier.file_names import PATTERN
from comity.interchange.dossier.model import DIGEST_FIELDS, json_schema, schema_text

PUBLISHED = Path(comity.__file__).parent / "interchange/dossier/dossier.schema.json"


def test_the_published_schema_has_not_drifted() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text(), "run: comity dossier schema > dossier.schema.json"


def digest_paths(node: Any, definitions: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if "$ref" in node:
        yield from digest_paths(definitions[node["$ref"].rpartition("/")[2]], definitions, path)
    for one in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from digest_paths(one, definitions, path)
    if "items" in node:
        yield from digest_paths(node["items"], definitions, (*path, "*"))
    for name, value in node.get("properties", {}).items():
        yield from digest_paths(value, definitions, (*path, name))
    if node.get("pattern") == PATTERN:
        yield path


def test_every_field_with_a_digest_takes_the_name_of_a_document() -> None:
    schema = json_schema()
    found = set(digest_paths(schema, schema["$defs"]))
    assert found == {*DIGEST_FIELDS, ("decisions", "*", "documents", "*")}


def test_unknown_keys_are_refused_everywhere() -> None:
    schema = json_schema()
    objects = [one for one in schema["$defs"].values() if one.get("type") == "object"]
    assert objects and all(one["additionalProperties"] is False for one in objects)
