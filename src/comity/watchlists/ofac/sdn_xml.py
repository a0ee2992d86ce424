"""OFAC's SDN XML, also used for its consolidated non-SDN list. The namespace has changed; it is not compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from lxml.etree import _Element

from comity.errors import Refused
from comity.watchlists import names, xml
from comity.watchlists.listed import MAX_FILE_BYTES, Field, Listed, Name, Quality, Readable, Snapshot
from comity.watchlists.ofac import wording
from comity.watchlists.ofac.wording import Draft

_NUMBER: Final = re.compile(r"[0-9]{1,9}\Z")
_AKA: Final = {"a.k.a.": Quality.AKA, "f.k.a.": Quality.FKA, "n.k.a.": Quality.AKA}
_ADDRESS: Final = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_LISTS: Final = {
    "nationalityList": ("nationality", "country", "nationality"),
    "citizenshipList": ("citizenship", "country", "citizenship"),
    "placeOfBirthList": ("placeOfBirthItem", "placeOfBirth", "place_of_birth"),
}
_READ: Final = frozenset(
    {"uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList", "akaList", "addressList",
     "dateOfBirthList", "vesselInfo", *_LISTS}
)  # fmt: skip


def read(stream: Readable, limit: int = MAX_FILE_BYTES) -> Snapshot:
    """Read one file. Raises Refused (``lists.*``) where it is damaged, dangerous or not this list."""
    source = xml.Guarded(stream, limit)
    found = xml.records(source, "sdnList", ("publshInformation", "sdnEntry"))
    next(found, None)
    entries: dict[str, Listed] = {}
    unread: set[str] = set()
    day: date | None = None
    stated = -1
    for element in found:
        if xml.local(element) == "publshInformation":
            day, stated = _day(element), int(_number(element, "Record_Count"))
            continue
        entry = _entry(element)
        if entry.reference in entries:
            raise Refused("lists.duplicate", reference=entry.reference)
        entries[entry.reference] = entry
        unread |= {xml.local(child)[:60] for child in element} - _READ
    if day is None:
        raise Refused("lists.undated", found="")
    if stated != len(entries) or not entries:
        raise Refused("lists.count", stated=stated, found=len(entries))
    return Snapshot(
        "ofac",
        source.digest,
        wording.midnight(day),
        day,
        tuple(entries.values()),
        tuple(sorted(unread)[:20]),
        issuer=wording.ISSUER,
    )


def _day(element: _Element) -> date:
    """The publisher's day, month first."""
    text = _text(element, "Publish_Date")
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        raise Refused("lists.undated", found=text[:40]) from None


def _number(element: _Element, tag: str) -> str:
    text = _text(element, tag)
    if not _NUMBER.match(text):
        line: object = element.sourceline
        raise Refused("lists.reference", found=text[:40], line=line if isinstance(line, int) else 0)
    return text


def _entry(element: _Element) -> Listed:
    draft = Draft(_number(element, "uid"), _text(element, "sdnType"))
    draft.names.extend(_name(element, Field.NAME, Quality.PRIMARY))
    if not draft.names:
        raise Refused("lists.nameless", reference=draft.reference)
    for aka in _items(element, "akaList", "aka"):
        weak = _text(aka, "category") == "weak"
        quality = Quality.LOW if weak else _AKA.get(_text(aka, "type"), Quality.UNSTATED)
        draft.names.extend(_name(aka, Field.ALIAS, quality))
    draft.programmes.extend(names.fold(one.text) for one in _items(element, "programList", "program"))
    draft.births.extend(
        wording.birth(_text(one, "dateOfBirth")) for one in _items(element, "dateOfBirthList", "dateOfBirthItem")
    )
    for one in _items(element, "idList", "id"):
        days = (("issued", _text(one, "issueDate")), ("expires", _text(one, "expirationDate")))
        later = " ".join(f"{word} {day}" for word, day in days if day)
        draft.document(_text(one, "idType"), _text(one, "idNumber"), _text(one, "idCountry"), later)
    draft.detail("title", _text(element, "title"))
    for tag, (item, value, name) in _LISTS.items():
        for one in _items(element, tag, item):
            draft.detail(name, _text(one, value))
    for one in _items(element, "addressList", "address"):
        draft.detail("address", ", ".join(filter(None, (_text(one, tag) for tag in _ADDRESS))))
    for vessel in element.iterchildren("{*}vesselInfo"):
        for child in vessel:
            draft.detail("vessel", f"{xml.local(child)} {child.text or ''}")
    draft.remark = _text(element, "remarks")
    return draft.listed()


def _name(element: _Element, where: Field, quality: Quality) -> Iterator[Name]:
    return wording.name(_text(element, "firstName"), _text(element, "lastName"), where, quality)


def _items(element: _Element, tag: str, item: str) -> Iterator[_Element]:
    for part in element.iterchildren(f"{{*}}{tag}"):
        yield from part.iterchildren(f"{{*}}{item}")


def _text(element: _Element, tag: str) -> str:
    return names.fold(element.findtext(f"{{*}}{tag}"))
