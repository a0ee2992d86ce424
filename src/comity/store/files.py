"""One file of the databank as one reader sees it: with what is shown under it, and what does not add up in it.

A merging counts for whoever may see both files: to everybody else each file stays what it was, so that nobody
learns from a place in a list that there is another file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from comity.databank.findings.analysis import analyse
from comity.databank.findings.finding import Finding
from comity.databank.merged import Outcome, shown_under
from comity.databank.procedures import FILE, INCIDENT, KEEPS, MERGING, WITH
from comity.databank.told import Told
from comity.errors import Refused
from comity.handling import Reader
from comity.matters import Matter
from comity.store import telling
from comity.store.unit import SqlUnit


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
        told = [one for name in self.together(file) for one in telling.told_in(self.unit, name, self.reader)]
        if not told:
            raise Refused("act.unknown_matter")
        return told

    def open_part(self, told: Sequence[Told]) -> list[Told]:
        """What of ``told`` may be read without saying for which case."""
        hidden = set(telling.restricted(told, self.reader))
        return [one for one in told if one.contribution not in hidden]

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
