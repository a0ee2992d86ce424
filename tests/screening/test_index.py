import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import Alias, Birth, Index, Kind, Query, Subject, index, retrieve
from comity.screening.asking import QueryTooShort, weight
from comity.screening.versions import versions
from tests.planted import caught
from tests.screening.worlds import DATASETS, IDS, QUERIES, WORLDS, answers

FEW = settings(max_examples=25, deadline=None)


def person(id_: str, *names: str, kind: Kind = Kind.PERSON, **more: object) -> Subject:
    return Subject(id_, "un", kind, names[0], tuple(Alias(name) for name in names), **more)  # type: ignore[arg-type]


WORLD = (
    person("1", "VYMYSHLEN OBRAZTSOVICH PRIMEROV", "Vymyshlen Primerov"),
    person("2", "FULAN BIN FULAN AL-MITHALI"),
    person("3", "Некто Безымянный"),
    person("4", "مجهول الخيالي"),
    person("6", "Abdul Rahman Sample"),
    person("7", "ORDER OF THE PAPER MOON", kind=Kind.ENTITY),
    person("8", "عبد الرحمن الورقي"),
)
INDEX = Index(WORLD)


def first(query: str, kind: Kind = Kind.ANY) -> str:
    return INDEX.search(Query((query,), kind)).matches[0].subject.id


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
        ("Abdulrahman Sample", "6"),
        ("Abdurrahman al-Waraqi", "8"),
        ("\u202eOrder of the\u200b Paper Moon", "7"),
    ],
)
def test_names_are_found_across_scripts(query: str, best: str) -> None:
    assert first(query) == best


def test_another_name_is_not_found() -> None:
    answer = INDEX.search(Query(("Zimmermann Quixote",)))
    assert (answer.matches, answer.total, answer.versions) == ((), 0, versions())


@pytest.mark.parametrize("query", ["", "a", "ab", "a.b", "李", "---", "\u202e\u200b", "  x  "])
def test_at_least_three_characters(query: str) -> None:
    with pytest.raises(QueryTooShort):
        INDEX.search(Query((query,)))
    INDEX.search(Query((query, "Some Name")))  # a name that says enough is searched


def test_a_han_or_hangul_character_says_two() -> None:
    assert (weight("李明"), weight("홍길동"), weight("Li-2 "), weight("И")) == (4, 6, 3, 1)


def test_what_stands_after_the_300th_character_is_not_read() -> None:
    assert INDEX.search(Query(("x" * 301 + " Fulan Mithali",))).matches == ()


def test_a_body_is_no_person_and_an_unknown_subject_is_both() -> None:
    both = Index((person("1", "Paper Moon", kind=Kind.ENTITY), person("2", "Paper Moon", kind=Kind.ANY)))
    found = {kind: [m.subject.id for m in both.search(Query(("Paper Moon",), kind)).matches] for kind in Kind}
    assert found == {Kind.PERSON: ["2"], Kind.ENTITY: ["1", "2"], Kind.ANY: ["1", "2"]}


def test_the_total_counts_before_the_limit_and_equals_stand_by_dataset_and_id() -> None:
    many = Index([Subject(str(n), "ab"[n % 2], Kind.PERSON, "x", (Alias("Fulan Mithali"),)) for n in range(7)])
    answer = many.search(Query(("Fulan Mithali",)), limit=4)
    assert [(m.subject.dataset, m.subject.id) for m in answer.matches] == [
        ("a", "0"),
        ("a", "2"),
        ("a", "4"),
        ("a", "6"),
    ]
    assert answer.total == 7


def test_several_names_are_asked_and_the_best_pair_is_shown() -> None:
    match = INDEX.search(Query(("Somebody Else", "Вымышлен Примеров"))).matches[0]
    assert (match.subject.id, match.query, match.name) == ("1", "Вымышлен Примеров", "Vymyshlen Primerov")


def test_other_facts_lift_a_subject_over_the_threshold_and_count_in_the_total() -> None:
    born = date(1970, 1, 2)
    one = Index((person("1", "Fulan Obrazets Mithali", births=(Birth(born, born),), documents=("A123456",)),))
    bare = one.search(Query(("Fulan Mithali Nemo",)), threshold=0.0).matches[0].score
    query = Query(("Fulan Mithali Nemo",), births=(Birth(born, born),), documents=("A 123456",))
    found = one.search(query, threshold=bare + 0.05)
    assert found.total == 1
    assert found.matches[0].score > bare + 0.05


@given(WORLDS, st.lists(st.tuples(DATASETS, IDS), max_size=8), QUERIES)
@FEW
def test_the_hidden_are_absent(world: list[Subject], hidden: list[tuple[str, str]], queries: list[str]) -> None:
    shown = [one for one in world if (one.dataset, one.id) not in hidden]
    among = {name: frozenset(one.id for one in shown if one.dataset == name) for name in "ab"}
    assert answers(Index(world), queries, among=among) == answers(Index(shown), queries)
    only = [one for one in world if one.dataset == "a"]
    assert answers(Index(world), queries, among={"a": None}) == answers(Index(only), queries)


def test_that_property_notices_weights_that_depend_on_the_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [Subject(str(n), "b", Kind.PERSON, "x", (Alias("Fulan Mithali"),)) for n in range(40)]
    monkeypatch.setattr(retrieve.Source, "hits", lambda self, one, mask: one.hits)
    monkeypatch.setattr(index, "CUT", 1)
    seen = [
        Subject("1", "a", Kind.PERSON, "x", (Alias("Fulan Primerov Sample"),)),
        Subject("2", "a", Kind.PERSON, "x", (Alias("Nekto Primerov Sample"),)),
        Subject("3", "a", Kind.PERSON, "x", (Alias("Nekto Primerov Sample"),)),
    ]
    caught(
        lambda world: _same(answers(Index(world), ["Fulan Nekto Primerov Sample"] * 8, among={"a": None}), Index(seen)),
        [*seen, *crowd],
    )


def _same(found: list[object], other: Index) -> None:
    assert found == answers(other, ["Fulan Nekto Primerov Sample"] * 8)


@given(st.lists(WORLDS, min_size=2, max_size=4), st.lists(st.tuples(DATASETS, IDS), max_size=6), QUERIES)
@FEW
def test_changed_is_rebuilt(worlds: list[list[Subject]], gone: list[tuple[str, str]], queries: list[str]) -> None:
    made = Index(worlds[0])
    kept = {(one.dataset, one.id): one for one in worlds[0]}
    for world in worlds[1:]:
        before = answers(made, queries)
        after = made.changed(world, gone)
        assert answers(made, queries) == before
        for known in gone:
            kept.pop(known, None)
        kept.update({(one.dataset, one.id): one for one in world})
        made = after
    again = Index(kept.values())
    assert len(made) == len(again)
    assert answers(made, queries) == answers(again, queries)


def test_a_grown_overlay_is_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SPARE", 0)
    changed = INDEX.changed([person("9", "Nova Novichok", "Abdul Rahman Sample")], [("un", "6"), ("un", "no such")])
    assert len(changed._parts) == 1
    again = Index([*(one for one in WORLD if one.id != "6"), person("9", "Nova Novichok", "Abdul Rahman Sample")])
    queries = ["Abdurrahman Sample", "Nova Novichok", "Вымышлен Примеров", "Paper Moon"]
    assert answers(changed, queries) == answers(again, queries)


@given(WORLDS, QUERIES)
@FEW
def test_saved_is_built(world: list[Subject], queries: list[str]) -> None:
    _saved_is_built(Path, world, queries)


def _saved_is_built(_: Callable[..., Path], world: list[Subject], queries: list[str]) -> None:
    import tempfile  # noqa: PLC0415  a fixture would be one folder for all examples

    with tempfile.TemporaryDirectory() as folder:
        made = Index(world[::2]).changed(world[1::2], [("a", "1")])
        made.save(Path(folder) / "index")
        loaded = Index.load(Path(folder) / "index")
    assert len(loaded) == len(made)
    assert answers(loaded, queries) == answers(made, queries)


def test_threads_give_the_same_answers() -> None:
    queries = ["Вымышлен Примеров", "Abdurrahman Sample", "فلان المثالي", "Order of the Paper Moon"] * 8
    alone = answers(INDEX, queries)
    shared, found = Index(WORLD), []
    threads = [threading.Thread(target=lambda: found.append(answers(shared, queries))) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [alone] * 4


def test_without_the_kernel_the_answers_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.screening import kernel, vocabulary  # noqa: PLC0415

    queries = ["Вымышлен Примеров", "Abdurrahman Sample", "فلان المثالي", "Abdulrahman Sampel", "Order Paper"]
    quick = answers(INDEX, queries)
    for module in (kernel, vocabulary, retrieve):
        monkeypatch.setattr(module, "LIBRARY", None)
    assert answers(Index(WORLD), queries) == quick
