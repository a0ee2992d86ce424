"""The closed lists that the treaty's words become: bases, purposes, request types, reasons.

Other treaties use other names; ``requires`` and ``means`` tie each name to what the floor of
gates understands, so that no profile can widen what an entry may rest on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from pydantic import Field

from comity.profile.marks import Id, Marked, Text


class Element(StrEnum):
    """What a judicial decision must have found for a basis to hold."""

    TREATY_OFFENCE = "treaty_offence"  # an offence of an annexed treaty, as defined there
    VIOLENT_ACT = "violent_act"
    PURPOSE = "purpose"  # to intimidate, to violate public security, to compel
    TERRITORIAL_AIM = "territorial_aim"
    POWER_AIM = "power_aim"


FLOOR: Final = {
    "T-a": frozenset({Element.TREATY_OFFENCE}),
    "T-b": frozenset({Element.VIOLENT_ACT, Element.PURPOSE}),
    "S": frozenset({Element.VIOLENT_ACT, Element.TERRITORIAL_AIM}),
    "E": frozenset({Element.VIOLENT_ACT, Element.POWER_AIM}),
}
"""The bases that gates 5 to 7 know, and what each requires at the least (law.md D(iii))."""


class Basis(Marked):
    """One ground of qualification, and whether an entry may rest on it."""

    id: Id
    names: Text
    provision: str
    admissible: bool = Field(strict=True)
    counts_as: Literal["T-a", "T-b", "S", "E"] | None = None  # which basis of the floor it is
    requires: tuple[Element, ...] = ()
    why_not: Text | None = None  # why an entry may not rest on it


class Meaning(StrEnum):
    PROSECUTION = "prosecution"
    SENTENCE = "sentence"
    BAN = "ban"
    ASSISTANCE = "assistance"
    DANGER = "danger"
    STATISTICS = "statistics"
    EXERCISE = "exercise"
    OTHER = "other"


class Scope(StrEnum):
    LIST = "list"
    REGISTER = "register"
    DATABANK = "databank"
    REQUEST = "request"
    QUERY = "query"


REGISTER_MEANINGS: Final = frozenset({Meaning.PROSECUTION, Meaning.SENTENCE})
"""What the Register may serve, and nothing else (RATS Agreement Art 6(8); law.md gate 10)."""


class Purpose(Marked):
    """Why something may be processed, and where that purpose may be stated."""

    id: Id
    names: Text
    provision: str
    means: Meaning
    scope: tuple[Scope, ...] = Field(min_length=1)


class Door(StrEnum):
    ON_REQUEST = "on request"
    OWN_INITIATIVE = "own initiative"


class RequestType(Marked):
    """A form of cooperation that one authority may ask of another."""

    id: Id
    names: Text
    provision: str
    doors: tuple[Door, ...] = (Door.ON_REQUEST,)
    refused: Text | None = None  # what the software will not do for it, and why


class Reason(Marked):
    """A ground from a closed list; statistics count grounds, so that "other" stays empty."""

    id: Id
    names: Text
    provision: str
    against: str = Field(pattern=r"^(request|entry)$")
