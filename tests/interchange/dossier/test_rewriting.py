"""A text written anew keeps what its writer noted."""

from __future__ import annotations

import pytest

from comity import yamltext
from comity.interchange.dossier import rewriting, templates
from comity.interchange.dossier.model import KINDS
from comity.language import LANGUAGES

NOTED = """# ask the registry
kind: list  # or register?
entry:
  # the name as in the ban
  official_name: "X # 2"
  narrative: >-
    A text # not a note
    goes on.
# last
"""


def test_notes_stand_at_the_head_once_and_values_are_those_given() -> None:
    text = rewriting.text({"kind": "list", "entry": {"official_name": "Y"}}, NOTED)
    notes = ["# ask the registry", "# or register?", "# the name as in the ban", "# last"]
    assert text.splitlines()[:4] == notes
    assert yamltext.read(text.encode(), "x").data == {"kind": "list", "entry": {"official_name": "Y"}}
    assert rewriting.text({"kind": "list"}, text).splitlines()[:5] == [*notes, "kind: list"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_help_of_a_template_is_no_note(kind: str, lang: str) -> None:
    text = templates.text(kind, lang)
    data = yamltext.read(text.encode(), "x").data
    assert isinstance(data, dict)
    assert rewriting.text(data, text).startswith(f"kind: {kind}\n")


@pytest.mark.parametrize("text", ["true", "2024", "1.10", "a: b", "- x", "#", "'", "null", "~", " y", "a\nb", "名"])
def test_a_text_stays_a_text(text: str) -> None:
    written = rewriting.text({"kind": "list", "entry": {"official_name": text}}, "")
    assert yamltext.read(written.encode(), "x").data == {"kind": "list", "entry": {"official_name": text}}
