"""Every command that a document or a sentence names exists, with the options that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from comity.cli.app import COMMANDS

ROOT = Path(__file__).parents[2]
SENTENCES = sorted((ROOT / "src/comity/language").glob("*/*.yaml"))
DOCUMENTS = [
    *SENTENCES,
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
_CALL = re.compile(r"(?:^ {4}|^| {3}|`|\| )comity ((?:[^`\n|]|`\n)*)", re.MULTILINE)
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
EVERYWHERE = {"--json", "--lang", "--help", "--version", "-o"}


def calls(text: str) -> Iterator[list[str]]:
    """The words behind each `comity` that is a call, up to what ends it."""
    for found in _CALL.finditer(text):
        yield found[1].split(" #")[0].split()


def fault(words: list[str]) -> str:
    """What is wrong with a call, or nothing."""
    table = {command.name: command for command in COMMANDS}
    if not words or words[0].startswith(("-", "{")):
        return ""
    if words[0] not in table:
        return f"no command {words[0]}"
    command: Any = typer.main.get_command(table[words[0]].load())
    below = getattr(command, "commands", {})
    if below and len(words) > 1 and not words[1].startswith("-"):
        names = [name for name in words[1].split("|") if re.fullmatch(r"[a-z-]+", name)]
        missing = [name for name in names if name not in below]
        if missing:
            return f"no command {words[0]} {missing[0]}"
        command = below[names[0]] if len(names) == 1 else command
    if hasattr(command, "commands"):
        return ""
    known = EVERYWHERE | {option for one in command.params for option in one.opts}
    unknown = [one for one in _OPTION.findall(" ".join(words[1:])) if one not in known]
    return f"{' '.join(words[:2])} has no {unknown[0]}" if unknown else ""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_document_names_commands_that_exist(document: Path) -> None:
    named = list(calls(document.read_text("utf-8")))
    assert [said for words in named if (said := fault(words))] == []


def test_many_calls_are_seen_and_a_wrong_one_is_found() -> None:
    assert sum(len(list(calls(document.read_text("utf-8")))) for document in DOCUMENTS) > 200
    assert fault(["entries", "lst"]) == "no command entries lst"
    assert fault(["entries", "list", "--as-off", "x"]) == "entries list has no --as-off"
    assert fault(["nothing"]) == "no command nothing"
