"""A claim about results: schema ``databank.result/1`` (law.md A7)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field as Limit
from pydantic import model_validator

from comity.databank.organisation import Count
from comity.qualification.body import Day, Digest, Line, Text
from comity.qualification.envelope import Envelope, Item, Items
from comity.qualification.vocabulary import CountedUnit


class RatsRole(StrEnum):
    """What RATS did."""

    COORDINATED = "coordinated"
    INFORMED = "informed"
    NONE = "none"


class Ladder(Item):
    """What became of the persons in court, as far as it is known; no step stands for another."""

    detained: Count | None = None
    charged: Count | None = None
    convicted: Count | None = None
    acquitted: Count | None = None


class Figure(Item):
    """The number, as a range: ``over 550`` is at least 551 with no greatest number."""

    least: Count
    """At least."""
    most: Count | None = None
    """At most; empty where the source gives no upper limit."""
    as_published: Line | None = None
    """The words of the source, quoted."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.most is not None and self.least > self.most:
            raise ValueError("least is not more than most")
        return self


class ResultClaim(Envelope):
    """One number that somebody claims, with everything that is needed to compare it."""

    SCHEMA: ClassVar[str] = "databank.result/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = frozenset()

    kind: Literal["result"] = "result"
    """What this is."""
    indicator: CountedUnit | None = None
    """What is counted: one unit of a closed list (gate 41)."""
    unit_words: Line | None = None
    """The unit in the words of the source."""
    definition: Text | None = None
    """By which definition, with its law (gate 41)."""
    figures: Annotated[tuple[Figure, ...], Limit(max_length=1)] = ()
    """The number (gate 41)."""
    period_from: Day | None = None
    """The first day of the period (gate 41)."""
    period_to: Day | None = None
    """Its last day."""
    territory: Line | None = None
    """Where: a State, or the members at that time."""
    actor: Line | None = None
    """Who acted: an authority or a group of them (gate 41)."""
    role_of_rats: RatsRole | None = None
    """What RATS did: coordinated, informed or none (gate 41)."""
    ladder: Annotated[tuple[Ladder, ...], Limit(max_length=1)] = ()
    """What became of it in court (gate 41)."""
    published_in: Line | None = None
    """The source (gate 41)."""
    method: Text | None = None
    """How it was counted (gate 41)."""
    backed_by: Line | None = None
    """For a prevented attack: the court decision or the prosecutor's reference of the closed case (gate 41)."""
    supersedes: Annotated[tuple[Digest, ...], Items] = ()
    """Figures of this State that this one replaces, by their commitments."""
