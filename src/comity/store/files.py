"""One file of the databank as one reader sees it: with what is shown under it, and what does not add up in it.

A merging counts for whoever may see both files: to everybody else each file stays what it was, so that nobody
learns from a place in a list that there is another file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from comity.databank.face import NAMED, names
from comity.databank.findings.analysis import analyse
from comity.databank.findings.finding import Finding
from comity.databank.merged import Outcome, shown_under
from comity.databank.procedures import FILE, INCIDENT, KEEPS, MERGING, WITH
from comity.databank.told import Told
from comity.errors import Refused
from comity.handling import Reader
from comity.matters import Matter
from comity.store import telling
from comity.store.telling import PERSONS, Lot
from comity.store.unit import SqlUnit


@dataclass(frozen=True, slots=True)
class Sum:
    """One file as a list shows it: by which names it goes, who tells in it, in how many statements, and whether more
    of it opens for a case."""

    names: tuple[str, ...]
    owners: tuple[str, ...]
    statements: int
    restricted: bool


@dataclass(frozen=True)
class Files:
    """The databank before one reader."""

    unit: SqlUnit
    reader: Reader

    def listed(self) -> list[str]:
        """The files and incidents in which the reader may see anything, without those that stand under another."""
        under = self.under
        return [one for one in telling.files(self.unit, self.reader, FILE, INCIDENT) if one not in under]

    @cached_property
    def mergings(self) -> list[Matter]:
        """The mergings of two files in both of which the reader may see something."""
        every = self.unit.of_procedure(MERGING)
        if not every:
            return []
        seen = set(telling.files(self.unit, self.reader, FILE))
        return [one for one in every if {one.linked(KEEPS), one.linked(WITH)} <= seen]

    @cached_property
    def under(self) -> dict[str, str]:
        """From each file that is shown under another, that other."""
        found = [
            (done.index, Outcome(one.linked(KEEPS), one.linked(WITH), done.kind == "merging.agree"))
            for one in self.mergings
            for done in one.acts
            if done.kind in ("merging.agree", "merging.undo")
        ]
        return shown_under(outcome for _, outcome in sorted(found, key=lambda pair: pair[0]))

    def judged(self) -> set[tuple[str, str]]:
        """The pairs of files that a person has judged to be one, or not to be."""
        decided = [one for one in self.mergings if one.step in ("merged", "declined")]
        return {(one.linked(KEEPS), one.linked(WITH)) for one in decided}

    def together(self, file: str) -> list[str]:
        """The file under which ``file`` is shown, and those that are shown under that."""
        kept = self.under.get(file, file)
        return [kept, *sorted(one for one, at in self.under.items() if at == kept and one != kept)]

    def told_in(self, file: str) -> list[Told]:
        """What the reader may see in ``file`` and in the files that are shown under it.

        Raises Refused (``act.unknown_matter``) alike where there is nothing and where nothing may be seen.
        """
        told = self.of(file)
        if not told:
            raise Refused("act.unknown_matter")
        return told

    def of(self, file: str, properties: Collection[str] = ()) -> list[Told]:
        """The same, of ``properties`` alone where some are named; nothing where nothing may be seen."""
        parts = self.together(file)
        return [one for part in parts for one in telling.told_in(self.unit, part, self.reader, properties)]

    def open_part(self, told: Sequence[Told]) -> list[Told]:
        """What of ``told`` may be read without saying for which case."""
        hidden = set(telling.restricted(told, self.reader))
        return [one for one in told if one.contribution not in hidden]

    def summed(self, files: Sequence[str]) -> dict[str, Sum]:
        """What the reader may see in each of ``files`` and under it, as far as it is read without a case."""
        under = {part: file for file in files for part in self.together(file)}
        lots: dict[str, list[Lot]] = {file: [] for file in files}
        for lot in telling.lots(self.unit, [*under], self.reader):
            lots[under[lot.file]].append(lot)
        read: dict[str, list[Told]] = {file: [] for file in files}
        for one in telling.told_in_each(self.unit, [*under], self.reader, (*NAMED, PERSONS)):
            read[under[one.file]].append(one)
        return {file: self._sum(lots[file], read[file]) for file in files}

    def _sum(self, lots: Sequence[Lot], read: Sequence[Told]) -> Sum:
        hidden = set(telling.restricted((*lots, *read), self.reader))
        counted = [one for one in lots if one.contribution not in hidden]
        told = [one for one in read if one.contribution not in hidden]
        persons = [one for one in told if one.property == PERSONS]
        return Sum(
            names(told),
            tuple(sorted({one.owner for one in counted} | {one.owner for one in persons})),
            sum(one.statements for one in counted) + len(persons),
            bool(hidden),
        )

    def naming(self, file: str) -> list[Told]:
        """What is told elsewhere and names ``file`` or what is shown under it, as far as it is read without a case."""
        found = [one for name in self.together(file) for one in telling.naming(self.unit, name, self.reader)]
        return self.open_part(found)

    def superseded(self, told: Iterable[Told]) -> list[Told]:
        """What was replaced in the files of ``told``, as far as the reader may see it."""
        files = sorted({one.file for one in told})
        return [one for file in files for one in telling.superseded_in(self.unit, file, self.reader)]

    def analysed(self, told: Sequence[Told], working: Collection[str]) -> tuple[Finding, ...]:
        """What does not add up in ``told``; ``working``: the working languages."""
        return analyse(
            told,
            self.reader.at,
            superseded=self.superseded(told),
            shown=self.under,
            judged=self.judged(),
            working=working,
        )
