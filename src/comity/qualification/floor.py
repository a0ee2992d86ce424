"""The floor: for each door, the gates that bind it and the least each asks (law.md D(iii)).

A rulebook may be stricter, never looser. The floor is code, so that removing it changes the published
digest of the code; ``gates.weigh`` applies it even where a rulebook says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from comity.errors import Refusal
from comity.qualification.condition import Compare, Op, implies
from comity.qualification.floor_of_tellings import TELLINGS
from comity.qualification.flooring import (
    ALL,
    COMMON,
    EVERY,
    LIST,
    PROVISION,
    REGISTER,
    RENEWALS,
    SELECTED,
    SUPPORT,
    among,
    least,
    most,
    rule,
)
from comity.qualification.rulebook import Rule, Rulebook
from comity.qualification.vocabulary import Door, HumanGate

_TREATY: Final = among("basis", "T-a")
_OTHER: Final = among("basis", "T-b")
_SENTENCE: Final = among("wanted_for", "sentence")
_TRIAL: Final = among("wanted_for", "prosecution")

_DECISIONS: Final = (
    rule(1, EVERY, "one_claimant", Compare("claimant_state", Op.EQ, other="authority_participant")),
    rule(1, EVERY, "authority_notified", among("authority_notified", True)),
    rule(2, EVERY, "head_signed", among("head_or_deputy_signed", True)),
    rule(2, EVERY, "seal_valid", among("seal_valid", True)),
    rule(3, ALL, "decision_cited", least("decisions_relied_on", 1)),
    rule(3, ALL, "decisions_attached", most("decisions_missing", 0)),
    rule(3, ALL, "decisions_open", among("decisions_open", True)),
    rule(3, ALL, "decisions_authenticated", among("decisions_authenticated", True)),
    rule(
        3,
        ALL,
        "decision_types",
        among("decision_types", "warrant", "indictment_confirmation", "ban", "conviction", "extradition_ruling"),
    ),
    rule(3, LIST, "ban_cited", least("bans", 1)),
    rule(3, REGISTER, "person_named", least("decisions_naming_the_person", 1)),
    rule(
        4,
        LIST - COMMON,
        "ban_stands",
        among("decision_standings", "in_force", "stayed", "under_appeal", "varied", "executed"),
    ),
    rule(4, COMMON, "ban_final", among("decision_standings", "in_force", "varied", "executed")),
    rule(4, SUPPORT, "judgment_stands", among("decision_standings", "in_force", "varied", "executed")),
    rule(4, REGISTER, "warrant_in_force", among("decision_standings", "in_force", "varied")),
    rule(4, ALL, "decision_not_expired", most("decisions_expired", 0)),
    rule(4, REGISTER, "limitation", among("limitation_passed", False)),
    rule(4, frozenset({Door.REGISTER_RENEW}), "confirmed_standing", among("warrant_or_sentence_stands", True)),
    rule(4, frozenset({Door.REGISTER_RENEW}), "confirmed_limitation", among("not_time_barred", True)),
)

_SUBSTANCE: Final = (
    rule(5, ALL, "basis", among("basis", "T-a", "T-b", "S", "E")),
    rule(5, ALL, "treaty_named", among("treaty_article_named", True), _TREATY),
    rule(5, ALL, "treaty_binds", among("treaty_binds_claimant", True), _TREATY),
    rule(6, ALL, "act_pinpointed", least("acts_pinpointed", 1)),
    rule(6, ALL, "acts_complete", most("acts_incomplete", 0)),
    rule(7, ALL, "purpose_pinpointed", least("purposes_pinpointed", 1), _OTHER),
    rule(8, ALL, "conduct_answered", most("conduct_unanswered", 0)),
    rule(8, ALL, "conduct_not_alone", most("conduct_relied_on_alone", 0)),
    rule(9, ALL, "act_after_publication", most("acts_before_publication", 0)),
    rule(9, ALL, "ban_published", most("bans_unpublished", 0)),
    rule(10, REGISTER, "wanted_for", among("wanted_for", "prosecution", "sentence")),
    rule(10, REGISTER, "trial_of_accused", among("category", "accused"), _TRIAL),
    rule(10, REGISTER, "sentence_of_convicted", among("category", "convicted"), _SENTENCE),
    rule(10, REGISTER, "conviction_cited", least("convictions", 1), _SENTENCE),
    rule(11, REGISTER, "penalty", least("max_penalty_months", 24), _TRIAL),
    rule(11, REGISTER, "remaining_sentence", least("remaining_sentence_months", 6), _SENTENCE),
    rule(12, REGISTER, "identifiers", least("identifiers", 2)),
    rule(13, ALL, "no_forbidden_terms", most("forbidden_terms", 0)),
    rule(14, REGISTER, "category", among("category", "accused", "convicted")),
    rule(14, ALL, "statements_typed", most("statements_untyped", 0)),
    rule(15, ALL, "statements_graded", most("statements_ungraded", 0)),
    rule(16, ALL, "proportionality", least("proportionality_length", 1)),
    rule(16, RENEWALS, "proportionality_anew", most("proportionality_age_days", 90)),
    rule(17, ALL, "neutrality_complete", least("neutrality_factors", 7)),
    rule(17, ALL, "neutrality_held", among("neutrality_failed", False)),
    rule(18, ALL, "international", least("states_concerned", 2)),
)

_PERSON: Final = (
    rule(19, REGISTER, "asylum_asked", among("asylum_answer", "none", "some")),
    rule(19, REGISTER, "asylum_fresh", most("asylum_answer_age_days", 30)),
    rule(19, REGISTER, "asylum_cleared", among("asylum_cleared", True), among("asylum_answer", "some")),
    rule(20, REGISTER, "questionnaire", among("questionnaire_complete", True)),
    rule(20, REGISTER, "torture_cleared", among("torture_clearance", "cleared"), among("surrender_risk", True)),
    rule(21, REGISTER, "death_penalty", among("death_penalty_assured", True), among("death_penalty_possible", True)),
    rule(22, REGISTER, "second_trial_stated", among("second_trial_excluded", True)),
    rule(22, REGISTER, "second_trial_searched", most("prior_judgments", 0)),
    rule(23, REGISTER, "retrial", most("absent_without_retrial", 0)),
    rule(24, REGISTER, "child_by_age", among("child_clearance", "cleared"), Compare("youngest_age_at_act", Op.LT, 18)),
    rule(24, REGISTER, "child_as_stated", among("child_clearance", "cleared"), among("minor_at_time", True)),
    rule(25, REGISTER, "extradition_sought", among("extradition_assured", True)),
    rule(26, REGISTER, "judicial_appeal", most("nonjudicial_without_appeal", 0)),
)

_PROCEDURE: Final = (
    rule(27, ALL, "fair_trial", most("fair_trial_gaps", 0)),
    rule(27, ALL, "torture_evidence", most("torture_unanswered", 0)),
    rule(28, ALL, "reviewer_not_sent", Compare("reviewer_seconded_by", Op.NE, other="claimant_state")),
    rule(28, ALL, "reviewer_not_drafter", among("reviewer_is_drafter", False)),
    rule(29, ALL, "statement_of_case", least("statement_of_case_length", 1)),
    rule(29, ALL, "narrative", least("narrative_length", 1)),
    rule(30, ALL, "notification", among("notification", "planned", "deferred")),
    rule(30, ALL, "notification_in_time", most("notification_days", 365), among("notification", "planned")),
    rule(30, ALL, "deferral_limited", most("deferral_days", 365), among("notification", "deferred")),
    rule(30, ALL, "deferral_running", least("deferral_days", 0), among("notification", "deferred")),
    rule(30, ALL, "deferral_reasoned", least("deferral_reason_length", 1), among("notification", "deferred")),
    rule(31, ALL, "remedy", least("remedy_length", 1)),
    rule(31, ALL, "delisting_contact", among("delisting_contact_given", True)),
    rule(32, ALL, "sunset", most("sunset_months", 12)),
    rule(32, ALL, "sunset_ahead", least("sunset_months", 1)),
    rule(32, ALL, "review_owner", among("review_owner_named", True)),
    rule(32, frozenset({Door.LIST_RENEW, Door.SUPPORT_RENEW}), "new_fact", among("new_fact", True)),
    rule(32, frozenset({Door.REGISTER_RENEW}), "confirmation", Compare("confirmation_age_days", Op.LT, 90)),
    rule(
        32,
        frozenset({Door.REGISTER_RENEW}),
        "long_renewal",
        among("reviewer_consents_to_renewal", True),
        least("months_in_register", 36),
    ),
    rule(33, ALL, "names_searched", least("name_collisions", 0)),
    rule(33, ALL, "told_apart", least("disambiguations", 1), least("name_collisions", 1)),
    rule(34, EVERY, "handling_code", among("handling_code", "PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW")),
    rule(34, EVERY, "recipients_named", least("recipients", 1), among("handling_code", "NAMED")),
    rule(34, EVERY, "onward_consent", most("onward_without_consent", 0)),
    rule(35, ALL, "dossier_readable", among("dossier_readable", True)),
    rule(35, ALL, "decisions_readable", most("decisions_unreadable", 0)),
    rule(36, ALL, "overdue_reviews", most("overdue_permille", 50), least("overdue_reviews", 2)),
    rule(37, SUPPORT, "support_found", least("support_findings", 1)),
    rule(37, SUPPORT, "support_all_found", most("support_without_finding", 0)),
    rule(37, SUPPORT, "support_final", among("support_judgment_final", True)),
    rule(37, SUPPORT, "support_object", among("support_object", "act", "organisation")),
    rule(37, SUPPORT, "supported_in_force", among("supported_in_force", True), among("support_object", "organisation")),
    rule(37, SUPPORT, "checklist_answered", most("support_checklist_unanswered", 0)),
    rule(37, SUPPORT, "checklist_not_met", most("support_checklist_met", 0)),
    rule(37, SUPPORT, "support_cleared", among("support_clearance", "cleared")),
    rule(38, COMMON, "no_objection", most("objections", 0)),
    rule(38, COMMON, "all_heard", most("members_unheard", 0)),
    rule(40, EVERY, "claimant_safeguards", among("safeguards_signed_by_claimant", True)),
    rule(40, EVERY, "recipient_safeguards", most("recipients_without_safeguards", 0)),
    rule(43, ALL, "selection", SELECTED),
    rule(44, ALL, "effect_of_drafter", Compare("effect_by_drafter", Op.EQ, other="effect_of_entry")),
    rule(44, ALL, "effect_of_approver", Compare("effect_by_approver", Op.EQ, other="effect_of_entry")),
    rule(44, ALL, "effect_two_persons", among("effect_same_officer", False)),
    rule(44, ALL, "effect_own_words", among("effect_words_copied", False)),
)

_ATTESTED: Final = tuple(
    rule(
        gate.value,
        REGISTER if gate is HumanGate.TORTURE else ALL,
        f"attested_{gate.value}",
        among(f"attested_{gate.value}", True),
        _OTHER if gate is HumanGate.PURPOSE else None,
    )
    for gate in HumanGate
)

FLOOR: Final = tuple(
    sorted(
        (*_DECISIONS, *_SUBSTANCE, *_PERSON, *_PROCEDURE, *_ATTESTED, *TELLINGS), key=lambda rule: (rule.gate, rule.id)
    )
)
"""Every condition below which no rulebook goes."""


def gates_of(door: Door) -> frozenset[int]:
    """The gates that bind a door."""
    return frozenset(rule.gate for rule in FLOOR if door in rule.doors)


def covers(rule: Rule, least: Rule) -> bool:
    """Whether ``rule``, of the same gate, permits only where the floor's rule ``least`` does."""
    if rule.gate != least.gate:
        return False
    return implies(rule.condition, least.condition) and (rule.when is None or implies(least.when, rule.when))


@lru_cache(maxsize=64)
def uncovered(rulebook: Rulebook, door: Door, on: date, floor: tuple[Rule, ...] = FLOOR) -> tuple[Rule, ...]:
    """The rules of the floor that no rule in force on that day covers; ``gates.weigh`` adds them."""
    rules = rulebook.at(door, on)
    return tuple(lowest for lowest in floor if door in lowest.doors and not any(covers(rule, lowest) for rule in rules))


def below_floor(rulebook: Rulebook) -> list[Refusal]:
    """Where a rulebook goes below the floor: each missing or looser condition, with gate, file and line.

    Looked at on every day on which its rules change, from the first.
    """
    found: dict[tuple[str, str], Refusal] = {}
    for on in _days_of_change(rulebook.rules):
        for door in Door:
            for lowest in uncovered(rulebook, door, on):
                refusal = _below(rulebook, lowest, door, on)
                found.setdefault((refusal.code, lowest.id), refusal)
    return list(found.values())


def _days_of_change(rules: Iterable[Rule]) -> list[date]:
    held = list(rules)
    begins = {rule.in_force_from for rule in held}
    ends = {rule.in_force_to + timedelta(days=1) for rule in held if rule.in_force_to not in (None, date.max)}
    return sorted(begins | ends) or [date.min]


def _below(rulebook: Rulebook, least: Rule, door: Door, on: date) -> Refusal:
    weighs = least.condition.facts()
    near = [rule for rule in rulebook.rules if rule.gate == least.gate and rule.condition.facts() & weighs]
    near.sort(key=lambda rule: rule.needs != least.needs)
    code = "rulebook.looser" if near else "rulebook.missing"
    place = near[0].place if near else f"{rulebook.name}/rulebook:1"
    return Refusal(
        code,
        f"{PROVISION}, gate {least.gate}",
        {
            "gate": least.gate,
            "place": place,
            "rule": near[0].id if near else least.words,
            "least": least.words,
            "door": door.value,
            "on": on.isoformat(),
        },
    )
