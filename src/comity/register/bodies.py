"""One person in the Register: schema ``register.entry/1``, with the fields of law.md D(i).

Accused or convicted; wanted for prosecution or to serve a sentence; nothing else. Nationality is for
jurisdiction only and is never searched. There is no field for religion, ethnicity, health, opinion
or an authority's own methods.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field as Limit

from comity.qualification.body import Code, Language, Line, Part, State, Text
from comity.qualification.claim import PUBLISHABLE, PersonClaim

Many = Limit(max_length=100)
Few = Limit(max_length=16)


class Sex(StrEnum):
    """As in the document."""

    FEMALE = "F"
    MALE = "M"
    UNSPECIFIED = "X"


class Action(StrEnum):
    """What may be asked of another State. There is no action to watch or to question."""

    LOCATE_AND_ARREST = "locate_and_arrest_for_surrender"
    PROVISIONAL_ARREST = "provisional_arrest"


class PersonName(Part):
    """One name, as in a document."""

    name: Line
    """As written."""
    lang: Language | None = None
    """Its language."""
    script: Code | None = None
    """Its script, ISO 15924."""
    transliteration_of: Line | None = None
    """The name that it transliterates, if it does."""
    document: Line | None = None
    """The document that bears it."""


class Charge(Part):
    """One charge or conviction, with the law."""

    offence: Text
    """The offence."""
    law: Line
    """The law and its article."""
    decision: Code | None = None
    """The decision that charges or convicts."""
    paragraph: Line | None = None
    """Its paragraph."""


class Caution(Part):
    """A warning for those who meet the person, with its reason."""

    caution: Line
    """For instance: may be armed."""
    reason: Text
    """Why this is said."""


class RegisterEntry(PersonClaim):
    """One person whom a court or a warrant that a court can review names."""

    SCHEMA: ClassVar[str] = "register.entry/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = PUBLISHABLE | {
        "names",
        "born",
        "sex",
        "category",
        "wanted_for",
        "charges",
        "action_requested",
    }

    names: Annotated[tuple[PersonName, ...], Limit(min_length=1, max_length=100)]
    """Names as in the documents, with transliterations."""
    sex: Sex | None = None
    """As in the document."""
    nationality: Annotated[tuple[State, ...], Few] = ()
    """For jurisdiction only; never searched."""
    charges: Annotated[tuple[Charge, ...], Many] = ()
    """Charges or convictions."""
    action_requested: Action | None = None
    """What is asked of the other States."""
    action_not_requested: Text | None = None
    """What is expressly not asked."""
    caution: Caution | None = None
    """A warning, with its reason."""
