"""What a person types and nobody else may see: never from the command line, where other users can read it.

Secrets come from the terminal, unechoed, or, for scripts, from a file descriptor that
``--secrets-fd N`` names: one secret a line, in the order in which a person would be asked.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from comity import custody, keyfiles
from comity.cli.output import Output
from comity.errors import Refused

_TRIES: Final = 3
_MAX: Final = 8192  # bytes of all secrets that a descriptor may bring
_T = TypeVar("_T")


@dataclass(slots=True)
class Secrets:
    """Where secrets come from in this run. ``fd``: a descriptor to read, or None to ask on the terminal."""

    out: Output
    fd: int | None = None
    _lines: Iterator[str] | None = None

    def ask(self, word: str, **values: object) -> str:
        """One secret; ``word`` is the key of the question. Raises Refused (``cli.no_secret``)."""
        question = self.out.word(word, **values)
        if self.fd is None:
            if not sys.stdin.isatty():
                raise Refused("cli.no_secret", question=question)
            return getpass.getpass(f"{question}: ")
        line = next(self._read(), None)
        if line is None:
            raise Refused("cli.no_secret", question=question)
        return line

    def passphrase(self, word: str, **values: object) -> bytes:
        """The passphrase of an existing key."""
        return keyfiles.typed(self.ask(word, **values))

    def new_passphrase(self, word: str, **values: object) -> bytes:
        """A new passphrase; on the terminal it is typed twice. Raises Refused (``cli.typed_twice``)."""
        first = self.ask(word, **values)
        if self.fd is None and self.ask("secrets.again") != first:
            raise Refused("cli.typed_twice")
        return keyfiles.typed(first)

    def parts(self) -> bytes:
        """The node's passphrase from its two custodians. Raises Refused (``custody.*``)."""
        return custody.join(
            self.until_good(lambda: custody.read_part(self.ask("secrets.part", number=1))),
            self.until_good(lambda: custody.read_part(self.ask("secrets.part", number=2))),
        )

    def until_good(self, question: Callable[[], _T]) -> _T:
        """Ask again, with the reason, where a person mistyped; a script gets one try."""
        for _ in range(_TRIES - 1 if self.fd is None else 0):
            try:
                return question()
            except Refused as refused:
                if refused.refusal.code == "cli.no_secret":
                    raise
                self.out.refusal(refused.refusal)
        return question()

    def _read(self) -> Iterator[str]:
        if self._lines is None:
            try:
                with os.fdopen(os.dup(self.fd or 0), "rb") as file:
                    content = file.read(_MAX).decode("utf-8")
            except (OSError, UnicodeDecodeError):
                raise Refused("cli.secrets_fd", fd=self.fd or 0) from None
            self._lines = iter(content.splitlines())
        return self._lines


def confirmed(out: Output, word: str, **values: object) -> bool:
    """Whether a person at the terminal says yes; without a terminal nobody does."""
    if not sys.stdin.isatty():
        return False
    return input(f"{out.word(word, **values)} ").strip().lower() in ("y", "yes", "д", "да", "是")


def answer(out: Output, word: str, default: str = "", **values: object) -> str:
    """One line from the terminal, ``default`` where nothing is typed or nobody is there."""
    if not sys.stdin.isatty():
        return default
    shown = f" [{default}]" if default else ""
    return input(f"{out.word(word, **values)}{shown}: ").strip() or default
