"""``comity databank``: files, findings and uses, as one reader may see them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from comity import bootstrap
from comity.canonical import Json
from comity.cli import act as act_commands
from comity.cli import desk, output
from comity.cli.output import Output
from comity.cli.telling_desk import As, Case, Desk, Reason
from comity.databank import as_json, wording
from comity.databank import face as file_face
from comity.databank.face import FileFace
from comity.databank.findings.finding import Finding, Kind
from comity.databank.findings.sentences import sentence
from comity.databank.procedures import MERGING, WITH
from comity.databank.told import Told
from comity.entries import acting
from comity.entries.acting import Asked
from comity.errors import Refused
from comity.profile import loading
from comity.store import telling, uses

app = output.commands("cli.help_databank")
_File = Annotated[str, typer.Argument(metavar="FILE", help="databank.help_file")]
_Out = Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="acts.help_out")]
_SHORT: Final = 12


@app.command("files", help="databank.help_files")
def files(ctx: typer.Context, officer: As = "") -> None:
    """The files in which the reader may see anything; restricted names are not shown in a list."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        found = [_row(here, file) for file in here.files.listed()]
    rows: list[Json] = [{"file": file, "names": [*names], "told_by": [*owners]} for file, names, owners in found]

    def show() -> None:
        if not found:
            out.lines([out.word("databank.no_files")])
            return
        heads = [out.word(f"databank.head_{name}") for name in ("file", "names", "told_by")]
        out.table(heads, [(file, "; ".join(names), ", ".join(owners)) for file, names, owners in found])

    out.answer({"count": len(rows), "files": rows}, show)


def _row(here: Desk, file: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    shown = here.files.open_part(here.files.told_in(file))
    return file, file_face.names(shown), tuple(sorted({one.owner for one in shown}))


@app.command("show", help="databank.help_show")
def show(ctx: typer.Context, file: _File, officer: As = "", case: Case = "", reason: Reason = "") -> None:
    """The face of one file: several States' words side by side."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        told = here.files.told_in(file)
        face = file_face.face(file, told)
        found = _analysed(here, told)
    here.record(out, told, (case, reason))
    out.answer(as_json.face(face, found, out.lang), lambda: _print_face(out, face, found))


@app.command("findings", help="databank.help_findings")
def findings(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="databank.help_file_or_all")] = "",
    officer: As = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="databank.help_kind")] = "",
    case: Case = "",
    reason: Reason = "",
) -> None:
    """What does not add up, of what the reader may see."""
    out = output.of(ctx)
    if kind and kind not in list(Kind):
        raise Refused("databank.kind", given=kind[:40], known=[one.value for one in Kind])
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        told = here.files.told_in(file) if file else telling.told_of(unit, ("contribution",), here.reader)
        found = _analysed(here, told)
    here.record(out, told, (case, reason))
    listed = [one for one in found if not kind or one.kind == kind]
    out.answer(
        {"count": len(listed), "findings": [as_json.finding(one, out.lang) for one in listed]},
        lambda: _print_findings(out, listed),
    )


def _analysed(here: Desk, told: Sequence[Told]) -> tuple[Finding, ...]:
    working = loading.load(desk.located().config.profile).working_languages
    return here.files.analysed(told, working)


@app.command("statement", help="databank.help_statement")
def statement(
    ctx: typer.Context,
    commitment: Annotated[str, typer.Argument(metavar="COMMITMENT", help="databank.help_commitment")],
    officer: As = "",
    case: Case = "",
    reason: Reason = "",
) -> None:
    """One statement behind a finding, by its commitment or the beginning of it."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        every = telling.told_of(unit, ("contribution", "result"), here.reader)  # cells of trends only in tables
        told = [one for one in every if len(commitment) >= _SHORT and one.commitment.startswith(commitment)]
    if len(told) != 1:
        raise Refused("act.unknown_matter")
    here.record(out, told, (case, reason))
    out.answer(as_json.told(told[0]), lambda: out.lines(_told_lines(out, told[0])))


@app.command("merge", help="databank.help_merge")
def merge(
    ctx: typer.Context,
    kept: Annotated[str, typer.Argument(metavar="KEPT", help="databank.help_kept")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="databank.help_other")],
    officer: As,
    out_file: _Out,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="acts.help_reason")] = "",
) -> None:
    """Prepare the proposal; a second analyst judges it with ``comity act new merging.agree``."""
    out = output.of(ctx)
    asked = Asked(f"{MERGING}.propose", officer, on=kept, reason=because, lang=out.lang, more=((WITH, other),))
    with desk.reading() as unit:
        prepared = acting.prepare(asked, unit, bootstrap.PROCEDURES, desk.now(), secrets.token_bytes)
    act_commands.write(out, out_file, prepared)


@app.command("consent", help="databank.help_consent")
def consent(
    ctx: typer.Context,
    contribution: Annotated[str, typer.Argument(metavar="CONTRIBUTION", help="databank.help_contribution")],
    to: Annotated[list[str], typer.Option("--to", metavar="AUTHORITY", help="databank.help_to")],
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="acts.help_reason")],
    officer: As,
    out_file: _Out,
) -> None:
    """Prepare the written consent of a giver that what it gave goes on to others (Conv. Art 13(3))."""
    out = output.of(ctx)
    asked = Asked("consent.give", officer, on=contribution, reason=because, lang=out.lang, to=tuple(to))
    with desk.reading() as unit:
        prepared = acting.prepare(asked, unit, bootstrap.PROCEDURES, desk.now(), secrets.token_bytes)
    act_commands.write(out, out_file, prepared)


@app.command("uses", help="databank.help_uses")
def used(ctx: typer.Context, officer: As) -> None:
    """Delayed counts for a giver; each use for the reviewer and the auditor."""
    out = output.of(ctx)
    with desk.reading() as unit:
        here = Desk.of(unit, officer)
        if uses.sees_each_use(here.reader.capacity):
            found = uses.uses(unit)
            rows: list[Json] = [
                {"owner": u.owner, "matter": u.matter, "what": u.what, "time": u.time, "by": u.by} for u in found
            ]
            lines = [out.word("databank.use", time=u.time, by=u.by, what=u.what, owner=u.owner) for u in found]
            out.answer({"uses": rows}, lambda: out.lines(lines or [out.word("databank.no_uses")]))
            return
        counted = uses.counts(unit, here.reader.participant, here.now.date())
    months: list[Json] = [{"month": month, **dict(counts)} for month, counts in sorted(counted.items())]
    shown = [
        out.word("databank.used", month=month, given=counts["given"], read=counts["read"])
        for month, counts in sorted(counted.items())
    ]
    out.answer({"months": months}, lambda: out.lines([*(shown or [out.word("databank.no_uses")])]))


def _print_face(out: Output, face: FileFace, found: Sequence[Finding]) -> None:
    lines = [out.word("databank.face", names="; ".join(face.names) or out.word("databank.unnamed"), file=face.file)]
    for section in face.sections:
        lines += ["", wording.section(section.property, out.lang)]
        for one in section.told:
            mark = "!=" if one.commitment in section.differ else "  "
            lines.append(f"  {mark} {one.owner}: {wording.value(one, out.lang)}")
            lines.append(f"       {_under(out, one)}")
    lines += ["", *_finding_lines(out, found)]
    out.lines(lines)


def _under(out: Output, one: Told) -> str:
    """Standing, grade, source, handling and term of a statement, with the beginning of its commitment."""
    parts = [wording.standing(one, out.lang)]
    if one.source:
        parts.append(one.source)
    handled = " ".join((one.code, *one.recipients))
    parts.append(handled)
    parts += [out.word(f"databank.condition_{name}") for name in one.conditions]
    if one.kept_until:
        parts.append(out.word("databank.until", day=one.kept_until[:10]))
    return "; ".join([*parts, one.commitment[:_SHORT]])


def _told_lines(out: Output, one: Told) -> list[str]:
    heading = f"{one.owner}: {wording.section(one.property, out.lang)}"
    rests = [out.word("databank.rests_on", commitment=c[:_SHORT]) for c in one.rests_on]
    return [heading, f"  {wording.value(one, out.lang)}", f"  {_under(out, one)}", *rests]


def _finding_lines(out: Output, found: Sequence[Finding]) -> list[str]:
    if not found:
        return [out.word("databank.no_findings")]
    lines = [out.word("databank.findings", count=len(found))]
    for one in found:
        behind = ", ".join(c[:_SHORT] for c in one.statements[:6])
        lines.append(f"  - {sentence(one, out.lang)}" + (f" [{behind}]" if behind else ""))
    return lines


def _print_findings(out: Output, found: Sequence[Finding]) -> None:
    lines = _finding_lines(out, found)
    out.lines([*lines, "", out.word("databank.open_with")] if found else lines)
