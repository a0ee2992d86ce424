"""Facts that a claim about a person states (gates 10 to 12 and 19 to 26)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from comity.qualification.body import span
from comity.qualification.claim import PersonClaim
from comity.qualification.fact import Case, FactType, Kind, Value, words
from comity.qualification.vocabulary import Category, Clearance, WantedFor


def _person(read: Callable[[PersonClaim], Value]) -> Callable[[Case], Value]:
    """Read from a claim about a person; of an organisation nothing is known."""

    def of(case: Case) -> Value:
        return read(case.claim) if isinstance(case.claim, PersonClaim) else None

    return of


def _least(*months: int | None) -> Value:
    known = [month for month in months if month is not None]
    return min(known) if known else None


def _penalty(case: Case) -> Value:
    """The lowest maximum that claim and decisions state."""
    claimed = case.claim.max_penalty_months if isinstance(case.claim, PersonClaim) else None
    return _least(claimed, *(d.max_penalty_months for d in case.relied_on)) if claimed is not None else None


def _remaining(case: Case) -> Value:
    """What remains of the sentence, never more than a decision imposed."""
    claimed = case.claim.remaining_sentence_months if isinstance(case.claim, PersonClaim) else None
    return _least(claimed, *(d.sentence_months for d in case.relied_on)) if claimed is not None else None


def _limitation_passed(case: Case) -> Value:
    if not isinstance(case.claim, PersonClaim):
        return None
    return case.claim.limitation_date is not None and case.claim.limitation_date < case.on


def _identifiers(claim: PersonClaim) -> Value:
    """Independent kinds of identifier besides the name."""
    return sum(map(bool, (claim.born, claim.birthplace, claim.documents, claim.parents, claim.photo)))


def _questionnaire_complete(claim: PersonClaim) -> Value:
    asked = claim.questionnaire
    if asked is None:
        return False
    answers = (asked.torture_risk, asked.unfair_trial_risk, asked.persecution_risk)
    return None not in answers and asked.grounds is not None


def _risk(case: Case) -> Value:
    """What the claimant answers; the reviewer's refusal outweighs it, so that no new answer undoes it."""
    if case.ports.clearance.torture is Clearance.REFUSED:
        return True
    asked = case.claim.questionnaire if isinstance(case.claim, PersonClaim) else None
    if asked is None:
        return None
    answers = (asked.torture_risk, asked.unfair_trial_risk, asked.persecution_risk)
    return True if True in answers else None if None in answers else False


def _death(case: Case) -> Value:
    """True where the claim or the law applied in a decision allows death, whatever the other says."""
    claimed = case.claim.death_penalty_possible if isinstance(case.claim, PersonClaim) else None
    return True if any(d.death_penalty for d in case.relied_on) else claimed


def _minor(case: Case) -> Value:
    """What the claimant says; the reviewer's refusal outweighs it."""
    if case.ports.clearance.child is Clearance.REFUSED:
        return True
    return case.claim.minor_at_time if isinstance(case.claim, PersonClaim) else None


def _youngest(claim: PersonClaim) -> Value:
    """The lowest possible age, in whole years, at the earliest act."""
    days = [span(act.date)[0] for act in claim.acts if act.date]
    if not days or claim.born is None:
        return None
    act, born = min(days), span(claim.born)[1]
    return act.year - born.year - ((act.month, act.day) < (born.month, born.day))


def _flag(name: str, source: str, read: Callable[[PersonClaim], Value]) -> FactType:
    return FactType(name, Kind.FLAG, f"dossier: {source}", _person(read))


FACTS: Final = (
    FactType("category", Kind.CODE, "dossier: category", _person(lambda p: p.category), words(Category)),
    FactType("wanted_for", Kind.CODE, "dossier: wanted_for", _person(lambda p: p.wanted_for), words(WantedFor)),
    FactType("max_penalty_months", Kind.COUNT, "dossier: max_penalty_months; decision: max_penalty_months", _penalty),
    FactType(
        "remaining_sentence_months",
        Kind.COUNT,
        "dossier: remaining_sentence_months; decision: sentence_months",
        _remaining,
    ),
    FactType("limitation_passed", Kind.FLAG, "dossier: limitation_date", _limitation_passed),
    FactType("identifiers", Kind.COUNT, "dossier: born, birthplace, documents, parents, photo", _person(_identifiers)),
    _flag("questionnaire_complete", "questionnaire", _questionnaire_complete),
    FactType("surrender_risk", Kind.FLAG, "dossier: questionnaire; act of the reviewer", _risk),
    FactType("death_penalty_possible", Kind.FLAG, "dossier: death_penalty_possible; decision: death_penalty", _death),
    _flag("death_penalty_assured", "death_penalty_assurance", lambda p: p.death_penalty_assurance is not None),
    _flag("second_trial_excluded", "second_trial", lambda p: p.second_trial is not None),
    FactType("minor_at_time", Kind.FLAG, "dossier: minor_at_time; act of the reviewer", _minor),
    FactType("youngest_age_at_act", Kind.COUNT, "dossier: born, acts", _person(_youngest)),
    _flag("extradition_assured", "extradition_assurance", lambda p: p.extradition_assurance is not None),
)
