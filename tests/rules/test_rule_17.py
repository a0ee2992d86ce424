"""Rule 17: every body lists the matters it is about and the statements it is derived from; erasing takes that
closure everywhere; no later act may carry a body about a purged matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from comity import erasure
from comity.acts import BodyHead, Link
from comity.demo.cast import Cast, Filed
from tests.asking import reasons, refused, rows, size
from tests.planted import MODEST, caught


def erase(cast: Cast, filed: Filed) -> None:
    cast.open("IR-1", "IR", "erasure.declare", "erasure", filed.entry, reason="court_order")


def _case(cast: Cast, filed: Filed, change: Callable[[BodyHead], BodyHead]) -> str:
    """A reviewer's act on the entry, its body's head changed."""
    matter = cast.new_id()
    bodies, opened = reasons(cast, "IR-1", "Something about a person.", matter, filed.entry)
    head = cast.head(
        "IR-1", "IR", "case.open", "case", matter, {"reason": "other"}, (Link("on", filed.entry),),
        tuple(change(body) for body in bodies),
    )  # fmt: skip
    cast.node.submit(cast.sign(head, opened))
    return matter


def test_everything_about_the_entry_goes_and_all_that_was_said_on_it(cast: Cast, circulated: Filed) -> None:
    order = cast.open(
        "IR-1", "IR", "reviewer.order", "order", circulated.entry, because="First.", order="suspend", reason="other"
    )
    cast.move("IR-1", "IR", "reviewer.lift", order, because="Only about the order's own matter.", reason="other")
    assert rows("SELECT COUNT(*) FROM statement")[0][0] > 20
    erase(cast, circulated)
    assert rows("SELECT content FROM statement") == []
    assert rows("SELECT key FROM name") == []


def test_another_entry_keeps_what_is_its_own(cast: Cast, circulated: Filed) -> None:
    other = cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry")
    cast.open("IR-1", "IR", "case.open", "case", other, because="Another matter.", reason="other")
    erase(cast, circulated)
    assert len(rows("SELECT content FROM statement")) == 1


def test_no_later_act_says_anything_about_a_purged_matter(cast: Cast, circulated: Filed) -> None:
    said = rows("SELECT commitment FROM statement LIMIT 1")[0][0]
    erase(cast, circulated)
    before = size()
    changes: list[Callable[[BodyHead], BodyHead]] = [
        lambda body: body,
        lambda body: replace(body, about=body.about[:1]),  # silent about the entry that its matter is linked to
    ]
    for change in changes:
        with refused("act.purged"):
            _case(cast, circulated, change)
    other = Filed(cast.open("XB-NLO-1", "NLO", "entry.claim", "list.entry"), "", {})
    with refused("act.purged"):
        _case(cast, other, lambda body: replace(body, derived_from=(said,)))
    with refused("act.purged"):
        _case(cast, other, lambda body: replace(body, about=(*body.about, circulated.version)))
    assert size() == before + 1


def test_a_body_that_erasing_could_not_reach_is_refused(cast: Cast, circulated: Filed) -> None:
    for about in ((), (cast.new_id(),)):
        with refused("act.about"):
            _case(cast, circulated, lambda body, about=about: replace(body, about=about))


_CITES = st.lists(st.frozensets(st.integers(0, 7), max_size=2), max_size=8)
"""For each body, the bodies whose statements it cites."""
Reached = Callable[[Iterable[int], Callable[[frozenset[int]], Iterable[int]]], frozenset[int]]


def nothing_is_left_and_nothing_else_goes(reached: Reached, cites: list[frozenset[int]]) -> None:
    gone = reached([0], lambda bodies: [n for n, cited in enumerate(cites) if cited & bodies])
    for body, cited in enumerate(cites):
        assert (body in gone) is (body == 0 or bool(cited & gone))


@MODEST
@given(_CITES)
def test_the_closure_is_whole_and_no_larger(cites: list[frozenset[int]]) -> None:
    nothing_is_left_and_nothing_else_goes(erasure.reached, cites)


def test_a_closure_of_one_step_is_caught() -> None:
    def shallow(start: Iterable[int], derived: Callable[[frozenset[int]], Iterable[int]]) -> frozenset[int]:
        first = frozenset(start)
        return first | frozenset(derived(first))

    chain: list[frozenset[int]] = [frozenset(), frozenset({0}), frozenset({1})]
    nothing_is_left_and_nothing_else_goes(erasure.reached, chain)
    caught(nothing_is_left_and_nothing_else_goes, shallow, chain)
