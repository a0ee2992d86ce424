"""Answers that are kept for a few states of the log."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

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


def test_whoever_asks_meanwhile_waits_for_the_one_that_reckons() -> None:
    made: list[int] = []
    kept: Kept[int] = Kept(2)
    together = Barrier(4)

    def ask() -> int:
        together.wait()
        return kept.get("same", lambda: made.append(7) or len(made))

    with ThreadPoolExecutor(4) as threads:
        assert [one.result() for one in [threads.submit(ask) for _ in range(4)]] == [1, 1, 1, 1]
    assert made == [7]
