"""The Security Council's consolidated list, as the UN publishes it in XML.

Keyed on REFERENCE_NUMBER: DATAID changes between files. The published schema is of 2018 and no
real file follows it, so the structure is read as found and what is unknown is reported. There is
no field for a delisting: it is absence from the next file.
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
from comity.watchlists import names, xml
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
    letter_script,
    script_of,
)

MAX_ENTRIES: Final = 100_000
MAX_NARRATIVE: Final = 20_000  # characters; the longest real one has 3,500
_REFERENCE: Final = re.compile(r"[A-Z]{2,4}[a-z]\.[0-9]{1,6}\Z")
_KINDS: Final = {"INDIVIDUAL": ListedKind.INDIVIDUAL, "ENTITY": ListedKind.ENTITY}
_NAME_PARTS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_QUALITIES: Final = {
    "good": Quality.GOOD, "low": Quality.LOW, "a.k.a.": Quality.AKA, "f.k.a.": Quality.FKA,
}  # fmt: skip
_DETAILS: Final = {
    "TITLE": "title", "DESIGNATION": "designation", "NATIONALITY": "nationality", "NATIONALITY2": "nationality",
    "GENDER": "gender", "SUBMITTED_BY": "submitted_by", "SUBMITTED_ON": "submitted_on",
    "INDIVIDUAL_ADDRESS": "address", "ENTITY_ADDRESS": "address", "INDIVIDUAL_PLACE_OF_BIRTH": "place_of_birth",
}  # fmt: skip
_READ: Final = frozenset(
    {*_NAME_PARTS, *_DETAILS, "NAME_ORIGINAL_SCRIPT", "INDIVIDUAL_ALIAS", "ENTITY_ALIAS", "INDIVIDUAL_DATE_OF_BIRTH",
     "INDIVIDUAL_DOCUMENT", "REFERENCE_NUMBER", "LISTED_ON", "LAST_DAY_UPDATED", "UN_LIST_TYPE", "COMMENTS1"}
)  # fmt: skip
_PASSED_OVER: Final = frozenset({"DATAID", "VERSIONNUM", "LIST_TYPE", "SORT_KEY", "SORT_KEY_LAST_MOD", "DELISTED_ON"})
_STRIPPED: Final = 10  # more than one in ten original-script fields without such a letter: the file lost its high bytes


def read(stream: Readable, limit: int = MAX_FILE_BYTES) -> Snapshot:
    """Read one file. Raises Refused (``lists.*``) where it is damaged, dangerous or not this list."""
    source = xml.Guarded(stream, limit)
    found = xml.records(source, "CONSOLIDATED_LIST", frozenset({*_KINDS, "INDIVIDUALS", "ENTITIES"}))
    generated, list_date = _generated(next(found, None))
    entries: dict[str, Listed] = {}
    unread: set[str] = set()
    sections: set[str] = set()
    damaged: list[str] = []
    fields = 0
    for element in found:
        if element.tag not in _KINDS:
            sections.add(str(element.tag))
            continue
        entry = _entry(element)
        if entry.reference in entries:
            raise Refused("lists.duplicate", reference=entry.reference)
        if len(entries) >= MAX_ENTRIES:
            raise Refused("lists.limit", elements=MAX_ENTRIES, depth=xml.MAX_DEPTH)
        entries[entry.reference] = entry
        unread |= {str(child.tag)[:60] for child in element} - _READ - _PASSED_OVER
        for field in element.iterchildren("NAME_ORIGINAL_SCRIPT"):
            fields += 1
            if not _is_whole(field.text or ""):
                damaged.append(entry.reference)
    if sections != {"INDIVIDUALS", "ENTITIES"} or not entries:
        raise Refused("lists.incomplete", found=sorted(sections))
    if len(damaged) > 1 and len(damaged) * _STRIPPED > fields:
        raise Refused("lists.stripped", damaged=len(damaged), fields=fields)
    return Snapshot(
        "un", source.digest, generated, list_date, tuple(entries.values()), tuple(sorted(unread)[:20]), tuple(damaged)
    )


def _is_whole(text: str) -> bool:
    """Whether an original-script field still holds its script."""
    return LOST not in text and any(not character.isascii() and letter_script(character) for character in text)


def _generated(root: _Element | None) -> tuple[datetime, date]:
    """The instant that orders files, and the day that the file shows (in its own zone)."""
    text = "" if root is None else str(root.get("dateGenerated") or "")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("lists.undated", found=text[:40]) from None
    if instant.tzinfo is None:
        raise Refused("lists.undated", found=text[:40])
    return instant, instant.date()


def _entry(element: _Element) -> Listed:
    reference = _text(element, "REFERENCE_NUMBER")
    if not _REFERENCE.match(reference):
        raise Refused("lists.reference", found=reference[:40], line=_line(element))
    found = tuple(dict.fromkeys(_names(element)))
    if not found or found[0].field is not Field.NAME:
        raise Refused("lists.nameless", reference=reference)
    return Listed(
        reference,
        _KINDS[str(element.tag)],
        found,
        births=tuple(dict.fromkeys(b for b in map(_birth, element.iterchildren("INDIVIDUAL_DATE_OF_BIRTH")) if b)),
        documents=_joined(element, "INDIVIDUAL_DOCUMENT"),
        details=tuple(Detail(name, text) for tag, name in _DETAILS.items() for text in _joined(element, tag)),
        listed_on=_day(_text(element, "LISTED_ON")),
        amended_on=tuple(sorted({day for day in map(_day, _values(element, "LAST_DAY_UPDATED")) if day})),
        regime=_text(element, "UN_LIST_TYPE")[:60],
        narrative=_text(element, "COMMENTS1")[:MAX_NARRATIVE],
    )


def _names(element: _Element) -> Iterator[Name]:
    whole = " ".join(filter(None, (_text(element, part) for part in _NAME_PARTS)))[: names.MAX_FIELD]
    yield from _named(whole, Field.NAME, Quality.PRIMARY)
    for child in element.iterchildren("NAME_ORIGINAL_SCRIPT"):
        yield from _named(names.fold(child.text), Field.ORIGINAL_SCRIPT, Quality.PRIMARY)
    for child in element.iterchildren("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
        quality = _QUALITIES.get(_text(child, "QUALITY").lower(), Quality.UNSTATED)
        yield from _named(_text(child, "ALIAS_NAME"), Field.ALIAS, quality)


def _named(field: str, where: Field, quality: Quality) -> Iterator[Name]:
    # A name proper is kept whole, parentheses included: only the aliases hold remarks and other spellings.
    several = where is Field.ALIAS or (where is Field.NAME and ";" in field)
    found = names.split(field) if several else (field[: names.MAX_FIELD],) if field else ()
    for value in found:
        yield Name(value, where, quality, script_of(value), field if field != value else "")


def _birth(element: _Element) -> VagueDate | None:
    """TYPE_OF_DATE is EXACT, APPROXIMATELY or BETWEEN, and is often wrong: what stands beside it decides."""
    year, note = _text(element, "YEAR"), _text(element, "NOTE")
    first, last = _text(element, "FROM_YEAR"), _text(element, "TO_YEAR")
    text = _text(element, "DATE") or year or (f"{first} - {last}" if first and last else first or last)
    approximate = "APPROXIMATELY" in (_text(element, "TYPE_OF_DATE").upper(), note.upper())
    if not text and not note:
        return None
    with_month = dates.parse_or_unknown(f"{note} {year}") if note and year else dates.UNKNOWN
    found = with_month if with_month.known else dates.parse_or_unknown(text or note)
    remark = "" if approximate or with_month.known else note
    shown = f"{found.text} ({remark})" if remark and text else found.text
    return VagueDate(found.earliest, found.latest, found.circa or (approximate and found.known), shown)


def _joined(element: _Element, tag: str) -> tuple[str, ...]:
    """Each ``tag`` child as one text: the texts of its parts, in the order of the file."""
    texts = (
        ", ".join(filter(None, (names.fold(str(part)) for part in child.itertext())))
        for child in element.iterchildren(tag)
    )
    return tuple(dict.fromkeys(text[: names.MAX_FIELD] for text in texts if text))


def _values(element: _Element, tag: str) -> list[str]:
    return [names.fold(value.text) for child in element.iterchildren(tag) for value in child.iterchildren("VALUE")]


def _text(element: _Element, tag: str) -> str:
    return names.fold(element.findtext(tag))


def _day(text: str) -> date | None:
    found = dates.parse_or_unknown(text)
    return found.earliest if found.exact else None


def _line(element: _Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 0
