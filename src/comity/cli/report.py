"""``comity report``: the annual report of the Executive Committee to the parent body, drawn from the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli import desk, output
from comity.cli.telling_desk import As, Case, Desk, Reason
from comity.databank.figures import as_json
from comity.databank.figures.report import annual
from comity.databank.figures.report_text import render
from comity.operations import reporting
from comity.operations.effects import reckon
from comity.store import telling

app = output.commands("cli.help_report")


@app.command("annual", help="report.help_annual")
def annual_(
    ctx: typer.Context,
    year: Annotated[int, typer.Argument(metavar="YEAR", min=2001, max=9998, help="report.help_year")],
    officer: As,
    file: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="report.help_out")] = None,
    case: Case = "",
    reason: Reason = "",
) -> None:
    """Every number names the statements and matters that it was drawn from."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        told = telling.told_of(unit, ("contribution", "trend", "result"), here.reader)
        counted = reporting.counts(unit, here.reader, year, reckon(unit, here.reader.at))
        made = annual(told, counted, year)
    here.record(out, told, (case, reason))
    text = render(made, out.lang)
    if file is not None:
        desk.write_file(file, text.encode())
        out.answer({"file": str(file)}, lambda: out.lines([out.word("report.written", file=str(file))]))
        return
    value = {"year": year, "divisions": [as_json.division(one) for one in made.divisions], "text": text}
    out.answer(value, lambda: out.lines(text.splitlines()))
