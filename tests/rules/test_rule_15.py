"""Rule 15: law counts the stamp's time; a clock behind the log stops writing; a leap of over a day holds
stamping until an officer confirms the time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from comity import acts, bootstrap
from comity.config import Clock
from comity.demo.cast import Cast, Filed
from comity.engine import Charter
from comity.store import journal
from tests.asking import effect, refused, rows, size


def _claim(cast: Cast) -> None:
    cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")


def test_a_clock_behind_the_log_stops_writing(cast: Cast) -> None:
    cast.node.clock.pass_time(seconds=-1)
    before = size()
    with refused("act.clock_behind"):
        _claim(cast)
    assert size() == before
    cast.node.clock.pass_time(seconds=1)
    _claim(cast)


def test_a_leap_of_over_a_day_holds_until_an_officer_confirms(cast: Cast) -> None:
    cast.node.clock.pass_time(days=1)
    _claim(cast)
    cast.node.clock.pass_time(days=1, seconds=1)
    with refused("act.clock_leap"):
        _claim(cast)
    cast.node.confirm_time("AU-1")
    _claim(cast)
    assert journal.check()[1] == []
    cast.node.clock.pass_time(days=2)
    with refused("act.clock_leap"):  # the confirmation was for that moment, not for ever
        _claim(cast)


def test_a_node_may_hold_sooner_and_never_later(cast: Cast) -> None:
    def charter(**hours: float) -> Charter:
        return replace(cast.node.charter, hold_after=timedelta(**hours))

    node = cast.node
    cast.node = replace(node, writer=replace(node.writer, charter=charter(hours=2)))
    node.clock.pass_time(hours=2, seconds=1)
    with refused("act.clock_leap"):
        _claim(cast)
    cast.node = replace(node, writer=replace(node.writer, charter=charter(days=9)))
    _claim(cast)
    node.clock.pass_time(days=1, seconds=1)
    with refused("act.clock_leap"):
        _claim(cast)


def test_the_configuration_says_when_a_node_holds(cast: Cast) -> None:
    located = cast.node.located
    config = located.config.model_copy(update={"clock": Clock(hold_after_hours=3)})
    key = cast.node.node_key
    node = bootstrap.open_node(replace(located, config=config), key, key, cast.node.clock)
    assert node.charter.hold_after == timedelta(hours=3)


def test_who_confirms_is_an_officer_and_is_written_down(cast: Cast) -> None:
    cast.node.clock.pass_time(days=9)
    with refused("actor.officer"):
        cast.node.confirm_time("nobody")
    cast.node.confirm_time("AU-1")
    ((content,),) = rows("SELECT content FROM journal ORDER BY idx DESC LIMIT 1")
    assert b'"officer":"AU-1"' in bytes(content)
    assert b'"kind":"time"' in bytes(content)


def test_law_counts_the_stamp_not_what_the_author_wrote(cast: Cast, circulated: Filed) -> None:
    matter = cast.new_id()
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", matter)
    backdated = replace(head, signed_at="2001-01-01T00:00:00Z")
    receipt = cast.node.submit(cast.sign(backdated))
    assert receipt.time == acts.to_time(cast.node.clock())
    assert cast.matter(matter).opened.time == receipt.time


def test_sunset_comes_with_the_day_whether_or_not_anything_is_written(cast: Cast, circulated: Filed) -> None:
    sunset = cast.matter(circulated.version).text("sunset")
    assert effect(cast, circulated.entry, f"{sunset}T00:00:00Z") == "lapsed"
    assert effect(cast, circulated.entry, acts.to_time(cast.node.clock())) == "in_force"
