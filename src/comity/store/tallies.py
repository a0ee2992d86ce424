"""The journal in figures: how many lines of each kind there are of each day, from an index alone."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Final

from comity.store.cursor import Cursor

ERASED: Final = "erased"
DAY: Final = "substr(time, 1, 10)"
SAID: Final = (
    "json_extract(CASE WHEN json_valid(CAST(content AS TEXT)) THEN CAST(content AS TEXT) END, '$.kind',"
    " '$.content.code', '$.content.what', '$.content.way', '$.content.decision', '$.content.capacity')"
)
"""The kind of a line, and the words by which those of one kind are told apart: its first one counts. The index
``journal_by_day`` (migration 0005) is over the same expression, so that no line is read to be counted."""
COUNTED: Final = (
    f"SELECT {DAY}, {SAID}, COUNT(*), SUM(names) FROM journal WHERE {DAY} >= %s AND {DAY} <= %s"
    " GROUP BY 1, 2 ORDER BY 1, 2"
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines of one kind there are of one day; of those whose content is gone the kind is ``erased``.

    ``of``: what tells them apart, a code or else a word of theirs or the capacity, empty for the public; ``names``: how
    many names of the Register they asked for.
    """

    day: str
    kind: str
    of: str
    lines: int
    names: int


def tally(since: str, until: str) -> list[Tally]:
    """The lines of each day from ``since`` to ``until``, the last day too, counted."""
    cursor = Cursor()
    cursor.execute(COUNTED, [since, until])
    counts, asked = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for day, said, lines, names in cursor.fetchall():
        kind, *words = json.loads(said) if said else (ERASED,)
        key = (day, kind, next((str(word) for word in words if word), ""))
        counts[key] += lines
        asked[key] += names
    return [Tally(*key, counts[key], asked[key]) for key in sorted(counts)]
