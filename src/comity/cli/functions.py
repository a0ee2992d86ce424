"""``comity functions``: what the treaty asks for, and where the software stands on each line."""

from __future__ import annotations

import shlex
from typing import Annotated, Any

import typer

from comity import profile
from comity.cli import output
from comity.cli.output import Output
from comity.profile.functions import Function, FunctionKind, Readiness

app = output.commands("cli.help_functions")


@app.command("functions", help="cli.help_functions")
def functions(
    ctx: typer.Context,
    name: Annotated[str, typer.Option("--profile", metavar="NAME|PATH", help="profile.help_name")] = "sco_rats",
) -> None:
    """The functions, the organs and the lists: working, planned or refused."""
    out = output.of(ctx)
    found = profile.load(name)
    value = [_value(function, out) for kind in FunctionKind for function in found.functions_of(kind)]

    def for_a_person() -> None:
        heads = [out.word(f"functions.head_{head}") for head in ("id", "name", "status", "answer", "provision")]
        for kind in FunctionKind:
            rows = [_row(out, function) for function in found.functions_of(kind)]
            out.table(heads, rows, out.word(f"functions.kind_{kind.value}"))

    out.answer(value, for_a_person)


def _row(out: Output, function: Function) -> tuple[str, str, str, str, str]:
    status = out.word(f"functions.status_{function.status.value}")
    return function.id, function.names.read(out.lang), status, _answer(function, out), function.provision


def _answer(function: Function, out: Output) -> str:
    """The command, the issue or the refusal; a part that is planned or refused is said beside what works."""
    planned = function.issue.read(out.lang) if function.issue else ""
    refused = function.refusal.read(out.lang) if function.refusal else ""
    if function.status is not Readiness.WORKING:
        return ". ".join(filter(None, (planned, refused)))
    still = f"{out.word('functions.status_planned')}: {planned}" if planned else ""
    return " | ".join(filter(None, (shlex.join(function.command), still, refused)))


def _value(function: Function, out: Output) -> dict[str, Any]:
    return {
        "id": function.id,
        "kind": function.kind.value,
        "name": function.names.read(out.lang),
        "status": function.status.value,
        "provision": function.provision,
        "command": list(function.command),
        "issue": function.issue.read(out.lang) if function.issue else None,
        "refusal": function.refusal.read(out.lang) if function.refusal else None,
        "source": function.source,
        "confidence": function.confidence.value,
    }
