"""The annual report as Markdown, in one language: each number with a mark, each mark with its sources."""

from __future__ import annotations

import re
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
from comity.errors import Fault, Refused
from comity.language import say

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|!])")
_WORDED: Final = {Topic.REFUSED: "entries.ground_", Topic.BY_BASIS: "entries.basis_"}
_OWN_WORDS: Final = frozenset({Topic.MERGES, Topic.BY_AGE, Topic.BY_CONTESTED})


@dataclass(slots=True)
class _Marks:
    """Numbered marks: the same sources have the same mark."""

    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)

    def of(self, trace: tuple[str, ...]) -> str:
        if not trace:
            raise Fault("A number of the annual report has no trace; see who counted it.")
        return f"[{self.numbers.setdefault(trace, len(self.numbers) + 1)}]"


def render(report: Report, lang: str) -> str:
    """The report in ``lang``, as Markdown. Raises Fault for a number without a trace."""
    marks = _Marks()
    lines = [f"# {say('report.title', lang, year=report.year)}", "", say("report.drawn_from", lang)]
    lines += ["", say("report.withheld", lang, most=LEAST - 1), ""]
    if report.conditions:
        lines += [say("trends.conditions", lang, conditions=", ".join(report.conditions)), ""]
    for heading, divisions in groupby(report.divisions, key=lambda one: _SECTIONS[one.topic]):
        lines += [f"## {say(f'report.section_{heading}', lang)}", ""]
        for division in divisions:
            lines += [*_division(division, marks, lang), ""]
    lines += [f"## {say('report.section_results', lang)}", "", *_results(report.claims, marks, lang), ""]
    lines += [f"## {say('report.section_trends', lang)}", ""]
    for table in report.tables:
        lines += [*_trend(table, marks, lang), ""]
    lines += [charts.left_out(one, lang) for one in report.left_out]
    lines += ["" if report.left_out or report.tables else say("report.nothing", lang), ""]
    lines += [f"## {say('report.section_sources', lang)}", "", say("report.upto", lang, act=report.upto), ""]
    lines += [f"- [{number}] {', '.join(f'`{one}`' for one in trace)}" for trace, number in marks.numbers.items()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


_SECTIONS: Final = {
    Topic.CONTRIBUTIONS: "databank",
    Topic.MERGES: "databank",
    Topic.ASKED: "requests",
    Topic.ANSWERED: "requests",
    Topic.REFUSED: "requests",
    Topic.WARNINGS: "requests",
    **dict.fromkeys((Topic.BY_CLAIMANT, Topic.BY_BASIS, Topic.BY_AGE, Topic.BY_CONTESTED, Topic.OVERDUE), "entries"),
}


def _division(division: Division, marks: _Marks, lang: str) -> Iterator[str]:
    kind = say(f"report.kind_{division.kind.value}", lang) if division.kind is not Kind.NONE else ""
    topic = say(f"report.topic_{division.topic.value}", lang)
    yield f"### {say('report.topic_of', lang, topic=topic, kind=kind) if kind else topic}"
    yield ""
    if not division.figures:
        yield say("report.not_counted", lang)
        return
    heads = [say(f"report.head_{head}", lang) for head in ("part", "number", "sources")]
    rows = [
        (
            say("trends.total", lang) if figure.part == TOTAL else _part(division.topic, figure.part, lang),
            say("trends.withheld", lang) if figure.number is None else wording.digits(figure.number, lang),
            "" if figure.number is None else marks.of(figure.trace),
        )
        for figure in division.figures
    ]
    yield from _table(heads, rows)


def _part(topic: Topic, part: str, lang: str) -> str:
    """A State, ground, basis, age or step in words; several bases are joined by a plus sign."""
    if topic in _OWN_WORDS:
        return say(f"report.{topic.value}_{part}", lang)
    if topic in _WORDED:
        one_by_one = (part_of.strip().replace("-", "_") for part_of in part.split("+"))
        lower = topic is Topic.BY_BASIS
        return _plain(" + ".join(say(_WORDED[topic] + (p.lower() if lower else p), lang) for p in one_by_one))
    return _plain(part)


def _results(claims: Sequence[Claim], marks: _Marks, lang: str) -> Iterator[str]:
    if not claims:
        yield say("report.nothing", lang)
        return
    yield say("report.claims", lang)
    yield ""
    for claim in claims:
        yield f"- {_plain(_sentence(claim, lang))} {marks.of(claim.traces)}"
    for group in side_by_side(claims):
        of = "".join(marks.of(claim.traces) for claim in group)
        yield f"- {of}: {say(f'results.finding_{compare(group).finding.value}', lang)}"


def _sentence(claim: Claim, lang: str) -> str:
    try:
        return wording.headline(claim, lang)
    except Refused as refused:
        return refused.refusal.sentence(lang)


def _trend(table: Table, marks: _Marks, lang: str) -> Iterator[str]:
    seen, published = charts.shown(table, lang), table.published
    yield f"### {_plain(seen.title)}"
    yield ""
    yield f"- {_plain(seen.definition)}"
    yield f"- {_plain(seen.counting_rule)}"
    yield ""
    rows = []
    for row, cells in zip((*published.rows, TOTAL), seen.rows, strict=True):
        places = [(row, column) for column in (*published.columns, TOTAL)]
        marked = (
            f"{cell} {marks.of(table.traces[place])}" if place in table.traces else cell
            for place, cell in zip(places, cells[1:], strict=True)
        )
        rows.append((cells[0], *marked))
    yield from _table(seen.heads, rows)
    yield from (f"\n{_plain(note)}" for note in seen.notes)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _plain(text: str) -> str:
    """What a State wrote, so that it stays text: no markup of its own, no line of its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
