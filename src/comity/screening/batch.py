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

from comity.screening import facts
from comity.screening.answers import THRESHOLD, Match, Versions
from comity.screening.asking import MAX_CHARACTERS, MIN_CHARACTERS, weight
from comity.screening.index import Index
from comity.screening.many import screen_many, uncollected
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
_KINDS: Final = {kind.value: kind for kind in Kind}
_ROUNDED: Final = 0.001  # scores are rounded where facts weigh them
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


_UNSCREENED: Final = (Note.NAME_EMPTY, Note.NAME_SHORT, Note.NAME_LONG)


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
        with uncollected():
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
    asked = [_asked(*told) for told in zip(*held, strict=True)]
    found = _found([one for one in asked if one.query], index, threshold)
    rows = [(one.row, one.key, *answer) for one in asked for answer in _answers(one, index, threshold, limit, found)]
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """One input row; ``query`` is None where it is not screened, and ``note`` says why."""

    row: int | None
    key: str | None
    query: Query | None
    note: str | None
    name: str | None


def _asked(row: Any, key: Any, name: Any, alias: Any, birth: Any, document: Any, kind: Any, problem: Any) -> _Asked:
    if problem:
        return _Asked(row, key, None, str(problem), None)
    if not (alias or birth or document) and kind is None and isinstance(name, str) and len(name) <= MAX_NAME:
        plain = " ".join(name.split())
        if plain and not _is_short(plain):  # as most rows are
            return _Asked(row, key, Query((plain,)), None, plain)
    names, notes = _spellings(name, alias)
    births, of_kind = _births(birth, notes), _kind(kind, notes)
    first = names[0][:MAX_NAME] if names else None
    if names and Note.NAME_LONG not in notes and all(map(_is_short, names)):
        notes.insert(0, Note.NAME_SHORT)
    note = " ".join(notes) or None
    if notes and notes[0] in _UNSCREENED:
        return _Asked(row, key, None, note, first)
    return _Asked(row, key, Query(names, of_kind, births, _texts(document)), note, first)


def _found(asked: Sequence[_Asked], index: Index, threshold: float) -> set[Query]:
    """The queries that may have a match: most rows of a file have none, and the kernel says so at once."""
    groups: dict[tuple[Kind, float], dict[str, list[Query]]] = {}
    for one in asked:
        if one.query is not None:
            group = groups.setdefault((one.query.kind, _least(threshold, one.query)), {})
            for name in one.query.names:
                group.setdefault(name, []).append(one.query)  # a name that many rows bear is sought once
    found: set[Query] = set()
    for (kind, least), bearers in groups.items():
        names = list(bearers)
        hits = screen_many(index, names, threshold=least, limit=1, kind=kind)
        found.update(query for place in set(hits.queries.tolist()) for query in bearers[names[place]])
    return found


def _least(threshold: float, query: Query) -> float:
    """The score of names alone below which no other fact lifts a match to ``threshold``."""
    missing = 1 - threshold
    if query.births:
        missing *= 1000 / (1000 - facts.SAME_DAY)
    if query.documents:
        missing *= 1000 / (1000 - facts.DOCUMENT_AGREES)
    return round(max(0.0, 1 - missing - _ROUNDED), 4) if query.births or query.documents else threshold


def _answers(one: _Asked, index: Index, threshold: float, limit: int, found: set[Query]) -> Iterator[_Row]:
    """The rows of one input row, from ``status`` on."""
    if one.query is None:
        yield (Status.ERROR.value, one.note, 0, 0, None, None, None, one.name, None, None, None)
        return
    answer = index.search(one.query, limit=limit, threshold=threshold) if one.query in found else None
    matches = answer.matches if answer else ()
    for rank, match in enumerate(matches, 1):
        yield (Status.MATCH.value, one.note, rank, answer.total if answer else 0, *_told(match))
    if not matches:
        yield (Status.NONE.value, one.note, 0, 0, None, None, None, one.name, None, None, None)


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
    if alias is None and len(named) == 1:
        return named, []
    given = dict.fromkeys([*named, *_texts(alias)])
    kept = tuple(one for one in given if len(one) <= MAX_NAME)[:MAX_NAMES]
    return kept, [] if len(kept) == len(given) else [Note.ALIAS_DROPPED]


def _texts(value: Any) -> tuple[str, ...]:
    """A text or a list of texts, without what is empty; white space folded."""
    if value is None:
        return ()
    given = value if isinstance(value, list) else (value,)
    return tuple([text for one in given if one is not None and (text := " ".join(str(one).split()))])


def _is_short(name: str) -> bool:
    return sum(map(str.isalnum, name)) < MIN_CHARACTERS and weight(name) < MIN_CHARACTERS


def _kind(value: Any, notes: list[Note]) -> Kind:
    if value is None:
        return Kind.ANY
    found = _KINDS.get(str(value).strip().lower())
    if found is None:
        notes.append(Note.KIND_UNKNOWN)
    return found or Kind.ANY


def _births(value: Any, notes: list[Note]) -> tuple[Birth, ...]:
    """An unreadable date is an unknown date: it never speaks against anyone."""
    if value is None or not (said := str(value).strip()):
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
