"""Answers that are kept for a few states of the log."""

from __future__ import annotations

from comity.site.answers.kept import Kept


def test_an_answer_is_made_once_and_the_oldest_goes() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number * 10

    kept: Kept[int] = Kept(2)
    for number in (1, 1, 2, 1, 3, 2, 1):
        assert kept.get(number, lambda number=number: make(number)) == number * 10
    assert made == [1, 2, 3, 1]
