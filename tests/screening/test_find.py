import ast
from dataclasses import fields
from inspect import signature
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import find as screening
from comity.screening.consonants import sound
from comity.screening.find import FLOOR, Index, Match, Named, QueryTooShort, similarity

ENTRIES = [
    Named("1", ("VYMYSHLEN OBRAZTSOVICH PRIMEROV", "Vymyshlen Primerov"), "individual", "un", "PRIMEROV"),
    Named("2", ("FULAN BIN FULAN AL-MITHALI",), "individual", "un", "AL-MITHALI"),
    Named("3", ("Некто Безымянный",), "individual", "un", "Безымянный"),
    Named("4", ("مجهول الخيالي",), "individual", "un", "Khayali"),
    Named("5", ("虚构人",), "individual", "un", "XU GOU REN"),
    Named("6", ("Abdul Rahman Sample",), "individual", "un", "SAMPLE"),
    Named("7", ("ORDER OF THE PAPER MOON",), "entity", "un", "PAPER MOON"),
    Named("8", ("عبد الرحمن الورقي",), "individual", "un", "Waraqi"),
]
INDEX = Index.build(ENTRIES)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Вымышлен Примеров", "1"),
        ("Primerov Vymyshlen", "1"),
        ("Vymishlen Primerof", "1"),
        ("فلان بن فلان المثالي", "2"),
        ("Nekto Bezymyannyi", "3"),
        ("Majhoul el Khayali", "4"),
        ("Маджхул аль-Хаяли", "4"),
        ("Xu Gouren", "5"),
        ("عبدالرحمن سامپل", "6"),
        ("Ордер оф зе Пейпер Мун", "7"),
        ("Abdurrahman al-Waraqi", "8"),
        ("\u202eOrder of the\u200b Paper Moon", "7"),
        ("ORDER OF THE PAPER MOON", "7"),
    ],
)
def test_names_are_found_across_scripts(query: str, best: str) -> None:
    matches = INDEX.find(query)
    assert matches[0].id == best
    assert matches[0].score >= FLOOR


def test_another_name_is_not_found() -> None:
    assert INDEX.find("Zimmermann Quixote") == []


@pytest.mark.parametrize("query", ["", "a", "ab", "a.b", "李", "---", "\u202e\u200b", "  x  "])
def test_at_least_three_characters(query: str) -> None:
    with pytest.raises(QueryTooShort):
        INDEX.find(query)


def test_two_han_characters_are_a_name() -> None:
    INDEX.find("虚构")


def test_answers_are_the_same_each_time_and_sorted() -> None:
    again = Index.build(ENTRIES)
    assert again.find("Abdul Rahman") == INDEX.find("Abdul Rahman")


def test_the_best_comes_first_and_equals_are_ordered_by_id() -> None:
    names = {"a": "Paper Moon Orders", "c": "Paper Moon Order", "b": "Order Paper Moon"}
    index = Index.build(Named(id_, (name,), "entity", "un", name) for id_, name in names.items())
    assert [match.id for match in index.find("Paper Moon Order")] == ["b", "c", "a"]
    assert [match.id for match in index.find("Paper Moon Order", limit=1)] == ["b"]


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_any_query_is_answered(query: str) -> None:
    try:
        matches = INDEX.find(query)
    except QueryTooShort:
        return
    assert all(FLOOR <= match.score <= 1 for match in matches)


@given(st.text(alphabet="abdhklmnrsz اعبدرمن", min_size=3, max_size=30), st.text(alphabet="абвгд lmn", min_size=3))
@settings(max_examples=60)
def test_similarity_has_no_direction(one: str, other: str) -> None:
    assert similarity(sound(one), sound(other)) == similarity(sound(other), sound(one))


def test_nothing_but_a_name_can_be_asked_for() -> None:
    """No selection by nationality, religion, ethnicity or origin: neither asked, nor held, nor answered."""
    assert list(signature(Index.find).parameters) == ["self", "query", "limit"]
    assert {field.name for field in fields(Named)} == {"id", "names", "kind", "dataset", "caption"}
    assert not {field.name for field in fields(Match)} & {"nationality", "religion", "ethnicity", "country"}


def test_screening_imports_nothing_of_ours() -> None:
    for path in Path(screening.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert all(not n.startswith("comity") or n.startswith("comity.screening") for n in names), path
