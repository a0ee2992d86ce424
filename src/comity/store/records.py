"""Counts over the whole register, for the gates that need them."""

from __future__ import annotations

from comity.store.unit import SqlUnit

_PERMITTED = (
    "FROM matter v JOIN link l ON l.source = v.id AND l.relation = 'version_of'"
    " WHERE v.procedure = 'version' AND v.step = 'permitted' AND v.participant = %s"
    " AND NOT EXISTS (SELECT 1 FROM link w JOIN matter m ON m.id = w.source"
    "  WHERE w.target = l.target AND w.relation = 'on' AND m.procedure IN ('withdrawal', 'erasure'))"
)
_NOT_RENEWED = (
    "NOT EXISTS (SELECT 1 FROM link r JOIN matter n ON n.id = r.source WHERE r.target = l.target"
    " AND r.relation = 'version_of' AND n.procedure = 'version' AND n.step = 'permitted' AND n.due > %s)"
)


class SqlRecords:
    """Implements ``entries.records.Records`` in the unit's transaction."""

    def __init__(self, unit: SqlUnit, safeguards: str) -> None:
        """``safeguards``: the digest of the protocol's version in force."""
        self._unit = unit
        self._safeguards = safeguards

    def reviews(self, participant: str, day: str) -> tuple[int, int]:
        """Entries whose latest sunset has come without renewal, withdrawal or erasure; and all, which
        are counted only where one is overdue: of none, the share is none."""
        late = f"SELECT COUNT(DISTINCT l.target) {_PERMITTED} AND v.due <= %s AND {_NOT_RENEWED}"
        overdue = int(self._unit.one(late, [participant, day, day])[0])
        if not overdue:
            return 0, 0
        return overdue, int(self._unit.one(f"SELECT COUNT(DISTINCT l.target) {_PERMITTED}", [participant])[0])

    def namesakes(self, entry: str, version: str) -> tuple[str, ...]:
        """Other circulated entries whose subjects bear one of this version's names."""
        rows = self._unit.all(
            "SELECT DISTINCT l.target FROM name mine JOIN body b ON b.id = mine.body"
            " JOIN name theirs ON theirs.key = mine.key JOIN body o ON o.id = theirs.body"
            " JOIN matter v ON v.id = o.matter AND v.step = 'permitted'"
            " JOIN link l ON l.source = o.matter AND l.relation = 'version_of'"
            " WHERE b.matter = %s AND l.target <> %s",
            [version, entry],
        )
        return tuple(sorted(row[0] for row in rows))

    def signed_safeguards(self) -> frozenset[str]:
        """Authorities that signed this version of the protocol."""
        return frozenset(
            matter.opened.authority
            for matter in self._unit.of_procedure("safeguards")
            if matter.text("digest") == self._safeguards
        )
