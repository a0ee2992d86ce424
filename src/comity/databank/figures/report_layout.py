"""The annual report laid out in one language: its sections, tables and claims, each number with a mark.

Whoever shows it writes these values as Markdown or as a page, and adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from comity.databank.figures import charts, wording
from comity.databank.figures.claims import Claim
from comity.databank.figures.report import Division, Kind, Report, Topic
from comity.databank.figures.results import compare, side_by_side
from comity.databank.figures.suppression import LEAST, TOTAL
from comity.databank.figures.trends import Table
from comity.errors import Fault
from comity.language import say

_WORDED: Final = {Topic.REFUSED: "entries.ground_", Topic.BY_BASIS: "entries.basis_"}
_OWN_WORDS: Final = frozenset({Topic.MERGES, Topic.BY_AGE, Topic.BY_CONTESTED})
_SECTIONS: Final = {
    Topic.CONTRIBUTIONS: "databank",
    Topic.MERGES: "databank",
    Topic.ASKED: "requests",
    Topic.ANSWERED: "requests",
    Topic.REFUSED: "requests",
    Topic.WARNINGS: "requests",
    **dict.fromkeys((Topic.BY_CLAIMANT, Topic.BY_BASIS, Topic.BY_AGE, Topic.BY_CONTESTED, Topic.OVERDUE), "entries"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``mark``: of the number in it, 0 for none."""

    text: str
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence with the marks of what it was drawn from; ``on_marks``: it speaks of what these stand for."""

    text: str
    marks: tuple[int, ...]
    on_marks: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One table with its title, or what stands in its place. ``svg``: its chart, where it has one."""

    title: str
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()
    svg: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter."""

    title: str
    lines: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """The whole report. ``sources``: for each mark the acts, matters or statements that it stands for."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    sources_title: str
    upto: str
    sources: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(slots=True)
class _Marks:
    """Numbered marks: the same sources have the same mark."""

    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)

    def of(self, trace: tuple[str, ...]) -> int:
        if not trace:
            raise Fault("A number of the annual report has no trace; see who counted it.")
        return self.numbers.setdefault(trace, len(self.numbers) + 1)


def laid(report: Report, lang: str) -> Laid:
    """The report in ``lang``. Raises Fault for a number without a trace."""
    marks = _Marks()
    intro = [say("report.drawn_from", lang), say("report.withheld", lang, most=LEAST - 1)]
    if report.conditions:
        intro.append(say("trends.conditions", lang, conditions=", ".join(report.conditions)))
    sections = [
        Section(say(f"report.section_{name}", lang), parts=tuple(_division(one, marks, lang) for one in divisions))
        for name, divisions in groupby(report.divisions, key=lambda one: _SECTIONS[one.topic])
    ]
    sections += [_results(report.claims, marks, lang), _trends(report, marks, lang)]
    return Laid(
        say("report.title", lang, year=report.year),
        tuple(intro),
        tuple(sections),
        say("report.section_sources", lang),
        say("report.upto", lang, act=report.upto),
        tuple((number, trace) for trace, number in marks.numbers.items()),
    )


def _division(division: Division, marks: _Marks, lang: str) -> Part:
    kind = say(f"report.kind_{division.kind.value}", lang) if division.kind is not Kind.NONE else ""
    topic = say(f"report.topic_{division.topic.value}", lang)
    title = say("report.topic_of", lang, topic=topic, kind=kind) if kind else topic
    if not division.figures:
        return Part(title, (say("report.not_counted", lang),))
    rows = tuple(
        (
            Cell(say("trends.total", lang) if figure.part == TOTAL else _part(division.topic, figure.part, lang)),
            Cell(say("trends.withheld", lang) if figure.number is None else wording.digits(figure.number, lang)),
            Cell("", 0 if figure.number is None else marks.of(figure.trace)),
        )
        for figure in division.figures
    )
    return Part(title, (), tuple(say(f"report.head_{head}", lang) for head in ("part", "number", "sources")), rows)


def _part(topic: Topic, part: str, lang: str) -> str:
    """A State, ground, basis, age or step in words; several bases are joined by a plus sign."""
    if topic in _OWN_WORDS:
        return say(f"report.{topic.value}_{part}", lang)
    if topic in _WORDED:
        one_by_one = (part_of.strip().replace("-", "_") for part_of in part.split("+"))
        lower = topic is Topic.BY_BASIS
        return " + ".join(say(_WORDED[topic] + (p.lower() if lower else p), lang) for p in one_by_one)
    return part


def _results(claims: Sequence[Claim], marks: _Marks, lang: str) -> Section:
    title = say("report.section_results", lang)
    if not claims:
        return Section(title, (say("report.nothing", lang),))
    points = [Point(wording.sentence(claim, lang), (marks.of(claim.traces),)) for claim in claims]
    for group in side_by_side(claims):
        of = tuple(marks.of(claim.traces) for claim in group)
        points.append(Point(say(f"results.finding_{compare(group).finding.value}", lang), of, on_marks=True))
    return Section(title, (say("report.claims", lang),), points=tuple(points))


def _trends(report: Report, marks: _Marks, lang: str) -> Section:
    left_out = tuple(charts.left_out(one, lang) for one in report.left_out)
    lines = left_out if report.left_out or report.tables else (say("report.nothing", lang),)
    parts = tuple(_trend(table, marks, lang) for table in report.tables)
    return Section(say("report.section_trends", lang), lines, parts)


def _trend(table: Table, marks: _Marks, lang: str) -> Part:
    seen = charts.shown(table, lang)
    rows = tuple(_row(table, row, cells, marks) for row, cells in zip(_places(table), seen.rows, strict=True))
    return Part(seen.title, (seen.definition, seen.counting_rule), seen.heads, rows, seen.notes, seen.svg)


def _places(table: Table) -> Iterator[str]:
    yield from (*table.published.rows, TOTAL)


def _row(table: Table, row: str, cells: Sequence[str], marks: _Marks) -> tuple[Cell, ...]:
    places = [(row, column) for column in (*table.published.columns, TOTAL)]
    marked = (
        Cell(cell, marks.of(table.traces[place]) if place in table.traces else 0)
        for place, cell in zip(places, cells[1:], strict=True)
    )
    return Cell(cells[0]), *marked
