"""Tables and charts of counts: nothing unlike in one table, and no chart without its table and rule."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from comity.databank.figures.charts import chart_lines, chart_svg, shown
from comity.databank.figures.suppression import TOTAL
from comity.databank.figures.trends import LeftOut, Table, WhyNot, trends
from comity.language import LANGUAGES
from tests.databank.figures.telling import trend

CELLS = {
    ("XA-01", "2024"): 40,
    ("XA-01", "2025"): 52,
    ("XA-02", "2024"): 4,
    ("XA-02", "2025"): 31,
    ("XA-03", "2025"): 0,
}


def only(told: list[Any]) -> Table:
    (table,) = trends(told).tables
    return table


def test_counts_of_one_state_and_rule_make_one_table() -> None:
    more = {("XA-01", "2023"): 33}
    table = only([*trend(CELLS), *trend(more)])
    assert table.published.rows == ("XA-01", "XA-02", "XA-03")
    assert table.published.columns == ("2023", "2024", "2025")
    assert table.published.counts[TOTAL, TOTAL] == 160
    assert table.published.counts["XA-02", "2024"] is None


@pytest.mark.parametrize("field", ["unit", "definition", "counting_rule"])
def test_unlike_counts_are_never_in_one_table(field: str) -> None:
    changed = {"unit": "persons_charged"}.get(field, "another")
    assert len(trends([*trend(CELLS), *trend(CELLS, **{field: changed})]).tables) == 2


def test_counts_of_two_states_are_never_in_one_table() -> None:
    assert [table.owner for table in trends([*trend(CELLS, "XB"), *trend(CELLS)]).tables] == ["XA", "XB"]


@pytest.mark.parametrize("field", ["unit", "definition", "counting_rule"])
def test_counts_without_their_rule_stand_in_no_table(field: str) -> None:
    told = [one for one in trend(CELLS) if one.property != field]
    assert trends(told).tables == ()
    assert trends(told).left_out == (LeftOut(told[0].contribution, 5, WhyNot.UNDEFINED),)


def test_neutralised_is_no_unit_of_a_table() -> None:
    (left,) = trends(trend(CELLS, unit="neutralised")).left_out
    assert left.why is WhyNot.REFUSED


@pytest.mark.parametrize("other", [("XA-01", "2025-Q1"), ("XA-01", "2025-01"), ("XA", "2025")])
def test_a_year_never_stands_beside_its_quarters_nor_a_state_beside_its_regions(other: tuple[str, str]) -> None:
    found = trends([*trend(CELLS), *trend({other: 44})])
    assert found.tables[0].published.rows == ("XA-01", "XA-02", "XA-03")
    assert found.tables[0].published.columns == ("2024", "2025")
    assert [(left.cells, left.why) for left in found.left_out] == [(1, WhyNot.OTHER_GRAIN)]


def test_of_a_count_told_twice_the_later_one_stands() -> None:
    first, second = trend({("XA-01", "2024"): 40}), trend({("XA-01", "2024"): 44})
    table = only([*second, *first])
    assert table.published.counts["XA-01", "2024"] == 44
    later = next(one.commitment for one in second if one.property == "cells")
    assert table.traces["XA-01", "2024"] == (later,)


def test_every_count_shown_has_its_traces_and_one_withheld_has_none() -> None:
    told = trend(CELLS)
    table = only(told)
    commitments = {one.commitment for one in told if one.property == "cells"}
    assert set(table.traces) == {place for place, count in table.published.counts.items() if count is not None}
    assert set(table.traces[TOTAL, TOTAL]) == commitments
    assert len(table.traces["XA-01", TOTAL]) == 2
    assert len(table.traces[TOTAL, "2025"]) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_comes_with_its_table_and_its_rule(lang: str) -> None:
    seen = shown(only(trend(CELLS)), lang)
    assert "opened" in seen.counting_rule
    assert "section 1" in seen.definition
    assert len(seen.rows) == 4
    assert all(len(row) == len(seen.heads) for row in seen.rows)
    assert seen.notes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_svg_says_every_value_in_words_and_rests_on_no_colour(lang: str) -> None:
    svg = chart_svg(only(trend(CELLS)), lang)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title, desc, *_ = root
    assert title.tag.endswith("title")
    assert title.text == root.get("aria-label")
    told = desc.text or ""
    texts = [element.text or "" for element in root.iter() if element.tag.endswith("}text")]
    for label in ("2024", "2025", "XA-01", "XA-02", "XA-03", "92"):
        assert label in told
        assert any(label in text for text in texts)
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= {"currentColor", "none"}
    assert "style" not in svg


def test_markup_in_what_a_state_tells_stays_text() -> None:
    table = only(trend({("XA", "2024"): 12}, definition="<script>"))
    assert "<script" not in chart_svg(table, "en")


def test_withheld_counts_are_said_to_be_withheld_and_drawn_by_no_length() -> None:
    one, five = (only(trend({("XA-01", "2024"): count, ("XA-02", "2024"): 3})) for count in (1, 5))
    assert chart_svg(one, "en") == chart_svg(five, "en")
    assert chart_lines(one, "en") == chart_lines(five, "en")
    assert "withheld" in "\n".join(chart_lines(one, "en"))
    assert shown(one, "en").rows[0] == ("XA-01", "withheld", "withheld")
    assert any("1 to 9" in note for note in shown(one, "en").notes)


def test_what_was_not_told_is_no_zero() -> None:
    rows = {row[0]: row for row in shown(only(trend(CELLS)), "en").rows}
    assert rows["XA-03"][1] == "-"
    assert rows["XA-03"][2] in ("0", "withheld")
