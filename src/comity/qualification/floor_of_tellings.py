"""The floor beneath what is told and is no entry (law.md D(iii): gates 13 to 15, 34, 35, 39, 41 to 43)."""

from __future__ import annotations

from typing import Final

from comity.qualification.flooring import SELECTED, TOLD, among, least, most, rule
from comity.qualification.vocabulary import AskPurpose, CountedUnit, Door

_OPEN: Final = among("sealed", False)
_SEALED: Final = among("sealed", True)
_ASK: Final = frozenset({Door.ASK})
_WARN: Final = frozenset({Door.WARN})
_FIGURES: Final = frozenset({Door.RESULT, Door.TREND})
_RESULT: Final = frozenset({Door.RESULT})
_TREND: Final = frozenset({Door.TREND})
_UNITS: Final = tuple(unit.value for unit in CountedUnit if unit is not CountedUnit.NEUTRALISED)

TELLINGS: Final = (
    rule(13, TOLD, "told_no_forbidden_terms", most("forbidden_terms", 0), _OPEN, "no_forbidden_terms"),
    rule(14, TOLD, "told_typed", most("statements_untyped", 0), _OPEN, "statements_typed"),
    rule(15, TOLD, "told_graded", most("statements_ungraded", 0), _OPEN, "statements_graded"),
    rule(34, TOLD, "kept_until_stated", least("days_kept", 1)),
    rule(34, TOLD - _WARN, "kept_five_years_at_most", most("days_kept", 1827)),
    rule(34, _WARN, "warning_kept_90_days_at_most", most("days_kept", 90)),
    rule(35, TOLD - _WARN, "told_readable", among("dossier_readable", True), _OPEN, "dossier_readable"),
    rule(39, _ASK | _WARN, "oral_confirmed", most("oral_hours", 72)),
    rule(41, _FIGURES, "unit", among("counted_unit", *_UNITS)),
    rule(41, _FIGURES, "definition", least("definition_length", 1)),
    rule(41, _TREND, "counting_rule", least("counting_rule_length", 1)),
    rule(41, _RESULT, "figure", among("figure_given", True)),
    rule(41, _RESULT, "period", among("period_given", True)),
    rule(41, _RESULT, "territory", among("territory_given", True)),
    rule(41, _RESULT, "actor", among("actor_given", True)),
    rule(41, _RESULT, "role_of_rats", among("role_of_rats_given", True)),
    rule(41, _RESULT, "outcome_ladder", among("outcome_ladder_given", True)),
    rule(41, _RESULT, "source_and_method", among("source_and_method_given", True)),
    rule(41, _RESULT, "prevented_backed", most("prevented_unbacked", 0)),
    rule(42, _ASK, "purpose_stated", among("asked_for", *(one.value for one in AskPurpose)), _OPEN),
    rule(42, _ASK, "case_reference", among("case_reference_given", True), _OPEN),
    rule(42, _ASK, "grounds_stated", least("grounds_length", 1), _OPEN),
    rule(42, _ASK, "necessity_stated", least("necessity_length", 1), _OPEN),
    rule(42, _ASK, "question_stated", least("question_length", 1), _OPEN),
    rule(42, _ASK, "no_bulk", most("subjects_asked", 10), _OPEN),
    rule(43, TOLD, "told_selection", SELECTED, _OPEN, "selection"),
    rule(13, TOLD, "told_attested_13", among("attested_13", True)),
    rule(43, TOLD, "told_attested_43", among("attested_43", True)),
    rule(14, TOLD, "sealed_attested_14", among("attested_14", True), _SEALED),
    rule(15, TOLD, "sealed_attested_15", among("attested_15", True), _SEALED),
    rule(35, TOLD - _WARN, "sealed_attested_35", among("attested_35", True), _SEALED),
    rule(42, _ASK, "sealed_attested_42", among("attested_42", True), _SEALED),
)
