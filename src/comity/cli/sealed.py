"""``comity sealed``: open what was sealed to an authority, with the key that the authority keeps.

``open`` reads an act of this node: the officer is named, says why, and the journal records it before
anything is shown. ``open-file`` reads an act's file before it is submitted, or where there is no node; the
reviewer has no use for it. Whoever holds a key can decrypt with any program: what is recorded are openings
at the node.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from comity import acts, keyfiles
from comity.acts import Head
from comity.cli import desk, output
from comity.cli.asking import Secrets
from comity.cli.output import Output
from comity.entries import readers
from comity.errors import Refused
from comity.information import sealed
from comity.language import statements
from comity.operations import unsealing
from comity.provenance import Opened
from comity.sealing import SealingKey
from comity.store import journal

app = output.commands("cli.help_sealed")
_Key = Annotated[Path, typer.Option("--key", metavar="FILE", help="sealed.help_key")]
_SecretsFd = Annotated[int | None, typer.Option("--secrets-fd", min=0, help="secrets.help_fd")]


@app.command("open", help="sealed.help_open")
def open_(
    ctx: typer.Context,
    act: Annotated[str, typer.Argument(metavar="ACT", help="sealed.help_act")],
    key: _Key,
    officer: Annotated[str, typer.Option("--as", metavar="OFFICER", help="sealed.help_as")],
    case: Annotated[str, typer.Option("--case", metavar="REF", help="entries.help_case")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="WORD", help="entries.help_reason")] = "",
    secrets_fd: _SecretsFd = None,
) -> None:
    """Whoever may not open is refused before a passphrase is asked for."""
    out = output.of(ctx)
    purpose = readers.purpose(case, reason)
    if purpose is None:
        raise Refused("face.case", "law.md D(iv)", reasons="|".join(readers.PURPOSES))
    now = desk.now()
    with desk.reading() as unit:
        reader = readers.reader_of(unit, officer, acts.to_time(now))
        data, held = unsealing.held(unit, reader, act, keyfiles.read_header(key).key_id)
    head = acts.trusted_head(data)
    found = unsealing.opened(head, held, _key(out, key, secrets_fd))
    line = journal.restricted_read(officer, reader.capacity, head.matter, purpose.case, purpose.reason)
    journal.append([line], now)
    out.note(out.word("entries.recorded"))
    _answer(out, head, found)


@app.command("open-file", help="sealed.help_open_file")
def open_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="acts.help_file")],
    key: _Key,
    secrets_fd: _SecretsFd = None,
) -> None:
    """For the two authorities alone: nothing is recorded here."""
    out = output.of(ctx)
    signed = desk.read_act(file)
    head = acts.parse_head(signed.head)
    holder = keyfiles.read_header(key).purpose
    both = list(zip(head.bodies, signed.bodies, strict=True))
    if any(body.schema == sealed.SCHEMA and holder not in body.recipients for body, _ in both):
        raise Refused("sealing.at_node", "design, rules 21 and 23", holder=holder)
    held = [one for body, opened in both if body.schema == sealed.SCHEMA for one in opened]
    _answer(out, head, unsealing.opened(head, held, _key(out, key, secrets_fd)))


def _key(out: Output, file: Path, fd: int | None) -> SealingKey:
    return desk.open_sealing_key(file, Secrets(out, fd).passphrase("secrets.key", file=file.name))


def _answer(out: Output, head: Head, found: Sequence[tuple[str, tuple[Opened, ...]]]) -> None:
    value = {"act": head.id, "matter": head.matter, "bodies": [_as_json(*one) for one in found]}
    out.answer(value, lambda: out.lines(line for one in found for line in _lines(out, head, *one)))


def _as_json(schema: str, inside: Sequence[Opened]) -> dict[str, Any]:
    said = [(one.commitment, one.statement) for one in inside]
    return {
        "schema": schema,
        "statements": [
            {
                "commitment": commitment,
                "property": one.property,
                "value": one.value,
                "asserted_by": one.asserted_by,
                "source": one.source,
                "standing": one.standing.value,
                "grade": one.grade,
            }
            for commitment, one in said
        ],
    }


def _lines(out: Output, head: Head, schema: str, inside: Sequence[Opened]) -> list[str]:
    said = [one.statement for one in inside]
    return [
        out.word("sealed.inside", act=head.id, schema=schema, count=len(said)),
        *(f"    {statements.field(one.property, out.lang)}: {statements.line(one.value, out.lang)}" for one in said),
        out.word("sealed.keep"),
    ]
