"""Whole batches of names: an Arrow RecordBatch in, a RecordBatch out, the same wherever it runs.

A ``Screener`` names a saved index by its path, so it can be sent to a process pool or to Spark's executors;
each process loads the index once. It keeps nothing between batches: how the rows are divided, and among how
many workers, changes no row of the answer.

Input columns, all but ``name`` optional; any other column is dropped before anything is read:

    row          integer, the row's number; goes through
    id           text, the row's own key; goes through
    name, alias  text, or a list of texts
    birth_date   text or date: 1980, 1980-05, 1980-05-01, or two of them with a slash between
    document     text, or a list of texts
    kind         "person", "entity" or nothing
    problem      text: why this row could not be read; it is not screened, and the text goes through

Each input row gives a row for each match, best first, or one row that says why there is none (``COLUMNS``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from comity.screening.answers import THRESHOLD, Match, Versions
from comity.screening.asking import MAX_CHARACTERS, QueryTooShort
from comity.screening.index import Index
from comity.screening.subjects import Birth, Kind, Query
from comity.screening.versions import versions

INPUT: Final = ("row", "id", "name", "alias", "birth_date", "document", "kind", "problem")
COLUMNS: Final = (
    ("row", "int64"),  # of the input, from 1
    ("id", "string"),
    ("status", "string"),  # a Status
    ("note", "string"),  # Notes, with spaces between
    ("rank", "int32"),  # of the match in its row, from 1; 0 where there is none
    ("total", "int32"),  # matches at or above the threshold, before the limit
    ("dataset", "string"),
    ("subject", "string"),
    ("score", "float64"),
    ("query", "string"),  # the spelling of the row that matched, else its first name
    ("name", "string"),  # the spelling of the list that it matched
    ("caption", "string"),
    ("reasons", "string"),  # codes: "for:name,birth_agrees against:left_over how:same,sound"
)
LIMIT: Final = 5
MAX_NAME: Final = MAX_CHARACTERS
MAX_NAMES: Final = 50  # spellings of one row
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)

Arrow = Any  # pyarrow ships no types, and is imported on first use only: it costs 30 MB
_Row = tuple[object, ...]


class Status(StrEnum):
    """What became of an input row."""

    MATCH = "match"
    NONE = "none"
    ERROR = "error"  # it was not screened; ``note`` says why


class Note(StrEnum):
    """What could not be taken of an input row. Those that begin with ``name_`` leave it unscreened."""

    NAME_EMPTY = "name_empty"
    NAME_SHORT = "name_short"
    NAME_LONG = "name_long"
    ALIAS_DROPPED = "alias_dropped"  # too long, or one too many
    BIRTH_UNREAD = "birth_unread"  # screened as if it gave none
    KIND_UNKNOWN = "kind_unknown"  # screened as if it gave none


_UNSCREENED: Final = (Note.NAME_EMPTY, Note.NAME_LONG)


@dataclass(frozen=True, slots=True)
class Screener:
    """``screen`` bound to the index saved at ``path``; small enough to be pickled to anywhere.

    ``limit`` is the largest number of matches a row may give. The index is read once in each process.
    """

    path: Path
    threshold: float = THRESHOLD
    limit: int = LIMIT

    def screen(self, batch: Arrow) -> Arrow:
        """Screen one RecordBatch. Raises ValueError where it has no ``name``, or the saved index is damaged."""
        return screen(self._index(), batch, self.threshold, self.limit)

    def _index(self) -> Index:
        found = self.path.stat()  # another index may have been saved under the same path
        return _loaded(self.path, (found.st_ino, found.st_size, found.st_mtime_ns))


def screen(index: Index, batch: Arrow, threshold: float = THRESHOLD, limit: int = LIMIT) -> Arrow:
    """Screen one RecordBatch against ``index``; the answer has ``COLUMNS``. Raises ValueError without ``name``."""
    names = batch.schema.names
    if "name" not in names:
        raise ValueError("a batch without a column called name")
    held = [batch.column(one).to_pylist() if one in names else [None] * batch.num_rows for one in INPUT]
    rows: list[_Row] = []
    for row, key, *told in zip(*held, strict=True):
        answered = [_unscreened(str(told[-1]), ())] if told[-1] else _answered(index, told, threshold, limit)
        rows += [(row, key, *one) for one in answered]
    return _batch(rows, versions())


def schema(produced: Versions | None = None) -> Arrow:
    """The Arrow schema of the answer, with the versions as its metadata where they are given."""
    import pyarrow as pa  # noqa: PLC0415

    said = {f"comity.{name}": str(getattr(produced, name)) for name in Versions.__slots__} if produced else None
    return pa.schema([pa.field(name, getattr(pa, kind)()) for name, kind in COLUMNS], metadata=said)


@lru_cache(maxsize=2)
def _loaded(path: Path, stamp: tuple[int, ...]) -> Index:
    return Index.load(path)


def _batch(rows: list[_Row], produced: Versions) -> Arrow:
    import pyarrow as pa  # noqa: PLC0415

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
    form = schema(produced)
    return pa.record_batch([pa.array(c, f.type) for c, f in zip(columns, form, strict=True)], schema=form)


def _answered(index: Index, told: Sequence[Any], threshold: float, limit: int) -> Iterator[_Row]:
    """The rows of one input row, from ``status`` on; ``told`` begins with its name."""
    names, notes = _spellings(told[0], told[1])
    births, kind = _births(told[2], notes), _kind(told[4], notes)
    note = " ".join(notes) or None
    if notes and notes[0] in _UNSCREENED:
        yield _unscreened(note, names)
        return
    try:
        found = index.search(Query(names, kind, births, _texts(told[3])), limit=limit, threshold=threshold)
    except QueryTooShort:
        yield _unscreened(" ".join([Note.NAME_SHORT, *notes]), names)
        return
    for rank, match in enumerate(found.matches, 1):
        yield (Status.MATCH.value, note, rank, found.total, *_told(match))
    if not found.matches:
        yield (Status.NONE.value, note, 0, found.total, None, None, None, names[0], None, None, None)


def _unscreened(note: str | None, names: tuple[str, ...]) -> _Row:
    name = names[0][:MAX_NAME] if names else None
    return (Status.ERROR.value, note, 0, 0, None, None, None, name, None, None, None)


def _told(match: Match) -> _Row:
    one = match.subject
    return (one.dataset, one.id, match.score, match.query, match.name, one.caption, reasons(match))


def reasons(match: Match) -> str:
    """The codes of what spoke for and against, and how words were taken for one another."""
    told = {
        "for": dict.fromkeys(one.because.value for one in match.reasons if one.speaks > 0),
        "against": dict.fromkeys(one.because.value for one in match.reasons if one.speaks < 0),
        "how": dict.fromkeys(one.how.value for one in match.taken),
    }
    return " ".join(f"{name}:{','.join(codes)}" for name, codes in told.items() if codes)


def _spellings(name: Any, alias: Any) -> tuple[tuple[str, ...], list[Note]]:
    """All spellings of a row, its name first, and what is wrong with them."""
    named = _texts(name)
    if not named:
        return (), [Note.NAME_EMPTY]
    if len(named[0]) > MAX_NAME:
        return named[:1], [Note.NAME_LONG]
    given = dict.fromkeys([*named, *_texts(alias)])
    kept = tuple(one for one in given if len(one) <= MAX_NAME)[:MAX_NAMES]
    return kept, [] if len(kept) == len(given) else [Note.ALIAS_DROPPED]


def _texts(value: Any) -> tuple[str, ...]:
    """A text or a list of texts, without what is empty; white space folded."""
    given = value if isinstance(value, list) else [value]
    return tuple(text for one in given if one is not None and (text := " ".join(str(one).split())))


def _kind(value: Any, notes: list[Note]) -> Kind:
    said = str(value or "").strip().lower()
    if said in list(Kind):
        return Kind(said)
    notes.append(Note.KIND_UNKNOWN)
    return Kind.ANY


def _births(value: Any, notes: list[Note]) -> tuple[Birth, ...]:
    """An unreadable date is an unknown date: it never speaks against anyone."""
    said = str(value if value is not None else "").strip()
    if not said:
        return ()
    try:
        return (_birth(said),)
    except ValueError:
        notes.append(Note.BIRTH_UNREAD)
        return ()


@lru_cache(maxsize=1 << 14)
def _birth(said: str) -> Birth:
    first, _, last = said.partition("/")
    earliest, latest = _days(first)[0], _days(last or first)[1]
    if earliest > latest:
        raise ValueError(said)
    return Birth(earliest, latest)


def _days(text: str) -> tuple[date, date]:
    found = _DAY.match(text)
    if found is None:
        raise ValueError(text)
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    last = month or 12
    return date(year, month or 1, day or 1), date(year, last, day or monthrange(year, last)[1])
