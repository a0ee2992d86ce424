"""The statements of a body as a person reads them: fields with their names, grouped by what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from comity.language import say
from comity.language.statements import field as called
from comity.language.statements import word
from comity.site.desk import days

GROUPS: Final = {
    "who": (
        "official_name names born birthplace sex nationality documents parents photo disambiguation legal_form"
        " registration un_reference subject category kind title"
    ),
    "what": (
        "basis treaty_offence acts purpose_elements protected_conduct assertions charges material_support supported"
        " checklist bans concerned_states statement_of_case narrative wanted_for action_requested action_not_requested"
        " caution max_penalty_months remaining_sentence_months limitation_date"
    ),
    "court": (
        "reference state court level panel panel_public issued_by case_number date type parties operative_part"
        " reasons_document publication finality appealable_until law sentence_months valid_until verification decisions"
        " relies_on_ban"
    ),
    "safeguards": (
        "fair_trial adversarial counsel_present in_absentia retrial_right torture_alleged torture_dealt_with remedies"
        " judicial_appeal death_penalty death_penalty_possible death_penalty_assurance second_trial questionnaire"
        " extradition_assurance minor_at_time proportionality neutrality notification remedy delisting_contact"
        " effect_by_drafter effect_by_approver"
    ),
}
_GROUP_OF: Final = {field: group for group, fields in GROUPS.items() for field in fields.split()}
_ORDER: Final = {field: place for place, field in enumerate(_GROUP_OF)}
_DEEP: Final = 4


@dataclass(frozen=True, slots=True)
class Field:
    """One field with everything that is said of it."""

    name: str
    label: str
    said: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, in the order in which a person asks."""

    name: str
    fields: tuple[Field, ...]


def groups(statements: Iterable[Mapping[str, Any]], lang: str) -> tuple[Group, ...]:
    """The statements of one body (as ``as_json`` gives them), grouped; what is in no group stands last."""
    by_field: dict[str, list[Mapping[str, Any]]] = {}
    for one in statements:
        by_field.setdefault(str(one["field"]), []).append(one)
    found = []
    for group in (*GROUPS, "handling"):
        mine = [name for name in by_field if _GROUP_OF.get(name, "handling") == group]
        mine.sort(key=lambda name: _ORDER.get(name, len(_ORDER)))
        if mine:
            found.append(Group(group, tuple(Field(name, called(name, lang), tuple(by_field[name])) for name in mine)))
    return tuple(found)


def shown(value: Any, lang: str, deep: int = 0) -> SafeString:
    """A value for a page: the words of closed lists, and what has parts as a list of names and values."""
    if isinstance(value, dict) and deep < _DEEP:
        parts = [(called(name, lang), shown(one, lang, deep + 1)) for name, one in value.items() if one is not None]
        return format_html("<dl>{}</dl>", format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", parts))
    if isinstance(value, list):
        if any(isinstance(one, dict) for one in value):
            return format_html_join("", "{}", [(shown(one, lang, deep + 1),) for one in value])
        return format_html_join(", ", "{}", [(shown(one, lang, deep + 1),) for one in value])
    if isinstance(value, bool):
        return format_html("{}", say("desk.yes" if value else "desk.no", lang))
    if isinstance(value, str):
        return format_html("{}", days.worded(word(value, lang), lang))
    return format_html("{}", "" if value is None else value)
