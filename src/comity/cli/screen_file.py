"""``comity screen FILE -o OUT``: every row of a file against the lists in force and the public List.

Register entries are never among them, and there is no option for it: naming a person of the Register is for a
checker with a case, a hundred names a call (law.md D(iv)).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.keeping import kept
from comity.cli.output import Output, shown_time
from comity.cli.screen_index import against, gathered
from comity.cli.screen_progress import progress
from comity.errors import Refused
from comity.interchange.batch import blocks, columns, opening, running
from comity.interchange.batch.journal import Journal
from comity.interchange.batch.running import Job
from comity.interchange.batch.writing import Totals
from comity.screening import THRESHOLD
from comity.screening.batch import LIMIT

MAX_LIMIT: Final = 50
MIN_THRESHOLD: Final = 0.5  # lower, nearly every list is nearly every name


def file(
    ctx: typer.Context,
    names: Annotated[Path, typer.Argument(metavar="FILE", help="batch.help_names")],
    out_file: Annotated[Path | None, typer.Option("-o", "--out", metavar="OUT", help="batch.help_out")] = None,
    column: Annotated[
        list[str] | None, typer.Option("--column", metavar="FIELD=HEADING", help="batch.help_column")
    ] = None,
    encoding: Annotated[str, typer.Option("--encoding", metavar="NAME", help="batch.help_encoding")] = "",
    threshold: Annotated[float, typer.Option(min=MIN_THRESHOLD, max=1, help="batch.help_threshold")] = THRESHOLD,
    limit: Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="batch.help_limit")] = LIMIT,
    workers: Annotated[int, typer.Option(min=0, max=256, help="batch.help_workers")] = 0,
    officer: Annotated[str, typer.Option("--as", metavar="OFFICER", help="batch.help_as")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="batch.help_resume")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="batch.help_dry_run")] = False,
) -> None:
    """Screen a file; show first what is read, and at the end what was found."""
    out = output.of(ctx)
    given = opening.opened(names, encoding)
    chosen = columns.choose(given.headings, column or ())
    read = {"file": names.name, "read_as": list(given.form), "rows": given.total}
    told = {"read": read, "columns": chosen.shown(), "not_read": list(chosen.left)}
    if dry_run:
        out.answer(told, lambda: out.lines(_reading(out, told)))
        return
    if out_file is None:
        raise Refused("cli.missing", parameter="-o OUT", command="comity screen FILE")
    if not out.as_json:
        for line in _reading(out, told):
            out.note(line)
    job = Job(names, given, chosen, out_file, threshold, limit, officer)
    held = (running.resume(job) if resume else None) or running.begin(job, lambda: gathered(officer))
    with held, kept():
        done, began = min(held.blocks * blocks.ROWS, given.total), monotonic()
        with progress(out, out.word("batch.screening"), done, given.total) as advance:
            running.run(job, held, _workers(workers, given.total), advance)
        took = monotonic() - began
        with progress(out, out.word("batch.writing"), 0, given.total) as advance:
            totals = running.finish(job, held, advance)
    value = {**told, **_value(held, totals, out_file), "seconds": round(took, 2)}
    value["rate"] = round((totals.rows - done) / max(took, 0.001))
    out.answer(value, lambda: _print(out, held, totals, value))


def _workers(asked: int, rows: int) -> int:
    """One a core, and none that would have nothing to do."""
    return max(1, min(asked or len(os.sched_getaffinity(0)), -(-rows // blocks.ROWS)))


def _reading(out: Output, told: dict[str, Any]) -> Iterator[str]:
    read = told["read"]
    yield out.word("batch.read", file=read["file"], form=", ".join(read["read_as"]), rows=f"{read['rows']:,}")
    for heading, field in told["columns"].items():
        yield f"    {out.word(f'batch.field_{field}')}: {heading}  (--column {field}={heading})"
    if told["not_read"]:
        yield out.word("batch.not_read", columns=", ".join(told["not_read"]))


def _value(held: Journal, totals: Totals, out_file: Path) -> dict[str, Any]:
    counted = asdict(totals)
    counted["notes"] = dict(sorted(totals.notes.items()))
    told = ("lists", "versions", "threshold", "limit", "input")
    value = {**counted, **{name: held.run[name] for name in told}, "out": str(out_file)}
    return {**value, "decisions": running.decided(held)}


def _print(out: Output, held: Journal, totals: Totals, value: dict[str, Any]) -> None:
    counts = {name: f"{getattr(totals, name):,}" for name in ("rows", "matched", "matches", "errors")}
    out.lines([out.word("batch.done", **counts)])
    out.lines(f"    {out.word(f'batch.note_{code}')}: {count:,}" for code, count in value["notes"].items())
    if said := value["decisions"]:
        told = {**said, "at": shown_time(said["at"]), "count": f"{said['count']:,}"}
        out.lines([out.word("batch.cleared", cleared=f"{totals.cleared:,}", **told)])
    out.lines(against(out, one) for one in held.run["lists"])
    out.lines([out.word("batch.versions", **held.run["versions"])])
    out.lines([out.word("batch.rate", rate=f"{value['rate']:,}", seconds=f"{value['seconds']:,.1f}")])
    out.lines([out.word("batch.checksum", checksum=totals.checksum), out.word("batch.written", file=value["out"])])
    if totals.matched:
        out.lines([out.word("find.caution")])
