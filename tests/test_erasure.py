"""What goes with a purged matter: bodies about it, and whatever was derived from them, however far."""

from __future__ import annotations

from collections.abc import Iterable

from comity.erasure import reached

CHAIN = {0: [1], 1: [2], 2: [3], 4: []}


def derived(bodies: Iterable[int], cites: dict[int, list[int]]) -> list[int]:
    return [one for body in bodies for one in cites.get(body, [])]


def test_nothing_to_erase_nothing_goes() -> None:
    assert reached([], lambda bodies: derived(bodies, CHAIN)) == frozenset()


def test_what_derives_at_any_distance_goes_too() -> None:
    assert reached([0], lambda bodies: derived(bodies, CHAIN)) == {0, 1, 2, 3}
    assert reached([2], lambda bodies: derived(bodies, CHAIN)) == {2, 3}


def test_a_circle_ends() -> None:
    assert reached([0], lambda bodies: derived(bodies, {0: [1], 1: [0]})) == {0, 1}


def test_several_at_once() -> None:
    assert reached([4, 1], lambda bodies: derived(bodies, CHAIN)) == {1, 2, 3, 4}
