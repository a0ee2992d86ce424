"""Whole batches of names: an Arrow RecordBatch in, a RecordBatch out, the same wherever it runs.

A ``Screener`` names a saved index by its path, so it can be sent to a process pool or to Spark's executors;
each process loads the index once. What it remembers between batches makes them faster and no different: how the
rows are divided, and among how many workers, changes no row of the answer.

Input columns, all but ``name`` optional; any other column is dropped before anything is read:

    row          integer, the row's number; goes through
    id           text, the row's own key; goes through
    name, alias  text, or a list of texts
    birth_date   text or date: 1980, 1980-05, 1980-05-01, or two of them with a slash between
    document     text, or a list of texts
    kind         "person", "entity" or nothing
    problem      text: why this row could not be read; it is not screened, and the text goes through

Each input row gives a row for each match, best first, or one row that says why there is none (``COLUMNS``). A match
that was cleared before by a person (``decisions``) follows the others of its row, and is not counted among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np

from comity.screening.answered import Answers
from comity.screening.answers import THRESHOLD, Versions
from comity.screening.decided import Decisions
from comity.screening.index import Index
from comity.screening.many import uncollected
from comity.screening.matched import Status
from comity.screening.rows import INPUT, MAX_NAME, Arrow, Note
from comity.screening.versions import versions

__all__ = ["COLUMNS", "INPUT", "LIMIT", "MAX_NAME", "Arrow", "Note", "Screener", "Status", "schema", "screen"]

COLUMNS: Final = (
    ("row", "int64"),  # of the input, from 1
    ("id", "string"),
    ("status", "string"),  # a Status
    ("note", "string"),  # Notes, with spaces between
    ("rank", "int32"),  # of the match in its row, from 1; 0 where there is none
    ("total", "int32"),  # matches at or above the threshold that were not cleared, before the limit
    ("dataset", "string"),
    ("subject", "string"),
    ("score", "float64"),
    ("query", "string"),  # the spelling of the row that matched, else its first name
    ("name", "string"),  # the spelling of the list that it matched
    ("caption", "string"),
    ("reasons", "string"),  # codes: "for:name,birth_agrees against:left_over how:same,sound"
    ("decision", "string"),  # what a person decided before of this match: a code; else nothing
    ("ground", "string"),  # by what: a code
    ("decided", "string"),  # on which day: 2026-03-02
)
LIMIT: Final = 5


@dataclass(frozen=True, slots=True)
class Screener:
    """``screen`` bound to the index saved at ``path``; small enough to be pickled to anywhere.

    ``limit`` is the largest number of matches a row may give, ``decisions`` what was decided of matches before. The
    index is read once in each process.
    """

    path: Path
    threshold: float = THRESHOLD
    limit: int = LIMIT
    decisions: Decisions | None = None

    def screen(self, batch: Arrow) -> Arrow:
        """Screen one RecordBatch. Raises ValueError where it has no ``name``, or the saved index is damaged."""
        with uncollected():
            return _screened(self._answers(), batch)

    def _answers(self) -> Answers:
        found = self.path.stat()  # another index may have been saved under the same path
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
        return _loaded(self.path, stamp, self.threshold, self.limit, self.decisions)


def screen(
    index: Index,
    batch: Arrow,
    threshold: float = THRESHOLD,
    limit: int = LIMIT,
    decisions: Decisions | None = None,
) -> Arrow:
    """Screen one RecordBatch against ``index``; the answer has ``COLUMNS``. Raises ValueError without ``name``."""
    return _screened(Answers(index, threshold, limit, decisions), batch)


def schema(produced: Versions | None = None) -> Arrow:
    """The Arrow schema of the answer, with the versions as its metadata where they are given."""
    import pyarrow as pa  # noqa: PLC0415

    said = {f"comity.{name}": str(getattr(produced, name)) for name in Versions.__slots__} if produced else None
    return pa.schema([pa.field(name, getattr(pa, kind)()) for name, kind in COLUMNS], metadata=said)


@lru_cache(maxsize=2)
def _loaded(path: Path, stamp: tuple[int, ...], threshold: float, limit: int, decisions: Decisions | None) -> Answers:
    return Answers(Index.load(path), threshold, limit, decisions)


def _screened(answers: Answers, batch: Arrow) -> Arrow:
    """The answers in the order of the rows; the row's number and its own key go through."""
    import pyarrow as pa  # noqa: PLC0415

    if "name" not in batch.schema.names:
        raise ValueError("a batch without a column called name")
    answered = list(answers.to(batch))
    places = np.repeat(np.arange(len(answered)), list(map(len, answered)))
    form = schema(versions())
    through = [_through(batch, field, places) for field in list(form)[:2]]
    columns = list(zip(*chain.from_iterable(answered), strict=True)) or [()] * (len(COLUMNS) - 2)
    told = [pa.array(column, field.type) for column, field in zip(columns, list(form)[2:], strict=True)]
    return pa.record_batch([*through, *told], schema=form)


def _through(batch: Arrow, field: Arrow, places: Arrow) -> Arrow:
    """A column of the input, each value as often as its row is answered."""
    import pyarrow as pa  # noqa: PLC0415

    if field.name not in batch.schema.names:
        return pa.nulls(len(places), field.type)
    column = batch.column(field.name).cast(field.type)
    return column if len(column) == len(places) else column.take(pa.array(places))
