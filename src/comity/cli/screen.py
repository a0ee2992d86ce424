"""``comity screen``: a file of names; or check names as an officer, decide matches, verify receipts.

What is screened is a file, unless the first word is one of the commands below.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Final

import typer
from typer.core import TyperGroup

from comity.cli import output, screen_file, screen_index

_FILE: Final = "file"
OFFICERS: Final = ("person", "decide", "decisions", "usage", "verify")  # of screen_commands


class _OrFile(TyperGroup):
    """``comity screen names.csv -o out.parquet`` is ``comity screen file names.csv -o out.parquet``.

    Commands of officers bring the store along: they are loaded when one of them, or the help, is asked for.
    """

    def __init__(self, **attrs: Any) -> None:
        self._every: dict[str, Any] | None = None
        super().__init__(**attrs)

    @property
    def commands(self) -> MutableMapping[str, Any]:
        """All of them."""
        if self._every is None:
            from comity.cli import screen_commands  # noqa: PLC0415

            officers: Any = typer.main.get_command(screen_commands.app)
            self._every = {**self._light, **officers.commands}
        return self._every

    @commands.setter
    def commands(self, light: MutableMapping[str, Any]) -> None:
        self._light = light

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One of them, by its name."""
        return self._light.get(cmd_name) or self.commands.get(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the command that was left out. A file called as a command is: ``./verify``."""
        if args and args[0] not in (*self._light, *OFFICERS, "--help"):
            args = [_FILE, *args]
        return super().parse_args(ctx, args)


app = output.commands("cli.help_screen", _OrFile)
app.command(_FILE, help="batch.help_file")(screen_file.file)
app.command("index", help="batch.help_index")(screen_index.index)
