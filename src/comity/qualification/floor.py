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
from comity.qualification.condition import Compare, Condition, In, Op, implies
from comity.qualification.rulebook import Confidence, Reach, Rule, Rulebook
from comity.qualification.vocabulary import AskPurpose, CountedUnit, Door, HumanGate

LIST: Final = frozenset(door for door in Door if door.is_list)
REGISTER: Final = frozenset(door for door in Door if door.is_register)
SUPPORT: Final = frozenset(door for door in Door if door.is_support)
ALL: Final = LIST | REGISTER | SUPPORT  # every entry
TOLD: Final = frozenset(Door) - ALL  # what is told and is no entry
EVERY: Final = frozenset(Door)
RENEWALS: Final = frozenset(door for door in Door if door.is_renewal)
COMMON: Final = frozenset({Door.LIST_COMMON})
_PROVISION: Final = "law.md D(iii), the floor"


def _rule(gate: int, doors: frozenset[Door], name: str, condition: Condition, when: Condition | None = None) -> Rule:
    return Rule(
        id=f"floor.{name}",
        gate=gate,
        doors=doors,
        needs=tuple(sorted(condition.facts() | (when.facts() if when else frozenset()))),
        when=when,
        condition=condition,
        provision=f"{_PROVISION}, gate {gate}",
        source="law.md",
        confidence=Confidence.POLICY,
        in_force_from=date.min,
        in_force_to=None,
        reach=Reach.ALL_AT_ONCE,
        words=name,
        place="floor.py",
    )


def _is(fact: str, *values: str | bool) -> In:
    return In(fact, frozenset(values))


def _least(fact: str, number: int) -> Compare:
    return Compare(fact, Op.GE, number)


def _most(fact: str, number: int) -> Compare:
    return Compare(fact, Op.LE, number)


_TREATY: Final = _is("basis", "T-a")
_OTHER: Final = _is("basis", "T-b")
_SENTENCE: Final = _is("wanted_for", "sentence")
_TRIAL: Final = _is("wanted_for", "prosecution")

_DECISIONS: Final = (
    _rule(1, EVERY, "one_claimant", Compare("claimant_state", Op.EQ, other="authority_participant")),
    _rule(1, EVERY, "authority_notified", _is("authority_notified", True)),
    _rule(2, EVERY, "head_signed", _is("head_or_deputy_signed", True)),
    _rule(2, EVERY, "seal_valid", _is("seal_valid", True)),
    _rule(3, ALL, "decision_cited", _least("decisions_relied_on", 1)),
    _rule(3, ALL, "decisions_attached", _most("decisions_missing", 0)),
    _rule(3, ALL, "decisions_open", _is("decisions_open", True)),
    _rule(3, ALL, "decisions_authenticated", _is("decisions_authenticated", True)),
    _rule(
        3,
        ALL,
        "decision_types",
        _is("decision_types", "warrant", "indictment_confirmation", "ban", "conviction", "extradition_ruling"),
    ),
    _rule(3, LIST, "ban_cited", _least("bans", 1)),
    _rule(3, REGISTER, "person_named", _least("decisions_naming_the_person", 1)),
    _rule(
        4,
        LIST - COMMON,
        "ban_stands",
        _is("decision_standings", "in_force", "stayed", "under_appeal", "varied", "executed"),
    ),
    _rule(4, COMMON, "ban_final", _is("decision_standings", "in_force", "varied", "executed")),
    _rule(4, SUPPORT, "judgment_stands", _is("decision_standings", "in_force", "varied", "executed")),
    _rule(4, REGISTER, "warrant_in_force", _is("decision_standings", "in_force", "varied")),
    _rule(4, ALL, "decision_not_expired", _most("decisions_expired", 0)),
    _rule(4, REGISTER, "limitation", _is("limitation_passed", False)),
    _rule(4, frozenset({Door.REGISTER_RENEW}), "confirmed_standing", _is("warrant_or_sentence_stands", True)),
    _rule(4, frozenset({Door.REGISTER_RENEW}), "confirmed_limitation", _is("not_time_barred", True)),
)

_SUBSTANCE: Final = (
    _rule(5, ALL, "basis", _is("basis", "T-a", "T-b", "S", "E")),
    _rule(5, ALL, "treaty_named", _is("treaty_article_named", True), _TREATY),
    _rule(5, ALL, "treaty_binds", _is("treaty_binds_claimant", True), _TREATY),
    _rule(6, ALL, "act_pinpointed", _least("acts_pinpointed", 1)),
    _rule(6, ALL, "acts_complete", _most("acts_incomplete", 0)),
    _rule(7, ALL, "purpose_pinpointed", _least("purposes_pinpointed", 1), _OTHER),
    _rule(8, ALL, "conduct_answered", _most("conduct_unanswered", 0)),
    _rule(8, ALL, "conduct_not_alone", _most("conduct_relied_on_alone", 0)),
    _rule(9, ALL, "act_after_publication", _most("acts_before_publication", 0)),
    _rule(9, ALL, "ban_published", _most("bans_unpublished", 0)),
    _rule(10, REGISTER, "wanted_for", _is("wanted_for", "prosecution", "sentence")),
    _rule(10, REGISTER, "trial_of_accused", _is("category", "accused"), _TRIAL),
    _rule(10, REGISTER, "sentence_of_convicted", _is("category", "convicted"), _SENTENCE),
    _rule(10, REGISTER, "conviction_cited", _least("convictions", 1), _SENTENCE),
    _rule(11, REGISTER, "penalty", _least("max_penalty_months", 24), _TRIAL),
    _rule(11, REGISTER, "remaining_sentence", _least("remaining_sentence_months", 6), _SENTENCE),
    _rule(12, REGISTER, "identifiers", _least("identifiers", 2)),
    _rule(13, ALL, "no_forbidden_terms", _most("forbidden_terms", 0)),
    _rule(14, REGISTER, "category", _is("category", "accused", "convicted")),
    _rule(14, ALL, "statements_typed", _most("statements_untyped", 0)),
    _rule(15, ALL, "statements_graded", _most("statements_ungraded", 0)),
    _rule(16, ALL, "proportionality", _least("proportionality_length", 1)),
    _rule(16, RENEWALS, "proportionality_anew", _most("proportionality_age_days", 90)),
    _rule(17, ALL, "neutrality_complete", _least("neutrality_factors", 7)),
    _rule(17, ALL, "neutrality_held", _is("neutrality_failed", False)),
    _rule(18, ALL, "international", _least("states_concerned", 2)),
)

_PERSON: Final = (
    _rule(19, REGISTER, "asylum_asked", _is("asylum_answer", "none", "some")),
    _rule(19, REGISTER, "asylum_fresh", _most("asylum_answer_age_days", 30)),
    _rule(19, REGISTER, "asylum_cleared", _is("asylum_cleared", True), _is("asylum_answer", "some")),
    _rule(20, REGISTER, "questionnaire", _is("questionnaire_complete", True)),
    _rule(20, REGISTER, "torture_cleared", _is("torture_clearance", "cleared"), _is("surrender_risk", True)),
    _rule(21, REGISTER, "death_penalty", _is("death_penalty_assured", True), _is("death_penalty_possible", True)),
    _rule(22, REGISTER, "second_trial_stated", _is("second_trial_excluded", True)),
    _rule(22, REGISTER, "second_trial_searched", _most("prior_judgments", 0)),
    _rule(23, REGISTER, "retrial", _most("absent_without_retrial", 0)),
    _rule(24, REGISTER, "child_by_age", _is("child_clearance", "cleared"), Compare("youngest_age_at_act", Op.LT, 18)),
    _rule(24, REGISTER, "child_as_stated", _is("child_clearance", "cleared"), _is("minor_at_time", True)),
    _rule(25, REGISTER, "extradition_sought", _is("extradition_assured", True)),
    _rule(26, REGISTER, "judicial_appeal", _most("nonjudicial_without_appeal", 0)),
)

_PROCEDURE: Final = (
    _rule(27, ALL, "fair_trial", _most("fair_trial_gaps", 0)),
    _rule(27, ALL, "torture_evidence", _most("torture_unanswered", 0)),
    _rule(28, ALL, "reviewer_not_sent", Compare("reviewer_seconded_by", Op.NE, other="claimant_state")),
    _rule(28, ALL, "reviewer_not_drafter", _is("reviewer_is_drafter", False)),
    _rule(29, ALL, "statement_of_case", _least("statement_of_case_length", 1)),
    _rule(29, ALL, "narrative", _least("narrative_length", 1)),
    _rule(30, ALL, "notification", _is("notification", "planned", "deferred")),
    _rule(30, ALL, "notification_in_time", _most("notification_days", 365), _is("notification", "planned")),
    _rule(30, ALL, "deferral_limited", _most("deferral_days", 365), _is("notification", "deferred")),
    _rule(30, ALL, "deferral_running", _least("deferral_days", 0), _is("notification", "deferred")),
    _rule(30, ALL, "deferral_reasoned", _least("deferral_reason_length", 1), _is("notification", "deferred")),
    _rule(31, ALL, "remedy", _least("remedy_length", 1)),
    _rule(31, ALL, "delisting_contact", _is("delisting_contact_given", True)),
    _rule(32, ALL, "sunset", _most("sunset_months", 12)),
    _rule(32, ALL, "sunset_ahead", _least("sunset_months", 1)),
    _rule(32, ALL, "review_owner", _is("review_owner_named", True)),
    _rule(32, frozenset({Door.LIST_RENEW, Door.SUPPORT_RENEW}), "new_fact", _is("new_fact", True)),
    _rule(32, frozenset({Door.REGISTER_RENEW}), "confirmation", Compare("confirmation_age_days", Op.LT, 90)),
    _rule(
        32,
        frozenset({Door.REGISTER_RENEW}),
        "long_renewal",
        _is("reviewer_consents_to_renewal", True),
        _least("months_in_register", 36),
    ),
    _rule(33, ALL, "names_searched", _least("name_collisions", 0)),
    _rule(33, ALL, "told_apart", _least("disambiguations", 1), _least("name_collisions", 1)),
    _rule(34, EVERY, "handling_code", _is("handling_code", "PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW")),
    _rule(34, EVERY, "recipients_named", _least("recipients", 1), _is("handling_code", "NAMED")),
    _rule(34, EVERY, "onward_consent", _most("onward_without_consent", 0)),
    _rule(35, ALL, "dossier_readable", _is("dossier_readable", True)),
    _rule(35, ALL, "decisions_readable", _most("decisions_unreadable", 0)),
    _rule(36, ALL, "overdue_reviews", _most("overdue_permille", 50), _least("overdue_reviews", 2)),
    _rule(37, SUPPORT, "support_found", _least("support_findings", 1)),
    _rule(37, SUPPORT, "support_all_found", _most("support_without_finding", 0)),
    _rule(37, SUPPORT, "support_final", _is("support_judgment_final", True)),
    _rule(37, SUPPORT, "support_object", _is("support_object", "act", "organisation")),
    _rule(37, SUPPORT, "supported_in_force", _is("supported_in_force", True), _is("support_object", "organisation")),
    _rule(37, SUPPORT, "checklist_answered", _most("support_checklist_unanswered", 0)),
    _rule(37, SUPPORT, "checklist_not_met", _most("support_checklist_met", 0)),
    _rule(37, SUPPORT, "support_cleared", _is("support_clearance", "cleared")),
    _rule(38, COMMON, "no_objection", _most("objections", 0)),
    _rule(38, COMMON, "all_heard", _most("members_unheard", 0)),
    _rule(40, EVERY, "claimant_safeguards", _is("safeguards_signed_by_claimant", True)),
    _rule(40, EVERY, "recipient_safeguards", _most("recipients_without_safeguards", 0)),
    _rule(
        43,
        ALL,
        "selection",
        _is(
            "selected_by",
            "complaint_of_a_victim",
            "investigation_of_an_act",
            "order_of_a_court",
            "request_of_another_state",
        ),
    ),
    _rule(44, ALL, "effect_of_drafter", Compare("effect_by_drafter", Op.EQ, other="effect_of_entry")),
    _rule(44, ALL, "effect_of_approver", Compare("effect_by_approver", Op.EQ, other="effect_of_entry")),
    _rule(44, ALL, "effect_two_persons", _is("effect_same_officer", False)),
    _rule(44, ALL, "effect_own_words", _is("effect_words_copied", False)),
)

_OPEN: Final = _is("sealed", False)
_SEALED: Final = _is("sealed", True)
_ASK: Final = frozenset({Door.ASK})
_WARN: Final = frozenset({Door.WARN})
_FIGURES: Final = frozenset({Door.RESULT, Door.TREND})
_RESULT: Final = frozenset({Door.RESULT})
_TREND: Final = frozenset({Door.TREND})
_UNITS: Final = tuple(unit.value for unit in CountedUnit if unit is not CountedUnit.NEUTRALISED)

_TELLING: Final = (
    _rule(13, TOLD, "told_no_forbidden_terms", _most("forbidden_terms", 0), _OPEN),
    _rule(14, TOLD, "told_typed", _most("statements_untyped", 0), _OPEN),
    _rule(15, TOLD, "told_graded", _most("statements_ungraded", 0), _OPEN),
    _rule(34, TOLD, "kept_until_stated", _least("days_kept", 1)),
    _rule(34, TOLD - _WARN, "kept_five_years_at_most", _most("days_kept", 1827)),
    _rule(34, _WARN, "warning_kept_90_days_at_most", _most("days_kept", 90)),
    _rule(35, TOLD - _WARN, "told_readable", _is("dossier_readable", True), _OPEN),
    _rule(39, _ASK | _WARN, "oral_confirmed", _most("oral_hours", 72)),
    _rule(41, _FIGURES, "unit", _is("counted_unit", *_UNITS)),
    _rule(41, _FIGURES, "definition", _least("definition_length", 1)),
    _rule(41, _TREND, "counting_rule", _least("counting_rule_length", 1)),
    _rule(41, _RESULT, "figure", _is("figure_given", True)),
    _rule(41, _RESULT, "period", _is("period_given", True)),
    _rule(41, _RESULT, "territory", _is("territory_given", True)),
    _rule(41, _RESULT, "actor", _is("actor_given", True)),
    _rule(41, _RESULT, "role_of_rats", _is("role_of_rats_given", True)),
    _rule(41, _RESULT, "outcome_ladder", _is("outcome_ladder_given", True)),
    _rule(41, _RESULT, "source_and_method", _is("source_and_method_given", True)),
    _rule(41, _RESULT, "prevented_backed", _most("prevented_unbacked", 0)),
    _rule(42, _ASK, "purpose_stated", _is("asked_for", *(one.value for one in AskPurpose)), _OPEN),
    _rule(42, _ASK, "case_reference", _is("case_reference_given", True), _OPEN),
    _rule(42, _ASK, "grounds_stated", _least("grounds_length", 1), _OPEN),
    _rule(42, _ASK, "necessity_stated", _least("necessity_length", 1), _OPEN),
    _rule(42, _ASK, "question_stated", _least("question_length", 1), _OPEN),
    _rule(42, _ASK, "no_bulk", _most("subjects_asked", 10), _OPEN),
    _rule(
        43,
        TOLD,
        "told_selection",
        _is(
            "selected_by",
            "complaint_of_a_victim",
            "investigation_of_an_act",
            "order_of_a_court",
            "request_of_another_state",
        ),
        _OPEN,
    ),
    _rule(13, TOLD, "told_attested_13", _is("attested_13", True)),
    _rule(43, TOLD, "told_attested_43", _is("attested_43", True)),
    _rule(14, TOLD, "sealed_attested_14", _is("attested_14", True), _SEALED),
    _rule(15, TOLD, "sealed_attested_15", _is("attested_15", True), _SEALED),
    _rule(35, TOLD - _WARN, "sealed_attested_35", _is("attested_35", True), _SEALED),
    _rule(42, _ASK, "sealed_attested_42", _is("attested_42", True), _SEALED),
)

_ATTESTED: Final = tuple(
    _rule(
        gate.value,
        REGISTER if gate is HumanGate.TORTURE else ALL,
        f"attested_{gate.value}",
        _is(f"attested_{gate.value}", True),
        _OTHER if gate is HumanGate.PURPOSE else None,
    )
    for gate in HumanGate
)

FLOOR: Final = tuple(
    sorted(
        (*_DECISIONS, *_SUBSTANCE, *_PERSON, *_PROCEDURE, *_ATTESTED, *_TELLING), key=lambda rule: (rule.gate, rule.id)
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
    return tuple(least for least in floor if door in least.doors and not any(covers(rule, least) for rule in rules))


def below_floor(rulebook: Rulebook) -> list[Refusal]:
    """Where a rulebook goes below the floor: each missing or looser condition, with gate, file and line.

    Looked at on every day on which its rules change, from the first.
    """
    found: dict[tuple[str, str], Refusal] = {}
    for on in _days_of_change(rulebook.rules):
        for door in Door:
            for least in uncovered(rulebook, door, on):
                refusal = _below(rulebook, least, door, on)
                found.setdefault((refusal.code, least.id), refusal)
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
        f"{_PROVISION}, gate {least.gate}",
        {
            "gate": least.gate,
            "place": place,
            "rule": near[0].id if near else least.words,
            "least": least.words,
            "door": door.value,
            "on": on.isoformat(),
        },
    )
