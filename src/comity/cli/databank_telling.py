"""``comity databank``: tell something: make its folder, check, sign and submit it.

Questions, answers and warnings are told in the same way; reading what was told stands in
``databank_reading``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.acts import SignedAct, parse_head
from comity.canonical import SALT_BYTES
from comity.cli import desk, folders, output
from comity.cli.output import Output
from comity.entries.acting import Prepared
from comity.errors import Refused
from comity.information.sealed import parties
from comity.interchange.dossier.reading import Malformed
from comity.interchange.telling import acting, contents, model, preview, reading, sealing, signing, templates
from comity.interchange.telling.reading import Telling
from comity.language import say
from comity.participants import Capacity

app = output.commands("cli.help_databank")
_Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="telling.help_folder")]


@app.command("new", help="telling.help_new")
def new(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="telling.help_kind")],
    folder: _Folder,
) -> None:
    """Make an empty telling with help in the reader's language."""
    out = output.of(ctx)
    templates.write(folder, kind, out.lang)
    out.answer({"folder": str(folder), "kind": kind}, lambda: out.lines([out.word("telling.made", folder=folder)]))


@app.command("schema", help="telling.help_schema")
def schema() -> None:
    """Print the JSON Schema of ``telling.yaml``, for editors."""
    print(model.schema_text(), end="")


@app.command("check", help="telling.help_check")
def check(ctx: typer.Context, folder: _Folder) -> None:
    """Every fault of form; then how it is divided: who reads which part, and until when."""
    out = output.of(ctx)
    try:
        telling = reading.read(folder, lambda name: os.urandom(SALT_BYTES))
    except Malformed as malformed:
        folders.show_faults(out, malformed)
        raise typer.Exit(folders.MALFORMED) from None
    now = datetime.now(UTC)
    parts = contents.divided(telling, now, (), oral=acting.is_oral(telling))
    subject = preview.subject(telling.says)
    value = {
        "kind": telling.text.kind,
        "subject": subject,
        "items": len(list(telling.says.items())),
        "bodies": [
            {
                "schema": one.schema,
                "statements": len(one.statements),
                "code": one.code,
                "recipients": list(one.recipients),
                "conditions": list(one.conditions),
                "kept_until": one.kept_until,
            }
            for one in parts
        ],
    }
    out.answer(value, lambda: _print_parts(out, value))


@app.command("sign", help="telling.help_sign")
def sign(
    ctx: typer.Context,
    folder: _Folder,
    officer: folders.As,
    key: folders.Key,
    seal: folders.Seal,
    attests: Annotated[str, typer.Option("--attests", metavar="GATES", help="telling.help_attests")] = "",
    capacity: Annotated[str, typer.Option("--capacity", metavar="NAA|ECA", help="telling.help_capacity")] = "",
    sealed_with: Annotated[str, typer.Option("--sealed-with", metavar="AUTHORITY", help="telling.help_sealed")] = "",
    origin: folders.LogName = "",
    secrets_fd: folders.SecretsFd = None,
) -> None:
    """Show in words what is signed, then sign: who tells, then who approves or confirms."""
    gates, acting_as = _gates(attests), _capacity(capacity)
    telling, signed = signing.load_signed(folder, os.urandom)
    pen = folders.Pen(officer, key, seal, origin, secrets_fd)
    who, now = pen.identity(), datetime.now(UTC)
    prepared = signing.prepare_next(telling, signed, who, now, os.urandom, attests=gates, capacity=acting_as)
    if sealed_with:
        prepared = tuple(_sealed(one, sealed_with, now) for one in prepared)
    pen.sign(output.of(ctx), folder, prepared, len(signed) + 1)


@app.command("submit", help="telling.help_submit")
def submit(ctx: typer.Context, folder: _Folder) -> None:
    """Commit every signed act in order; run again after a stop, it goes on where it stopped."""
    out = output.of(ctx)
    telling, signed = signing.load_signed(folder, os.urandom)
    told = signing.first(signed)
    if told is None:
        raise signing.unsigned(folder)
    receipts = folders.submit(out, signed, telling.attachments.values())
    file = _file(telling, signed)
    value = {"told": told.matter, "file": file, "acts": [asdict(one) for one in receipts]}
    said = {"count": len(receipts), "told": told.matter, **({"file": file} if file else {})}
    key = "telling.submitted" if file else "telling.submitted_alone"
    out.answer(value, lambda: out.lines([out.word(key, **said)]))


def _sealed(prepared: Prepared, other: str, now: datetime) -> Prepared:
    """The act with what it tells sealed to both authorities and the reviewer, by the keys that the log has now."""
    with desk.reading() as unit:
        index, day = unit.position().index, now.date().isoformat()
        between = parties(unit.directory(), prepared.head.authority, other, index, day)
    return sealing.sealed(prepared, between, os.urandom)


def _file(telling: Telling, signed: Sequence[SignedAct]) -> str:
    """The matter in which it is told: opened here, or named."""
    opened = [head.matter for head in (parse_head(act.head) for act in signed) if head.kind.endswith(".open")]
    return opened[0] if opened else getattr(telling.text, "file", None) or ""


def _gates(typed: str) -> tuple[int, ...]:
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):
        raise Refused("face.number", "design, rule 1", term="attests", value=typed[:40])
    return tuple(int(part) for part in parts)


def _capacity(typed: str) -> Capacity | None:
    if typed and typed not in list(Capacity):
        raise Refused("folder.capacity", "law.md D(iv)", given=typed[:40], known=[one.value for one in Capacity])
    return Capacity(typed) if typed else None


def _print_parts(out: Output, value: dict[str, Any]) -> None:
    out.lines([out.word("telling.well", subject=value["subject"] or "-", count=value["items"])])
    heads = [out.word(f"telling.head_{name}") for name in ("part", "count", "readers", "conditions", "until")]
    rows = [
        (
            part["schema"],
            str(part["statements"]),
            _readers(part["code"], part["recipients"], out.lang),
            "; ".join(say(f"telling.condition_{one}", out.lang) for one in part["conditions"]) or "-",
            output.shown_time(part["kept_until"]),
        )
        for part in value["bodies"]
    ]
    out.table(heads, rows)


def _readers(code: str, recipients: Sequence[str], lang: str) -> str:
    return f"{code} ({', '.join(recipients) or say(f'acts.readers_{code}', lang)})"
