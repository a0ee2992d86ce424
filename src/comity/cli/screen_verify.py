"""``comity screen verify``: whether a receipt is a node's, and whether a name was its query. No node, no network."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from comity.checks import receipts
from comity.checks.receipts import Verified
from comity.cli import output, screening_desk
from comity.cli.output import Output, shown_time
from comity.cli.screening_desk import BORN, DOCUMENT
from comity.errors import Refused
from comity.screening import Kind, Query
from comity.translog.note import MAX_NOTE

_SALT_DIGITS: Final = 32


def verify(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="RECEIPT", help="checks.help_file")],
    vkey: Annotated[str, typer.Option("--vkey", help="checks.help_vkey")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="checks.help_asked")] = "",
    salt: Annotated[Path | None, typer.Option("--salt", metavar="FILE", help="checks.help_salt")] = None,
    born: BORN = "",
    document: DOCUMENT = None,
) -> None:
    """Verify the signature, and the query where a name is given."""
    out = output.of(ctx)
    asked: list[Query] = []
    opened = None
    if name:
        asked = [screening_desk.query([name], born, document, kind) for kind in Kind]
        opened = _salt(salt or file.with_name(f"{file.name}.salt"))
    found = receipts.verify(_read(file, MAX_NOTE), vkey or screening_desk.vkey(), asked, opened)
    if found.fits is False:
        raise Refused("screen.other_query", "design, Receipt")
    out.answer(asdict(found), lambda: _print(out, found))


def _print(out: Output, found: Verified) -> None:
    out.lines([out.word("checks.verified", origin=found.origin, at=shown_time(found.at), size=found.size)])
    where = ", ".join(f"{name} {date}" for name, date, _ in found.lists)
    out.lines([out.word("checks.verified_found", count=found.found, where=where, algorithm=found.algorithm)])
    if found.as_of:
        out.lines([out.word("checks.verified_as_of", day=found.as_of)])
    out.lines([out.word("checks.verified_query" if found.fits else "checks.verified_alone")])


def _salt(file: Path) -> bytes:
    """Raises Refused (``cli.file``, ``screen.salt``)."""
    text = _read(file, _SALT_DIGITS + 2).decode("ascii", "replace").strip()
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) * 2 != _SALT_DIGITS:
        raise Refused("screen.salt", file=file.name)
    return found


def _read(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise Refused("cli.file", file=str(file), problem=error.strerror or "") from None
