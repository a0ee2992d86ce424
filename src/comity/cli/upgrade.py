"""``comity upgrade``: bring a node to this version."""

from __future__ import annotations

import typer

from comity.cli import output
from comity.home import home
from comity.operations import opening
from comity.operations import upgrade as upgrading
from comity.programlog import Event

app = output.commands("cli.help_upgrade")


@app.command(help="backup.help_upgrade")
def upgrade(ctx: typer.Context) -> None:
    """Upgrade."""
    out = output.of(ctx)
    located = opening.locate(home())
    with (
        opening.recorded(located, Event.UPGRADED),
        out.progress(out.word("backup.upgrading"), None) as advance,
    ):
        done = upgrading.upgrade(located, advance)
    shown = {"backup": str(done.backup), "migrated": done.migrated, "rebuilt": done.rebuilt, "root": done.report.root}
    word = "backup.upgraded" if done.migrated else "backup.current"
    out.answer(shown, lambda: out.lines([out.word(word, backup=done.backup, acts=done.rebuilt)]))
