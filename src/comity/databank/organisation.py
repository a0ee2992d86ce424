"""What one State tells of one organisation: schema ``databank.organisation/1`` (law.md A2, D1).

A person stands here only by reference: to an entry of the Register that is in force, or to a judicial
decision and the paragraph that names them. There is no field for a free name of a person, none for an
account, and none for religion, ethnicity or opinion.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field as Limit
from pydantic import model_validator

from comity.qualification.body import Code, Line, MatterId, Text, VagueDay
from comity.qualification.envelope import Envelope, Item, Items, Many

Amount = Annotated[int, Limit(strict=True, ge=0, le=10**15)]
Count = Annotated[int, Limit(strict=True, ge=0, le=10**9)]
Region = Annotated[str, Limit(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
"""A State or a first-level region, ISO 3166; nothing finer."""


class OrganisationName(Item):
    """One name of the organisation in one script; each keeps its source."""

    name: Line
    """As written in the source."""
    script: Code | None = None
    """Its script, ISO 15924."""
    transliteration_of: Line | None = None
    """The name that it transliterates, if it does."""
    official: bool = False
    """Whether the organisation's own documents or the ban use it."""


class Property(StrEnum):
    """What can be told of an organisation in one word or number; closed, and compared between States."""

    FOUNDED = "founded"
    DISSOLVED = "dissolved"
    LEGAL_STATUS = "legal_status"
    BASE_REGION = "base_region"
    STRENGTH = "strength"


class LegalStatus(StrEnum):
    """The organisation before the law of the State that tells."""

    BANNED = "banned"
    REGISTERED = "registered"
    DISSOLVED_BY_COURT = "dissolved_by_court"
    NOT_REGISTERED = "not_registered"


class Characteristic(Item):
    """One property with one value. Exactly the field that fits the property is filled."""

    property: Property
    """Which."""
    day: VagueDay | None = None
    """For founded and dissolved."""
    status: LegalStatus | None = None
    """For legal_status."""
    region: Region | None = None
    """For base_region."""
    least: Count | None = None
    """For strength: the least number."""
    most: Count | None = None
    """For strength: the greatest number."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        fields = {
            Property.FOUNDED: {"day"},
            Property.DISSOLVED: {"day"},
            Property.LEGAL_STATUS: {"status"},
            Property.BASE_REGION: {"region"},
            Property.STRENGTH: {"least", "most"},
        }[self.property]
        given = {n for n in ("day", "status", "region", "least", "most") if getattr(self, n) is not None}
        if given != fields or (self.least or 0) > (self.most or 0):
            raise ValueError(f"{self.property.value} takes {' and '.join(sorted(fields))}, and nothing else")
        return self


class Belonging(StrEnum):
    """How another organisation or part belongs to this one."""

    BODY = "body"
    BRANCH = "branch"
    FRONT = "front"
    PART_OF = "part_of"
    SUCCESSOR_OF = "successor_of"


class StructureLink(Item):
    """A body, branch or front of the organisation, or what it is part of, for a time."""

    kind: Belonging
    """How it belongs."""
    file: MatterId | None = None
    """The other organisation's file, where the databank has one."""
    name: Line | None = None
    """Its name, where there is no file; the name of an organisation or of a part, never of a person."""
    region: Region | None = None
    """Where it is."""

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.file is None) == (self.name is None):
            raise ValueError("name either the file of the other organisation or, where there is none, the part")
        return self


class Role(StrEnum):
    """What a person is to the organisation (RATS Agr. Art 6(4))."""

    LEADER = "leader"
    MEMBER = "member"
    INVOLVED = "other_individual_involved"


class PersonLink(Item):
    """A leader or member, by reference only: a Register entry in force, or a decision that names them."""

    role: Role
    """What the person is to the organisation."""
    entry: MatterId | None = None
    """The matter of the Register entry."""
    named_in: MatterId | None = None
    """Or: the matter of the judicial decision that names the person, with ``paragraph``."""

    @model_validator(mode="after")
    def _refers(self) -> Self:
        if (self.entry is None) == (self.named_in is None) or (self.named_in and not self.paragraph):
            raise ValueError("refer to a Register entry, or to a decision and the paragraph that names the person")
        return self


class Flow(StrEnum):
    """Which side of financing is told."""

    SOURCE = "source"
    CHANNEL = "channel"


class Financing(Item):
    """A claim about one flow of money, with its judicial or FIU reference; never an account."""

    flow: Flow
    """A source or a channel."""
    described: Text
    """In words: the kind of source or channel."""
    fiu_reference: Line | None = None
    """The reference of the financial intelligence unit, where no court spoke."""
    least: Amount | None = None
    """The least amount, in whole units of the currency."""
    most: Amount | None = None
    """The greatest amount."""
    currency: Annotated[str, Limit(pattern=r"^[A-Z]{3}$")] | None = None
    """ISO 4217."""
    since: VagueDay | None = None
    """The period: from."""
    until: VagueDay | None = None
    """The period: to."""

    @model_validator(mode="after")
    def _referenced(self) -> Self:
        if self.fiu_reference is None and self.decision is None:
            raise ValueError("give the reference of a judicial decision or of a financial intelligence unit")
        if (self.least is None) != (self.most is None) or (self.least or 0) > (self.most or 0):
            raise ValueError("an amount is a range: give least and most")
        if (self.least is None) != (self.currency is None):
            raise ValueError("give the currency of the amount, and only then")
        return self


class UnStatus(Item):
    """Where the organisation stands with the UN Security Council; shown first."""

    reference: Line
    """Its reference on a list of the Council, or ``none``."""


class Remark(Item):
    """Something else told of the organisation, in words."""

    text: Text
    """What is told."""


class OrganisationFile(Envelope):
    """What one State tells of one organisation."""

    SCHEMA: ClassVar[str] = "databank.organisation/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = frozenset()

    kind: Literal["organisation"] = "organisation"
    """What this is."""
    names: Annotated[tuple[OrganisationName, ...], Items] = ()
    """Names and aliases, each with its source."""
    un_status: Annotated[tuple[UnStatus, ...], Many] = ()
    """Its references on lists of the UN Security Council."""
    characteristics: Annotated[tuple[Characteristic, ...], Items] = ()
    """What can be told in one word or number."""
    structure: Annotated[tuple[StructureLink, ...], Items] = ()
    """Bodies, branches and fronts."""
    persons: Annotated[tuple[PersonLink, ...], Items] = ()
    """Leaders and members, by reference."""
    financing: Annotated[tuple[Financing, ...], Items] = ()
    """Sources and channels of financing."""
    remarks: Annotated[tuple[Remark, ...], Items] = ()
    """What else is told."""
