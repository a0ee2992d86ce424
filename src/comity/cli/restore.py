"""``comity restore``: put a backup in the place of the node."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli import output
from comity.cli.backup import value
from comity.home import home
from comity.operations import opening
from comity.operations import restore as restoring
from comity.programlog import Event

app = output.commands("cli.help_restore")


@app.command(help="backup.help_restore")
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="backup.help_file")],
    accept_loss: Annotated[bool, typer.Option("--accept-loss", help="backup.help_loss")] = False,
) -> None:
    """Restore."""
    out = output.of(ctx)
    with out.progress(out.word("backup.reading"), None) as advance:
        done = restoring.restore(file, home(), accept_loss, advance)
    with opening.recorded(opening.locate(home()), Event.BACKUP_RESTORED):
        lines = [out.word("backup.restored", home=home(), acts=done.manifest.acts, made=done.manifest.made)]
        if done.erased:
            lines.append(out.word("backup.erased", count=done.erased))
        if done.aside:
            lines.append(out.word("backup.aside", aside=done.aside))
    shown = {**value(file, done.manifest), "erased": done.erased, "aside": str(done.aside or "")}
    out.answer(shown, lambda: out.lines(lines))
