"""The kernel and its twin in Python give the same integers, whatever the names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import kernel, slow, weigh
from comity.screening.lexicon import Lexicon, Table
from comity.screening.words import readings
from tests.planted import MODEST, caught

pytestmark = pytest.mark.skipif(kernel.LIBRARY is None, reason="no C compiler made the kernel")

PARTS = """Aleksandr Alexander Александр Олександр Sergeevich Сергеевич Sergejewitsch Вымышленков Wymyschlenkow A.
al-Mithali عبد الرحمن عبدالرحمن Abdurrahman Abdul Rahman محمد Muhammad Mohamed مثالي יוסף דוגמה Γιώργος
Παπαδόπουλος राजेन्द्र कुमार Li Lee Wei 李伟 김철수 Kim Zibaee Nejad زیبایی نژاد ნიკა Jérôme Đorđe Œuvre 42 x""".split()
NAMES = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=6)), max_size=6).map(" ".join)


def same(one: str, other: str, scored: Callable[..., Any]) -> None:
    lexicon = Lexicon()
    pairs = [(lexicon.ids(q.words), lexicon.ids(n.words)) for q in readings(one) for n in readings(other)]
    table = lexicon.table()
    for q, n in pairs:
        value, took = weigh.score(table, q, table, n)
        assert scored(table, q, table, n) == (value, [tuple(row) for row in took])
        for a in q:
            for b in n:
                assert slow.likeness(table, a, table, b) == weigh.likeness(table, a, table, b)


@settings(deadline=None, max_examples=150)
@given(NAMES, NAMES)
def test_kernel_and_python_agree(one: str, other: str) -> None:
    same(one, other, slow.score)


def test_the_property_notices_a_twin_that_forgets_what_is_left_over() -> None:
    def forgetful(table: Table, q: list[int], other: Table, n: list[int]) -> Any:
        return slow.score(table, q[:2], other, n)

    @MODEST
    @given(NAMES, NAMES)
    def held(one: str, other: str) -> None:
        same(one, other, forgetful)

    caught(held)
