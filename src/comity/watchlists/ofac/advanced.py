"""OFAC's Advanced XML, read from its documentation only: **unverified**, no real file was at hand.

Names and dates stand in profiles; what their numbers mean stands in reference values at the start of the
file; documents before the profiles name the identity that they belong to; programmes follow at the end.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from lxml.etree import _Element

from comity.dates import VagueDate
from comity.errors import Refused
from comity.watchlists import names, xml
from comity.watchlists.listed import MAX_FILE_BYTES, Field, Name, Quality, Readable, Snapshot, script_of
from comity.watchlists.ofac import wording
from comity.watchlists.ofac.wording import Draft

UNVERIFIED: Final = "(Advanced XML: read unverified)"
_WANTED: Final = ("DateOfIssue", "ReferenceValueSets", "IDRegDocument", "Location", "DistinctParty", "SanctionsEntry")
_SECTIONS: Final = ("IDRegDocuments", "Locations", "DistinctParties", "SanctionsEntries", "ProfileRelationships")
_QUALITIES: Final = {"a.k.a.": Quality.AKA, "f.k.a.": Quality.FKA, "n.k.a.": Quality.AKA, "name": Quality.PRIMARY}
_GIVEN: Final = ("first name", "middle name", "patronymic", "matronymic")  # before the family name, in this order
_LAST: Final = 99
_FEATURES: Final = {
    "Place of Birth": "place_of_birth", "Nationality Country": "nationality", "Citizenship Country": "citizenship",
    "Gender": "gender", "Title": "title", "Location": "address",
}  # fmt: skip


class _File:
    """What was read so far and is needed later: reference values by their set and number, and what hangs on others."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}
        self.individuals: set[str] = set()  # sub-types of parties that are individuals
        self.locations: dict[str, str] = {}
        self.documents: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self.drafts: dict[str, Draft] = {}
        self.profiles: dict[str, Draft] = {}

    def value(self, set_: str, number: str | None) -> str:
        return self.values.get((set_, number or ""), "")


def read(stream: Readable, limit: int = MAX_FILE_BYTES) -> Snapshot:
    """Read one file. Raises Refused (``lists.*``) where it is damaged, dangerous or not this list."""
    source = xml.Guarded(stream, limit)
    found = xml.records(source, "Sanctions", (*_WANTED, *_SECTIONS))
    next(found, None)
    file, day, seen = _File(), None, set[str]()
    unread: set[str] = set()
    for element in found:
        name = xml.local(element)
        seen.add(name)
        if name == "DateOfIssue":
            day = _one_day(element)
        elif name == "ReferenceValueSets":
            _reference_values(file, element)
        elif name == "Location":
            file.locations[element.get("ID", "")] = _joined(element)
        elif name == "IDRegDocument":
            _document(file, element)
        elif name == "DistinctParty":
            unread |= _party(file, element)
        elif name == "SanctionsEntry":
            _programme(file, element)
    if day is None:
        raise Refused("lists.undated", found="")
    if not file.drafts or not {"DistinctParties", "SanctionsEntries"} <= seen:
        raise Refused("lists.incomplete", found=sorted(seen & set(_SECTIONS)))
    entries = tuple(draft.listed() for draft in file.drafts.values())
    shown = (UNVERIFIED, *sorted(unread)[:20])
    return Snapshot("ofac", source.digest, wording.midnight(day), day, entries, shown, issuer=wording.ISSUER)


def _reference_values(file: _File, sets: _Element) -> None:
    for element in sets.iter("{*}*"):
        number = element.get("ID")
        if number:
            file.values[(xml.local(element), number)] = names.fold(element.text)
    for element in sets.iter("{*}PartySubType"):
        if file.value("PartyType", element.get("PartyTypeID")).lower() == "individual":
            file.individuals.add(element.get("ID", ""))


def _document(file: _File, element: _Element) -> None:
    kind = file.value("IDRegDocType", element.get("IDRegDocTypeID"))
    number = names.fold(element.findtext("{*}IDRegistrationNo"))
    country = file.value("Country", element.get("IssuedBy-CountryID"))
    if number:
        file.documents[element.get("IdentityID", "")].append((kind, number, country))


def _party(file: _File, element: _Element) -> set[str]:
    """Read one party; returns the kinds of its features that nothing here reads."""
    reference = element.get("FixedRef", "")
    if not reference.isdecimal() or not reference.isascii():
        line: object = element.sourceline
        raise Refused("lists.reference", found=reference[:40], line=line if isinstance(line, int) else 0)
    if reference in file.drafts:
        raise Refused("lists.duplicate", reference=reference)
    profile = element.find("{*}Profile")
    subtype = "" if profile is None else profile.get("PartySubTypeID", "")
    kind = "individual" if subtype in file.individuals else file.value("PartySubType", subtype)
    draft = file.drafts[reference] = Draft(reference, kind if kind.lower() != "unknown" else "")
    draft.remark = names.fold(element.findtext("{*}Comment"))
    unread: set[str] = set()
    for identity in element.iter("{*}Identity"):
        draft.names.extend(_names(file, identity))
        for document in file.documents.get(identity.get("ID", ""), ()):
            draft.document(*document)
    if not draft.names:
        raise Refused("lists.nameless", reference=reference)
    draft.names.sort(key=lambda name: name.field is not Field.NAME)
    for one in element.iter("{*}Profile"):
        file.profiles[one.get("ID", "")] = draft
    for feature in element.iter("{*}Feature"):
        unread |= _feature(file, draft, feature)
    return unread


def _names(file: _File, identity: _Element) -> Iterator[Name]:
    parts = {group.get("ID", ""): group.get("NamePartTypeID", "") for group in identity.iter("{*}NamePartGroup")}
    for alias in identity.iter("{*}Alias"):
        type_ = file.value("AliasType", alias.get("AliasTypeID")).lower()
        primary = alias.get("Primary") == "true" and identity.get("Primary", "true") == "true"
        quality = Quality.PRIMARY if primary else _QUALITIES.get(type_, Quality.UNSTATED)
        quality = Quality.LOW if alias.get("LowQuality") == "true" else quality
        for place, written in enumerate(alias.iter("{*}DocumentedName")):
            pieces = sorted(
                (_order(file, parts.get(piece.get("NamePartGroupID", ""), "")), at, names.fold(piece.text))
                for at, piece in enumerate(written.iter("{*}NamePartValue"))
            )
            value = " ".join(piece for _, _, piece in pieces if piece)[: names.MAX_FIELD]
            where = Field.NAME if primary and place == 0 else Field.ALIAS
            if any(map(str.isalnum, value)):
                yield Name(value, where, quality, script_of(value))


def _order(file: _File, type_: str) -> int:
    kind = file.value("NamePartType", type_).lower()
    return _GIVEN.index(kind) if kind in _GIVEN else _LAST


def _feature(file: _File, draft: Draft, feature: _Element) -> set[str]:
    kind = file.value("FeatureType", feature.get("FeatureTypeID"))
    if kind == "Birthdate":
        draft.births.extend(filter(None, map(_period, feature.iter("{*}DatePeriod"))))
        return set()
    name = _FEATURES.get(kind)
    if name is None:
        return {kind[:60]} if kind else set()
    for version in feature.iter("{*}FeatureVersion"):
        for detail in version.iter("{*}VersionDetail"):
            draft.detail(name, detail.text or file.value("DetailReference", detail.get("DetailReferenceID")))
        for place in version.iter("{*}VersionLocation"):
            draft.detail(name, file.locations.get(place.get("LocationID", ""), "") or _country(file, place))
    return set()


def _country(file: _File, place: _Element) -> str:
    return file.value("Country", place.get("CountryID"))


def _programme(file: _File, element: _Element) -> None:
    draft = file.profiles.get(element.get("ProfileID", ""))
    if draft is None:
        raise Refused("lists.orphan", reference=element.get("ProfileID", "")[:40])
    draft.programmes.extend(names.fold(one.findtext("{*}Comment")) for one in element.iter("{*}SanctionsMeasure"))
    days = [day for day in map(_one_day, element.iterfind("{*}EntryEvent/{*}Date")) if day]
    draft.listed_on = min([*days, *filter(None, (draft.listed_on,))], default=None)


def _period(period: _Element) -> VagueDate | None:
    """From the start's first day to the end's last; "approximate" at either end makes it vague."""
    start, end = period.find("{*}Start"), period.find("{*}End")
    first = None if start is None else _one_day(start.find("{*}From"))
    last = None if end is None else _one_day(end.find("{*}To"), first=False)
    if first is None or last is None or first > last:
        return None
    circa = any(one is not None and one.get("Approximate") == "true" for one in (start, end))
    return VagueDate(first, last, circa, first.isoformat() if first == last else f"{first} - {last}")


def _one_day(element: _Element | None, *, first: bool = True) -> date | None:
    """Year, month, day; a part that is missing or 0 is unknown, and taken as early or as late as it may be."""
    if element is None:
        return None
    try:
        year, month, day = (int(element.findtext(f"{{*}}{part}") or 0) for part in ("Year", "Month", "Day"))
        month = month or (1 if first else 12)
        return date(year, month, day or (1 if first else monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def _joined(element: _Element) -> str:
    return ", ".join(filter(None, (names.fold(str(part)) for part in element.itertext())))
