"""Vague dates are drawn as wide as they are, and nothing is drawn that is not shown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from comity.entries.face import Part
from comity.site.answers.entries import Opened
from comity.site.desk.pictures import happened


def opened(**said: Any) -> Opened:
    lines: Any = tuple(SimpleNamespace(said=SimpleNamespace(property=k, value=v)) for k, v in said.items())
    version = SimpleNamespace(part=Part("m", lines, (), ()))
    return cast(Opened, SimpleNamespace(face=SimpleNamespace(version=version, pending=(), decisions=())))


def test_a_vague_date_is_wider_than_a_day() -> None:
    acts = [{"date": "2019-05", "kind": "bombing"}, {"date": "2019-09-03"}, {"date": "circa 2015"}]
    drawn = happened.of(opened(acts=acts), "en")
    assert drawn is not None
    about, month, day = drawn.bars
    assert about.about
    assert month.about
    assert not day.about
    assert about.width > month.width >= day.width
    assert [one.when for one in drawn.said][1:] == ["May 2019", "3 September 2019"]
    assert all(one.x >= 8 and one.x + one.width <= 352 for one in drawn.bars)


def test_a_range_reaches_from_its_first_to_its_last_day() -> None:
    drawn = happened.of(opened(born="Between 1955 and 1958", limitation_date="2030-01-01"), "en")
    assert drawn is not None
    assert drawn.bars[0].x == 8
    assert drawn.years[0].year == 1956
    assert (drawn.first, drawn.last) == ("1 January 1955", "1 January 2030")


def test_within_one_year_the_ends_say_when_it_is() -> None:
    drawn = happened.of(opened(acts=[{"date": "2020-04-14"}, {"date": "2020-05-02"}]), "ru")
    assert drawn is not None
    assert (drawn.years, drawn.first, drawn.last) == ((), "14 апреля 2020", "2 мая 2020")


def test_what_has_no_date_draws_nothing() -> None:
    assert happened.of(opened(acts=[{"kind": "bombing"}], names=["1984"], born="unknown"), "en") is None


def test_the_table_has_what_the_picture_has_no_room_for() -> None:
    drawn = happened.of(opened(acts=[{"date": f"{1990 + n}"} for n in range(25)]), "en")
    assert drawn is not None
    assert len(drawn.said) == 25
    assert len(drawn.bars) == 16
