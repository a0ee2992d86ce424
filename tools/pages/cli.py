"""docs/generated/cli.md: every command, from the table of commands and the parsers that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from comity.cli.app import COMMANDS
from comity.cli.usage import help_of
from comity.language import say


def page() -> str:
    """What ``--help`` says in English, for each command and each one below it."""
    parts = [f"# Commands\n\n{say('cli.about')}\n\n{say('cli.everywhere')}\n\n{say('cli.exit_codes')}\n"]
    for command in COMMANDS:
        parts.append(f"## comity {command.name}\n\n{say(f'cli.help_{command.name}')}\n")
        app = command.load()
        if app.registered_commands or app.registered_groups:
            parts += _sections(typer.main.get_command(app), f"comity {command.name}", [])
    return "\n".join(parts)


def _sections(root: Any, name: str, below: list[str]) -> Iterator[str]:
    """The help of ``root`` (a click command, untyped here) and of every command below it."""
    yield "```\n" + "\n".join(line.rstrip() for line in help_of(root, name, below, "en")) + "\n```\n"
    command = root
    for word in below:
        command = command.commands[word]
    for child in getattr(command, "commands", {}):
        yield from _sections(root, name, [*below, child])
