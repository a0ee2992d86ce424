"""``comity demo``: the story of the List and the Register, told in the terminal in under a minute."""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from comity.cli import looking, output, serve
from comity.demo import stage, story
from comity.demo.lines import Heading
from comity.errors import Refused
from comity.home import home
from comity.store import database

app = output.commands("cli.help_demo")


@app.command(help="cli.help_demo")
def demo(
    ctx: typer.Context,
    un: Annotated[Path | None, typer.Option("--un", metavar="FILE", help="demo.help_un")] = None,
    folder: Annotated[Path | None, typer.Option("--folder", metavar="FOLDER", help="demo.help_folder")] = None,
    port: Annotated[int, typer.Option("--port", metavar="NUMBER", min=1, max=65535, help="serve.help_port")] = 8000,
) -> int:
    """Build a fictional node, tell the story, serve its desk until interrupted; where nobody sits at a terminal,
    look at the desk once and end."""
    out = output.of(ctx)
    named = un or (Path(os.environ["COMITY_UN"]) if os.environ.get("COMITY_UN") else None)
    if named is not None and not named.is_file():
        raise Refused("demo.no_file", file=str(named))
    place = folder or home() / "demo"
    started = time.monotonic()
    out.lines([out.word("demo.opening")])
    scene = stage.build(place, datetime.now(UTC), os.urandom, story.TAKES)
    refused = circulated = 0
    try:
        for line in story.tell(scene, named, out.lang):
            if isinstance(line, Heading):
                out.lines(["", out.word(line.key)])
                continue
            refused += not line.good
            circulated += line.key == "demo.circulated"
            out.lines([f"  {'+' if line.good else 'x'} {out.word(line.key, **line.values)}"])
    finally:
        database.close()
    seconds = round(time.monotonic() - started, 1)
    counted = {"refused": refused, "circulated": circulated, "seconds": seconds}
    out.lines(["", out.word("demo.closing", comity=_called(), folder=str(place), **counted), ""])
    if os.environ.get("CI") == "true" or not sys.stdin.isatty():
        seen = looking.look(place, looking.free_port())
        out.lines([out.word("demo.desk_seen", pages=", ".join(seen))])
    else:
        out.lines([out.word("demo.desk_serving")])
        return serve.serving(out, place, "127.0.0.1", port)
    return 0


def _called() -> str:
    """How the reader calls this program from here: ``comity`` where the shell finds it, else its path."""
    if shutil.which("comity"):
        return "comity"
    path = Path(sys.argv[0]).absolute()
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
