"""``comity desk``: who may sign in to the desk. What an officer may do there is read from the log, not from here."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from comity.cli import desk, output
from comity.cli.asking import Secrets
from comity.entries.acting import in_office
from comity.home import home
from comity.operations import credentials, opening
from comity.operations.authority import folder
from comity.store import journal
from comity.store.journal import Line

app = output.commands("desk_signing.help")
OPERATOR: Final = ""  # who runs these commands is nobody whom the log knows
_Officer = Annotated[str, typer.Argument(help="desk_signing.help_officer")]
_Authority = Annotated[str, typer.Argument(help="desk_signing.help_authority")]


@app.command("invite", help="desk_signing.help_invite")
def invite(ctx: typer.Context, officer: _Officer) -> None:
    """Make an enrolment word."""
    out = output.of(ctx)
    authority_of(officer)
    word = credentials.of_home(desk.located().home).invite(officer, int(desk.now().timestamp()))
    _record(journal.credential(OPERATOR, "invited", officer))
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
    _record(journal.credential(OPERATOR, "bound", officer))
    told = {"officer": officer, "issuer": issuer, "subject": subject}
    out.answer(told, lambda: out.lines([out.word("desk_signing.bound", **told)]))


def _record(line: Line) -> None:
    """Write ``line`` into the journal of the node, before anything is printed."""
    opening.read(desk.located())
    journal.append([line], desk.now())


def authority_of(officer: str) -> str:
    """The authority of an officer in office. Raises Refused (``face.officer``)."""
    with desk.reading() as unit:
        return in_office(unit.directory(), officer, desk.now().date().isoformat()).authority


@app.command("token", help="desk_signing.help_token")
def token(
    ctx: typer.Context,
    officer: _Officer,
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help="desk_signing.help_label")],
    scope: Annotated[
        list[str], typer.Option("--scope", metavar="|".join(credentials.SCOPES), help="desk_signing.help_scope")
    ],
    days: Annotated[int, typer.Option("--days", min=1, max=credentials.MAX_DAYS, help="desk_signing.help_days")] = 30,
) -> None:
    """Make a token of the API."""
    out = output.of(ctx)
    now = int(desk.now().timestamp())
    held = credentials.of_home(desk.located().home)
    secret = held.new_token(officer, authority_of(officer), frozenset(scope), label, days, now)
    made = held.token(secret, now)
    assert made is not None  # it was made just now
    _record(credentials.line(OPERATOR, credentials.TOKEN_MADE, made))
    lines = [out.word("desk_signing.token_made", officer=officer, token=secret)]
    out.answer({"officer": officer, "token": secret}, lambda: out.lines(lines))


@app.command("tokens", help="desk_signing.help_tokens")
def tokens(ctx: typer.Context, authority: _Authority) -> None:
    """Show the tokens of an authority, without their secrets."""
    out = output.of(ctx)
    now = int(desk.now().timestamp())
    found = [one for one in credentials.of_home(desk.located().home).tokens(authority) if one.stands(now)]
    rows = [(one.id, one.officer, " ".join(sorted(one.scopes)), one.label, credentials.day(one.ends)) for one in found]
    heads = [out.word(f"desk_signing.{name}") for name in ("token_id", "token_officer", "scopes", "label", "ends")]
    keys = ("id", "officer", "scopes", "label", "ends")
    out.answer([dict(zip(keys, row, strict=True)) for row in rows], lambda: out.table(heads, rows))


@app.command("revoke", help="desk_signing.help_revoke")
def revoke(
    ctx: typer.Context,
    authority: _Authority,
    name: Annotated[str, typer.Argument(metavar="TOKEN", help="desk_signing.help_token_id")],
) -> None:
    """End a token."""
    out = output.of(ctx)
    ended = credentials.of_home(desk.located().home).revoke(name, authority, int(desk.now().timestamp()))
    _record(credentials.line(OPERATOR, credentials.TOKEN_ENDED, ended))
    out.answer({"revoked": name}, lambda: out.lines([out.word("desk_signing.token_revoked", token=name)]))


@app.command("keep", help="authority.help_keep")
def keep(
    ctx: typer.Context,
    officer: _Officer,
    secrets_fd: Annotated[int | None, typer.Option("--secrets-fd", min=0, help="secrets.help_fd")] = None,
) -> None:
    """Keep a token where its officer's authority runs a desk of its own; no node is needed."""
    out = output.of(ctx)
    folder.keep_token(home(), officer, Secrets(out, secrets_fd).ask("authority.token", officer=officer))
    out.answer({"officer": officer}, lambda: out.lines([out.word("authority.kept", officer=officer)]))
