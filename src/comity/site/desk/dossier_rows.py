"""The rows that the form of a dossier shows: those that were written, and those that want to be."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from comity.interchange.dossier.model import KINDS, json_schema
from comity.site.desk.forms.making import Maker, Node, at

ENTRY, DECISIONS, DECISION = "entry", "decisions", "decision"
KEYS: Final = {"protected_conduct": "conduct", "neutrality": "factor", "checklist": "activity", "fair_trial": DECISION}
"""The lists that want an answer for each of a closed list, with the field that names it."""
BEGUN: Final = frozenset({"names", "acts", "concerned_states", "material_support", "law"})
"""The lists that nearly every dossier has: one empty row stands there from the beginning."""


def completed(data: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` with what a form shows though nothing was written yet: a row for each answer of a closed list, one empty
    row in some lists, one decision."""
    made: dict[str, Any] = copy.deepcopy(dict(data))
    made[DECISIONS] = made.get(DECISIONS) or [{}]
    entry = made[ENTRY] = made.get(ENTRY) or {}
    outer = outer_of(data)
    plain = Maker(made, definitions(), "en")
    model = plain.known(outer["properties"][ENTRY])
    _fill(plain, model, entry, made)
    decision = plain.item(outer, DECISIONS)
    for one in made[DECISIONS]:
        _fill(plain, decision, one, made)
    return made


def tidied(data: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` without the rows that ``completed`` added to ``before`` and that stayed empty."""
    holders = [(data.get(ENTRY), before.get(ENTRY))]
    earlier = before.get(DECISIONS) or []
    holders += [(one, at(earlier, str(number))) for number, one in enumerate(data.get(DECISIONS) or ())]
    for holder, was in holders:
        for name, rows in list((holder or {}).items()):
            if isinstance(rows, list) and all(isinstance(one, dict) for one in rows):
                _drop_empty(holder or {}, name, at(was, name))
    if not before.get(DECISIONS) and data.get(DECISIONS) == [{}]:
        del data[DECISIONS]
    if before.get(ENTRY) is None and data.get(ENTRY) == {}:
        del data[ENTRY]
    return data


def _drop_empty(holder: dict[str, Any], name: str, was: list[Any] | None) -> None:
    key = KEYS.get(name)
    kept = [one for place, one in enumerate(holder[name]) if set(one) - {key} or one == at(was, str(place))]
    if kept or was is not None:
        holder[name] = kept
    else:
        del holder[name]


def _fill(maker: Maker, model: Node, holder: dict[str, Any], data: Mapping[str, Any]) -> None:
    """Add to each list of ``holder`` the rows that the form shows."""
    for name in model["properties"]:
        if maker.shape(model, name) != "group":
            continue
        rows = holder.get(name) or []
        key = KEYS.get(name)
        if key:
            wanted = at(data, f"{ENTRY}.decisions") or []
            if key != DECISION:
                wanted = maker.known(maker.item(model, name)["properties"][key])["enum"]
            answered = [one.get(key) for one in rows]
            rows = [*rows, *({key: one} for one in wanted if one not in answered)]
        holder[name] = rows or ([{}] if name in BEGUN else [])


def fits(data: Mapping[str, Any]) -> bool:
    """Whether fields can be set in it: mappings, and lists of mappings where the model has such."""
    entry, decisions = data.get(ENTRY), data.get(DECISIONS) or []
    if not isinstance(entry or {}, dict) or not isinstance(decisions, list):
        return False
    plain = Maker(data, definitions(), "en")
    outer = outer_of(data)
    holders = [(plain.known(outer["properties"][ENTRY]), entry or {})]
    holders += [(plain.item(outer, DECISIONS), one) for one in decisions]
    return all(isinstance(holder, dict) and _lists_fit(plain, model, holder) for model, holder in holders)


def _lists_fit(maker: Maker, model: Node, holder: Mapping[str, Any]) -> bool:
    for name in model["properties"]:
        if maker.shape(model, name) == "group":
            rows = holder.get(name) or []
            if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
                return False
    return True


def outer_of(data: Mapping[str, Any]) -> Node:
    """The model of the whole text of a dossier of this kind."""
    return definitions()[KINDS[str(data["kind"])].__name__]


@cache
def definitions() -> Mapping[str, Node]:
    """The models of a dossier, by name."""
    found: Mapping[str, Node] = json_schema()["$defs"]
    return found
