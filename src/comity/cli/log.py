"""``comity log``: check the whole log, prove and verify one act, show what happened, publish."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli import asking, output
from comity.cli.output import Output, shown_time
from comity.entries import wording
from comity.errors import Refused
from comity.home import home
from comity.operations import history, opening, proving
from comity.operations.history import Line
from comity.operations.proving import Verified
from comity.programlog import Event
from comity.store import checking
from comity.store.checking import Report

app = output.commands("cli.help_log")
FAULT = 70
_PARTS = 5


@app.command("check", help="log.help_check")
def check(ctx: typer.Context) -> int:
    """Verify everything from storage; 70 where anything is wrong."""
    out = output.of(ctx)
    located = opening.locate(home())
    with opening.recorded(located, Event.LOG_CHECKED):
        opening.read(located)
        with out.progress(out.word("log.checking"), _PARTS) as advance:
            seen: set[str] = set()

            def begun(name: str, done: int) -> None:
                if name not in seen:
                    seen.add(name)
                    advance(1)

            report = checking.check(begun, located.path("blobs"))
    value = {
        "size": report.size,
        "root": report.root,
        "parts": [
            {"part": p.name, "count": p.count, "seconds": round(p.seconds, 3), "rate": p.rate, "faults": list(p.faults)}
            for p in report.parts
        ],
        "faults": report.faults,
    }
    out.answer(value, lambda: _print_report(out, report))
    return FAULT if report.faults else 0


@app.command("prove", help="log.help_prove")
def prove(
    ctx: typer.Context,
    act: Annotated[str, typer.Argument(help="log.help_act")],
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="log.help_output")],
    disclose: Annotated[Path | None, typer.Option("--disclose", metavar="FILE", help="log.help_disclose")] = None,
) -> None:
    """Write the proof that an act is in the log."""
    out = output.of(ctx)
    located = opening.locate(home())
    opening.read(located)
    written = {target: proving.prove(located.path("log"), act)}
    if disclose is not None:
        written[disclose] = proving.disclose(act)
    for path, content in written.items():
        _write(path, content)
    out.answer(
        {"files": [str(path) for path in written]},
        lambda: out.lines(out.word("log.proven", act=act, file=path) for path in written),
    )


@app.command("verify", help="log.help_verify")
def verify(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="log.help_proof")],
    vkey: Annotated[str, typer.Option("--vkey", help="log.help_vkey")],
    act: Annotated[Path | None, typer.Option("--act", metavar="FILE", help="log.help_act_file")] = None,
) -> None:
    """Verify a proof; no node, no network."""
    out = output.of(ctx)
    found = proving.verify(_read(file), vkey, None if act is None else _read(act))
    value = {name: getattr(found, name) for name in Verified.__dataclass_fields__}
    out.answer(value, lambda: _print_verified(out, found))


@app.command("show", help="log.help_show")
def show(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="log.help_limit")] = 20,
    matter: Annotated[str, typer.Option("--matter", help="log.help_matter")] = "",
) -> None:
    """Show the newest acts in words."""
    out = output.of(ctx)
    opening.read(opening.locate(home()))
    lines = history.latest(limit, matter)
    value = [{name: getattr(line, name) for name in Line.__dataclass_fields__} for line in lines]
    heads = ("index", "time", "what", "who", "steps", "provision")
    out.answer(
        value, lambda: out.table([out.word(f"log.head_{head}") for head in heads], [_row(out, line) for line in lines])
    )


@app.command("publish", help="log.help_publish")
def publish(
    ctx: typer.Context,
    secrets_fd: Annotated[int | None, typer.Option("--secrets-fd", min=0, help="secrets.help_fd")] = None,
) -> None:
    """Write tiles and a signed checkpoint up to the last act; both custodians are needed."""
    out = output.of(ctx)
    located = opening.locate(home())
    opening.read(located)
    with opening.recorded(located):
        node = opening.open_node(located, asking.Secrets(out, secrets_fd).parts())
        checkpoint = node.publish()
    value: dict[str, Any] = {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}
    out.answer(value, lambda: out.lines([out.word("log.published", size=checkpoint.size, folder=located.path("log"))]))


def _row(out: Output, line: Line) -> tuple[str, ...]:
    what = wording.done(line.kind, out.lang)
    steps = [wording.step(step, out.lang) for step in (line.before, line.after)]
    return (
        str(line.index),
        shown_time(line.time).removesuffix(" UTC"),
        f"{what} {out.word('log.erased')}" if line.erased else what,
        f"{line.participant}, {wording.capacity(line.capacity, out.lang)}",
        " → ".join(steps),
        line.provision,
    )


def _print_report(out: Output, report: Report) -> None:
    heads = [out.word(f"log.head_{head}") for head in ("part", "count", "rate", "faults")]
    rows = [(out.word(f"log.part_{p.name}"), f"{p.count}", f"{p.rate}", f"{len(p.faults)}") for p in report.parts]
    out.table(heads, rows)
    out.lines(report.faults)
    out.lines([out.word("log.bad" if report.faults else "log.good", size=report.size, root=report.root)])


def _print_verified(out: Output, found: Verified) -> None:
    out.lines([out.word("log.verified", index=found.index, size=found.size, origin=found.origin)])
    out.lines([out.word("log.face", day=found.day, kind=found.kind, audience=found.audience)])
    out.lines([out.word("log.fits", act=found.act) if found.act else out.word("log.face_only")])


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(proving.MAX_ACT + 1)
    except OSError as error:
        raise Refused("cli.file", file=str(path), problem=error.strerror or "") from None


def _write(path: Path, content: bytes) -> None:
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
    except OSError as error:
        raise Refused("cli.file", file=str(path), problem=error.strerror or "") from None
