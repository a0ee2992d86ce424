"""``comity danger``: warnings of planned or imminent acts, from authority to authority.

A warning is written, signed and given as every telling is (``comity databank new warning FOLDER``); here
it is read by those whom it names, and by nobody else.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from comity import bootstrap
from comity.assistance.bodies import Warning
from comity.canonical import Json
from comity.cli import act as act_commands
from comity.cli import desk, output
from comity.cli.output import Output
from comity.cli.telling_desk import As, Case, Desk, Reason
from comity.entries import acting, wording
from comity.entries.acting import Asked
from comity.errors import Refused
from comity.information import extending
from comity.store import warned
from comity.store.warned import Warned

app = output.commands("cli.help_danger")


@app.command("list", help="danger.help_list")
def list_(ctx: typer.Context, officer: As) -> None:
    """Warnings that this officer may read; their content is opened one by one."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        found = warned.of(unit, here.reader)
    rows: list[Json] = [
        {"warning": one.matter.id, "from": one.matter.opened.authority, "step": one.matter.step, "until": one.until}
        for one in found
    ]

    def show() -> None:
        if not found:
            out.lines([out.word("danger.none")])
            return
        heads = [out.word(f"danger.head_{name}") for name in ("warning", "from", "step", "until")]
        cells = [
            (o.matter.id, o.matter.opened.authority, wording.step(o.matter.step, out.lang), o.until[:10]) for o in found
        ]
        out.table(heads, cells)

    out.answer({"count": len(rows), "warnings": rows}, show)


@app.command("show", help="danger.help_show")
def show(
    ctx: typer.Context,
    warning: Annotated[str, typer.Argument(metavar="WARNING", help="danger.help_warning")],
    officer: As,
    case: Case = "",
    reason: Reason = "",
) -> None:
    """What one warning says; opening another's is recorded."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        found = warned.named(unit, here.reader, warning)
    opened = [found.matter.id] if found.matter.participant != here.reader.participant else []
    here.record_matters(out, opened, (case, reason))
    value: Json = {
        "warning": found.matter.id,
        "from": found.matter.opened.authority,
        "until": found.until,
        "says": dict(found.said) if found.said is not None else None,
    }
    out.answer(value, lambda: out.lines(_lines(out, found)))


@app.command("extend", help="danger.help_extend")
def extend(
    ctx: typer.Context,
    warning: Annotated[str, typer.Argument(metavar="WARNING", help="danger.help_warning")],
    officer: As,
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="danger.help_until")],
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="acts.help_reason")],
    attests: Annotated[str, typer.Option("--attests", metavar="GATES", help="telling.help_attests")],
    out_file: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="acts.help_out")],
) -> None:
    """Prepare the act that tells the same warning anew, with reasons; to be signed by head or deputy."""
    out = output.of(ctx)
    terms = (("attests", attests),)
    asked = Asked("danger.extend", officer, matter=warning, terms=terms, reason=because, lang=out.lang)
    with desk.reading() as unit:
        matter = unit.matter(warning)
        if matter is None or matter.participant != Desk.of(unit, officer).reader.participant:
            raise Refused("act.unknown_matter")
        prepared = acting.prepare(asked, unit, bootstrap.PROCEDURES, desk.now(), secrets.token_bytes)
        told = [(body, held) for body, held in unit.opened(warning) if body.schema == Warning.SCHEMA and held]
    if not told:
        raise Refused("danger.nothing", "law.md D(iii), Danger now")
    act_commands.write(out, out_file, extending.extended(prepared, told[-1], until, secrets.token_bytes))


def _lines(out: Output, found: Warned) -> list[str]:
    step = wording.step(found.matter.step, out.lang)
    lines = [out.word("danger.heading", by=found.matter.opened.authority, step=step, day=found.until[:10])]
    if found.said is None:
        return [*lines, f"  {out.word('danger.is_sealed')}"]
    act = found.said.get("act")
    if act:
        lines.append(f"  {out.word('danger.field_act')}: {out.word(f'databank.act_{act}')}")
    for name in ("where", "when"):
        if found.said.get(name):
            lines.append(f"  {out.word(f'danger.field_{name}')}: {found.said[name]}")
    for one in found.said.get("told", []):
        standing = out.word(f"databank.standing_{one['standing']}", grade=one["grade"])
        lines.append(f"  - {one['text']} ({standing})")
    return lines
