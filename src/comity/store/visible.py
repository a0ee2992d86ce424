"""Which entries a reader may see, asked of the database in one join with ``handling.where``; counts too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from comity.entries.grounds import narrowed
from comity.entries.procedures import ON, VERSION_OF
from comity.entries.shown import Named, Shown
from comity.handling import Reader, where
from comity.provenance import trusted
from comity.store import showing
from comity.store.cursor import marks
from comity.store.said import PROPERTY
from comity.store.unit import SqlUnit

# The version that was permitted last stands for the entry: who may not read it reads no earlier one.
_NEWEST = (
    "(m.step <> 'permitted' OR NOT EXISTS (SELECT 1 FROM link n JOIN matter newer ON newer.id = n.source"
    " WHERE n.relation = 'version_of' AND n.target = said.target AND newer.step = 'permitted' AND newer.last > m.last))"
)
_ENTRIES = (
    "FROM matter e JOIN link said ON said.target = e.id AND said.relation = 'version_of'"
    " JOIN matter m ON m.id = said.source JOIN body b ON b.matter = m.id"
)


@dataclass(frozen=True, slots=True)
class SqlView:
    """Implements ``entries.shown.View`` in the unit's transaction."""

    unit: SqlUnit
    reader: Reader
    known: Mapping[str, Named] = field(default_factory=dict, compare=False)

    def sees(self, entry: str) -> bool:
        """Whether the reader may see anything of ``entry``; False too where there is none."""
        condition, values = self._condition("e.id", (entry,))
        return self.unit.one(f"SELECT 1 {_ENTRIES} WHERE {condition} LIMIT 1", values) is not None

    def shown(self, matter: str) -> Sequence[Shown]:
        """Everything said on ``matter``, as the reader may see it."""
        return showing.show(self.unit, matter, self.reader)

    def named(self, matter: str) -> Named:
        """What names the subject of ``matter``, as the reader may see it."""
        return self.known.get(matter) or showing.named(self.unit, [matter], self.reader)[matter]

    def knowing(self, entries: Sequence[str]) -> SqlView:
        """The same view, which has read at once what a list shows of ``entries``."""
        self.unit.fetch(entries, VERSION_OF, ON)
        versions = [version.id for entry in entries for version in self.unit.linking(entry, VERSION_OF)]
        self.unit.fetch(versions)
        return replace(self, known=showing.named(self.unit, versions, self.reader))

    def entries(self, *procedures: str) -> list[str]:
        """The ids of the entries of these procedures that the reader may see, oldest first."""
        condition, values = self._condition("e.procedure", procedures)
        rows = self.unit.all(f"SELECT e.id {_ENTRIES} WHERE {condition} GROUP BY e.id ORDER BY e.opened", values)
        return [str(row[0]) for row in rows]

    def count(self, *procedures: str) -> int:
        """How many entries the reader may see; never how many there are."""
        condition, values = self._condition("e.procedure", procedures)
        return int(self.unit.one(f"SELECT COUNT(DISTINCT e.id) {_ENTRIES} WHERE {condition}", values)[0])

    def matters(self, *procedures: str) -> frozenset[str]:
        """The matters of these procedures on which the reader may read anything that is still held."""
        condition, values = where(self.reader)
        rows = self.unit.all(
            "SELECT DISTINCT m.id FROM matter m JOIN body b ON b.matter = m.id JOIN statement s ON s.body = b.id"
            f" WHERE m.procedure IN ({marks(procedures)}) AND ({condition})",
            [*procedures, *values],
        )
        return frozenset(str(row[0]) for row in rows)

    def bases(self, *procedures: str) -> Mapping[str, str]:
        """The basis in the Convention of each entry whose reader may read it, of the version that stands for it; what
        was taken back is none."""
        condition, values = self._condition("e.procedure", procedures)
        rows = self.unit.all(
            f"SELECT e.id, s.commitment, s.content {_ENTRIES} JOIN statement s ON s.body = b.id"
            f" WHERE m.step = 'permitted' AND {PROPERTY} = 'basis' AND {condition} ORDER BY b.act",
            values,
        )
        taken_back = {one.linked(ON) for one in self.unit.of_procedure("narrowing")}
        return {
            str(entry): str(trusted(bytes(content)).value)
            for entry, commitment, content in rows
            if entry not in taken_back or str(commitment) not in narrowed(self.unit, str(entry))
        }

    def _condition(self, column: str, among: Sequence[str]) -> tuple[str, list[str]]:
        readable, values = where(self.reader)
        return f"{column} IN ({marks(among)}) AND {_NEWEST} AND ({readable})", [*among, *values]
