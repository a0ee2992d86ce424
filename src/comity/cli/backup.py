"""``comity backup``: everything into one file, while the node runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli import output
from comity.home import home
from comity.operations import backup as backing_up
from comity.operations import opening
from comity.operations.archive import Manifest
from comity.programlog import Event

app = output.commands("cli.help_backup")


@app.command(help="backup.help_backup")
def backup(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="backup.help_folder")] = None,
) -> None:
    """Back up."""
    out = output.of(ctx)
    located = opening.locate(home())
    with opening.recorded(located, Event.BACKUP_WRITTEN):
        opening.read(located)
        with out.progress(out.word("backup.writing"), None) as advance:
            done = backing_up.write(located, folder, advance)
    out.answer(
        value(done.path, done.manifest),
        lambda: out.lines(
            [out.word("backup.written", file=done.path, acts=done.manifest.acts), out.word("backup.keep")]
        ),
    )


def value(path: Path, manifest: Manifest) -> dict[str, Any]:
    """A backup as JSON."""
    shown = {name: getattr(manifest, name) for name in ("made", "version", "node", "origin", "acts", "published")}
    return {"file": str(path), **shown, "files": len(manifest.files), "bytes": path.stat().st_size}
