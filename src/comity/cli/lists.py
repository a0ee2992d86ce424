"""``comity lists``: import, compare and show other people's lists. No node, no keys."""

from __future__ import annotations

from comity.cli import output

app = output.commands("cli.help_lists")
