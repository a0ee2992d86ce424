"""What goes with a purged matter: bodies about it, and whatever was derived from them, however far."""

from __future__ import annotations

from comity.erasure import Trace, closure


def _trace(body: int, about: str = "", derived: str = "") -> Trace:
    return Trace(body, frozenset(about), frozenset(derived), frozenset({chr(ord("a") + body)}))


def test_nothing_about_it_nothing_goes() -> None:
    assert closure(["X"], [_trace(0, "Y"), _trace(1, "Z", "a")]) == frozenset()


def test_about_and_derived_at_any_distance_in_any_order() -> None:
    chain = [_trace(3, "Z", "c"), _trace(2, "Y", "b"), _trace(1, "Y", "a"), _trace(0, "X"), _trace(4, "Z")]
    assert closure(["X"], chain) == closure(["X"], reversed(chain)) == {0, 1, 2, 3}


def test_a_circle_ends() -> None:
    assert closure(["X"], [_trace(0, "X", "b"), _trace(1, "Y", "a")]) == {0, 1}


def test_several_matters_at_once() -> None:
    assert closure(["X", "Y"], [_trace(0, "X"), _trace(1, "Y"), _trace(2, "Z")]) == {0, 1}
