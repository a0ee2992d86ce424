"""What OFAC's files have in common: name order, dates, kinds of documents, remarks in segments.

Vessels and aircraft are listed as bodies whose detail ``listed_as`` says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final

from comity import dates
from comity.dates import VagueDate
from comity.watchlists import names, references
from comity.watchlists.listed import Detail, Field, Listed, ListedKind, Name, Quality, script_of

ISSUER: Final = "us"
MAX_REMARK: Final = 20_000  # characters
_INDIVIDUAL: Final = "individual"
_BODIES: Final = frozenset({"entity", ""})
_ALT: Final = re.compile(r"alt\. ", re.IGNORECASE)
_CIRCA: Final = re.compile(r"circa[-\s]+", re.IGNORECASE)  # one file has "circa-1951"
_ALIAS: Final = re.compile(r"([anf])\.?k\.?a\.? ['\"“](.+)['\"”]\Z", re.IGNORECASE | re.DOTALL)
_DOCUMENT: Final = re.compile(
    r"passport|\bID\b|identi|licen[cs]e|registr|cedula|matricula|folio|number|\bno\.|#|visa|travel document|tax"
    r"|certificate|\b(?:SSN|IMO|MMSI|NIT|RUC|RIF|RFC|CURP|CUIT|DNI|NIE|CIF|BIK|D-U-N-S)\b|D\.N\.I|C\.U\.|R\.F\.C|V\.A\.T",
    re.IGNORECASE,
)
_NO_DOCUMENT: Final = re.compile(
    r"phone|telephone|fax|e-?mail|website|gazette|aircraft|address|gender|sanctions|executive order|nationality"
    r"|information|linked to|organization|target|SWIFT|digital currency|secondary",
    re.IGNORECASE,
)
_SEGMENTS: Final = {
    "POB ": "place_of_birth", "nationality ": "nationality", "citizen ": "citizenship", "Gender ": "gender",
    "Linked To: ": "linked_to",
}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """An entry as its parts are found."""

    reference: str
    type_: str
    names: list[Name] = field(default_factory=list)
    births: list[VagueDate] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    remark: str = ""
    listed_on: date | None = None

    @property
    def individual(self) -> bool:
        return self.type_.lower() == _INDIVIDUAL

    def detail(self, name: str, text: str) -> None:
        """Note ``text`` where it says anything."""
        if text := names.fold(text)[: names.MAX_FIELD]:
            self.details.append(Detail(name, text))

    def document(self, kind: str, number: str, country: str = "", later: str = "") -> None:
        """Note a number as a document, or as a detail where its kind is of something else (a website, a gender)."""
        kind = kind.rstrip(" -:")
        text = names.fold(" ".join(filter(None, (kind, number, f"({country})" if country else "", later))))
        if is_document(kind):
            self.documents.append(text[: names.MAX_FIELD])
        elif kind.lower() == "gender":
            self.detail("gender", number)
        else:
            self.detail("information", text)

    def listed(self) -> Listed:
        """The entry as a value."""
        if not self.individual and self.type_.lower() not in _BODIES:
            self.detail("listed_as", self.type_.lower())
        return Listed(
            self.reference,
            ListedKind.INDIVIDUAL if self.individual else ListedKind.ENTITY,
            tuple(dict.fromkeys(self.names)),
            tuple(dict.fromkeys(birth for birth in self.births if birth.text)),
            tuple(dict.fromkeys(self.documents)),
            tuple(dict.fromkeys(self.details)),
            self.listed_on,
            regime="; ".join(dict.fromkeys(filter(None, self.programmes)))[:200],
            narrative=self.remark[:MAX_REMARK],
            same_as=references.stated(self.remark),
        )


def name(first: str, last: str, where: Field, quality: Quality) -> Iterator[Name]:
    """The given names, then the family name; nothing where both are empty."""
    value = names.fold(f"{first} {last}")[: names.MAX_FIELD]
    if any(map(str.isalnum, value)):
        yield Name(value, where, quality, script_of(value))


def turned(text: str, where: Field, quality: Quality, individual: bool) -> Iterator[Name]:
    """A name of the CSV files: an individual's stands family name first, "NEMO, Outis, Jr."."""
    last, comma, first = names.fold(text).partition(",")
    if not individual or not comma:
        yield from name("", text, where, quality)
        return
    given, _, suffix = first.partition(",")
    for one in name(given, f"{last} {suffix}", where, quality):
        yield Name(one.value, one.field, one.quality, one.script, names.fold(text)[: names.MAX_FIELD])


def birth(text: str) -> VagueDate:
    """A date as OFAC writes it, never more exact than it is; one that cannot be read keeps its text."""
    return dates.parse_or_unknown(_CIRCA.sub("circa ", names.fold(text)))


def is_document(kind: str) -> bool:
    """Whether a kind of number is a document's or a register's, rather than a website's or a telephone's."""
    return bool(_DOCUMENT.search(kind)) and not _NO_DOCUMENT.search(kind)


def segments(remark: str) -> list[str]:
    """A remark of the CSV files in its parts, "alt." taken off; quotes keep a semicolon inside a name."""
    parts: list[str] = []
    for piece in names.fold(remark).removesuffix(".").split("; "):
        if parts and parts[-1].count(" '") > parts[-1].count("'") / 2 and _ALIAS.match(f"{parts[-1]}; {piece}"):
            parts[-1] += f"; {piece}"
        else:
            parts.append(piece)
    return [_ALT.sub("", part, count=1) if _ALT.match(part) else part for part in parts if part]


def note_segments(draft: Draft, parts: Iterable[str]) -> None:
    """Put what the segments of a remark say where it belongs; the whole remark stays beside them."""
    for part in parts:
        alias = _ALIAS.match(part)
        if alias:
            # OFAC's weak aliases stand in the remarks of these files, in quotes.
            draft.names.extend(name("", alias[2], Field.ALIAS, Quality.LOW))
        elif part.startswith("DOB "):
            draft.births.append(birth(part[4:]))
        else:
            told = next((detail for start, detail in _SEGMENTS.items() if part.startswith(start)), "")
            if told:
                draft.detail(told, part.partition(" To: " if told == "linked_to" else " ")[2])
            elif any(map(str.isdigit, part)) and is_document(part.partition(" (")[0]):
                draft.documents.append(part[: names.MAX_FIELD])


def midnight(day: date) -> datetime:
    """The instant that orders files that state a day only."""
    return datetime.combine(day, time(), UTC)
