"""What a list says as subjects of screening: names with their weak flags, dates of birth, document numbers.

Countries go along to be shown; nothing compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from comity.dates import CIRCA_YEARS, VagueDate
from comity.screening import Alias, Birth, Kind, Subject
from comity.watchlists.listed import Listed, ListedKind, Name, Quality, Snapshot

KINDS: Final = {ListedKind.INDIVIDUAL: Kind.PERSON, ListedKind.ENTITY: Kind.ENTITY}
COUNTRIES: Final = frozenset({"nationality", "country"})  # the fields of an entry that name a country, nothing else
_LATER: Final = re.compile(r"\b(?:expir|exp\.|issue|valid|born|under |until|cancel)", re.IGNORECASE)
_DAY: Final = re.compile(
    r"\b(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:[0-9]{1,2} )?[A-Z][a-z]{2,8}\.? ?(?:19|20)[0-9]{2}"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4})\b|(?<![\w-])(?:19|20)[0-9]{2}(?:-(?:19|20)[0-9]{2})?(?![\w/-])"
)
_LEAD: Final = re.compile(r"\b(?:SSN|ID|IMO|N(?:o\.?|°|º))\s*(?=[0-9])")
_NUMBER: Final = re.compile(
    r"(?<![\w/-])(?:[A-Z]{1,4}(?:-[A-Z])?[ /-])?[A-Z0-9]*[0-9](?:[/.-]?[A-Z0-9])*(?: [0-9]+)*(?![\w/])"
)
_DIGITS: Final = 3  # with six letters and digits in all, or four digits: a shorter number says little
_LONG: Final = 6


def subjects(snapshot: Snapshot) -> Iterator[Subject]:
    """Yield every entry of ``snapshot``, in its order; the dataset is the source's id."""
    return (subject(snapshot.source, entry) for entry in snapshot.entries)


def subject(source: str, entry: Listed) -> Subject:
    """One entry of the list ``source``."""
    return Subject(
        entry.reference,
        source,
        KINDS[entry.kind],
        entry.caption,
        tuple(_aliases(entry.names)),
        tuple(dict.fromkeys(born for born in map(birth, entry.births) if born.earliest or born.latest)),
        tuple(dict.fromkeys(number for document in entry.documents for number in numbers(document))),
        tuple(dict.fromkeys(detail.text for detail in entry.details if detail.field in COUNTRIES)),
    )


def numbers(document: str) -> Iterator[str]:
    """The numbers in what a list writes about one document, as written; days and remarks are left aside."""
    said = _LATER.split(document, maxsplit=1)[0]
    for found in _NUMBER.findall(_LEAD.sub("", _DAY.sub(" , ", said))):
        digits, written = sum(map(str.isdigit, found)), sum(map(str.isalnum, found))
        if digits > _DIGITS or (digits == _DIGITS and written >= _LONG):
            yield found


def _aliases(names: Iterable[Name]) -> Iterator[Alias]:
    """Each spelling once; it is weak only where the list calls it so every time."""
    weak: dict[str, bool] = {}
    for name in names:
        weak[name.value] = weak.get(name.value, True) and name.quality is Quality.LOW
    return (Alias(value, is_weak) for value, is_weak in weak.items())


def birth(born: VagueDate) -> Birth:
    """A date of birth; an approximate date reaches as far as ``dates.may_be_same`` lets it."""
    if born.earliest is None or born.latest is None or not born.circa:
        return Birth(born.earliest, born.latest)
    first, last = born.earliest.year - CIRCA_YEARS, born.latest.year + CIRCA_YEARS
    return Birth(date(first, 1, 1), date(last, 12, 31))
