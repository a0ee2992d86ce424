"""``comity screen usage``: who asked how many names of the Register, day by day, for the auditor."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from comity import dates
from comity.cli import desk, output, screening_desk
from comity.cli.screening_desk import AS


def usage(
    ctx: typer.Context,
    officer: AS,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="checks.help_since")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="checks.help_until")] = "",
) -> None:
    """Show each officer's names and queries of each day, beside the day's limit."""
    out = output.of(ctx)
    first, last = dates.period(since, until, desk.now().date())
    found = screening_desk.lookup().usage(officer, first, last)
    limit = desk.located().config.screening.names_a_day
    value = {"limit": limit, "since": first.isoformat(), "until": last.isoformat(), "days": [asdict(o) for o in found]}
    heads = [out.word(f"checks.head_{head}") for head in ("day", "officer", "queries", "names")]
    rows = [(one.day, one.officer, f"{one.queries}", f"{one.names}") for one in found]
    nobody = out.word("checks.no_usage", since=first, until=last)
    out.answer(value, lambda: out.table(heads, rows) if rows else out.lines([nobody]))
