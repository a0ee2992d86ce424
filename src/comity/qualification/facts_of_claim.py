"""Facts that the dossier states and that gates of every entry weigh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from comity.provenance import Standing
from comity.qualification import lexicon
from comity.qualification.claim import PersonClaim, SupportClaim
from comity.qualification.envelope import Envelope, Item
from comity.qualification.fact import Case, FactType, Kind, Value, age, length, words
from comity.qualification.parts import ActOfViolence, Assertion, EffectStatement
from comity.qualification.vocabulary import (
    Basis,
    EffectCode,
    HandlingCode,
    Protected,
    Reliance,
    Selection,
    WantedFor,
)

NOTIFICATION: Final = frozenset({"planned", "deferred"})


def months_until(start: date, end: date) -> int:
    """Whole months from ``start`` to ``end``, rounded up: 12 means within twelve months."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months + 1 if end.day > start.day else months


def _complete(act: ActOfViolence, case: Case) -> bool:
    cited = act.decision in case.decisions and act.decision in case.claim.relied_on
    return bool(act.date and act.place and act.paragraph and cited)


def _said(case: Case) -> Iterator[ActOfViolence | Assertion | Item]:
    if isinstance(case.said, Envelope):
        yield from case.said.items()
    else:
        yield from case.claim.acts
        yield from case.claim.assertions


def _purposes(case: Case) -> Value:
    return sum(1 for p in case.claim.purpose_elements if p.paragraph and p.decision in case.claim.relied_on)


def _unanswered_conduct(case: Case) -> Value:
    return len(set(Protected) - {answer.conduct for answer in case.claim.protected_conduct})


def _alone(case: Case) -> Value:
    return sum(1 for answer in case.claim.protected_conduct if answer.reliance == Reliance.ALONE)


def _untyped(case: Case) -> Value:
    return sum(1 for said in _said(case) if said.standing in (None, Standing.RECORDED))


def _proportionality_age(case: Case) -> Value:
    judged = case.claim.proportionality
    return age((case.on - judged.judged_on).days) if judged else None


def _states(case: Case) -> Value:
    return len({case.claim.claimant_state, *(other.state for other in case.claim.concerned_states)})


def _fair_trial_gaps(case: Case) -> Value:
    answers = {a.decision: (a.counsel, a.publicity, a.remedy, a.evidence) for a in case.claim.fair_trial}
    return sum(answers.get(ref, (None,) * 4).count(None) for ref in case.claim.relied_on)


def _notification(case: Case) -> Value:
    told = case.claim.notification
    if told is None:
        return None
    return "deferred" if told.deferred_until else "planned" if told.planned_on else None


def _days_to(case: Case, field: str) -> Value:
    day = getattr(case.claim.notification, field, None)
    return (day - case.on).days if isinstance(day, date) else None


def _sunset(case: Case) -> Value:
    return months_until(case.on, case.claim.sunset) if case.claim.sunset else None


def _consentless(case: Case) -> Value:
    return sum(1 for onward in case.said.onward if not (onward.consent and onward.given_on))


def _effect_of_entry(case: Case) -> Value:
    """What the entry does, read from the entry itself; proposals for common listing state no other effect."""
    if isinstance(case.claim, SupportClaim):
        return frozenset({EffectCode.JUDGMENT_SHOWN.value})
    if not isinstance(case.claim, PersonClaim):
        return frozenset({EffectCode.BAN_SHOWN.value})
    purposes = {WantedFor.PROSECUTION: EffectCode.TRIAL, WantedFor.SENTENCE: EffectCode.SENTENCE}
    sought = case.claim.wanted_for
    return frozenset({EffectCode.ARREST.value, purposes[sought].value}) if sought else None


def _effects(stated: EffectStatement | None) -> Value:
    return frozenset(effect.value for effect in stated.effects) if stated else None


def _same_officer(case: Case) -> Value:
    one, other = case.claim.effect_by_drafter, case.claim.effect_by_approver
    return None if one is None or other is None else one.officer == other.officer


def _copied(case: Case) -> Value:
    one, other = case.claim.effect_by_drafter, case.claim.effect_by_approver
    return None if one is None or other is None else one.words.casefold().split() == other.words.casefold().split()


def _count(name: str, source: str, read: Callable[[Case], Value]) -> FactType:
    return FactType(name, Kind.COUNT, f"dossier: {source}", read)


FACTS: Final = (
    FactType("claimant_state", Kind.CODE, "dossier: claimant_state", lambda c: c.said.claimant_state),
    FactType("basis", Kind.CODE, "dossier: basis", lambda c: c.claim.basis, words(Basis)),
    FactType(
        "treaty_article_named", Kind.FLAG, "dossier: treaty_offence", lambda c: c.claim.treaty_offence is not None
    ),
    _count("acts_of_violence", "acts", lambda c: len(c.claim.acts)),
    _count("acts_pinpointed", "acts", lambda c: sum(1 for act in c.claim.acts if _complete(act, c))),
    _count("acts_incomplete", "acts", lambda c: sum(1 for act in c.claim.acts if not _complete(act, c))),
    _count("purposes_pinpointed", "purpose_elements", _purposes),
    _count("conduct_unanswered", "protected_conduct", _unanswered_conduct),
    _count("conduct_relied_on_alone", "protected_conduct", _alone),
    _count("forbidden_terms", "all free text", lambda c: len(lexicon.found(c.said))),
    _count("statements_untyped", "acts, assertions", _untyped),
    _count("statements_ungraded", "acts, assertions", lambda c: sum(1 for said in _said(c) if not said.grade)),
    _count(
        "proportionality_length",
        "proportionality.statement",
        lambda c: length(c.claim.proportionality.statement if c.claim.proportionality else None),
    ),
    _count("proportionality_age_days", "proportionality.judged_on", _proportionality_age),
    _count("neutrality_factors", "neutrality", lambda c: len({weighed.factor for weighed in c.claim.neutrality})),
    _count("states_concerned", "claimant_state, concerned_states", _states),
    _count("fair_trial_gaps", "fair_trial", _fair_trial_gaps),
    _count("statement_of_case_length", "statement_of_case", lambda c: length(c.claim.statement_of_case)),
    _count("narrative_length", "narrative", lambda c: length(c.claim.narrative)),
    FactType("notification", Kind.CODE, "dossier: notification", _notification, NOTIFICATION),
    _count("notification_days", "notification.planned_on", lambda c: _days_to(c, "planned_on")),
    _count("deferral_days", "notification.deferred_until", lambda c: _days_to(c, "deferred_until")),
    _count(
        "deferral_reason_length",
        "notification.deferral_reason",
        lambda c: length(c.claim.notification.deferral_reason if c.claim.notification else None),
    ),
    _count("remedy_length", "remedy", lambda c: length(c.claim.remedy)),
    FactType(
        "delisting_contact_given",
        Kind.FLAG,
        "dossier: delisting_contact",
        lambda c: c.claim.delisting_contact is not None,
    ),
    _count("sunset_months", "sunset", _sunset),
    FactType("review_owner_named", Kind.FLAG, "dossier: review_owner", lambda c: c.claim.review_owner is not None),
    _count("disambiguations", "disambiguation", lambda c: len(c.claim.disambiguation)),
    FactType("handling_code", Kind.CODE, "dossier: handling_code", lambda c: c.said.handling_code, words(HandlingCode)),
    _count("recipients", "recipients", lambda c: len(c.said.recipients)),
    _count("onward_without_consent", "onward", _consentless),
    FactType(
        "selected_by",
        Kind.CODES,
        "dossier: selected_by",
        lambda c: frozenset(c.said.selected_by) or None,
        words(Selection),
    ),
    FactType("effect_of_entry", Kind.CODES, "the entry itself", _effect_of_entry, words(EffectCode)),
    FactType(
        "effect_by_drafter",
        Kind.CODES,
        "dossier: effect_by_drafter",
        lambda c: _effects(c.claim.effect_by_drafter),
        words(EffectCode),
    ),
    FactType(
        "effect_by_approver",
        Kind.CODES,
        "dossier: effect_by_approver",
        lambda c: _effects(c.claim.effect_by_approver),
        words(EffectCode),
    ),
    FactType("effect_same_officer", Kind.FLAG, "dossier: effect_by_drafter, effect_by_approver", _same_officer),
    FactType("effect_words_copied", Kind.FLAG, "dossier: effect_by_drafter, effect_by_approver", _copied),
)
