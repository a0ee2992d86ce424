"""Read a form back into the text from which it was made: what it shows is set, everything else stays as it is."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import QueryDict

from comity.errors import Refused
from comity.site.desk.forms.elements import Element, Input, Part, inputs
from comity.site.desk.forms.making import at

FILE: Final = "file."  # before the path of a field, for the document that it is to cite
OWN: Final = frozenset({"csrfmiddlewaretoken", "stage", "add", "drop", "seen"})


def read(
    elements: Iterable[Element], data: Mapping[str, Any], sent: QueryDict, *, strict: bool = True
) -> dict[str, Any]:
    """``data`` with what was sent for each field of ``elements``; what they do not show stays.

    Raises Refused (``desk_acting.field``) for a field that the form has not, where ``strict``.
    """
    held = list(elements)
    known = {one.path: one for one in inputs(held)}
    files = {f"{FILE}{one.path}" for one in known.values() if one.cites}  # sent as a field where none was chosen
    strange = [name for name in sent if name not in OWN | files | known.keys()]
    if strange and strict:
        raise Refused("desk_acting.field", "design, Storage, web, jobs", field=strange[0][:40])
    made: dict[str, Any] = copy.deepcopy(dict(data))
    for path, one in known.items():
        value = _typed(one, [text.replace("\r\n", "\n").strip() for text in sent.getlist(path)])
        if not _is_same(one, value, at(data, path)):
            put(made, path.split("."), value)
    for part in held:
        if isinstance(part, Part) and at(made, part.path) == {} and at(data, part.path) != {}:
            put(made, part.path.split("."), None)
    return made


def with_row(data: dict[str, Any], path: str, lists: Iterable[str]) -> dict[str, Any]:
    """``data`` with one empty item more in the list at ``path``, where that is one of ``lists``."""
    if path in lists:
        rows = at(data, path) or []
        if isinstance(rows, list):
            put(data, path.split("."), [*rows, {}])
    return data


def without_row(data: dict[str, Any], path: str, lists: Iterable[str]) -> dict[str, Any]:
    """``data`` without the item at ``path``, where its list is one of ``lists``."""
    name, _, number = path.rpartition(".")
    rows = at(data, name) if name in lists else None
    if isinstance(rows, list) and number.isascii() and number.isdigit() and int(number) < len(rows):
        put(data, name.split("."), [one for place, one in enumerate(rows) if place != int(number)])
    return data


def _typed(one: Input, sent: list[str]) -> Any:
    """What a field holds in the text; None where it is empty."""
    values = [text for text in sent if text]
    if one.kind == "checks":
        return values or None
    if one.kind == "lines":
        return [line.strip() for text in values for line in text.split("\n") if line.strip()] or None
    if not values:
        return None
    if one.kind in ("tick", "yesno") and values[0] in ("true", "false"):
        return values[0] == "true"
    if one.kind == "number" and values[0].isascii() and values[0].isdigit():
        return int(values[0])
    return values[0]


def _is_same(one: Input, value: Any, held: Any) -> bool:
    """Whether a value says what stands there already; then it stays as it was written, in the order that it had."""
    if one.kind in ("checks", "lines") and isinstance(held, list):
        mine, there = [str(each) for each in value or ()], [str(each).strip() for each in held]
        return set(mine) == set(there) if one.kind == "checks" else mine == there
    if isinstance(value, str) and isinstance(held, (str, int)) and not isinstance(held, bool):
        return value == str(held).strip()
    return value is None and held is None


def put(data: Any, path: list[str], value: Any) -> None:
    """Set ``value`` at ``path``, or take away what stands there where it is None."""
    for step in path[:-1]:
        if isinstance(data, list):
            data = data[int(step)]
        else:
            data[step] = data.get(step) if data.get(step) is not None else {}
            data = data[step]
    if value is None:
        data.pop(path[-1], None)
    else:
        data[path[-1]] = value
