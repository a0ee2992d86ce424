"""Rows of a batch as they are asked: which names, dates and documents a row gives, and what of it cannot be taken."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from comity.screening.asking import MAX_CHARACTERS, is_short
from comity.screening.subjects import Birth, Kind, Query

INPUT: Final = ("row", "id", "name", "alias", "birth_date", "document", "kind", "problem")
MAX_NAME: Final = MAX_CHARACTERS
MAX_NAMES: Final = 50  # spellings of one row
_KINDS: Final = {kind.value: kind for kind in Kind}
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)

Arrow = Any  # pyarrow ships no types, and is imported on first use only: it costs 30 MB
Wanted = str | Query
"""What a row asks for; a text where it gives one name and nothing else, as most rows do."""


class Note(StrEnum):
    """What could not be taken of an input row. Those that begin with ``name_`` leave it unscreened."""

    NAME_EMPTY = "name_empty"
    NAME_SHORT = "name_short"
    NAME_LONG = "name_long"
    ALIAS_DROPPED = "alias_dropped"  # too long, or one too many
    BIRTH_UNREAD = "birth_unread"  # screened as if it gave none
    KIND_UNKNOWN = "kind_unknown"  # screened as if it gave none


_UNSCREENED: Final = (Note.NAME_EMPTY, Note.NAME_SHORT, Note.NAME_LONG)


class Read(NamedTuple):
    """One input row; ``wanted`` is None where it is not screened, and ``note`` says why."""

    wanted: Wanted | None
    note: str | None
    name: str | None


def told(batch: Arrow) -> tuple[list[Any], list[Read] | None]:
    """The names of ``batch``, as they stand; and its rows as they are asked, None where they are names alone."""
    present = batch.schema.names
    more = [_listed(batch.column(one)) if one in present else None for one in INPUT[3:]]
    names = batch.column("name").to_pylist()
    if not any(more):
        return names, None
    every = zip(names, *(one or [None] * len(names) for one in more), strict=True)
    return names, [_read(*one) for one in every]


def _listed(column: Arrow) -> list[Any] | None:
    """The values of a column; None where it says nothing."""
    said = column.null_count < len(column) and not (hasattr(column, "flatten") and not len(column.flatten()))
    return column.to_pylist() if said else None


def named(name: Any) -> Read:
    """A row that gives a name alone."""
    if isinstance(name, str) and len(name) <= MAX_NAME:
        plain = " ".join(name.split())
        if plain and not is_short(plain):
            return Read(plain, None, plain)
    return _read(name, None, None, None, None, None)


def _read(name: Any, alias: Any, birth: Any, document: Any, kind: Any, problem: Any) -> Read:
    if problem:
        return Read(None, str(problem), None)
    names, notes = _spellings(name, alias)
    births, of_kind = _births(birth, notes), _kind(kind, notes)
    first = names[0][:MAX_NAME] if names else None
    if names and Note.NAME_LONG not in notes and all(map(is_short, names)):
        notes.insert(0, Note.NAME_SHORT)
    note = " ".join(notes) or None
    if notes and notes[0] in _UNSCREENED:
        return Read(None, note, first)
    query = Query(names, of_kind, births, _texts(document))
    plain = len(names) == 1 and query == Query(names)
    return Read(names[0] if plain else query, note, first)


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
