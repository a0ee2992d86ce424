"""``comity node``: how it stands, and its clock."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from comity.bootstrap import keep_time, utc_now
from comity.cli import output
from comity.cli.asking import Secrets
from comity.cli.output import Output, shown_time
from comity.entries import wording
from comity.home import home
from comity.operations import opening, status
from comity.operations.status import Standing

app = output.commands("cli.help_node")


@app.command("status", help="node.help_status")
def show(ctx: typer.Context) -> None:
    """Show how the node stands."""
    out = output.of(ctx)
    located = opening.locate(home())
    opening.read(located)
    found = status.standing(located, opening.open_node(located), utc_now())
    out.answer(asdict(found), lambda: _print(out, found))


@app.command("confirm-time", help="node.help_confirm")
def confirm_time(
    ctx: typer.Context,
    officer_key: Annotated[Path, typer.Option("--officer-key", metavar="FILE", help="keys.help_officer_key")],
    secrets_fd: Annotated[int | None, typer.Option("--secrets-fd", min=0, help="secrets.help_fd")] = None,
) -> None:
    """An officer confirms the clock after a leap (rule 15)."""
    out = output.of(ctx)
    located = opening.locate(home())
    opening.read(located)
    out.note(out.word("node.now", now=f"{utc_now():%Y-%m-%d %H:%M:%S} UTC"))
    with opening.recorded(located):
        passphrase = Secrets(out, secrets_fd).passphrase("secrets.key", file=officer_key.name)
        until = status.confirm_time(located, officer_key, passphrase)
    out.answer({"until": until}, lambda: out.lines([out.word("node.confirmed", until=until)]))


@app.command("tick", help="node.help_tick")
def tick(
    ctx: typer.Context,
    secrets_fd: Annotated[int | None, typer.Option("--secrets-fd", min=0, help="secrets.help_fd")] = None,
) -> None:
    """Make the clock's acts that are due, signed by the node (rule 13); for cron, daily."""
    out = output.of(ctx)
    located = opening.locate(home())
    opening.read(located)
    with opening.recorded(located):
        node = opening.open_node(located, Secrets(out, secrets_fd).parts())
        made = keep_time(node)
    value = [{"act": one.act, "index": one.index, "step": one.after} for one in made]
    out.answer({"acts": value}, lambda: out.lines([out.word("node.ticked", count=len(made))]))


def _effects(found: Standing, lang: str) -> str:
    said = (f"{wording.choice('effect', effect, lang)}: {count}" for effect, count in found.effects.items())
    return "; ".join(said) or "0"


def _print(out: Output, found: Standing) -> None:
    rows = [
        ("mode", found.mode),
        ("node", found.node),
        ("profile", found.profile),
        ("origin", found.origin),
        ("vkey", found.vkey),
        ("acts", str(found.acts)),
        ("last_act", shown_time(found.last_act)),
        ("published", str(found.published)),
        ("effects", _effects(found, out.lang)),
        ("signed", ", ".join(found.signed) or "—"),
        ("unsigned", ", ".join(found.unsigned) or "—"),
    ]
    out.table(
        [out.word("keys.head_what"), out.word("keys.head_value")], [(out.word(f"node.row_{a}"), b) for a, b in rows]
    )
    out.lines([out.word("node.circulates" if found.circulates else "node.held_back")])
    if found.clock:
        out.lines([out.word("node.clock_held")])
