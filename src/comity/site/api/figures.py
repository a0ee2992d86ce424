"""Figures: trends that States told, results as they are claimed, and the annual report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from comity.databank.figures import as_json
from comity.site import bodies
from comity.site.answers import figures
from comity.site.answers.visit import Visit
from comity.site.api import access
from comity.site.api.answering import REFUSED, given
from comity.site.api.shapes import Out, Purpose
from comity.site.desk.sections import REPORTED

router = Router(tags=["figures"])


class TrendCount(Out):
    """One count; null where fewer than ten would stand there. Without region or period: the total of all."""

    region: str | None
    period: str | None
    count: int | None
    withheld: bool
    commitments: list[str]


class TrendTable(Out):
    """One table of a trend: who tells, what was counted and by which rule."""

    owner: str
    unit: str
    definition: str
    counting_rule: str
    regions: list[str]
    periods: list[str]
    counts: list[TrendCount]
    conditions: list[str]


class TrendTables(Out):
    """All trends. `left_out`: which counts stand in no table, and why; `more`: tellings that open for a case alone."""

    tables: list[TrendTable]
    left_out: list[str]
    more: int


class ClaimedNumber(Out):
    """One claimed number: who says it, from `least` to `most`, its sentence, and what is said of each aspect."""

    id: str
    author: str
    owner: str
    indicator: str
    unit: str | None
    refused: bool
    least: int | None
    most: int | None
    about: bool
    sentence: str
    said: dict[str, str]
    note: str | None
    conditions: list[str]
    commitments: list[str]


class SideBySide(Out):
    """Claims side by side: the verdict on each aspect, why they cannot be compared, and the finding."""

    claims: list[ClaimedNumber]
    verdicts: dict[str, str]
    not_comparable: dict[str, str]
    finding: str


class ClaimedResults(Out):
    """Claims, and those that stand side by side. `indicators`: what can be asked for; `more`: as for trends."""

    claims: list[ClaimedNumber]
    comparisons: list[SideBySide]
    indicators: list[str]
    more: int


class ReportFigure(Out):
    """One number of the report with what it was counted from; null where fewer than ten would stand there."""

    part: str
    number: int | None
    trace: list[str]


class ReportDivision(Out):
    """One division of the report."""

    topic: str
    kind: str
    figures: list[ReportFigure]


class AnnualReport(Out):
    """The report of one year; `code`: the strictest handling of what it was drawn from; `upto`: the last act that was
    counted."""

    year: int
    years: list[int]
    code: str
    at: str
    upto: str
    divisions: list[ReportDivision]
    claims: list[ClaimedNumber]
    tables: list[TrendTable]
    conditions: list[str]


class ResultsWanted(BaseModel):
    """Of which indicator; all where none is named."""

    indicator: str = Field("", max_length=200)


class Year(BaseModel):
    """Of which year; this one where the record knows none such."""

    year: int = Field(0, ge=0, le=9999)


@router.get("/databank/trends", **access.OPEN, response={200: TrendTables, **REFUSED})
def read_trends(request: HttpRequest) -> HttpResponse:
    """What States told of trends, as far as it needs no case; for anyone."""
    with access.open_visit(request) as made:
        found = figures.trends(made)
    return given(request, _trends(found))


@router.post(
    "/databank/trends/readings", response={200: TrendTables, **REFUSED}, openapi_extra=bodies.required(Purpose)
)
def read_restricted_trends(request: HttpRequest) -> HttpResponse:
    """The same with what another told to few; case and reason are in the journal before the answer."""
    with access.visit(request) as made:
        why = bodies.read(request, Purpose)
        found = figures.trends(made, case=why.case, reason=why.reason, opened=True)
    return given(request, _trends(found))


@router.get("/databank/results", **access.OPEN, response={200: ClaimedResults, **REFUSED})
def read_results(request: HttpRequest, params: Query[ResultsWanted]) -> HttpResponse:
    """Claimed numbers side by side, and why they differ, as far as it needs no case; for anyone."""
    with access.open_visit(request) as made:
        value = _results(made, figures.results(made, params.indicator))
    return given(request, value)


@router.post(
    "/databank/results/readings", response={200: ClaimedResults, **REFUSED}, openapi_extra=bodies.required(Purpose)
)
def read_restricted_results(request: HttpRequest, params: Query[ResultsWanted]) -> HttpResponse:
    """The same with what another told to few; case and reason are in the journal before the answer."""
    with access.visit(request) as made:
        why = bodies.read(request, Purpose)
        found = figures.results(made, params.indicator, case=why.case, reason=why.reason, opened=True)
        value = _results(made, found)
    return given(request, value)


@router.get("/databank/report", response={200: AnnualReport, **REFUSED})
def read_report(request: HttpRequest, params: Query[Year]) -> HttpResponse:
    """The annual report as counted. Where another told some of it to few it is refused here; POST its `readings`."""
    with access.visit(request, open_to=REPORTED) as made:
        value = _report(made, figures.report(made, figures.year_of(made, params.year)))
    return given(request, value, same={**value, "at": ""})


@router.post(
    "/databank/report/readings", response={200: AnnualReport, **REFUSED}, openapi_extra=bodies.required(Purpose)
)
def read_restricted_report(request: HttpRequest, params: Query[Year]) -> HttpResponse:
    """The same with what another told to few; case and reason are in the journal before the answer."""
    with access.visit(request, open_to=REPORTED) as made:
        why, year = bodies.read(request, Purpose), figures.year_of(made, params.year)
        value = _report(made, figures.report(made, year, case=why.case, reason=why.reason))
    return given(request, value)


def _trends(found: figures.Trends) -> dict[str, Any]:
    tables = [as_json.table(one) for one in found.counts]
    return {"tables": tables, "left_out": found.left_out, "more": found.more}


def _results(made: Visit, found: figures.Results) -> dict[str, Any]:
    return {
        "claims": [as_json.claim(one, made.lang) for one in found.claims],
        "comparisons": [as_json.comparison(one, made.lang) for one in found.comparisons],
        "indicators": found.indicators,
        "more": found.more,
    }


def _report(made: Visit, found: figures.Report) -> dict[str, Any]:
    counted = found.counted
    return {
        "year": found.year,
        "years": found.years,
        "code": found.code,
        "at": found.at,
        "upto": counted.upto,
        "divisions": [as_json.division(one) for one in counted.divisions],
        "claims": [as_json.claim(one, made.lang) for one in counted.claims],
        "tables": [as_json.table(one) for one in counted.tables],
        "conditions": counted.conditions,
    }
