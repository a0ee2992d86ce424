"""``comity databank``: what States told: reading it, telling, drafts from a spreadsheet, FollowTheMoney."""

from __future__ import annotations

from comity.cli import databank_ftm, databank_import, databank_reading, databank_telling, output

app = output.commands("cli.help_databank")
for _part in (databank_reading, databank_telling, databank_import, databank_ftm):
    app.registered_commands += _part.app.registered_commands
