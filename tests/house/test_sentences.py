"""Every refusal and every word shown exists in three languages, and the code asks for nothing else."""

from pathlib import Path

import pytest

from comity import language
from tools.house import sentences

SRC = Path(__file__).parents[2] / "src"
LANGUAGE = SRC / "comity" / "language"
REFUSALS, REFUSAL_FAULTS = sentences.shelf(LANGUAGE / "refusals")
WORDS, WORD_FAULTS = sentences.shelf(LANGUAGE / "words")
REFUSING = frozenset({"Refused", "Refusal"})
GOOD = {"kind": "unknown", "en": "No {thing}.", "ru": "Нет {thing}.", "zh": "没有 {thing}。"}


def test_every_file_of_sentences_can_be_read_strictly() -> None:
    assert REFUSAL_FAULTS + WORD_FAULTS == []


def test_every_sentence_is_whole_in_three_languages() -> None:
    assert sentences.wrong_entries(REFUSALS, refusals=True) == []
    assert sentences.wrong_entries(WORDS, refusals=False) == []


def test_every_refusal_code_has_a_sentence_and_all_its_values() -> None:
    assert sentences.wrong_uses(sentences.uses(SRC, REFUSING), REFUSALS) == []


def test_every_sentence_of_refusal_is_used() -> None:
    assert sentences.unused(SRC, REFUSALS, REFUSING) == []


def test_every_word_shown_exists_and_has_its_values() -> None:
    assert sentences.wrong_uses(sentences.uses(SRC, frozenset({"say"})), WORDS) == []


@pytest.mark.parametrize(
    "planted",
    [
        {"ru": "No {thing}."},
        {"zh": "没有 {other}。"},
        {"zh": "No {thing}."},
        {"kind": "angry"},
        {"fr": "Pas de {thing}."},
    ],
)
def test_a_wrong_sentence_is_found(planted: dict[str, str]) -> None:
    assert sentences.wrong_entries({"a.b": GOOD}, refusals=True) == []
    assert len(sentences.wrong_entries({"a.b": GOOD | planted}, refusals=True)) == 1


def test_a_missing_language_is_found() -> None:
    assert sentences.wrong_entries({"a.b": {k: v for k, v in GOOD.items() if k != "zh"}}, refusals=True)


def test_a_duplicate_key_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("b:\n  en: x\nb:\n  en: y\n", "utf-8")
    assert sentences.shelf(tmp_path)[1] != []


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ('raise Refused("a.b", thing=1)', 0),
        ('raise errors.Refused("a.b", "Art 1", thing=1)', 0),
        ('raise Refused("a.b", **values)', 0),
        ('Refusal("a.b", "", {"thing": 1})', 0),
        ('Refusal("a.b", evidence=held)', 0),
        ('Refusal("a.b", "", {"other": 1})', 1),
        ('raise Refused("a.b")', 1),
        ('raise Refused("a.c", thing=1)', 1),
        ('def no(code):\n    raise Refused(f"a.{code}")\nno("b")\nno("c")', 1),
        (
            'class R:\n    def no(self, line, code):\n        return Refused(code)\n    def f(self): self.no(1, "a.c")',
            1,
        ),
    ],
)
def test_a_code_without_a_sentence_or_a_value_is_found(tmp_path: Path, source: str, wrong: int) -> None:
    (tmp_path / "m.py").write_text(source, "utf-8")
    assert len(sentences.wrong_uses(sentences.uses(tmp_path, REFUSING), {"a.b": GOOD})) == wrong


def test_an_unused_sentence_is_found(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text('raise Refused("a.b", thing=1)', "utf-8")
    assert sentences.unused(tmp_path, {"a.b": GOOD, "a.c": GOOD}, REFUSING) == ["a.c"]


def test_a_code_built_by_a_function_of_another_module_is_found(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text('def no(code): return Refused(f"a.{code}")', "utf-8")
    (tmp_path / "n.py").write_text('from m import no\nno("b")\nno("c")', "utf-8")
    (tmp_path / "other.py").write_text('def no(code): ...\nno("d")', "utf-8")
    assert [use.key for use in sentences.uses(tmp_path, REFUSING)] == ["a.b", "a.c"]


@pytest.mark.parametrize("shelf", ["words", "refusals"])
def test_no_name_of_a_sentence_is_a_word_that_yaml_reads_as_a_value(shelf: language.Shelf) -> None:
    """`yes`, `no`, `on` and their like would be found by nobody."""
    names = {(area, name) for area in language.areas(shelf) for name in language.catalogue(shelf, area)}
    assert [one for one in names if not isinstance(one[1], str)] == []
