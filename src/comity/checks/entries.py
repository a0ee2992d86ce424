"""An entry of this node as a subject of screening: what is compared, and the little that is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from comity import dates
from comity.canonical import Json
from comity.checks.rules import LIST, REGISTER
from comity.entries.procedures import LIST_ENTRY, REGISTER_ENTRY
from comity.handling import Audience
from comity.screening import Alias, Birth, Kind, Subject
from comity.watchlists import subjects

SEARCHED: Final = {LIST_ENTRY: (LIST, Kind.ENTITY), REGISTER_ENTRY: (REGISTER, Kind.PERSON)}
"""The procedures whose entries are searched; an entry on support names persons, and is not."""
FIELDS: Final = frozenset(
    "official_name names born documents category wanted_for delisting_contact claimant_authority".split()
)
_COMPARED: Final = frozenset({"official_name", "names", "born", "documents"})


@dataclass(frozen=True, slots=True)
class Record:
    """What a searcher is told of an entry besides the name that matched: whom to ask, and no case details."""

    entry: str
    procedure: str
    claimant: str
    authority: str
    effect: str
    category: str = ""
    wanted_for: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Searchable:
    """An entry that counts at one moment. ``audience`` is the strictest of what is compared."""

    subject: Subject
    audience: Audience
    record: Record


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of the version in effect, with the audience of its body."""

    field: str
    value: Json
    audience: Audience


_STRICT: Final = ("PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW")


def searchable(record: Record, said: Sequence[Said]) -> Searchable | None:
    """The entry to be found by the names in ``said``; None where no name is held, as after an erasure."""
    dataset, kind = SEARCHED[record.procedure]
    names = _names(said)
    if not names:
        return None
    compared = [one.audience for one in said if one.field in _COMPARED]
    subject = Subject(
        record.entry,
        dataset,
        kind,
        names[0],
        tuple(map(Alias, names)),
        tuple(birth(one) for one in _texts(said, "born")),
        tuple(dict.fromkeys(number for one in _texts(said, "documents") for number in subjects.numbers(one))),
    )
    strictest = max(compared, key=lambda audience: _STRICT.index(audience.code))
    return Searchable(subject, strictest, record)


def birth(written: str) -> Birth:
    """A date of birth as an entry writes it; what says no date says nothing."""
    return subjects.birth(dates.parse_or_unknown(written))


def text(said: Iterable[Said], field: str) -> str:
    """The last value of ``field``; empty where none is held."""
    return next(reversed(_texts(said, field)), "")


def _texts(said: Iterable[Said], field: str) -> list[str]:
    return [one.value for one in said if one.field == field and isinstance(one.value, str)]


def _names(said: Iterable[Said]) -> list[str]:
    """The official name first, each spelling once."""
    told = list(said)
    values = [one.value for field in ("official_name", "names") for one in told if one.field == field]
    named = (value.get("name") if isinstance(value, dict) else value for value in values)
    return list(dict.fromkeys(name for name in named if isinstance(name, str)))
