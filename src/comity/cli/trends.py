"""Trends in a terminal: each chart with its table and its counting rule, never one without the others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli import desk, output
from comity.cli.output import Output
from comity.cli.telling_desk import As, Case, Desk, Reason
from comity.databank.figures import as_json
from comity.databank.figures.charts import left_out, shown
from comity.databank.figures.trends import Trends, trends
from comity.databank.procedures import TREND
from comity.store import telling

app = output.commands("cli.help_trends")


@app.command("show", help="trends.help_show")
def show(
    ctx: typer.Context,
    officer: As,
    svg: Annotated[Path | None, typer.Option("--svg", metavar="FOLDER", help="trends.help_svg")] = None,
    case: Case = "",
    reason: Reason = "",
) -> None:
    """What one reader may see, in tables that keep small cells."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        told = telling.told_of(unit, (TREND,), here.reader)
    here.record(out, told, (case, reason))
    found = trends(told)
    if svg is not None:
        svg.mkdir(parents=True, exist_ok=True)
        for number, table in enumerate(found.tables, 1):
            desk.write_file(svg / f"trend-{number:02}.svg", shown(table, out.lang).svg.encode())
    answer(out, found)


def answer(out: Output, found: Trends) -> None:
    """Print every table that the reader may see, or give it as JSON."""
    value = {
        "tables": [as_json.table(table) for table in found.tables],
        "left_out": [
            {"contribution": one.contribution, "cells": one.cells, "why": one.why.value} for one in found.left_out
        ],
    }
    out.answer(value, lambda: _print(out, found))


def _print(out: Output, found: Trends) -> None:
    if not found.tables:
        out.lines([out.word("trends.none")])
    for table in found.tables:
        seen = shown(table, out.lang)
        out.lines([seen.title, seen.definition, seen.counting_rule, "", *seen.lines, ""])
        out.table(seen.heads, seen.rows)
        out.lines(["", *seen.notes, ""])
    out.lines(left_out(one, out.lang) for one in found.left_out)
