"""``--help`` of one command, in the reader's language, from what typer knows about it."""

from __future__ import annotations

import re
import textwrap
from itertools import zip_longest
from typing import Any, Final

from comity.language import say

# The help of a command or parameter is written in code as a key of `language/words`.
_KEY: Final = re.compile(r"[a-z_]+\.[a-z_0-9]+\Z")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_WIDTH: Final = 80
_COLUMN: Final = 26


def help_of(command: Any, path: str, rest: list[str], lang: str) -> list[str]:
    """Return the lines of help for the command that ``rest`` names below ``command`` (a click command)."""
    for word in rest:
        below = getattr(command, "commands", {})
        if word in below:
            command, path = below[word], f"{path} {word}"
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and "--help" not in p.opts]
    commands = getattr(command, "commands", {})
    pieces = [path, *(["COMMAND"] if commands else []), *map(_place, arguments), *(["[OPTIONS]"] if options else [])]
    lines = [say("cli.heading_usage", lang, line=" ".join(pieces)), "", *_wrapped(_text(command.help, lang), _WIDTH)]
    lines += _section("cli.heading_commands", [(n, _text(c.help, lang)) for n, c in commands.items()], lang)
    lines += _section("cli.heading_arguments", [(_place(p), _text(p.help, lang)) for p in arguments], lang)
    lines += _section("cli.heading_options", [(_flags(p), _note(p, lang)) for p in options], lang)
    return [*lines, "", say("cli.everywhere", lang)]


def _text(key: str | None, lang: str) -> str:
    return say(key, lang) if key and _KEY.match(key) else key or ""


def _section(heading: str, rows: list[tuple[str, str]], lang: str) -> list[str]:
    return ["", say(heading, lang), *(line for left, right in rows for line in _row(left, right))] if rows else []


def _row(left: str, right: str) -> list[str]:
    """One row in two columns."""
    notes = _wrapped(right, _WIDTH - _COLUMN - 2) or [""]
    rows = zip_longest([left], notes if len(left) < _COLUMN else ["", *notes], fillvalue="")
    return [f"  {one:<{_COLUMN}}{other}".rstrip() for one, other in rows]


def _wrapped(text: str, width: int) -> list[str]:
    """Chinese takes twice the width, and breaks anywhere."""
    return textwrap.wrap(text, width // 2 if _HAN.search(text) else width)


def _name(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _place(parameter: Any) -> str:
    return _name(parameter) if parameter.required else f"[{_name(parameter)}]"


def _flags(parameter: Any) -> str:
    flags = ", ".join(parameter.opts)
    return flags if getattr(parameter, "is_flag", False) else f"{flags} {_name(parameter)}"


def _note(parameter: Any, lang: str) -> str:
    note = _text(parameter.help, lang)
    if parameter.required:
        return f"{note} {say('cli.required', lang)}"
    if parameter.default not in (None, False, "", ()) and not callable(parameter.default):
        return f"{note} {say('cli.default', lang, value=parameter.default)}"
    return note
