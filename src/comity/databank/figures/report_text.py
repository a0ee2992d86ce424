"""The annual report as Markdown, in one language: each number with a mark, each mark with its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from comity.databank.figures.report import Report
from comity.databank.figures.report_layout import Cell, Part, Point, Section, laid

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|!])")
_NUMBER: Final = re.compile(r"[0-9,\u00a0]+\Z")  # its space is not to be broken


def render(report: Report, lang: str) -> str:
    """The report in ``lang``, as Markdown. Raises Fault for a number without a trace."""
    made = laid(report, lang)
    lines = [f"# {made.title}", ""]
    for line in made.intro:
        lines += [line, ""]
    for section in made.sections:
        lines += [f"## {section.title}", "", *_section(section), ""]
    lines += [f"## {made.sources_title}", "", made.upto, ""]
    lines += [f"- [{number}] {', '.join(f'`{one}`' for one in trace)}" for number, trace in made.sources]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    for part in section.parts:
        yield from (*_part(part), "")
    yield from section.lines
    yield ""
    yield from (_point(point) for point in section.points)


def _point(point: Point) -> str:
    marks = "".join(f"[{mark}]" for mark in point.marks)
    return f"- {marks}: {point.text}" if point.on_marks else f"- {_plain(point.text)} {marks}"


def _part(part: Part) -> Iterator[str]:
    yield f"### {_plain(part.title)}"
    yield ""
    yield from (f"- {_plain(line)}" if part.rows else line for line in part.lines)
    if part.rows:
        yield ""
        yield from _table(part.heads, part.rows)
    yield from (f"\n{_plain(note)}" for note in part.notes)


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(cell: Cell) -> str:
    text = cell.text if _NUMBER.match(cell.text) else _plain(cell.text)
    return " ".join(filter(None, (text, f"[{cell.mark}]" if cell.mark else "")))


def _plain(text: str) -> str:
    """What a State wrote, so that it stays text: no markup of its own, no line of its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
