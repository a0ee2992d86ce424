"""``comity databank import``: a spreadsheet into drafts, after a dry run that answers for every row."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli import folders, output
from comity.cli.output import Output
from comity.errors import Refused
from comity.interchange.dossier.reading import Malformed
from comity.interchange.spreadsheet import drafting, mapping
from comity.interchange.spreadsheet.drafting import Run
from comity.interchange.spreadsheet.mapping import Columns
from comity.interchange.spreadsheet.rows import Yielded
from comity.interchange.spreadsheet.sheet import content

app = output.commands("cli.help_databank")
_REFUSED = 1


@app.command("import", help="spreadsheet.help_import")
def import_(
    ctx: typer.Context,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="spreadsheet.help_sheet")],
    mapped: Annotated[Path | None, typer.Option("--mapping", metavar="FILE", help="spreadsheet.help_mapping")] = None,
    folder: Annotated[Path | None, typer.Option("-o", "--out", metavar="DIR", help="spreadsheet.help_out")] = None,
    encoding: Annotated[str, typer.Option("--encoding", metavar="NAME", help="spreadsheet.help_encoding")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="spreadsheet.help_dry_run")] = False,
) -> None:
    """Say of each row what it yields or why it is refused; then write drafts, and nothing else."""
    out = output.of(ctx)
    if not dry_run and (mapped is None or folder is None):
        raise Refused("spreadsheet.no_mapping", "design, rule 24")
    table = drafting.read(sheet, encoding)
    try:
        columns = mapping.read(content(mapped), mapped.name) if mapped else mapping.guess(table)
    except Malformed as malformed:
        folders.show_faults(out, malformed)
        raise typer.Exit(folders.MALFORMED) from None
    run = drafting.dry_run(table, columns)
    written = [] if dry_run or folder is None else [str(one) for one in drafting.write(folder, run, columns)]
    guessed = "" if mapped else mapping.text(columns)
    value = _value(run, columns, guessed, written, out)
    out.answer(value, lambda: _print(out, run, guessed, written))
    if run.refused:
        raise typer.Exit(_REFUSED)


def _value(run: Run, columns: Columns, guessed: str, written: list[str], out: Output) -> dict[str, Any]:
    return {
        "read_as": list(run.sheet.form),
        "mapping": dict(columns.columns),
        "guessed": bool(guessed),
        "ignored": list(run.ignored),
        "rows": [{"row": one.row, "organisation": one.key, "yields": _yields(one)} for one in run.yielded],
        "refused": [
            {"code": one.code, "sentence": one.sentence(out.lang), "evidence": dict(one.evidence)}
            for one in run.refused
        ],
        "drafts": written,
    }


def _yields(one: Yielded) -> list[str]:
    """Each item in short: its list, and what it says."""
    told = ("name", "property", "reference", "described", "text", "day", "status", "region", "least", "most")
    return [" ".join([name, *(str(item[field]) for field in told if field in item)]) for name, item in one.items]


def _print(out: Output, run: Run, guessed: str, written: list[str]) -> None:
    out.lines([out.word("spreadsheet.read", file=run.sheet.name, form=", ".join(run.sheet.form))])
    if guessed:
        out.lines([out.word("spreadsheet.guessed"), *(f"    {line}" for line in guessed.splitlines())])
    if run.ignored:
        out.lines([out.word("spreadsheet.ignored", columns=", ".join(run.ignored))])
    heads = [out.word(f"spreadsheet.head_{name}") for name in ("row", "organisation", "yields")]
    answers = [(one.row, one.key, "; ".join(_yields(one))) for one in run.yielded]
    answers += [(int(str(no.evidence["row"])), "-", no.sentence(out.lang)) for no in run.refused]
    out.table(heads, [(str(row), key, said) for row, key, said in sorted(answers)])
    counts = {"yielded": len(run.yielded), "refused": len(run.refused), "organisations": len(run.organisations)}
    out.lines([out.word("spreadsheet.counted", **counts)])
    if written:
        out.lines([out.word("spreadsheet.written", count=len(written)), *(f"    {one}" for one in written)])
