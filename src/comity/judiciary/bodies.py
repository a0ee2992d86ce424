"""The judicial decision: schema ``judiciary.decision/1``, with the fields of law.md D(i)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field as Limit

from comity.qualification.body import Body, Code, Day, Digest, Flag, Language, Line, LongText, Months, Part, State, Text
from comity.qualification.vocabulary import DecisionType, IssuedBy

Few = Limit(max_length=16)
Many = Limit(max_length=100)


Identity = tuple[str, str, str, str]
"""What makes a decision the same decision, whoever records it and under whatever reference."""


class Publication(Part):
    """Where and when a text was published."""

    on: Day
    """The day."""
    place: Line
    """The gazette, register or site."""


class LawText(Part):
    """The provision of national law that was applied."""

    law: Line
    """The law and its article."""
    text: Text | None = None
    """Its words."""
    published: Day | None = None
    """When the law was published (gate 9)."""


class OperativePart(Part):
    """What the court decided, in its own words and in one language."""

    lang: Language
    """The language."""
    text: LongText
    """The words."""
    original: Flag = False
    """Whether these are the court's words or a translation."""


class Verification(Part):
    """How it was verified that the decision is genuine."""

    by: Line
    """Who verified it."""
    how: Text
    """How: with the registry of the court, by seal, by a certified copy."""
    on: Day
    """When."""


class JudicialDecision(Body):
    """One decision of a court or judge, or a warrant that a court can review."""

    SCHEMA: ClassVar[str] = "judiciary.decision/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = frozenset(
        {
            "reference",
            "state",
            "court",
            "level",
            "case_number",
            "date",
            "type",
            "operative_part",
            "publication",
            "law",
            "lang",
        }
    )

    reference: Code
    """How entries refer to it."""
    state: State
    """The State whose court decided."""
    court: Line
    """The court."""
    level: Line | None = None
    """Its instance: first, appeal, supreme."""
    panel: Line | None = None
    """Judge or panel, where public."""
    panel_public: Flag | None = None
    """Whether the names of the judges are public."""
    issued_by: IssuedBy | None = None
    """Court, judge, prosecutor or executive (gate 26)."""
    case_number: Line
    """The number of the case."""
    date: Day
    """The day of the decision."""
    type: DecisionType
    """What kind of decision it is."""
    parties: Annotated[tuple[Line, ...], Many] = ()
    """The parties, as the decision names them."""
    operative_part: Annotated[tuple[OperativePart, ...], Few] = ()
    """The operative part: original and translations."""
    reasons_document: Digest | None = None
    """The salted digest of the document with the reasons."""
    publication: Publication | None = None
    """When and where the decision was published (gate 9)."""
    finality: Line | None = None
    """Appealable until, under appeal, or final: as the document says."""
    appealable_until: Day | None = None
    """The last day for an appeal, where there is one."""
    adversarial: Flag | None = None
    """Whether the hearing was adversarial."""
    counsel_present: Flag | None = None
    """Whether counsel was present."""
    in_absentia: Flag | None = None
    """Whether the subject was absent (gate 23)."""
    retrial_right: Text | None = None
    """For a decision in absentia: the right to a retrial, with its provision (gate 23)."""
    law: Annotated[tuple[LawText, ...], Few] = ()
    """The law applied."""
    max_penalty_months: Months | None = None
    """The maximum penalty, in months."""
    death_penalty: Flag | None = None
    """Whether the law applied allows the death penalty (gate 21)."""
    sentence_months: Months | None = None
    """The sentence, in months."""
    torture_alleged: Flag | None = None
    """Whether it is alleged that evidence was obtained by torture (gate 27)."""
    torture_dealt_with: Text | None = None
    """How the court dealt with that allegation."""
    remedies: Text | None = None
    """The remedies of affected persons."""
    judicial_appeal: Text | None = None
    """For a warrant that is not judicial: the appeal to a judge, with its provision (gate 26)."""
    valid_until: Day | None = None
    """When the decision ceases to be valid, if it does."""
    verification: Verification | None = None
    """How its authenticity was verified."""
    lang: Language
    """The language of the original."""

    @property
    def law_published(self) -> Day | None:
        """The latest publication of a law applied; None where one is unknown or none is named."""
        days = [law.published for law in self.law]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None

    @property
    def published_on(self) -> Day | None:
        """When the decision itself was published."""
        return self.publication.on if self.publication else None

    @property
    def identity(self) -> Identity:
        """State, court, case number and day, without regard to spacing and letter case."""
        court, number = (" ".join(text.casefold().split()) for text in (self.court, self.case_number))
        return self.state, court, number, self.date.isoformat()
