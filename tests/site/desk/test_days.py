"""Days and moments stand in the reader's language; what is neither stays as it was written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from comity.site.desk import days


@pytest.mark.parametrize(
    ("lang", "day", "moment"),
    [
        ("en", "5 October 2027", "5 October 2027, 21:57 UTC"),
        ("ru", "5 октября 2027", "5 октября 2027, 21:57 по UTC"),
        ("zh", "2027年10月5日", "2027年10月5日 21:57 UTC"),
    ],
)
def test_each_language_has_its_form(lang: str, day: str, moment: str) -> None:
    for one in ("2027-10-05", date(2027, 10, 5)):
        assert days.worded(one, lang) == day
    for one in ("2027-10-05T21:57:27Z", "2027-10-05T21:57:27.5+00:00", datetime(2027, 10, 5, 21, 57, tzinfo=UTC)):
        assert days.worded(one, lang) == moment


@pytest.mark.parametrize("other", ["2027", "2027-13-05", "SC-2027-10-05", "on 2027-10-05", "", 7, None])
def test_what_is_no_day_stays(other: object) -> None:
    assert days.worded(other, "ru") == other


def test_a_program_finds_the_iso_form_and_nothing_is_a_dash() -> None:
    assert days.marked("2027-10-05", "en") == '<time datetime="2027-10-05">5 October 2027</time>'
    assert days.marked("<b>", "en") == "&lt;b&gt;"
    assert days.marked(None, "en") == "–"
    assert days.marked(days.day_of("2027-10-05T21:57:27Z"), "zh").endswith(">2027年10月5日</time>")
