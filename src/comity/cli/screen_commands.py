"""The commands of ``comity screen`` that an officer, an auditor or the holder of a receipt uses."""

from __future__ import annotations

import typer

from comity.cli.screen_decide import decide, decisions
from comity.cli.screen_person import person
from comity.cli.screen_usage import usage
from comity.cli.screen_verify import verify


def add(app: typer.Typer) -> None:
    """Add them to the group."""
    for command in (person, decide, decisions, usage, verify):
        app.command(command.__name__, help=f"checks.help_{command.__name__}")(command)
