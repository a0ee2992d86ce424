"""A table of counts as a person sees it: a chart, the table, and the counting rule, always together.

The chart is drawn in the colour of the text, with every value written beside its bar, so nothing rests on
colour; a reader of the screen hears the same values. It needs no script and no style sheet (WCAG 2.2, 1.1.1,
1.4.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from comity.databank.figures import wording
from comity.databank.figures.suppression import LEAST, TOTAL
from comity.databank.figures.trends import LeftOut, Table
from comity.language import say

_LINE: Final = 22  # units of height that a bar takes
_LABELS: Final = 150  # units of width for the labels
_BARS: Final = 360  # and for the longest bar
_WIDTH: Final = 620
_BLOCKS: Final = 40  # characters of the longest bar in a terminal


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: by period or by region; each bar with its label and its count, None where withheld."""

    name: str
    bars: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that is shown of one table, in one language. ``lines``: its chart in characters."""

    title: str
    definition: str
    counting_rule: str
    svg: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def shown(table: Table, lang: str) -> Shown:
    """The chart with its table and its counting rule beside it, in ``lang``."""
    return Shown(
        title(table, lang),
        say("trends.definition", lang, text=table.definition),
        say("trends.rule", lang, text=table.counting_rule),
        chart_svg(table, lang),
        tuple(chart_lines(table, lang)),
        (say("trends.region", lang), *table.published.columns, say("trends.total", lang)),
        tuple(_rows(table, lang)),
        tuple(_notes(table, lang)),
    )


def title(table: Table, lang: str) -> str:
    """Who tells, and what was counted."""
    return say("trends.title", lang, owner=table.owner, unit=wording.unit(table.unit, lang))


def left_out(one: LeftOut, lang: str) -> str:
    """Which counts stand in no table, and why."""
    return say(f"trends.why_not_{one.why.value}", lang, contribution=one.contribution, cells=one.cells)


def panels(table: Table) -> tuple[Panel, ...]:
    """The totals by period, and those by region where there is more than one."""
    published = table.published
    by_period = Panel("by_period", tuple((c, published.counts[TOTAL, c]) for c in published.columns))
    by_region = Panel("by_region", tuple((r, published.counts[r, TOTAL]) for r in published.rows))
    return (by_period, by_region) if len(published.rows) > 1 else (by_period,)


def chart_lines(table: Table, lang: str) -> list[str]:
    """The chart in characters: a heading for each panel, a line for each bar."""
    lines = []
    for panel in panels(table):
        lines.append(say(f"trends.{panel.name}", lang))
        labels, longest = max(len(label) for label, _ in panel.bars), _longest(panel)
        for label, count in panel.bars:
            bar = "█" * round(_BLOCKS * (count or 0) / longest)
            lines.append("  ".join(filter(None, (f"  {label:<{labels}}", bar, _value(count, lang)))))
    return lines


def chart_svg(table: Table, lang: str) -> str:
    """The chart as an SVG image with a title and every value in its description."""
    name, body, height = title(table, lang), [], _LINE
    for panel in panels(table):
        body.append(_text(0, height - 6, say(f"trends.{panel.name}", lang), "start"))
        longest = _longest(panel)
        for label, count in panel.bars:
            height += _LINE
            body += _bar(height, label, count, longest, lang)
        height += 2 * _LINE
    told = "; ".join(
        say("trends.told", lang, panel=say(f"trends.{panel.name}", lang), label=label, value=_value(count, lang))
        for panel in panels(table)
        for label, count in panel.bars
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" viewBox="0 0 {_WIDTH} {height - _LINE}"'
        f' aria-label="{_attribute(name)}" font-family="sans-serif" font-size="13" fill="currentColor">'
        f"<title>{escape(name)}</title><desc>{escape(told)}</desc>{''.join(body)}</svg>"
    )


def _bar(height: int, label: str, count: int | None, longest: int, lang: str) -> Iterator[str]:
    yield _text(_LABELS - 8, height - 6, label, "end")
    width = _BARS // 6 if count is None else round(_BARS * count / longest)
    fill = 'fill="none" stroke="currentColor" stroke-dasharray="3 3"' if count is None else 'fill-opacity="0.75"'
    yield f'<rect x="{_LABELS}" y="{height - 18}" width="{width}" height="14" {fill}/>'
    yield _text(_LABELS + width + 8, height - 6, _value(count, lang), "start")


def _text(x: int, y: int, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _longest(panel: Panel) -> int:
    return max(1, *(count or 0 for _, count in panel.bars))


def _value(count: int | None, lang: str) -> str:
    return say("trends.withheld", lang) if count is None else wording.digits(count, lang)


def _rows(table: Table, lang: str) -> Iterator[tuple[str, ...]]:
    published = table.published
    for row in (*published.rows, TOTAL):
        cells = (
            _value(published.counts[row, column], lang) if (row, column) in published.counts else "-"
            for column in (*published.columns, TOTAL)
        )
        yield (row or say("trends.total", lang), *cells)


def _notes(table: Table, lang: str) -> Iterator[str]:
    if table.published.withheld:
        yield say("trends.why_withheld", lang, most=LEAST - 1)
    if any(
        (row, column) not in table.published.counts
        for row in table.published.rows
        for column in table.published.columns
    ):
        yield say("trends.not_told", lang)
    if table.conditions:
        yield say("trends.conditions", lang, conditions=", ".join(table.conditions))
