"""docs/generated/cli.md: every command, from the parser itself."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import typer

from tools.pages.markdown import table


def page() -> str:
    """Every command with its help, arguments and options."""
    app: typer.Typer = import_module("comity.cli").app
    return "# Commands\n\n" + "\n".join(_sections(typer.main.get_command(app), "comity"))


def _sections(command: Any, name: str) -> Iterator[str]:
    """One section for a command, then those of its subcommands. ``command`` is a click command, untyped here."""
    if command.hidden:
        return
    text = " ".join((command.help or "").split("\f")[0].split())
    rows = [_row(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]
    rows = [row for row in rows if row[0] != "`--help`"]
    yield f"## `{name}`\n\n{text}\n" + ("\n" + table(("argument or option", "meaning"), rows) if rows else "")
    for child in sorted(getattr(command, "commands", {})):
        yield from _sections(command.commands[child], f"{name} {child}")


def _row(parameter: Any) -> tuple[str, str]:
    if parameter.param_type_name == "argument":
        return f"`{parameter.name.upper()}`", " ".join((getattr(parameter, "help", "") or "").split())
    spelled = ", ".join(f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts))
    return spelled, " ".join((parameter.help or "").split())
