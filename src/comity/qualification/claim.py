"""What every claim of an entry shares, what a claim about a person adds, and what one about support adds.

A field that a gate asks for may be left empty here: an empty field is refused by its gate, with the
article, and not by the reader of the file.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field as Limit

from comity.qualification.body import Body, Code, Day, Digest, Flag, Language, Line, LongText, Months, State, VagueDay
from comity.qualification.parts import (
    ActOfViolence,
    Assertion,
    Assurance,
    ConcernedState,
    Disambiguation,
    EffectStatement,
    ExcludedActivity,
    FairTrial,
    MaterialSupport,
    NeutralityFactor,
    Notification,
    OnwardConsent,
    Proportionality,
    ProtectedConduct,
    Purpose,
    Questionnaire,
    SecondTrial,
    Supported,
    Translation,
    TreatyOffence,
)
from comity.qualification.vocabulary import Basis, Category, HandlingCode, Selection, WantedFor

MAX_DECISIONS: Final = 8  # minimal sets of decisions are searched among all their subsets
Few = Limit(max_length=16)
Many = Limit(max_length=100)

PUBLISHABLE: Final = frozenset(
    {
        "claimant_state",
        "claimant_authority",
        "decisions",
        "basis",
        "treaty_offence",
        "narrative",
        "remedy",
        "delisting_contact",
        "sunset",
        "handling_code",
        "lang",
    }
)
"""The shared fields that anyone may see when the handling code is PUBLIC."""


class Claim(Body):
    """The claim of one State that an organisation or person falls under Article 1(1)."""

    claimant_state: State
    """The one State that claims (gate 1)."""
    claimant_authority: Code
    """Its authority."""
    decisions: Annotated[tuple[Code, ...], Limit(max_length=MAX_DECISIONS)] = ()
    """The judicial decisions relied on, by reference (gate 3)."""
    basis: Basis | None = None
    """The definition relied on (gate 5)."""
    treaty_offence: TreatyOffence | None = None
    """For basis T-a: the annexed treaty and its article (gate 5)."""
    acts: Annotated[tuple[ActOfViolence, ...], Many] = ()
    """Acts of violence, each with its pinpoint (gate 6)."""
    purpose_elements: Annotated[tuple[Purpose, ...], Few] = ()
    """For basis T-b: the terrorist purpose, with its pinpoint (gate 7)."""
    protected_conduct: Annotated[tuple[ProtectedConduct, ...], Few] = ()
    """The negative checklist: each kind of protected conduct, answered (gate 8)."""
    assertions: Annotated[tuple[Assertion, ...], Many] = ()
    """What else is said of the subject, typed and graded (gates 14 and 15)."""
    proportionality: Proportionality | None = None
    """Why the entry is proportionate (gate 16)."""
    neutrality: Annotated[tuple[NeutralityFactor, ...], Few] = ()
    """The seven-factor neutrality record (gate 17)."""
    concerned_states: Annotated[tuple[ConcernedState, ...], Many] = ()
    """Other States concerned (gate 18)."""
    fair_trial: Annotated[tuple[FairTrial, ...], Few] = ()
    """For each decision, how the rights of defence were respected (gate 27)."""
    statement_of_case: LongText | None = None
    """The full reasons (gate 29)."""
    narrative: LongText | None = None
    """The narrative summary: the part that may be published, enough by itself (gate 29)."""
    notification: Notification | None = None
    """When the subject is told, or the reasoned deferral (gate 30)."""
    remedy: LongText | None = None
    """How the subject can challenge the entry (gate 31)."""
    delisting_contact: Line | None = None
    """Where to write (gate 31)."""
    sunset: Day | None = None
    """When the entry lapses unless renewed (gate 32)."""
    review_owner: Code | None = None
    """The post that must review it in time (gate 32)."""
    disambiguation: Annotated[tuple[Disambiguation, ...], Many] = ()
    """Subjects of the same or a similar name who are not this one (gate 33)."""
    handling_code: HandlingCode | None = None
    """Who may see it (gate 34)."""
    recipients: Annotated[tuple[Code, ...], Many] = ()
    """For NAMED: the authorities, by id (gate 34)."""
    onward: Annotated[tuple[OnwardConsent, ...], Many] = ()
    """Third parties to whom it may go on, each with written consent (gate 34)."""
    lang: Language | None = None
    """The language of the dossier (gate 35)."""
    translations: Annotated[tuple[Translation, ...], Many] = ()
    """Certified translations (gate 35)."""
    selected_by: Annotated[tuple[Selection, ...], Few] = ()
    """How the case arose (gate 43)."""
    effect_by_drafter: EffectStatement | None = None
    """What the entry will do, as its drafter states it (gate 44)."""
    effect_by_approver: EffectStatement | None = None
    """The same, as its approver states it without having read the drafter's (gate 44)."""

    @property
    def relied_on(self) -> tuple[str, ...]:
        """Every decision without which the claim does not stand as it is."""
        return self.decisions


class PersonClaim(Claim):
    """A claim about a person: what gates 10 to 12 and 19 to 26 ask besides."""

    category: Category | None = None
    """Accused or convicted (gate 14)."""
    wanted_for: WantedFor | None = None
    """Prosecution or sentence, and nothing else (gate 10)."""
    max_penalty_months: Months | None = None
    """The maximum penalty, in months (gate 11)."""
    remaining_sentence_months: Months | None = None
    """What remains of the sentence, in months (gate 11)."""
    limitation_date: Day | None = None
    """When the offence or the sentence becomes time-barred; empty where it never does."""
    born: VagueDay | None = None
    """Date of birth: at least the year (gates 12 and 24)."""
    birthplace: Line | None = None
    """Place of birth (gate 12)."""
    documents: Annotated[tuple[Line, ...], Few] = ()
    """Identity documents: kind, State and number (gate 12)."""
    parents: Line | None = None
    """Parents' names as in the document (gate 12)."""
    photo: Digest | None = None
    """The salted digest of a photograph, for comparison by a human only (gate 12)."""
    minor_at_time: Flag | None = None
    """Was the person under eighteen at the time of the earliest act? (gate 24)"""
    relies_on_ban: Code | None = None
    """The ban decision on which a charge of taking part in a banned organisation rests (gate 9)."""
    questionnaire: Questionnaire | None = None
    """Torture and fair-trial risks (gate 20)."""
    death_penalty_possible: Flag | None = None
    """Can the offence be punished by death? (gate 21)"""
    death_penalty_assurance: Assurance | None = None
    """The written assurance that it will not be imposed or carried out (gate 21)."""
    second_trial: SecondTrial | None = None
    """That the person was not finally tried for the same facts (gate 22)."""
    extradition_assurance: Assurance | None = None
    """That extradition will be sought when the person is found (gate 25)."""

    @property
    def relied_on(self) -> tuple[str, ...]:
        """The decisions, and the ban if a charge rests on one."""
        return self.decisions if self.relies_on_ban is None else (*self.decisions, self.relies_on_ban)


class SupportClaim(Claim):
    """A claim that a court found somebody to have given material support: what gate 37 asks besides."""

    material_support: Annotated[tuple[MaterialSupport, ...], Few] = ()
    """What the court found, each with its paragraph (gate 37)."""
    supported: Supported | None = None
    """The violent act or the listed organisation (gate 37)."""
    checklist: Annotated[tuple[ExcludedActivity, ...], Few] = ()
    """The negative checklist: humanitarian, legal aid, media, human rights, religion (gate 37)."""
