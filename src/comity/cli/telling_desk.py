"""One reader before what was told: what the commands of databank, ask and danger share.

Whoever can run this on the node's machine can name any officer; the journal says which officer was named
for each restricted reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from comity import acts
from comity.cli import desk
from comity.cli.output import Output
from comity.databank.told import Told
from comity.entries import readers
from comity.errors import Refused
from comity.handling import Reader
from comity.store import journal, telling
from comity.store.files import Files
from comity.store.unit import SqlUnit

As = Annotated[str, typer.Option("--as", metavar="OFFICER", help="entries.help_as")]
Case = Annotated[str, typer.Option("--case", metavar="REF", help="entries.help_case")]
Reason = Annotated[str, typer.Option("--reason", metavar="WORD", help="entries.help_reason")]


@dataclass(frozen=True, slots=True)
class Desk:
    """One reader at one moment."""

    unit: SqlUnit
    reader: Reader
    officer: str
    now: datetime

    @classmethod
    def of(cls, unit: SqlUnit, officer: str) -> Desk:
        """The desk of ``officer`` now. Raises Refused (``face.officer``, ``actor.*``)."""
        now = desk.now()
        return cls(unit, readers.reader_of(unit, officer, acts.to_time(now)), officer, now)

    @property
    def at(self) -> str:
        return acts.to_time(self.now)

    @property
    def files(self) -> Files:
        """The databank as this reader sees it."""
        return Files(self.unit, self.reader)

    def purpose(self, why: tuple[str, str]) -> readers.Purpose:
        """Why something restricted is read. Raises Refused (``face.case``) where nothing is said."""
        found = readers.purpose(*why)
        if found is None:
            raise Refused("face.case", "law.md D(iv)", reasons="|".join(readers.PURPOSES))
        return found

    def record(self, out: Output, told: Iterable[Told], why: tuple[str, str]) -> None:
        """A restricted reading wants a purpose, and goes to the journal before it is answered."""
        self.record_matters(out, telling.restricted(list(told), self.reader), why)

    def record_matters(self, out: Output, opened: Sequence[str], why: tuple[str, str]) -> None:
        """The same, of the matters that were ``opened``."""
        if not opened:
            return
        purpose, capacity = self.purpose(why), self.reader.capacity
        lines = [
            journal.restricted_read(self.officer, capacity, matter, purpose.case, purpose.reason) for matter in opened
        ]
        journal.append(lines, self.now)
        out.note(out.word("entries.recorded"))
