"""``comity screen``: check names as an officer, decide matches, verify receipts."""

from __future__ import annotations

from comity.cli import output, screen_commands

app = output.commands("cli.help_screen")
screen_commands.add(app)
