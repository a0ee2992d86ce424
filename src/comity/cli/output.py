"""What a command prints: sentences in the reader's language, tables, progress, or JSON.

Text from outside (names of a list, arguments) may hold control characters that move the cursor or
turn the reading direction: ``plain`` makes them visible before anything reaches a terminal.
"""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TextIO

from comity.cli import layout
from comity.errors import Evidence, Refusal
from comity.language import say

if TYPE_CHECKING:
    import typer
    from typer.core import TyperGroup

JsonValue = Any  # what json.dumps takes; the values of commands are typed before they come here
_KEPT: Final = "\n\u200c\u200d"  # line feed, and the joiners that Persian and Indic spelling needs


def plain(text: str) -> str:
    """Return ``text`` with control and direction-changing characters shown as ``\\x1b``, ``\\u202e``."""
    if text.isascii() and text.isprintable():
        return text
    shown = (c if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else _escaped(c) for c in text)
    return "".join(shown)


def shown_time(text: str) -> str:
    """A stamp's time as a person reads it: ``2026-03-02 09:00:00 UTC``."""
    return text.replace("T", " ").replace("Z", " UTC")


def _room() -> int:
    return shutil.get_terminal_size().columns


def _print(lines: Iterable[str], stream: TextIO) -> None:
    """Print lines; on a terminal they are folded between words, in a pipe they stay whole."""
    for line in (one for given in lines for one in plain(given).split("\n")):
        for folded in layout.paragraph(line, _room()) if stream.isatty() else [line]:
            print(folded, file=stream)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def commands(help_key: str, group: type[TyperGroup] | None = None) -> typer.Typer:
    """Return an empty group of commands (or of one), as every module of ``cli`` starts."""
    import typer  # noqa: PLC0415  heavy modules load on use

    return typer.Typer(
        help=help_key, cls=group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )


@dataclass(frozen=True, slots=True)
class Output:
    """How this run speaks: ``lang`` is the reader's language, ``as_json`` asks for one JSON value."""

    lang: str
    as_json: bool

    def word(self, key: str, **values: object) -> str:
        """Return the sentence ``key`` in the reader's language."""
        return say(key, self.lang, **values)

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines for a person."""
        _print(lines, sys.stdout)

    def note(self, line: str) -> None:
        """Print a line beside the answer, on standard error."""
        _print([line], sys.stderr)

    def answer(self, value: JsonValue, lines: Callable[[], None]) -> None:
        """Print ``value`` as JSON where that was asked for, else call ``lines``, which prints for a person."""
        if self.as_json:
            indent = 2 if sys.stdout.isatty() else None
            text = json.dumps(value, ensure_ascii=False, indent=indent)
            print(text.encode("utf-8", "backslashreplace").decode("utf-8"))  # a lone surrogate of an argument
        else:
            lines()

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
        """Print a table; on a terminal it fits the width, in a pipe each row stays one line."""
        screen = sys.stdout.isatty()
        if title:
            print(plain(title))
        shown = [[plain(cell) if screen else plain(cell).replace("\n", " ") for cell in row] for row in rows]
        print("\n".join(layout.table(heads, shown, _room() if screen else None)))

    @contextmanager
    def progress(self, label: str, total: int | None) -> Iterator[Callable[[int], None]]:
        """Show progress on a terminal while the body runs; yields ``advance(steps)``."""
        if self.as_json or not sys.stderr.isatty():
            yield lambda steps: None
            return
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import Progress  # noqa: PLC0415

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=total)
            yield lambda steps: bar.advance(task, steps)

    def refusal(self, refusal: Refusal) -> None:
        """Show a refusal: a sentence on standard error, or a problem object on standard output."""
        sentence = refusal.sentence(self.lang)
        if self.as_json:
            self._problem(refusal.code, refusal.kind.value, sentence, refusal.provision, refusal.evidence)
        else:
            self.note(sentence)

    def fault(self, sentence: str) -> None:
        """Show a fault, in the same two forms."""
        if self.as_json:
            self._problem("fault", "fault", sentence, "", {})
        else:
            self.note(sentence)

    def _problem(self, code: str, kind: str, sentence: str, provision: str, evidence: Mapping[str, Evidence]) -> None:
        shown = {"code": code, "kind": kind, "sentence": sentence, "provision": provision, "evidence": dict(evidence)}
        print(json.dumps(shown, ensure_ascii=True))


def of(ctx: typer.Context) -> Output:
    """The Output of this run, from the context that typer hands to a command."""
    held = ctx.find_object(Output)
    return held if held is not None else Output("en", False)
