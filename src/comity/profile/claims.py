"""What others say, kept as claims: scales, figures and organisations that a source names.

Nothing here is an entry and nothing here is taken for true. Conflicting claims stand side by
side, each with its source; the standing of a named organisation at the United Nations is
computed from an imported list, never remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from pydantic import Field

from comity.profile.marks import Id, Marked, Percent, Quote, Text, VagueDay, Value

Lookup = Callable[[str], tuple[tuple[str, str], ...]]
"""Given a reference number or a name: the (reference, name) pairs of the imported list."""


OTHERS: Final = "others"
"""In a scale: all other participants together."""


class Share(Value):
    """The share of one participant, or of all ``others`` together, in per cent."""

    participant: Id
    percent: Percent


class Scale(Marked):
    """One scale of contributions, as one source gives it."""

    id: Id
    names: Text
    instrument: Id | None = None
    since: VagueDay | None = Field(default=None, alias="from")
    shares: tuple[Share, ...] = ()
    why_not_100: Text | None = None
    conflicts_with: tuple[Id, ...] = ()
    note: Text | None = None

    @property
    def total(self) -> Decimal:
        """The sum of the shares, in per cent, exact."""
        return sum((Decimal(share.percent) for share in self.shares), Decimal(0))


class Figure(Marked):
    """A number that somebody published, with its unit; never summed across units."""

    id: Id
    indicator: Id
    value: str = Field(pattern=r"^(over |about )?\d{1,9}$")
    unit: Text
    period: VagueDay | None = None
    actor: Text | None = None  # who is said to have acted
    role_of_rats: Literal["coordinated", "informed", "none"] | None = None  # only where the source says it
    quotes: tuple[Quote, ...] = ()
    conflicts_with: tuple[Id, ...] = ()
    note: Text | None = None


class Position(Marked):
    """What one participant or body says or did about an organisation that a source names."""

    by: Text
    position: Text
    date: VagueDay | None = None


class NamedOrganisation(Marked):
    """An organisation that a source article names: a claim with its source, never an entry."""

    id: Id
    names: tuple[Quote, ...] = Field(min_length=1)
    un_reference: str | None = Field(default=None, pattern=r"^[A-Z]{2}e\.\d{3}$")  # the hypothesis
    un_confidence: str = Field(pattern=r"^paraphrase (high|medium|low)$")
    positions: tuple[Position, ...] = ()
    note: Text | None = None


class Claim(Marked):
    """Any other claim of a source that contradicts another or that a rule answers."""

    id: Id
    claim: Text
    quotes: tuple[Quote, ...] = ()
    conflicts_with: tuple[Id, ...] = ()
    answer: Text | None = None


class UnStanding(StrEnum):
    """What the imported United Nations list says."""

    LISTED = "listed"  # the reference supposed is on the list
    NOT_LISTED = "not listed"  # neither the reference nor one of the names is on it
    BY_NAME = "found by name"  # one of the names is on it, under another reference
    UNKNOWN = "unknown"  # no list was imported


@dataclass(frozen=True, slots=True)
class UnStatus:
    """The answer: what the list says, whether the hypothesis held, and what was found."""

    standing: UnStanding
    as_supposed: bool | None
    found: tuple[tuple[str, str], ...] = ()


def un_status(organisation: NamedOrganisation, lookup: Lookup | None) -> UnStatus:
    """Compare the hypothesis about ``organisation`` with an imported list.

    ``lookup`` is None where no list was imported: then nothing is known, whatever was supposed.
    """
    if lookup is None:
        return UnStatus(UnStanding.UNKNOWN, None)
    supposed = organisation.un_reference
    if supposed is not None:
        held = tuple(pair for pair in lookup(supposed) if pair[0] == supposed)
        if held:
            return UnStatus(UnStanding.LISTED, True, held)
    named = tuple(dict.fromkeys(pair for name in organisation.names for pair in lookup(name.text)))
    if named:
        return UnStatus(UnStanding.BY_NAME, False, named)
    return UnStatus(UnStanding.NOT_LISTED, supposed is None)
