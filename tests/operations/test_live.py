"""The view of now after each act is the view made anew, and costs no more than what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from comity.checks.entries import Searchable
from comity.demo.cast import Cast, Filed, StoryClock
from comity.operations.live import Live, View
from comity.store import searched, touched
from tests.cli.conftest import cast, circulated, clock, named  # fixtures: a node that the commands find
from tests.planted import caught

__all__ = ["cast", "circulated", "clock", "named"]


def held(view: View) -> dict[str, Searchable]:
    return {entry: one.found for entry, one in view.looked.items() if one.found}


def what_is_found(view: View) -> dict[str, object]:
    return {"entries": held(view), "published": len(view.published), "kept": len(view.kept), "head": view.head}


def is_as_made_anew(kept: Live, clock: StoryClock, home: Path) -> None:
    assert what_is_found(kept.now()) == what_is_found(Live(home, clock, founded=True).now())


def acts(cast: Cast, clock: StoryClock, listed: Filed, person: Filed) -> list[Callable[[], object]]:
    """Everything that may change what is found, one after the other."""
    on = {"reason": "data_error"}
    decision = next(iter(person.decisions.values()))
    opened: dict[str, str] = {}

    def suspend() -> None:
        opened["suspension"] = cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", listed.entry, **on)

    def order() -> None:
        case = cast.open("IR-1", "IR", "case.open", "case", person.entry, **on)
        opened["order"] = cast.open(
            "IR-1", "IR", "reviewer.order", "order", person.entry, order="suspend", because="No.", **on
        )
        cast.move("IR-1", "IR", "case.close", case)

    return [
        suspend,
        lambda: cast.move("XA-NAA-1", "NAA", "suspension.lift", opened["suspension"], because="Mended."),
        lambda: cast.open("EC-ECA-1", "ECA", "suspension.urgent", "suspension", listed.entry, **on),
        lambda: clock.pass_time(hours=71),
        lambda: clock.pass_time(hours=2),
        lambda: cast.node.confirm_time("XA-NLO-1"),
        order,
        lambda: cast.move("IR-1", "IR", "reviewer.lift", opened["order"], because="Mended.", **on),
        lambda: cast.open("XB-NAA-1", "NAA", "flag.raise", "flag", listed.entry, ground="R6"),
        lambda: cast.open("XD-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="quashed"),
        lambda: cast.open("XD-NLO-1", "NLO", "entry.withdraw", "withdrawal", person.entry, **on),
        lambda: cast.open("XD-NAA-1", "NAA", "erasure.own", "erasure", person.entry, **on),
        lambda: clock.pass_time(days=400),
    ]


def test_after_each_act_the_view_is_as_if_made_anew(
    cast: Cast, clock: StoryClock, circulated: Filed, named: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = cast.node.located.home
    kept = Live(home, clock, founded=True)
    seen = [held(kept.now())]
    for act in acts(cast, clock, circulated, named):
        act()
        is_as_made_anew(kept, clock, home)
        seen.append(held(kept.now()))
    assert len({str(one) for one in seen}) == 4
    assert len(seen[0]) == 2 and not seen[-1]


def test_a_change_that_is_overlooked_is_noticed(
    cast: Cast, clock: StoryClock, circulated: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = cast.node.located.home
    kept = Live(home, clock, founded=True)
    kept.now()
    monkeypatch.setattr(touched, "changed", lambda unit, since: frozenset())
    cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    caught(is_as_made_anew, kept, clock, home)


def test_one_act_is_one_entry_looked_at_anew(
    cast: Cast, clock: StoryClock, circulated: Filed, named: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Live(cast.node.located.home, clock, founded=True)
    assert not kept.ready
    first = kept.now()
    assert kept.ready
    assert kept.now() is first
    looked: list[object] = []
    whole = searched.entries
    monkeypatch.setattr(searched, "entries", lambda unit, at, only=None: looked.append(only) or whole(unit, at, only))
    cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    second = kept.now()
    assert named.entry not in str(looked)
    assert second.kept.search is not None and len(second.kept) == len(first.kept) == 1
