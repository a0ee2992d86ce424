"""``comity databank``: what States told: reading it, telling, and drafts from a spreadsheet."""

from __future__ import annotations

from comity.cli import databank_import, databank_reading, databank_telling, output

app = output.commands("cli.help_databank")
for _part in (databank_reading, databank_telling, databank_import):
    app.registered_commands += _part.app.registered_commands
