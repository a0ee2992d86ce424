"""The generated documents say what the program says."""

from pathlib import Path

import pytest

from comity.canonical import Json
from tools import docs
from tools.pages import gates, lifecycles, markdown


def test_no_generated_document_has_drifted() -> None:
    assert docs.drifted(docs.FOLDER) == [], "run `make docs` and commit"


def test_a_changed_a_missing_and_a_stray_page_are_found(tmp_path: Path) -> None:
    pages = (docs.Page("a.md", "comity", lambda: "one"), docs.Page("b.md", "comity", lambda: "two"))
    for name, text in docs.rendered(pages):
        (tmp_path / name).write_text(text, "utf-8")
    assert docs.drifted(tmp_path, pages) == []
    (tmp_path / "a.md").write_text("something else", "utf-8")
    (tmp_path / "b.md").unlink()
    (tmp_path / "c.md").write_text("stray", "utf-8")
    assert docs.drifted(tmp_path, pages) == ["a.md", "b.md", "c.md"]


def test_a_page_whose_source_does_not_exist_is_not_written() -> None:
    pages = (docs.Page("a.md", "comity.no_such_module", lambda: "x"), docs.Page("b.md", "comity.no.such", lambda: "x"))
    assert list(docs.rendered(pages)) == []


def test_a_cell_cannot_end_its_row() -> None:
    assert markdown.table(("a",), [("x|y\nz",)]) == "| a |\n|---|\n| x\\|y z |\n"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"in": {"fact": "basis", "values": ["E", "S"]}}, "basis in E, S"),
        ({"in": {"fact": "seal_valid", "values": ["True"]}}, "seal_valid: True"),
        ({"compare": {"fact": "bans", "op": ">=", "other": None, "to": 1}}, "bans >= 1"),
    ],
)
def test_a_condition_is_said_in_words(condition: Json, words: str) -> None:
    assert gates.said(condition) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (frozenset({"b", "a"}), "a, b"),
        (frozenset({""}), "(new)"),
        (frozenset(), "-"),
        ("", "-"),
        (None, "-"),
        ("72h", "72h"),
    ],
)
def test_a_value_of_a_move_is_said_in_words(value: object, words: str) -> None:
    assert lifecycles.shown(value) == words
