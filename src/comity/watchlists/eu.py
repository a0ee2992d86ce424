"""The European Union's consolidated financial sanctions list (FSF), as published in XML, schema 1.1.

One entry has many variants of its name, each with the regulation that named it so. Translations of a body's
name are aliases like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from lxml.etree import _Element

from comity import dates
from comity.dates import VagueDate
from comity.errors import Refused
from comity.watchlists import names, references, xml
from comity.watchlists.listed import (
    LOST,
    MAX_FILE_BYTES,
    Detail,
    Field,
    Listed,
    ListedKind,
    Name,
    Quality,
    Readable,
    Snapshot,
    script_of,
)

MAX_REMARK: Final = 20_000  # characters
_KINDS: Final = {"P": ListedKind.INDIVIDUAL, "E": ListedKind.ENTITY}
_NUMBER: Final = re.compile(r"[0-9]{1,12}\Z")
_REFERENCE: Final = re.compile(r"EU\.[0-9A-Za-z]+(\.[0-9A-Za-z]+)*\Z")
_READ: Final = frozenset(
    {"regulation", "subjectType", "nameAlias", "citizenship", "birthdate", "address", "identification", "remark"}
)
_ADDRESS: Final = ("street", "poBox", "zipCode", "city", "place", "region", "countryDescription")
_BIRTHPLACE: Final = ("place", "city", "region", "countryDescription")
_UNKNOWN: Final = frozenset({"", "-", "00", "UNKNOWN", "?"})
_OTHER_SCRIPTS: Final = frozenset({"AR", "BG", "BE", "EL", "FA", "HE", "JA", "KO", "MK", "RU", "SR", "UK", "UR", "ZH"})
_STRIPPED: Final = 10  # more than one in ten such names without a letter of their script: high bytes were lost


def read(stream: Readable, limit: int = MAX_FILE_BYTES) -> Snapshot:
    """Read one file. Raises Refused (``lists.*``) where it is damaged, dangerous or not this list."""
    source = xml.Guarded(stream, limit)
    found = xml.records(source, "export", ("sanctionEntity",))
    generated = _generated(next(found, None))
    entries: dict[str, Listed] = {}
    unread: set[str] = set()
    damaged: list[str] = []
    fields = 0
    for element in found:
        entry = _entry(element)
        if entry.reference in entries:
            raise Refused("lists.duplicate", reference=entry.reference)
        entries[entry.reference] = entry
        unread |= {xml.local(child)[:60] for child in element} - _READ
        for alias in element.iterchildren("{*}nameAlias"):
            text = _name_of(alias)
            whole = LOST not in text and any(map(str.isalnum, text))
            fields += not whole or alias.get("nameLanguage", "").upper() in _OTHER_SCRIPTS
            damaged += [] if whole else [entry.reference]
    if not entries:
        raise Refused("lists.incomplete", found=[])
    if len(damaged) > 1 and len(damaged) * _STRIPPED > fields:
        raise Refused("lists.stripped", damaged=len(damaged), fields=fields)
    day = generated.date()
    return Snapshot(
        "eu",
        source.digest,
        generated,
        day,
        tuple(entries.values()),
        tuple(sorted(unread)[:20]),
        tuple(dict.fromkeys(damaged)),
        issuer="eu",
    )


def _generated(root: _Element | None) -> datetime:
    text = "" if root is None else str(root.get("generationDate") or "")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("lists.undated", found=text[:40]) from None
    if instant.tzinfo is None:
        raise Refused("lists.undated", found=text[:40])
    return instant


def _entry(element: _Element) -> Listed:
    reference = _reference(element)
    subject = element.find("{*}subjectType")
    kind = _KINDS.get("" if subject is None else subject.get("classificationCode", ""))
    if kind is None:
        raise Refused("lists.kind", reference=reference)
    found = tuple(dict.fromkeys(_names(element)))
    if not found:
        raise Refused("lists.nameless", reference=reference)
    remarks = [*map(_folded, element.iterchildren("{*}remark")), names.fold(element.get("designationDetails"))]
    programmes = dict.fromkeys(one.get("programme", "") for one in element.iterchildren("{*}regulation"))
    return Listed(
        reference,
        kind,
        found,
        births=tuple(dict.fromkeys(b for b in map(_birth, element.iterchildren("{*}birthdate")) if b.text)),
        documents=tuple(dict.fromkeys(filter(None, map(_document, element.iterchildren("{*}identification"))))),
        details=tuple(dict.fromkeys(_details(element))),
        listed_on=_day(element.get("designationDate", "")),
        regime="; ".join(filter(None, programmes))[:200],
        narrative=" ".join(filter(None, remarks))[:MAX_REMARK],
        same_as=references.un_id(element.get("unitedNationId", "")),
    )


def _reference(element: _Element) -> str:
    """The EU's reference number; where an entry has none, its logical number, which is as stable."""
    reference = names.fold(element.get("euReferenceNumber"))
    number = element.get("logicalId", "")
    if not reference and _NUMBER.match(number):
        return f"EU.logicalId.{number}"
    if not _REFERENCE.match(reference) or len(reference) > len("EU.") + 24:
        line: object = element.sourceline
        raise Refused("lists.reference", found=reference[:40], line=line if isinstance(line, int) else 0)
    return reference


def _name_of(alias: _Element) -> str:
    whole = names.fold(alias.get("wholeName"))
    parts = (names.fold(alias.get(part)) for part in ("firstName", "middleName", "lastName"))
    return (whole or " ".join(filter(None, parts)))[: names.MAX_FIELD]


def _names(element: _Element) -> Iterator[Name]:
    """The first strong variant is the name; the list itself marks none as the main one."""
    written = [
        (alias.get("strong", "true") != "false", _name_of(alias)) for alias in element.iterchildren("{*}nameAlias")
    ]
    written = [(strong, text) for strong, text in written if any(map(str.isalnum, text))]
    if not written:
        return
    main = next((one for one in written if one[0]), written[0])
    yield Name(main[1], Field.NAME, Quality.PRIMARY if main[0] else Quality.LOW, script_of(main[1]))
    for strong, text in written:
        if (strong, text) == main:
            continue
        for value in names.split(text) or (text,):
            quality = Quality.GOOD if strong else Quality.LOW
            yield Name(value, Field.ALIAS, quality, script_of(value), text if value != text else "")


def _birth(element: _Element) -> VagueDate:
    """A day, a year and month, a year or a range of years; of another calendar only the text is kept."""
    part = {name: element.get(name, "") for name in ("year", "monthOfYear", "dayOfMonth")}
    first, last = element.get("yearRangeFrom", ""), element.get("yearRangeTo", "")
    text = element.get("birthdate", "")
    if not text and part["year"] not in ("", "0"):
        # A day alone says nothing that a vague date can hold: 00 is an unknown one.
        text = "/".join((part["dayOfMonth"] or "00", part["monthOfYear"] or "00", part["year"]))
        text = text.removeprefix("00/00/").removeprefix("0/0/")
    text = text or " - ".join(filter(None, (first, last)))
    calendar = element.get("calendarType", "GREGORIAN")
    if calendar != "GREGORIAN":
        return VagueDate(text=f"{text} ({calendar.lower()})" if text else "")
    found = dates.parse_or_unknown(text)
    circa = element.get("circa") == "true" and found.known
    return VagueDate(found.earliest, found.latest, circa or found.circa, found.text)


def _document(element: _Element) -> str:
    """The kind, the number, the State; then what the list says of it."""
    kind = element.get("identificationTypeDescription") or element.get("identificationTypeCode") or ""
    number = names.fold(element.get("number")) or names.fold(element.get("latinNumber"))
    if not number:
        return ""
    country = _known(element.get("countryDescription"))
    marks = ("knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
    said = [f"issued {element.get('issueDate')}" if element.get("issueDate") else "", _known(element.get("issuedBy"))]
    said += [mark for mark in marks if element.get(mark) == "true"]
    return ", ".join(filter(None, (kind, number, country, *said)))[: names.MAX_FIELD]


def _details(element: _Element) -> Iterator[Detail]:
    for one in element.iterchildren("{*}regulation"):
        yield from _detail("regulation", one.get("numberTitle"))
    for alias in element.iterchildren("{*}nameAlias"):
        yield from _detail("gender", _known(alias.get("gender")))
        yield from _detail("title", alias.get("title"))
        yield from _detail("designation", alias.get("function"))
        summary = alias.find("{*}regulationSummary")
        if summary is not None:
            yield from _detail("named_by", f"{_name_of(alias)}: {summary.get('numberTitle', '')}")
        for remark in alias.iterchildren("{*}remark"):
            yield from _detail("remark", _folded(remark))
    for one in element.iterchildren("{*}citizenship"):
        yield from _detail("citizenship", _known(one.get("countryDescription")))
    for one in element.iterchildren("{*}birthdate"):
        yield from _detail("place_of_birth", _several(one, _BIRTHPLACE))
    for one in element.iterchildren("{*}address"):
        yield from _detail("address", _several(one, _ADDRESS))


def _several(element: _Element, parts: tuple[str, ...]) -> str:
    return ", ".join(filter(None, (_known(element.get(part)) for part in parts)))


def _detail(field: str, text: str | None) -> Iterator[Detail]:
    if kept := names.fold(text)[: names.MAX_FIELD]:
        yield Detail(field, kept)


def _known(text: str | None) -> str:
    folded = names.fold(text)
    return "" if folded in _UNKNOWN else folded


def _folded(element: _Element) -> str:
    return names.fold(element.text)


def _day(text: str) -> date | None:
    found = dates.parse_or_unknown(text)
    return found.earliest if found.exact else None
