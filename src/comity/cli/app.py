"""The table of commands, and how one of them is run.

A command is loaded only when it is used, so that ``comity --help`` imports nothing heavy. Its target
is a ``typer.Typer`` made by ``output.commands()``; every ``help=`` in it is a key of
``language/words``. ``--lang en|ru|zh`` and ``--json`` may stand anywhere in the line: they are taken
off here, and a command asks ``output.of(ctx)`` for them.

Exit codes: 0 done; 1 refused by law; 2 wrong usage or malformed input; 3 unknown; 4 unavailable;
70 fault; 130 interrupted; 141 the reader of our output went away.
"""

from __future__ import annotations

import difflib
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from comity import __version__, language
from comity.cli import hardening
from comity.cli.keeping import kept
from comity.cli.output import Output
from comity.errors import Fault, Kind, Refusal, Refused

if TYPE_CHECKING:
    import typer

EXIT: Final = {
    Kind.UNLAWFUL: 1,
    Kind.FORBIDDEN: 1,
    Kind.CONFLICT: 1,
    Kind.MALFORMED: 2,
    Kind.UNKNOWN: 3,
    Kind.UNAVAILABLE: 4,
}
FAULT: Final = 70
INTERRUPTED: Final = 130
READER_GONE: Final = 141


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the table: ``target`` is ``module:attribute``; help is the word ``cli.help_<name>``."""

    name: str
    target: str
    section: str  # the word `cli.section_<section>` is its heading

    def load(self) -> typer.Typer:
        module, _, attribute = self.target.partition(":")
        with kept():
            loaded: typer.Typer = getattr(import_module(module), attribute)
        return loaded


COMMANDS: Final = (
    Command("demo", "comity.cli.demo:app", "first"),
    Command("find", "comity.cli.find:app", "public"),
    Command("lists", "comity.cli.lists:app", "public"),
    Command("screen", "comity.cli.screen:app", "public"),
    Command("serve", "comity.cli.serve:app", "public"),
    Command("entries", "comity.cli.entries:app", "officer"),
    Command("act", "comity.cli.act:app", "officer"),
    Command("sealed", "comity.cli.sealed:app", "officer"),
    Command("databank", "comity.cli.databank:app", "officer"),
    Command("ask", "comity.cli.ask:app", "officer"),
    Command("trends", "comity.cli.trends:app", "officer"),
    Command("report", "comity.cli.report:app", "officer"),
    Command("danger", "comity.cli.danger:app", "officer"),
    Command("dossier", "comity.cli.dossier:app", "claims"),
    Command("gate", "comity.cli.gate:app", "claims"),
    Command("functions", "comity.cli.functions:app", "treaty"),
    Command("profile", "comity.cli.profile:app", "treaty"),
    Command("results", "comity.cli.results:app", "treaty"),
    Command("init", "comity.cli.init:app", "node"),
    Command("desk", "comity.cli.desk_access:app", "node"),
    Command("key", "comity.cli.key:app", "node"),
    Command("config", "comity.cli.config:app", "node"),
    Command("node", "comity.cli.node:app", "node"),
    Command("log", "comity.cli.log:app", "node"),
    Command("backup", "comity.cli.backup:app", "node"),
    Command("restore", "comity.cli.restore:app", "node"),
    Command("upgrade", "comity.cli.upgrade:app", "node"),
    Command("doctor", "comity.cli.doctor:app", "node"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: the process's) and return its exit code. Never raises."""
    line = list(sys.argv[1:] if argv is None else argv)
    out = Output(language.DEFAULT, as_json="--json" in line)
    hardening.harden()
    try:
        out, rest = _globals(line)
        code = _run(out, rest)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except BaseException as error:  # the one place where exceptions become answers
        return _answer(out, error)


def _globals(line: list[str]) -> tuple[Output, list[str]]:
    """Take ``--json`` and ``--lang`` off the line; what follows ``--`` is left alone."""
    lang = os.environ.get("COMITY_LANG") or language.DEFAULT
    as_json, rest, words = False, [], iter(line)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--json":
            as_json = True
        elif word == "--lang" or word.startswith("--lang="):
            lang = word.partition("=")[2] or next(words, "")
        else:
            rest.append(word)
    if lang not in language.LANGUAGES:
        raise Refused("cli.lang", lang=lang[:20], known=list(language.LANGUAGES))
    return Output(lang, as_json), rest


def _run(out: Output, rest: list[str]) -> int:
    if not rest or rest[0] in ("--help", "-h", "help"):
        out.lines(_overview(out))
        return 0
    if rest[0] == "--version":
        out.lines([f"comity {__version__}"])
        return 0
    found = next((c for c in COMMANDS if c.name == rest[0]), None)
    if found is None:
        near = difflib.get_close_matches(rest[0], [c.name for c in COMMANDS], 1)
        raise Refused("cli.command", command=rest[0][:40], near=near[0] if near else "--help")
    return _run_typer(out, found, rest[1:])


def _run_typer(out: Output, found: Command, rest: list[str]) -> int:
    import typer  # noqa: PLC0415  loaded on use: `comity --help` does without

    from comity.cli.usage import help_of  # noqa: PLC0415

    command: Any = typer.main.get_command(found.load())
    if "--help" in rest or (not rest and hasattr(command, "commands")):
        out.lines(help_of(command, f"comity {found.name}", rest, out.lang))
        return 0
    try:
        # Not `command.main`: it turns interrupts and closed pipes into exit codes of its own.
        with command.make_context(f"comity {found.name}", rest, obj=out) as context:
            returned = command.invoke(context)
    except typer.TyperException as error:
        raise _misused(error, f"comity {found.name}") from None
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    return returned if isinstance(returned, int) else 0


def _misused(error: Any, command: str) -> Refused:
    """What typer says in English only, in our own words where it is about a missing word or an unknown option."""
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    path = context.command_path if context else command
    match type(error).__name__:
        case "MissingParameter" if parameter is not None:
            option = parameter.opts[0] if parameter.param_type_name == "option" else ""
            named = f"{option} {parameter.metavar or parameter.name.upper()}".strip()
            return Refused("cli.missing", parameter=named, command=path)
        case "NoSuchOption":
            return Refused("cli.option", option=error.option_name[:40], command=path)
    return Refused("cli.usage", detail=error.format_message(), command=path)


def _overview(out: Output) -> list[str]:
    lines = [out.word("cli.about"), "", out.word("cli.usage_line")]
    width = max(len(c.name) for c in COMMANDS) + 2
    for section in dict.fromkeys(c.section for c in COMMANDS):
        lines += ["", out.word(f"cli.section_{section}")]
        lines += [f"  {c.name:<{width}}{out.word(f'cli.help_{c.name}')}" for c in COMMANDS if c.section == section]
    return [*lines, "", out.word("cli.everywhere"), out.word("cli.exit_codes")]


def _answer(out: Output, error: BaseException) -> int:
    """Show ``error`` as a sentence or a problem object; return its exit code."""
    if os.environ.get("COMITY_DEBUG") == "1":
        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, KeyboardInterrupt):
        out.note(out.word("cli.interrupted"))
        return INTERRUPTED
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else FAULT
    refusal = _refusal(error)
    if refusal is not None:
        out.refusal(refusal)
        return EXIT[refusal.kind]
    name = str(error) if isinstance(error, Fault) else type(error).__name__
    out.fault(out.word("cli.fault" if isinstance(error, Fault) else "cli.unexpected", detail=name))
    return FAULT


def _refusal(error: BaseException) -> Refusal | None:
    if isinstance(error, Refused):
        return error.refusal
    if isinstance(error, OSError):
        return Refusal("cli.system", "", {"problem": error.strerror or str(error), "file": str(error.filename or "")})
    return None
