"""``comity config``: the operator's one file."""

from __future__ import annotations

from typing import Any

import typer

from comity import config
from comity.cli import output
from comity.cli.app import EXIT
from comity.errors import Refusal
from comity.home import FILE_NAME, home

app = output.commands("cli.help_config")


@app.callback()
def group() -> None:
    """Keep `check` a subcommand."""


@app.command("check", help="node.help_config_check")
def check(ctx: typer.Context) -> int:
    """Tell every problem of the file with its line."""
    out = output.of(ctx)
    path = home() / FILE_NAME
    problems = config.check(path)
    value: dict[str, Any] = {"file": str(path), "problems": [_value(problem, out.lang) for problem in problems]}
    if problems:
        out.answer(value, lambda: out.lines(problem.sentence(out.lang) for problem in problems))
        return EXIT[problems[0].kind]
    out.answer(value, lambda: out.lines([out.word("node.config_good", file=path)]))
    return 0


def _value(problem: Refusal, lang: str) -> dict[str, Any]:
    return {"code": problem.code, "sentence": problem.sentence(lang), "evidence": dict(problem.evidence)}
