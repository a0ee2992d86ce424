"""The parts of a claim. Each says what it is, and cites the decision and paragraph that says so."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limit

from comity.provenance import Standing
from comity.qualification.body import (
    Code,
    Day,
    Digest,
    Flag,
    Grade,
    Language,
    Line,
    MatterId,
    Part,
    State,
    Text,
    VagueDay,
)
from comity.qualification.vocabulary import (
    EffectCode,
    Excluded,
    Factor,
    Involvement,
    Link,
    Protected,
    PurposeElement,
    Reliance,
    Support,
    Violence,
)


class Name(Part):
    """One name in one script."""

    name: Line
    """As written in the source."""
    lang: Language | None = None
    """Its language."""
    script: Code | None = None
    """Its script, ISO 15924."""
    transliteration_of: Line | None = None
    """The name that it transliterates, if it does."""
    said_by: Line | None = None
    """Who uses this name."""


class ActOfViolence(Part):
    """One act of violence that a decision attributes to the subject (gate 6)."""

    kind: Violence
    """Which kind, from a closed list."""
    involvement: Involvement
    """Done, attempted, planned, aided or financed (Conv. Art 1(1))."""
    date: VagueDay | None = None
    """When: a day, a month or a year."""
    place: Line | None = None
    """Where."""
    decision: Code | None = None
    """The decision that finds or charges it: its reference."""
    paragraph: Line | None = None
    """The paragraph of that decision."""
    role: Line | None = None
    """What the subject did, in a few words."""
    standing: Standing | None = None
    """Found by a court, alleged or assessed (gate 14)."""
    grade: Grade | None = None
    """Source A-D or X and information 1-4 (gate 15)."""


class Purpose(Part):
    """The purpose element of Conv. Art 1(1)1(b) (gate 7)."""

    element: PurposeElement
    """Which of the three purposes."""
    decision: Code | None = None
    """The decision that says so."""
    paragraph: Line | None = None
    """The paragraph."""


class TreatyOffence(Part):
    """An offence of an annexed treaty, for basis T-a (gate 5)."""

    treaty: Code
    """The treaty, by its id in the instruments library."""
    article: Line
    """The article that defines the offence."""


class Assertion(Part):
    """One thing said of the subject, with what kind of saying it is (gates 14 and 15)."""

    text: Text
    """What is said."""
    standing: Standing | None = None
    """Found by a court, alleged or assessed."""
    grade: Grade | None = None
    """Source and information grade."""
    decision: Code | None = None
    """The decision it comes from, if any."""
    paragraph: Line | None = None
    """The paragraph."""
    lang: Language | None = None
    """The language in which it is written."""


class MaterialSupport(Part):
    """One kind of material support that a court found (gate 37)."""

    kind: Support
    """Which kind, from a closed list."""
    finding: Text
    """What the court found, in its words or close to them."""
    decision: Code | None = None
    """The decision that finds it: its reference."""
    paragraph: Line | None = None
    """The paragraph of that decision."""
    standing: Standing = Standing.FOUND
    """Found by a court; nothing else counts."""


class Supported(Part):
    """What was supported: a violent act among ``acts``, a listed organisation, or both (gate 37)."""

    decision: Code | None = None
    """For an act: its decision, as in ``acts``."""
    paragraph: Line | None = None
    """For an act: its paragraph, as in ``acts``."""
    entry: MatterId | None = None
    """For an organisation: the matter of its List entry, which must be in force."""


class ExcludedActivity(Part):
    """One line of the negative checklist: is the conduct only this? (gate 37)"""

    activity: Excluded
    """Which activity."""
    only_this: Flag | None = None
    """Whether the conduct found is this activity and nothing besides; yes refuses."""
    reason: Text | None = None
    """Why, or why not."""


class NeutralityFactor(Part):
    """One of the seven elements weighed for neutrality (gate 17)."""

    factor: Factor
    """Which element."""
    weighed: Text
    """What was weighed and with what result."""


class ProtectedConduct(Part):
    """How far the claim rests on one kind of protected conduct (gate 8)."""

    conduct: Protected
    """Which conduct."""
    reliance: Reliance
    """Not at all, beside a violent act, or alone."""
    note: Line | None = None
    """Why, in a few words."""


class Notification(Part):
    """When the subject is told, or why and until when not (gate 30)."""

    planned_on: Day | None = None
    """The day on which the subject is told."""
    channel: Line | None = None
    """How: in person, by counsel, by publication."""
    deferred_until: Day | None = None
    """Or: the day until which telling is put off."""
    deferral_reason: Text | None = None
    """Why it is put off; the reviewer reads it."""


class Proportionality(Part):
    """Why the entry is proportionate (gate 16); judged anew at each renewal."""

    statement: Text
    """The reasons."""
    judged_on: Day
    """When it was judged."""


class FairTrial(Part):
    """How one decision relied on respected the rights of defence (gate 27)."""

    decision: Code
    """The decision."""
    counsel: Text | None = None
    """Whether and how counsel took part."""
    publicity: Text | None = None
    """Whether the hearing and the judgment were public."""
    remedy: Text | None = None
    """What remedy there was or is."""
    evidence: Text | None = None
    """On what evidence it rests."""


class ConcernedState(Part):
    """Another State that the case concerns (gate 18)."""

    state: State
    """Which."""
    link: Link
    """Why."""
    note: Line | None = None
    """In a few words."""


class Disambiguation(Part):
    """Another subject who is not this one (gate 33)."""

    not_the_same_as: Line
    """Who it is not."""
    told_apart_by: Line
    """By what the two are told apart."""


class OnwardConsent(Part):
    """The written consent to pass the entry to a third party (gate 34; Conv. Art 13(3))."""

    third_party: Line
    """To whom."""
    consent: Digest | None = None
    """The salted digest of the written consent."""
    given_on: Day | None = None
    """When it was given."""


class Translation(Part):
    """A certified translation of one decision, or of the dossier itself (gate 35)."""

    of: Code
    """The decision's reference, or ``dossier``."""
    lang: Language
    """Into which language."""
    certified_by: Line | None = None
    """Who certified it."""
    document: Digest | None = None
    """The salted digest of the translation."""


class EffectStatement(Part):
    """What the entry will do to its subject, stated by one person in their own words (gate 44)."""

    officer: Code
    """Who states it."""
    effects: Annotated[tuple[EffectCode, ...], Limit(min_length=1, max_length=8)]
    """The effects, from a closed list."""
    words: Text
    """The same in that person's own words."""


class Assurance(Part):
    """A written assurance of a named authority."""

    authority: Line
    """Who gives it."""
    given_on: Day
    """When."""
    document: Digest | None = None
    """The salted digest of the document."""


class Questionnaire(Part):
    """Torture and fair-trial risk after surrender (gate 20; CAT Art 3)."""

    torture_risk: Flag | None = None
    """Are there grounds to believe that the person would risk torture or ill-treatment?"""
    unfair_trial_risk: Flag | None = None
    """Are there grounds to expect a flagrantly unfair trial?"""
    persecution_risk: Flag | None = None
    """Is the person sought or likely to suffer for opinion, origin or belief?"""
    grounds: Text | None = None
    """On what the answers rest."""


class SecondTrial(Part):
    """That the person was not finally tried for the same facts elsewhere (gate 22)."""

    statement: Text
    """What was searched and found."""
    searched_on: Day
    """When."""
