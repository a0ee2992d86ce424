"""``comity screen person``: an officer checks one name, with a case and a purpose, against everything he may."""

from __future__ import annotations

from typing import Annotated

import typer

from comity import dates
from comity.checks.rules import MAX_LIMIT, REGISTER
from comity.cli import output, screening_desk
from comity.cli.screening_desk import AS, BORN, CASE, DOCUMENT, NAME, PURPOSE, RECEIPT
from comity.operations.lookup import Asking


def person(
    ctx: typer.Context,
    name: NAME,
    officer: AS,
    case: CASE = "",
    purpose: PURPOSE = "",
    born: BORN = "",
    document: DOCUMENT = None,
    as_of: Annotated[str, typer.Option("--as-of", metavar="DAY", help="checks.help_as_of")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=MAX_LIMIT, help="find.help_limit")] = 10,
    receipt: RECEIPT = None,
    secrets_fd: Annotated[int | None, typer.Option("--secrets-fd", min=0, help="secrets.help_fd")] = None,
) -> None:
    """Ask, show, and write the receipt where one was asked for."""
    out = output.of(ctx)
    query, day = screening_desk.query(name, born, document), dates.day(as_of)
    lookup = screening_desk.lookup()
    asker = lookup.asker(officer, purpose, case)
    everything = [*(one.name for one in lookup.datasets()), REGISTER]
    told = lookup.ask([query], asker, Asking(everything, limit, as_of=day))
    value = screening_desk.value(told, out.lang)
    if receipt is not None:
        value |= screening_desk.write_receipt(out, lookup, told, receipt, secrets_fd)
    out.answer(value, lambda: out.lines(screening_desk.lines(out, told)))
