"""The library of instruments and their provisions."""

from __future__ import annotations

import hashlib
import unicodedata
from enum import StrEnum

from pydantic import Field

from comity.profile.marks import Confidence, Id, Marked, Quote, Text, VagueDay, Value


class InstrumentKind(StrEnum):
    TREATY = "treaty"  # binds States under international law
    DECLARATION = "declaration"
    CONCEPT = "concept"
    PROGRAMME = "programme"
    ARRANGEMENT = "arrangement"  # memoranda and protocols of organs
    RESOLUTION = "resolution"
    STATUTE = "statute"  # rules of an organ or a court's case law
    NATIONAL = "national"  # law of a State or of a union of States


class Role(StrEnum):
    """What an instrument may do here."""

    BASIS = "basis"  # an entry may rest on its definitions
    PROCEDURE = "procedure"  # governs how bodies work
    SAFEGUARD = "safeguard"  # a gate rests on it
    NOT_ADMISSIBLE = "not admissible"  # in force for some, but no entry may rest on it
    REFERENCE = "reference"


class StateStatus(Marked):
    """What one State did with an instrument, and when."""

    participant: Id
    status: str = Field(pattern=r"^(signed|approved|ratified|in force|reservation|withdrawn)$")
    date: VagueDay | None = None
    note: Text | None = None


class Ratification(Value):
    """That an instrument of the base binds a participant of a fictional profile, from ``date`` on."""

    id: Id
    participant: Id
    instrument: Id
    date: VagueDay


class Dispute(Marked):
    """What somebody claims about an instrument, beside what the profile holds to be right."""

    field: str = Field(pattern=r"^(date|place|name|force|content)$")
    claimed: str = Field(min_length=1, max_length=400)
    verdict: str = Field(pattern=r"^(wrong|agrees|conflicting)$")
    note: Text | None = None


class Instrument(Marked):
    """One instrument: treaty, declaration, programme, memorandum, resolution."""

    id: Id
    kind: InstrumentKind
    role: Role
    names: Text
    date: VagueDay | None = None
    place: Text | None = None
    in_force: VagueDay | None = None
    in_force_source: str | None = None
    statuses: tuple[StateStatus, ...] = ()
    disputed: tuple[Dispute, ...] = ()
    languages: tuple[str, ...] = ()
    note: Text | None = None


class Provision(Marked):
    """One anchor in an instrument: ``SHANGHAI-2001/1(1)1(b)``.

    ``gist`` is our rendering and never a quotation; ``quotes`` are words as they were read, in
    a published source or (``stated in source article``) in an article about the treaty.
    """

    id: str = Field(pattern=r"^[A-Z0-9][A-Za-z0-9_.-]{0,63}/[A-Za-z0-9][A-Za-z0-9().,-]{0,31}$")
    gist: Text
    quotes: tuple[Quote, ...] = ()
    consequence: Text | None = None

    @property
    def instrument(self) -> str:
        """The id of the instrument that the provision belongs to."""
        return self.id.partition("/")[0]

    @property
    def digest(self) -> str | None:
        """SHA-256 of the quoted words (NFC, UTF-8, one a line); None where they were not seen."""
        if self.confidence is not Confidence.SEEN or not self.quotes:
            return None
        text = "\n".join(unicodedata.normalize("NFC", quote.text) for quote in self.quotes)
        return hashlib.sha256(text.encode()).hexdigest()
