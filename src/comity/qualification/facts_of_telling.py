"""Facts of what is told and is no entry: a contribution, a trend, a result, a question, an answer, a warning.

Each is read from the field that its body has; a body without the field, and one that is sealed, answers
with None, and a rule that needs it is undetermined.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from comity.qualification.fact import Case, FactType, Kind, Value, length, words
from comity.qualification.vocabulary import AskPurpose, CountedUnit

SEALED: Final = (14, 15, 35, 42)
"""Gates that the giver of sealed content attests in the signed head, beside those of every telling."""
_MISSING: Final = object()


def _field(case: Case, *names: str) -> object:
    """The first of these fields that the body has; ``_MISSING`` where it has none, or is sealed."""
    if case.sealed:
        return _MISSING
    return next((getattr(case.said, name) for name in names if hasattr(case.said, name)), _MISSING)


def _length(*names: str) -> Callable[[Case], Value]:
    def read(case: Case) -> Value:
        value = _field(case, *names)
        return None if value is _MISSING else length(value if isinstance(value, str) else None)

    return read


def _given(*names: str) -> Callable[[Case], Value]:
    def read(case: Case) -> Value:
        values = [_field(case, name) for name in names]
        return None if _MISSING in values else all(value not in (None, "", ()) for value in values)

    return read


def _word(*names: str) -> Callable[[Case], Value]:
    def read(case: Case) -> Value:
        value = _field(case, *names)
        return str(value) if isinstance(value, str) else None

    return read


def _subjects(case: Case) -> Value:
    value = _field(case, "subjects")
    return len(value) if isinstance(value, tuple) else None


def _days_kept(case: Case) -> Value:
    """Days until the last of it is erased; what has no term has no number."""
    until = getattr(case.said, "kept_until", None)
    return (until - case.on).days if isinstance(until, date) else None


def _prevented_unbacked(case: Case) -> Value:
    """Attacks said to have been prevented, without the reference of a court or of a closed case (law.md A7)."""
    unit, backed = _field(case, "indicator"), _field(case, "backed_by")
    if unit is _MISSING:
        return None
    return int(unit == CountedUnit.ATTACKS_PREVENTED and not backed)


def _attested(gate: int) -> Callable[[Case], Value]:
    def read(case: Case) -> Value:
        attested = case.ports.review.attested
        return None if attested is None else gate in attested

    return read


def _telling(name: str, kind: Kind, field: str, read: Callable[[Case], Value]) -> FactType:
    return FactType(name, kind, f"telling: {field}", read)


FACTS: Final = (
    FactType("sealed", Kind.FLAG, "the head", lambda c: c.sealed),
    _telling("days_kept", Kind.COUNT, "kept_until", _days_kept),
    FactType("oral_hours", Kind.COUNT, "the log", lambda c: c.ports.telling.oral_hours),
    FactType("asked_for", Kind.CODE, "telling: purpose", _word("purpose"), words(AskPurpose)),
    _telling("case_reference_given", Kind.FLAG, "case_reference", _given("case_reference")),
    _telling("grounds_length", Kind.COUNT, "grounds", _length("grounds")),
    _telling("necessity_length", Kind.COUNT, "necessity", _length("necessity")),
    _telling("question_length", Kind.COUNT, "question", _length("question")),
    _telling("subjects_asked", Kind.COUNT, "subjects", _subjects),
    FactType("counted_unit", Kind.CODE, "telling: unit, indicator", _word("indicator", "unit"), words(CountedUnit)),
    _telling("definition_length", Kind.COUNT, "definition", _length("definition")),
    _telling("counting_rule_length", Kind.COUNT, "counting_rule", _length("counting_rule")),
    _telling("figure_given", Kind.FLAG, "figures", _given("figures")),
    _telling("period_given", Kind.FLAG, "period_from, period_to", _given("period_from", "period_to")),
    _telling("territory_given", Kind.FLAG, "territory", _given("territory")),
    _telling("actor_given", Kind.FLAG, "actor", _given("actor")),
    _telling("role_of_rats_given", Kind.FLAG, "role_of_rats", _given("role_of_rats")),
    _telling("outcome_ladder_given", Kind.FLAG, "ladder", _given("ladder")),
    _telling("source_and_method_given", Kind.FLAG, "published_in, method", _given("published_in", "method")),
    _telling("prevented_unbacked", Kind.COUNT, "indicator, backed_by", _prevented_unbacked),
    *(FactType(f"attested_{gate}", Kind.FLAG, "act of the approver", _attested(gate)) for gate in SEALED),
)
