"""``comity desk``: who may sign in to the desk. What an officer may do there is read from the log, not from here."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.cli import desk, output
from comity.errors import Refused
from comity.operations import credentials

app = output.commands("desk_signing.help")
_Officer = Annotated[str, typer.Argument(help="desk_signing.help_officer")]


@app.command("invite", help="desk_signing.help_invite")
def invite(ctx: typer.Context, officer: _Officer) -> None:
    """Make an enrolment word."""
    out = output.of(ctx)
    authority_of(officer)
    word = credentials.of_home(desk.located().home).invite(officer, int(desk.now().timestamp()))
    lines = [out.word("desk_signing.invited", officer=officer, word=word), out.word("desk_signing.invited_next")]
    out.answer({"officer": officer, "word": word}, lambda: out.lines(lines))


@app.command("bind", help="desk_signing.help_bind")
def bind(
    ctx: typer.Context,
    officer: _Officer,
    issuer: Annotated[str, typer.Argument(help="desk_signing.help_issuer")],
    subject: Annotated[str, typer.Argument(help="desk_signing.help_subject")],
) -> None:
    """Bind a provider's subject to an officer."""
    out = output.of(ctx)
    authority_of(officer)
    credentials.of_home(desk.located().home).bind(officer, issuer, subject)
    told = {"officer": officer, "issuer": issuer, "subject": subject}
    out.answer(told, lambda: out.lines([out.word("desk_signing.bound", **told)]))


def authority_of(officer: str) -> str:
    """The authority of an officer in office. Raises Refused (``face.officer``)."""
    with desk.reading() as unit:
        known = unit.directory().officers.get(officer)
    if known is None or not known.valid_on(desk.now().date().isoformat()):
        raise Refused("face.officer", "law.md D(iv)", officer=officer[:40])
    return known.authority
