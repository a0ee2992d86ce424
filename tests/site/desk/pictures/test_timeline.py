"""The timeline: acts that would cover each other are one mark, and both ends say their day."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from comity.effect import Effect
from comity.entries.history import Event
from comity.site.desk.pictures import timeline


def drawn(days: list[str], at: str, sunset: str, effect: Effect = Effect.IN_FORCE) -> timeline.Timeline:
    events = [
        Event(f"{day}T08:00:00Z", n, "version.permit", "", "version", "XA", "CR", "", "", "")
        for n, day in enumerate(days)
    ]
    opened: Any = SimpleNamespace(
        events=tuple(events),
        face=SimpleNamespace(at=f"{at}T00:00:00Z", sunset=sunset, standing=SimpleNamespace(effect=effect)),
    )
    found = timeline.of(opened, "en")
    assert found is not None
    return found


def test_five_acts_of_one_day_are_one_mark_with_their_number_and_all_their_words() -> None:
    made = drawn(["2026-03-01"] * 5 + ["2026-09-01"], "2026-10-01", "2027-03-01")
    assert [one.count for one in made.marks] == [5, 1]
    assert made.marks[0].words.count("1 March 2026") == 5
    assert made.marks[0].x < made.marks[1].x < made.now


def test_the_ends_are_the_first_act_and_the_day_of_lapse() -> None:
    made = drawn(["2026-03-01"], "2026-10-01", "2027-03-01")
    assert (made.first, made.last, made.ends) == ("1 March 2026", "1 March 2027", True)


def test_after_its_term_the_line_goes_on_to_today() -> None:
    made = drawn(["2020-03-01"], "2026-10-01", "2021-03-01")
    assert (made.last, made.ends) == ("1 October 2026", False)
    assert [one.year for one in made.years] == [2022, 2023, 2024, 2025], "a year beside the first day is left out"


def test_no_act_no_line() -> None:
    opened: Any = SimpleNamespace(events=(), face=SimpleNamespace(at="2026-10-01T00:00:00Z", sunset=""))
    assert timeline.of(opened, "en") is None


def test_the_term_of_an_entry_that_ended_is_no_end_of_the_line() -> None:
    made = drawn(["2026-03-01"], "2026-10-01", "2027-03-01", Effect.WITHDRAWN)
    assert (made.last, made.ends) == ("1 October 2026", False)
