"""The published schema is that of the models, and every template is whole in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

import comity
from comity import yamltext
from comity.errors import Refused
from comity.interchange.dossier.file_names import PATTERN
from comity.interchange.dossier.reading import Malformed
from comity.interchange.telling import templates
from comity.interchange.telling.model import KINDS, json_schema, schema_text
from tests.interchange.telling.conftest import read

PUBLISHED = Path(comity.__file__).parent / "interchange/telling/telling.schema.json"


def test_the_published_schema_has_not_drifted() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text(), "run: comity databank schema > telling.schema.json"


def test_a_document_is_named_and_a_statement_is_cited_by_its_digest() -> None:
    definitions = json_schema()["$defs"]
    assert definitions["Translation"]["properties"]["document"]["anyOf"][0]["pattern"] == PATTERN
    assert definitions["Remark"]["properties"]["rests_on"]["items"]["pattern"] == r"^[0-9a-f]{64}$"


def test_unknown_keys_are_refused_everywhere() -> None:
    objects = [one for one in json_schema()["$defs"].values() if one.get("type") == "object"]
    assert objects and all(one["additionalProperties"] is False for one in objects)


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_template_holds_every_field_with_its_help(kind: str, lang: str) -> None:
    data = yamltext.read(templates.text(kind, lang).encode(), "telling.yaml").data
    assert isinstance(data, dict) and data["kind"] == kind and set(data) == set(KINDS[kind].model_fields)
    says = KINDS[kind].model_fields["says"].annotation
    assert isinstance(data["says"], dict)
    assert set(data["says"]) == set(getattr(says, "model_fields", {})) - {"kind"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_telling_lacks_exactly_what_is_required(kind: str, tmp_path: Path) -> None:
    templates.write(tmp_path / "new", kind, "ru")
    with pytest.raises(Malformed) as malformed:
        read(tmp_path / "new")
    fields = {str(fault.evidence["field"]) for fault in malformed.value.faults}
    own = {"question": {"to"}, "answer": {"answers"}}.get(kind, set())
    assert fields == {"says.claimant_state", "says.claimant_authority", *own}


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        templates.text("person", "en")
    assert refused.value.refusal.code == "dossier.no_kind"
