"""What a list says: one ``Listed`` for each reference, and a ``Snapshot`` for each file.

Values keep the spelling of the file (white space folded). Nothing here is Comity's opinion: a
listed value becomes a statement asserted by the list's owner (``projection``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Final, Protocol

from comity.dates import VagueDate

MAX_FILE_BYTES: Final = 64 << 20  # the UN file has 2 MiB; a source with larger files says so in its row

LOST: Final = "\N{REPLACEMENT CHARACTER}"  # what a failed conversion leaves; one real file holds two


class Readable(Protocol):
    """All that a reader needs of a file."""

    def read(self, size: int = -1, /) -> bytes: ...


class ListedKind(StrEnum):
    INDIVIDUAL = "individual"
    ENTITY = "entity"


class Quality(StrEnum):
    """How good the list says a name is."""

    PRIMARY = "primary"
    GOOD = "good"
    LOW = "low"
    AKA = "a.k.a."
    FKA = "f.k.a."
    UNSTATED = "unstated"


class Field(StrEnum):
    """Where in the entry a name stood."""

    NAME = "name"
    ORIGINAL_SCRIPT = "original_script_name"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Name:
    """``script`` is ISO 15924 ("" where there is no letter); ``original`` is the whole field as found,
    empty where it is ``value``."""

    value: str
    field: Field
    quality: Quality
    script: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """Any other value of an entry: ``field`` says what it is, ``text`` is as found."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One person or body on a list, under its stable reference number."""

    reference: str
    kind: ListedKind
    names: tuple[Name, ...]
    births: tuple[VagueDate, ...] = ()
    documents: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    listed_on: date | None = None
    amended_on: tuple[date, ...] = ()
    regime: str = ""
    narrative: str = ""
    same_as: tuple[str, ...] = ()
    """References of other lists that this list itself gives for the same person or body: ``un:QDi.123``."""

    @property
    def caption(self) -> str:
        return self.names[0].value


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One file of one source. ``generated`` orders files; ``list_date`` is the day the file shows.

    ``digest`` is SHA-256 of the bytes as received; ``unread`` names elements that the parser does
    not know, so that a new field of the publisher does not go unseen; ``damaged`` names references
    whose original-script field has lost its script in the publisher's own file. ``issuer`` is empty for
    the UN and says else whose unilateral measure the list is: ``us``, ``eu``, ``gb``, or words of a mapping.
    """

    source: str
    digest: str
    generated: datetime
    list_date: date
    entries: tuple[Listed, ...]
    unread: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    issuer: str = ""

    def counts(self) -> dict[str, int]:
        """How many individuals, entities, names, names in their original-script field."""
        names = [name for entry in self.entries for name in entry.names]
        return {
            "individuals": sum(entry.kind is ListedKind.INDIVIDUAL for entry in self.entries),
            "entities": sum(entry.kind is ListedKind.ENTITY for entry in self.entries),
            "names": len(names),
            "original_script_names": sum(n.field is Field.ORIGINAL_SCRIPT for n in names),
        }


_SCRIPTS: Final = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "CJK": "Hani", "HANGUL": "Hang", "HEBREW": "Hebr",
    "GREEK": "Grek", "ETHIOPIC": "Ethi", "DEVANAGARI": "Deva", "HIRAGANA": "Jpan", "KATAKANA": "Jpan",
    "BENGALI": "Beng", "THAI": "Thai", "GEORGIAN": "Geor", "ARMENIAN": "Armn", "MYANMAR": "Mymr",
}  # fmt: skip


@cache
def letter_script(character: str) -> str:
    """The ISO 15924 code of one letter, "Zzzz" for a script without a row here, "" for no letter."""
    if not character.isalpha():
        return ""
    return _SCRIPTS.get(unicodedata.name(character, "").partition(" ")[0], "Zzzz")


def script_of(text: str) -> str:
    """The script of most letters of ``text``; "" where it has none."""
    found = [script for script in map(letter_script, text) if script]
    return max(dict.fromkeys(found), key=found.count) if found else ""
