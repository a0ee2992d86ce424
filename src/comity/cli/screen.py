"""``comity screen``: a file of names; or check names as an officer, decide matches, verify receipts.

What is screened is a file, unless the first word is one of the commands below.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from comity.cli import output, screen_commands, screen_file, screen_index

_FILE = "file"


class _OrFile(TyperGroup):
    """``comity screen names.csv -o out.parquet`` is ``comity screen file names.csv -o out.parquet``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the command that was left out. A file called as a command is: ``./verify``."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [_FILE, *args]
        return super().parse_args(ctx, args)


app = output.commands("cli.help_screen", _OrFile)
app.command(_FILE, help="batch.help_file")(screen_file.file)
app.command("index", help="batch.help_index")(screen_index.index)
screen_commands.add(app)
