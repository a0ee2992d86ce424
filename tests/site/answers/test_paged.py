"""A long list, one page at a time."""

from __future__ import annotations

import pytest

from comity.site.answers.paged import PAGE, page


@pytest.mark.parametrize(
    ("offset", "count", "more"),
    [(0, PAGE, PAGE), (PAGE, PAGE, 2 * PAGE), (2 * PAGE, 3, 0), (2 * PAGE + 3, 0, 0), (9 * PAGE, 0, 0)],
)
def test_a_page_says_where_the_next_one_begins(offset: int, count: int, more: int) -> None:
    found = page(range(2 * PAGE + 3), offset, str)
    assert (len(found.rows), found.more, found.total) == (count, more, 2 * PAGE + 3)
    assert found.rows[:1] == ((str(offset),) if count else ())


def test_a_list_that_fills_its_page_has_no_next_one() -> None:
    assert page(range(PAGE), 0, str).more == 0
