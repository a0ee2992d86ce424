"""``comity databank ftm`` and ``ftm-draft``: one file as FollowTheMoney entities, and such entities as drafts.

One file at a time, as one reader may see it, its handling beside each entity: there is no bulk export.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import typer
import yaml

from comity.cli import desk, output
from comity.cli.telling_desk import As, Case, Desk, Reason
from comity.entries.acting import officer_of
from comity.errors import Refused
from comity.interchange import ftm
from comity.interchange.dossier.templates import write_folder
from comity.interchange.telling.model import TEXT

app = output.commands("cli.help_databank")
_YEAR: Final = timedelta(days=365)
_UNGRADED: Final = "X4"  # nobody has graded it yet


@app.command("ftm", help="databank.help_ftm")
def ftm_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="databank.help_file")],
    officer: As,
    out_file: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="databank.help_ftm_out")] = None,
    case: Case = "",
    reason: Reason = "",
) -> None:
    """One entity a line; each keeps its giver, its handling code, its conditions and its term."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        told = here.files.told_in(file)
    here.record(out, told, (case, reason))
    lines = list(ftm.lines(file, told))
    if out_file is not None:
        desk.write_file(out_file, "".join(f"{line}\n" for line in lines).encode())
        said = {"count": len(lines), "file": str(out_file)}
        out.answer(said, lambda: out.lines([out.word("databank.ftm_written", **said)]))
        return
    out.answer(list(ftm.entities(file, told)), lambda: out.lines(lines))


@app.command("ftm-draft", help="databank.help_ftm_draft")
def draft(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="databank.help_ftm_in")],
    officer: As,
    folder: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="databank.help_ftm_folder")],
) -> None:
    """Drafts only, one folder for each organisation; nothing in them is graded, so no door opens unread."""
    out = output.of(ctx)
    with desk.reading() as unit:
        held = officer_of(unit.directory(), officer)
        state = unit.directory().participant_of(held.authority)
    constants: dict[str, Any] = {
        "claimant_state": state,
        "claimant_authority": held.authority,
        "handling_code": "MEMBER",
        "kept_until": (desk.now().date() + _YEAR).isoformat(),
        "standing": "assessed",
        "grade": _UNGRADED,
    }
    found, ignored = ftm.read(_content(source), source.name, constants)
    for number, one in enumerate(found, 1):
        text = one.model_dump(mode="json", exclude_none=True, exclude_defaults=True) | {"kind": one.kind}
        dumped = yaml.safe_dump(text, allow_unicode=True, sort_keys=False, width=4_000)
        write_folder(folder / f"{number:04}", TEXT, dumped)
    said = {"count": len(found), "folder": str(folder), "ignored": ", ".join(ignored) or "-"}
    value = {"drafts": len(found), "folder": str(folder), "ignored": list(ignored)}
    out.answer(value, lambda: out.lines([out.word("databank.ftm_drafted", **said)]))


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(ftm.MAX_BYTES + 1)
    except OSError as error:
        raise Refused("cli.file", file=str(file), problem=error.strerror or "") from None
