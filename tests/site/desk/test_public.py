"""Statistics without small cells, what is published, and how to ask about oneself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from comity.databank.figures.suppression import TOTAL
from comity.site import registry
from comity.site.answers import statistics
from comity.site.answers.visit import visiting
from tests.site.desk.conftest import Browser, Served


def _kinds(officer: str) -> Mapping[str, Mapping[str, Mapping[str, int | None]]]:
    with visiting(registry.current(), officer, "en") as visit:
        return statistics.statistics(visit).kinds


@pytest.mark.usefixtures("served")
def test_everybody_gets_the_same_counts() -> None:
    assert _kinds("") == _kinds("XA-NLO-1") == _kinds("IR-1")


@pytest.mark.usefixtures("served")
def test_no_count_under_ten_is_shown() -> None:
    shown = [count for kind in _kinds("").values() for shares in kind.values() for count in shares.values()]
    assert shown
    assert all(count is None or count == 0 or count >= 10 for count in shown)


@pytest.mark.usefixtures("served")
def test_counts_are_taken_once_an_hour_so_that_no_act_shows_in_a_difference() -> None:
    began = datetime.now(UTC).replace(minute=0, second=5) + timedelta(days=1)
    times = [began, began + timedelta(minutes=40), began + timedelta(hours=1)]
    counted = []
    for now in times:
        with visiting(
            replace(registry.current(), clock=partial(datetime.fromisoformat, now.isoformat())), "", "en"
        ) as visit:
            counted.append(statistics.statistics(visit).at)
    assert counted[0] == counted[1] < counted[2]


def test_a_whole_of_ten_is_shown_and_its_parts_are_safe() -> None:
    shares = statistics._safe(["XA"] * 12 + ["XB"] * 3 + ["XC"] * 20)
    assert shares[TOTAL] == 35
    assert shares["XB"] is None
    assert list(shares.values()).count(None) >= 2


def test_a_page_says_that_too_few_count(browse: type[Browser]) -> None:
    page = browse().get("/statistics").content.decode()
    assert "too few to be divided" in page
    assert "no entry is shown as contested" in page


def test_the_published_ban_is_shown_and_the_person_is_not(browse: type[Browser], served: Served) -> None:
    page = browse().get("/statistics").content.decode()
    assert served.entries["salt-brigade"] in page
    assert served.entries["melvik"] not in page


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_rights_are_explained_in_each_language_without_signing_in(browse: type[Browser], lang: str) -> None:
    answer = browse().get("/rights", lang=lang)
    assert answer.status_code == 200
    assert {"en": "Deletion", "ru": "Удаление", "zh": "删除"}[lang] in answer.content.decode()
