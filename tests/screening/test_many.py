import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import Alias, Index, Kind, Query, Subject, kernel, many
from comity.screening.many import screen_many
from tests.planted import MODEST, caught
from tests.screening.worlds import NAMES, WORLDS

FEW = settings(max_examples=25, deadline=None)
SEVERAL = st.builds(
    "{} {} {}".format, NAMES, st.sampled_from([";", "Trading", "a.k.a."]), st.sampled_from(["Ltd", "Fulan Mithali"])
)
ASKED = st.lists(st.one_of(NAMES, SEVERAL, st.text(max_size=12)), max_size=12)


def one_by_one(index: Index, names: list[str], kind: Kind) -> list[tuple[int, str, str, str, float]]:
    """What the index answers to each name alone."""
    rows = []
    for place, name in enumerate(names):
        try:
            answer = index.search(Query((name,), kind), limit=3, threshold=0.4)
        except ValueError:
            continue
        rows += [(place, m.subject.dataset, m.subject.id, m.name, m.score) for m in answer.matches]
    return rows


def together(index: Index, names: list[str], kind: Kind) -> list[tuple[int, str, str, str, float]]:
    found = screen_many(index, names, threshold=0.4, limit=3, kind=kind)
    rows = []
    for row in range(len(found)):
        subject = found.subject(row)
        name = subject.names[int(found.names[row])].value
        rows.append((int(found.queries[row]), subject.dataset, subject.id, name, float(found.scores[row])))
    return rows


@given(WORLDS, WORLDS, ASKED, st.sampled_from(Kind))
@FEW
def test_many_are_answered_as_each_alone(
    world: list[Subject], more: list[Subject], names: list[str], kind: Kind
) -> None:
    index = Index(world).changed(more, [("a", "1")])
    assert together(index, names, kind) == one_by_one(index, names, kind)


def test_the_property_notices_a_batch_that_cuts_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    if kernel.LIBRARY is None:
        pytest.skip("no kernel was compiled")
    monkeypatch.setattr(many, "CUT", 1)

    @given(WORLDS, WORLDS, ASKED, st.sampled_from(Kind))
    @settings(MODEST)
    def held(world: list[Subject], more: list[Subject], names: list[str], kind: Kind) -> None:
        test_many_are_answered_as_each_alone.hypothesis.inner_test(world, more, names, kind)  # type: ignore[attr-defined]

    caught(held)


def test_the_property_notices_a_subject_that_two_readings_find_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    if kernel.LIBRARY is None:
        pytest.skip("no kernel was compiled")
    monkeypatch.setattr(many, "_changes", lambda numbers: np.ones(len(numbers), bool))

    @given(WORLDS, st.lists(SEVERAL, max_size=6))
    @settings(MODEST)
    def held(world: list[Subject], names: list[str]) -> None:
        index = Index(world)
        assert together(index, names, Kind.ANY) == one_by_one(index, names, Kind.ANY)

    caught(held)


def test_without_the_kernel_many_are_answered_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index([Subject("1", "a", Kind.PERSON, "x", ())])
    monkeypatch.setattr(many, "LIBRARY", None)
    assert len(screen_many(index, ["Fulan Mithali", "x"])) == 0


@pytest.mark.parametrize("first", ["الصحراوي نسيم", "صحراوي نسيم"])
def test_a_word_with_its_article_changes_nothing_of_the_same_word_without(first: str) -> None:
    listed = ("نسيم بن رمضان صحراوي", "Nasim al-Sahrawi", "نسيم بن رمضان الصحراوي")
    index = Index([Subject("1", "a", Kind.PERSON, "x", tuple(map(Alias, listed)))])
    names = [first, "نسيم بن رضان صحراوي", "نسيم بن رضان الصحراوي"]
    assert together(index, names, Kind.ANY) == one_by_one(index, names, Kind.ANY)
