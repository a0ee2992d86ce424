"""An empty dossier shows every field with help, and ``check`` says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity import yamltext
from comity.errors import Refused
from comity.interchange.dossier import templates
from comity.interchange.dossier.model import KINDS, AttachedDecision
from comity.interchange.dossier.reading import Malformed, read


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_template_holds_every_field_with_its_help(kind: str, lang: str) -> None:
    text = templates.text(kind, lang)
    data = yamltext.read(text.encode(), "dossier.yaml").data
    assert isinstance(data, dict) and data["kind"] == kind
    entry = KINDS[kind].model_fields["entry"].annotation
    assert isinstance(data["entry"], dict) and set(data["entry"]) == set(getattr(entry, "model_fields", {}))
    decisions = data["decisions"]
    assert isinstance(decisions, list) and isinstance(decisions[0], dict)
    assert set(decisions[0]) == set(AttachedDecision.model_fields)
    assert text.count("#") > len(data["entry"]) + len(decisions[0])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_dossier_lacks_exactly_what_is_required(kind: str, tmp_path: Path) -> None:
    templates.write(tmp_path / "new", kind, "en")
    with pytest.raises(Malformed) as malformed:
        read(tmp_path / "new", lambda name: b"0" * 16)
    fields = {str(fault.evidence["field"]) for fault in malformed.value.faults}
    entry = "entry.names" if kind == "register" else "entry.official_name"
    assert {"decisions.0.reference", "entry.claimant_state", entry} <= fields
    assert all("documents" not in field and "bans" not in field for field in fields)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_known_stands_in_a_template(kind: str) -> None:
    known = {"claimant_state": "XA", "claimant_authority": "XA-CENTRAL", "lang": "ru"}
    data = yamltext.read(templates.text(kind, "en", known).encode(), "dossier.yaml").data
    assert isinstance(data, dict) and isinstance(data["entry"], dict)
    assert {name: value for name, value in data["entry"].items() if value} == known


def test_an_existing_folder_and_an_unknown_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        templates.write(tmp_path, "list", "en")
    assert refused.value.refusal.code == "dossier.exists"
    with pytest.raises(Refused) as refused:
        templates.text("watch", "en")
    assert refused.value.refusal.code == "dossier.no_kind"
