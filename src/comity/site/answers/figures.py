"""Figures: trends that States told, results as they are claimed, and the annual report, as one reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from comity.databank.figures import charts
from comity.databank.figures.charts import Shown
from comity.databank.figures.claims import Claim, current, results_of_profile, results_of_told
from comity.databank.figures.report import Report as Annual
from comity.databank.figures.report import annual
from comity.databank.figures.report_layout import Laid, laid
from comity.databank.figures.results import Comparison, compare, groups
from comity.databank.figures.trends import Table
from comity.databank.figures.trends import trends as tables_of
from comity.databank.procedures import CONTRIBUTION, RESULT, TREND
from comity.databank.told import Told
from comity.operations import reporting
from comity.site.answers import effects
from comity.site.answers.kept import Kept
from comity.site.answers.printed import STRICTER
from comity.site.answers.visit import Visit
from comity.store import telling


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A report before it is laid out in a language; ``hidden``: the tellings in it that open for a case alone."""

    report: Annual
    code: str
    hidden: tuple[str, ...]


_DRAWN: Final[Kept[_Drawn]] = Kept(8)


@dataclass(frozen=True, slots=True)
class Trends:
    """The tables of all trends, each with its chart, and their counts. ``more``: how many tellings open for a case
    alone."""

    tables: tuple[Shown, ...]
    counts: tuple[Table, ...]
    left_out: tuple[str, ...]
    more: int
    recorded: bool


@dataclass(frozen=True, slots=True)
class Results:
    """Claimed numbers, and those of them that stand side by side; ``indicators``: what can be asked for."""

    claims: tuple[Claim, ...]
    comparisons: tuple[Comparison, ...]
    indicators: tuple[str, ...]
    more: int
    recorded: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one year, as it was counted and as it is laid out; ``code``: the strictest handling of what it was
    drawn from."""

    year: int
    years: tuple[int, ...]
    counted: Annual
    laid: Laid
    code: str
    by: str
    authority: str
    at: str
    recorded: bool


def trends(visit: Visit, *, case: str = "", reason: str = "", opened: bool = False) -> Trends:
    """Every trend. ``opened``: also what another told to some alone, for a case and a reason; the journal keeps it.

    Raises Refused (``face.*``) where something wants a case and none is given.
    """
    told, hidden = _told(visit, (TREND,), case, reason, opened)
    found = tables_of(told)
    left_out = tuple(charts.left_out(one, visit.lang) for one in found.left_out)
    tables = tuple(charts.shown(table, visit.lang) for table in found.tables)
    return Trends(tables, tuple(found.tables), left_out, 0 if opened else hidden, opened and hidden > 0)


def results(visit: Visit, indicator: str = "", *, case: str = "", reason: str = "", opened: bool = False) -> Results:
    """What sources published and States told, as claims of theirs; of one ``indicator``, or of all.

    Raises Refused: ``results.unknown``, and as ``trends`` does.
    """
    told, hidden = _told(visit, (RESULT,), case, reason, opened)
    claims = (*results_of_profile(visit.registry.profile), *current(results_of_told(told)))
    indicators = tuple(sorted({one.indicator for one in claims if one.indicator}))
    wanted = groups(claims, (indicator,))[0] if indicator else claims
    side_by_side = tuple(compare(group) for group in groups(wanted))
    return Results(wanted, side_by_side, indicators, 0 if opened else hidden, opened and hidden > 0)


def report(visit: Visit, year: int, *, case: str = "", reason: str = "") -> Report:
    """The annual report. What another told to some alone is opened for a case and a reason, and the journal keeps it.

    Raises Refused (``face.*``).
    """
    drawn, officer = _drawn(visit, year), visit.signer
    visit.record_each(drawn.hidden, case, reason)
    return Report(
        year,
        tuple(range(visit.now.year, _first(visit) - 1, -1)),
        drawn.report,
        laid(drawn.report, visit.lang),
        drawn.code,
        officer.id,
        officer.authority,
        visit.at,
        bool(drawn.hidden),
    )


def year_of(visit: Visit, asked: int) -> int:
    """The year that was asked for; this one where it is none of those that the record knows."""
    return asked if _first(visit) <= asked <= visit.now.year else visit.now.year


def _first(visit: Visit) -> int:
    """The year of the log's first act."""
    return min((int(one.opened.time[:4]) for one in visit.unit.of_procedure("treaty")), default=visit.now.year)


def _told(visit: Visit, procedures: Sequence[str], case: str, reason: str, opened: bool) -> tuple[list[Told], int]:
    """What the visitor may read, without what opens for a case alone unless that was ``opened``; and how many
    tellings that are."""
    told = telling.told_of(visit.unit, procedures, visit.reader)
    hidden = telling.restricted(told, visit.reader)
    if not opened:
        return [one for one in told if one.contribution not in hidden], len(hidden)
    visit.record_each(hidden, case, reason)
    return told, len(hidden)


def _drawn(visit: Visit, year: int) -> _Drawn:
    """The report as the reader may have it, drawn anew when anything in it may be another."""
    return _DRAWN.get((effects.unchanged(visit), year), lambda: _draw(visit, year))


def _draw(visit: Visit, year: int) -> _Drawn:
    told = telling.told_of(visit.unit, (TREND, RESULT), visit.reader)  # of contributions only their number is shown
    codes = {"MEMBER", *telling.codes(visit.unit, (CONTRIBUTION, TREND, RESULT), visit.reader, year)}
    made = annual(told, reporting.counts(visit.unit, visit.reader, year, effects.of(visit)), year)
    strictest = STRICTER[max(STRICTER.index(code) for code in codes)]
    return _Drawn(made, strictest, tuple(telling.restricted(told, visit.reader)))
