"""Facts that come only from signed acts, never from the claimant.

Who folds the acts fills these values; nothing here reads a store. ``None`` means that no act
answers the question: the gate is then undetermined, and an undetermined gate does not open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from comity.qualification.vocabulary import Answer, Clearance, DecisionStanding, Position


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """The claimant's authority and the signatures on the act (gates 1 and 2)."""

    participant: str | None = None  # the one State for which the signing authority acts
    notified: bool | None = None  # it is on the notified list today
    head_or_deputy_signed: bool | None = None
    seal_valid: bool | None = None  # the authority's key was valid where the act stands in the log


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """One judicial decision, as the acts about it say (gates 3 and 4)."""

    authenticated: bool | None = None  # someone verified it and said how
    opens: bool | None = None  # the document opens to its commitment
    standing: DecisionStanding | None = None
    final: bool | None = None


@dataclass(frozen=True, slots=True)
class AsylumFacts:
    """The blind check (gate 19): never which State answered."""

    answered_days_ago: int | None = None
    answer: Answer | None = None
    cleared: bool | None = None  # the reviewer cleared an answer of "some"


@dataclass(frozen=True, slots=True)
class ClearanceFacts:
    """Decisions of the independent reviewer (gates 20, 24 and 37)."""

    torture: Clearance | None = None
    child: Clearance | None = None
    support: Clearance | None = None


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """The listed organisation that was supported (gate 37)."""

    in_force: bool | None = None  # its List entry is in force and final; only where one is named


@dataclass(frozen=True, slots=True)
class OverdueFacts:
    """The claimant's reviews (gate 36)."""

    overdue: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class SafeguardsFacts:
    """Who signed the safeguards protocol in force (gate 40)."""

    claimant_signed: bool | None = None
    unsigned_recipients: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """A proposal for common listing (gate 38): the members at that date and what each said."""

    members: frozenset[str] | None = None
    positions: Mapping[str, Position] | None = None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """The compliance review (gate 28) and what its reviewer attests (the human part of a gate)."""

    reviewer_seconded_by: str | None = None
    reviewer_is_drafter: bool | None = None
    attested: frozenset[int] | None = None  # gate numbers, see vocabulary.HumanGate
    neutrality_failed: bool | None = None  # the reviewer found the claim predominantly political


@dataclass(frozen=True, slots=True)
class RenewalFacts:
    """What a renewal rests on (law.md D(iii), Renewal)."""

    new_fact: bool | None = None  # List: a fact recorded after the last permit
    confirmation_age_days: int | None = None  # Register: since the court or prosecutor confirmed
    stands: bool | None = None  # confirmed: the warrant or sentence stands
    not_time_barred: bool | None = None
    months_in_register: int | None = None
    reviewer_consent: bool | None = None


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """Searches in the node's own data (gates 22 and 33)."""

    name_collisions: int | None = None  # other subjects whose names collide with this one
    prior_judgments: int | None = None  # final judgments on the same facts found in own data


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What the profile in force says (gates 5 and 35); profiles change by acts."""

    working_languages: frozenset[str] | None = None  # ISO 639-1 codes
    treaty_binds_claimant: bool | None = None  # only for basis T-a: the annexed treaty named


@dataclass(frozen=True, slots=True)
class TellingFacts:
    """What was told, and is no entry (gate 39)."""

    oral_hours: int | None = None  # hours begun between an oral telling and its writing; 0 where it was written


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that a gate may learn from signed acts."""

    authority: AuthorityFacts = AuthorityFacts()
    decisions: Mapping[str, DecisionFacts] = field(default_factory=dict)  # by decision reference
    asylum: AsylumFacts = AsylumFacts()
    clearance: ClearanceFacts = ClearanceFacts()
    support: SupportFacts = SupportFacts()
    overdue: OverdueFacts = OverdueFacts()
    safeguards: SafeguardsFacts = SafeguardsFacts()
    council: CouncilFacts = CouncilFacts()
    review: ReviewFacts = ReviewFacts()
    renewal: RenewalFacts = RenewalFacts()
    screen: ScreenFacts = ScreenFacts()
    profile: ProfileFacts = ProfileFacts()
    telling: TellingFacts = TellingFacts()
