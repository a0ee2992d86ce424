"""The commands of ``comity screen`` that an officer, an auditor or the holder of a receipt uses."""

from __future__ import annotations

from comity.cli import output
from comity.cli.screen_decide import decide, decisions
from comity.cli.screen_person import person
from comity.cli.screen_usage import usage
from comity.cli.screen_verify import verify

app = output.commands("cli.help_screen")
for _command in (person, decide, decisions, usage, verify):
    app.command(_command.__name__, help=f"checks.help_{_command.__name__}")(_command)
