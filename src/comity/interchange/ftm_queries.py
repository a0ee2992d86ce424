"""FollowTheMoney: an entity that somebody asks with, as a query of screening.

What is compared is read: names, dates of birth, numbers of documents. A country is accepted, given back and not
compared; every other property is dropped here, so that nothing can be selected or scored by it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from comity import dates
from comity.errors import Refused
from comity.screening import Birth, Kind, Query

KINDS: Final = {
    "Person": Kind.PERSON,
    "Organization": Kind.ENTITY,
    "Company": Kind.ENTITY,
    "PublicBody": Kind.ENTITY,
    "LegalEntity": Kind.ANY,
}
"""The schemata that can be matched, and what each means here."""
NAMES: Final = ("name", "alias", "weakAlias", "previousName", "abbreviation")
PARTS: Final = ("firstName", "secondName", "middleName", "fatherName", "lastName")
BIRTH: Final = "birthDate"
DOCUMENTS: Final = (
    "idNumber", "passportNumber", "taxNumber", "registrationNumber", "innCode", "ogrnCode", "leiCode", "vatCode",
    "socialSecurityNumber", "licenseNumber", "swiftBic", "imoNumber", "uscCode", "dunsCode", "okpoCode",
)  # fmt: skip
COUNTRIES: Final = ("country", "nationality", "citizenship", "birthCountry", "jurisdiction", "mainCountry")
"""Shown, never scored."""
MAX_VALUES: Final = 20  # of one property
MAX_NAMES: Final = 20
MAX_LENGTH: Final = 300  # characters of one value
_READ: Final = frozenset((*NAMES, *PARTS, BIRTH, *DOCUMENTS, *COUNTRIES))
_RULE: Final = "design, rule 5"


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: what is compared, ``shown`` as it was understood, and the countries that were not compared."""

    query: Query
    schema: str
    shown: Mapping[str, Sequence[str]]
    countries: tuple[str, ...] = ()


def read(schema: str, properties: Mapping[str, Iterable[str]]) -> Asked:
    """The query that an entity of ``schema`` with ``properties`` puts.

    Raises Refused: ``ftm.schema`` (not one that is held here), ``ftm.nothing`` (no name and no number),
    ``ftm.many`` and ``ftm.long`` (more than a query may say).
    """
    kind = KINDS.get(schema)
    if kind is None:
        raise Refused("ftm.schema", schema=plain(schema)[:40], known=list(KINDS))
    shown = {name: _values(name, properties[name]) for name in properties if name in _READ}
    shown = {name: values for name, values in shown.items() if values}
    names = tuple(dict.fromkeys(_names(shown)))
    documents = tuple(dict.fromkeys(value for name in DOCUMENTS for value in shown.get(name, ())))
    if not names and not documents:
        raise Refused("ftm.nothing", known=[*NAMES, "firstName", "lastName"])
    if len(names) > MAX_NAMES:
        raise Refused("ftm.many", property="name", limit=MAX_NAMES)
    births = tuple(dict.fromkeys(_births(shown.get(BIRTH, ()))))
    countries = tuple(dict.fromkeys(value for name in COUNTRIES for value in shown.get(name, ())))
    return Asked(Query(names, kind, births, documents), schema, shown, countries)


def plain(text: str) -> str:
    """``text`` without control characters and lone surrogates; white space of any kind is one space."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = (" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs")).split())


def _values(name: str, given: Iterable[str]) -> list[str]:
    found: list[str] = []
    for text in given:
        if len(text) > MAX_LENGTH:
            raise Refused("ftm.long", property=name, limit=MAX_LENGTH)
        value = plain(text)
        if value and value not in found:
            found.append(value)
    if len(found) > MAX_VALUES:
        raise Refused("ftm.many", property=name, limit=MAX_VALUES)
    return found


def _names(shown: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Whole names, then one put together from its parts in the order in which they are mostly written."""
    for name in NAMES:
        yield from shown.get(name, ())
    parts = [shown[part][0] for part in PARTS if shown.get(part)]
    if len(parts) > 1 or (parts and not any(shown.get(name) for name in NAMES)):
        yield " ".join(parts)


def _births(texts: Iterable[str]) -> Iterator[Birth]:
    """A date that cannot be read says nothing; an approximate one reaches as far as ours do."""
    for text in texts:
        found = dates.reach(dates.parse_or_unknown(text))
        if found is not None:
            yield Birth(*found)
