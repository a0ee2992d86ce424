import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import east
from comity.screening.east import strict
from comity.screening.east.keys import _ways, signature
from tests.planted import MODEST, caught

PARTS = "xiao ming wang li an na se ho young fulan q сяо мин ван 虚 م - é ü \u0301 x zhq".split()
WORDS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join)
AMONG = frozenset(map(signature, "xiao ming wang li se ho".split()))


def agrees(word: str) -> None:
    """What is told at the first letters is what all counts and cuts tell."""
    can = bool(strict.counts(word, True) | strict.counts(word, False))
    assert east.is_cut(word) == can
    among = all(any(all(one in AMONG for one in form) for form in ways) for ways in _ways(word))
    assert east.cut(word, AMONG) == (among and can)


@given(WORDS)
def test_whether_a_word_can_be_cut_is_told_early(word: str) -> None:
    agrees(word)


@pytest.mark.parametrize("answer", [True, False])
def test_the_property_notices_a_wrong_early_answer(monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    monkeypatch.setattr(strict, "reaches", lambda *asked: answer)
    caught(settings(MODEST)(given(WORDS)(agrees)))
