"""FollowTheMoney: a subject of screening as an entity, with its sanction and its documents beside it.

Properties and dates are those of followthemoney 4. What its types would refuse (a span of years, a country that
it has no code for) goes into the notes, as the list has it: nothing is guessed and nothing is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from comity.dates import VagueDate
from comity.interchange import country_codes
from comity.screening import Kind, Subject
from comity.watchlists.listed import Field, Listed, Quality
from comity.watchlists.subjects import numbers

Entity = dict[str, Any]  # as JSON holds it
SCHEMA: Final = {Kind.PERSON: "Person", Kind.ENTITY: "Organization", Kind.ANY: "LegalEntity"}
SANCTION: Final = "sanction"
TERROR: Final = "crime.terror"
_TERROR: Final = frozenset({"Al-Qaida", "Taliban"})  # regimes of the UN that are about terrorism
_NAMES: Final = {Quality.LOW: "weakAlias", Quality.FKA: "previousName"}
_DETAILS: Final = {
    "title": "title", "designation": "position", "place_of_birth": "birthPlace", "address": "address",
}  # fmt: skip
_OF_PERSONS: Final = frozenset({"title", "designation", "place_of_birth", "gender", "nationality"})
_GENDERS: Final = frozenset({"male", "female", "other"})
_LONGEST: Final = {
    **dict.fromkeys(("name", "alias", "weakAlias", "previousName"), 384), "address": 250, "notes": 65_000,
    **dict.fromkeys(("idNumber", "passportNumber", "registrationNumber"), 64),
}  # fmt: skip
"""Characters that a value may have; 1,024 where nothing stands here."""
_SPAN: Final = 5  # years: a longer span is no date to anyone who reads years one by one


@dataclass(frozen=True, slots=True)
class Origin:
    """The list that asserts: ``dataset`` is its id on the wire, ``authority`` whoever made it, ``measure`` what it
    is where it is one State's own measure. ``topics`` are FollowTheMoney's; ``at`` is when it was generated."""

    dataset: str
    authority: str
    measure: str = ""
    topics: tuple[str, ...] = (SANCTION,)
    at: datetime | None = None


def identity(dataset: str, subject: str) -> str:
    """The id of a subject as an entity, unique over all datasets."""
    return f"{dataset}-{subject}"


def entity(origin: Origin, subject: Subject, entry: Listed | None = None) -> Entity:
    """``subject`` as one entity; ``entry`` is what its list says, where it is at hand."""
    held: dict[str, list[str]] = {"name": [subject.caption], "topics": list(_topics(origin, entry))}
    if origin.measure:
        held["notes"] = [origin.measure]
    for name, value in map(_fitted, _said(subject, entry)):
        values = held.setdefault(name, [])
        if value and value not in values:
            values.append(value)
    first, last = _days(entry)
    return {
        "id": identity(origin.dataset, subject.id),
        "caption": subject.caption,
        "schema": SCHEMA[subject.kind],
        "properties": {name: values for name, values in held.items() if values},
        "datasets": [origin.dataset],
        "referents": [],
        "target": True,
        "first_seen": _time(first),
        "last_seen": origin.at.strftime("%Y-%m-%dT%H:%M:%S") if origin.at else None,
        "last_change": _time(last or first),
    }


def nested(origin: Origin, subject: Subject, entry: Listed | None = None) -> dict[str, list[Entity]]:
    """The entities beside ``subject``, by the property that leads to them: its listing, its documents."""
    main = identity(origin.dataset, subject.id)
    found = {"sanctions": [_sanction(origin, main, subject.id, entry)] if SANCTION in origin.topics else []}
    documents = entry.documents if entry else subject.documents
    found["identification"] = [one for text in documents for one in _documents(origin.dataset, main, text)]
    return {name: entities for name, entities in found.items() if entities}


def _topics(origin: Origin, entry: Listed | None) -> Iterable[str]:
    about_terror = entry is not None and entry.regime in _TERROR and TERROR not in origin.topics
    return (*origin.topics, TERROR) if about_terror else origin.topics


def _fitted(said: tuple[str, str]) -> tuple[str, str]:
    """What is longer than its property allows, as a note."""
    name, value = said
    return said if len(value) <= _LONGEST.get(name, 1_024) else ("notes", f"{name}: {value}")


def _said(subject: Subject, entry: Listed | None) -> Iterator[tuple[str, str]]:
    person = subject.kind is Kind.PERSON
    if entry is None:
        yield from (
            ("weakAlias" if one.weak else "alias", one.value) for one in subject.names if one.value != subject.caption
        )
        yield from (said for birth in subject.births for said in _born(birth.earliest, birth.latest, ""))
    else:
        for name in entry.names:
            yield (
                "name" if name.field is not Field.ALIAS else _NAMES.get(name.quality, "alias"),
                name.value,
            )
        yield from (said for birth in entry.births for said in _vague(birth))
        yield from (said for one in entry.details for said in _detail(person, one.field, one.text))
        yield "program", entry.regime
        yield "notes", entry.narrative
    yield from ((_property(person, number, entry), number) for number in subject.documents)


def _property(person: bool, number: str, entry: Listed | None) -> str:
    if not person:
        return "registrationNumber"
    texts = entry.documents if entry else ()
    passport = any("passport" in text.casefold() and number in text for text in texts)
    return "passportNumber" if passport else "idNumber"


def _vague(birth: VagueDate) -> Iterator[tuple[str, str]]:
    said = birth.text if birth.circa or not birth.known else ""
    yield from _born(birth.earliest, birth.latest, said)


def _born(first: date | None, last: date | None, said: str) -> Iterator[tuple[str, str]]:
    """A day, a month, a year or a few years as dates; anything wider, and what is approximate, as a note."""
    shown = said
    if first and first == last:
        yield "birthDate", first.isoformat()
    elif first and last and (first.year, first.month) == (last.year, last.month):
        yield "birthDate", f"{first:%Y-%m}"
    elif first and last and last.year - first.year < _SPAN:
        yield from (("birthDate", str(year)) for year in range(first.year, last.year + 1))
    else:
        shown = said or f"{first or '..'}/{last or '..'}"
    if shown:
        yield "notes", f"Born: {shown}"


def _detail(person: bool, field: str, text: str) -> Iterator[tuple[str, str]]:
    if not person and field in _OF_PERSONS:
        yield "notes", f"{field}: {text}"
    elif field == "gender":
        yield ("gender", text.casefold()) if text.casefold() in _GENDERS else ("notes", f"gender: {text}")
    elif field in ("nationality", "country"):
        found = country_codes.codes(text)
        yield from ((field, code) for code in found)
        if not found:
            yield "notes", f"{field}: {text}"
    elif field in _DETAILS:
        yield _DETAILS[field], text


def _sanction(origin: Origin, main: str, reference: str, entry: Listed | None) -> Entity:
    listed = _iso(entry.listed_on) if entry else ""
    held = {
        "entity": [main],
        "authority": [origin.authority],
        "program": [entry.regime if entry else ""],
        "summary": [origin.measure],
        "authorityId": [reference],
        "listingDate": [listed],
        "startDate": [listed],
        "modifiedAt": [_iso(day) for day in entry.amended_on] if entry else [],
        "reason": [entry.narrative] if entry else [],
    }
    return _beside(f"{main}-sanction", "Sanction", f"{origin.authority} {reference}".strip(), origin.dataset, held)


def _documents(dataset: str, main: str, text: str) -> Iterator[Entity]:
    for number in numbers(text):
        named = hashlib.sha256(f"{main}\n{number}".encode()).hexdigest()[:16]
        schema = "Passport" if "passport" in text.casefold() else "Identification"
        held = {"holder": [main], "number": [number], "summary": [text]}
        yield _beside(f"{main}-{named}", schema, number, dataset, held)


def _beside(name: str, schema: str, caption: str, dataset: str, held: Mapping[str, list[str]]) -> Entity:
    kept = {key: [value for value in dict.fromkeys(values) if value] for key, values in held.items()}
    return {
        "id": name,
        "caption": caption,
        "schema": schema,
        "properties": {key: values for key, values in kept.items() if values},
        "datasets": [dataset],
        "referents": [],
        "target": False,
        "first_seen": None,
        "last_seen": None,
        "last_change": None,
    }


def _days(entry: Listed | None) -> tuple[date | None, date | None]:
    if entry is None:
        return None, None
    return entry.listed_on, max(entry.amended_on, default=None)


def _time(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00" if day else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
