"""Counts over the whole register, for the gates that need them."""

from __future__ import annotations

from comity.store.unit import SqlUnit


class SqlRecords:
    """Implements ``entries.records.Records`` in the unit's transaction."""

    def __init__(self, unit: SqlUnit, safeguards: str) -> None:
        """``safeguards``: the digest of the protocol's version in force."""
        self._unit = unit
        self._safeguards = safeguards

    def reviews(self, participant: str, day: str) -> tuple[int, int]:
        """Entries whose latest sunset has come without renewal, withdrawal or erasure; and all."""
        row = self._unit.one(
            "SELECT COALESCE(SUM(due <= %s), 0), COUNT(*) FROM (SELECT MAX(v.due) AS due FROM matter v"
            " JOIN link l ON l.source = v.id AND l.relation = 'version_of'"
            " WHERE v.procedure = 'version' AND v.step = 'permitted' AND v.participant = %s"
            " AND NOT EXISTS (SELECT 1 FROM link w JOIN matter m ON m.id = w.source"
            "  WHERE w.target = l.target AND w.relation = 'on' AND m.procedure IN ('withdrawal', 'erasure'))"
            " GROUP BY l.target)",
            [day, participant],
        )
        return int(row[0]), int(row[1])

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
