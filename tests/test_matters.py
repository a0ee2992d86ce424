"""Matters and procedures: what the table does not have cannot happen; folding reads heads and stamps only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity import matters
from comity.acts import Head, Link, Stamp
from comity.bootstrap import PROCEDURES
from comity.matters import Matter, Procedure, move
from tests.asking import refused

TABLE = Procedure(
    "p", "entry", (move("open", "", "one", "NLO", "x", terms="t"), move("go", "one two", "two", "NLO", "x"))
)
HEAD = Head("a" * 32, "open", "p", "m", "", "o", "a", "NLO", "k", "s", "2026-01-01T00:00:00Z", {"t": "x"})


def _folded(*steps: str) -> Matter:
    matter = None
    for n, step in enumerate(steps):
        head = replace(HEAD, id=f"{n}", terms={"n": n}, links=(Link("on", f"x{n}"),))
        matter = matters.fold(matter, head, Stamp(n, "t", "", step, "", None), "XA")
    assert matter is not None
    return matter


def test_a_move_is_found_only_at_its_step() -> None:
    assert matters.next_move(TABLE, HEAD, None).after == "one"
    with refused("act.no_move") as refusal:
        matters.next_move(TABLE, replace(HEAD, kind="go"), None)
    assert refusal().refusal.evidence["allowed"] == ["open"]
    with refused("act.no_move"):
        matters.next_move(TABLE, replace(HEAD, after="0"), _folded("one"))


def test_a_move_carries_its_terms() -> None:
    with refused("act.terms"):
        matters.next_move(TABLE, replace(HEAD, terms={}), None)


def test_stale_says_everything_that_was_missed() -> None:
    for seen, missed in (("0", ["open"]), ("", ["open", "open"]), ("unheard of", ["open", "open"])):
        with refused("act.stale") as refusal:
            matters.next_move(TABLE, replace(HEAD, kind="go", after=seen), _folded("one", "two"))
        assert refusal().refusal.evidence["missed"] == missed


def test_folding_keeps_the_latest_word_and_every_link() -> None:
    folded = _folded("one", "two", "three")
    assert (folded.step, folded.term("n"), folded.all_linked("on")) == ("three", 2, ("x0", "x1", "x2"))
    assert (folded.opened.act, folded.last.act) == ("0", "2")
    assert folded.term("nothing") is None
    assert folded.text("n") == ""
    assert folded.last_of("other") is None


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: p.name)
def test_a_table_is_sound(procedure: Procedure) -> None:
    """One move for an act at a step; every step can be reached; every move cites its provision."""
    pairs = [(m.act, step) for m in procedure.moves for step in m.before]
    assert len(pairs) == len(set(pairs))
    reached = {""}
    for _ in procedure.moves:
        reached |= {m.after for m in procedure.moves if m.before & reached}
    assert all(m.before <= reached for m in procedure.moves)
    assert all(m.provision and m.capacities and m.after for m in procedure.moves)
