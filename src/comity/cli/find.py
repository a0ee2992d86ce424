"""``comity find NAME``: which listed names sound like this one, in any script."""

from __future__ import annotations

from comity.cli import output

app = output.commands("cli.help_find")
