"""What one row yields: items of an organisation's file, or why it yields nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from comity import dates
from comity.databank.organisation import Characteristic, Property
from comity.errors import Evidence, Refused
from comity.interchange.spreadsheet.mapping import (
    CHARACTERISTICS,
    LISTS,
    Columns,
    envelope_fields,
    item_model,
    shared_fields,
)
from comity.interchange.spreadsheet.sheet import RULE, Row, Sheet
from comity.qualification.envelope import Item

Value = Any  # what a text of YAML holds; the models type it
_DAYS: Final = frozenset({"day", "since", "until", "valid_from", "valid_to"})
_RANGE: Final = re.compile(r"([0-9]{1,15})(?:\s*[-–—]\s*([0-9]{1,15}))?\Z")
_PROPERTY_FIELDS: Final = {
    Property.FOUNDED: "day",
    Property.DISSOLVED: "day",
    Property.LEGAL_STATUS: "status",
    Property.BASE_REGION: "region",
}


_Told = dict[str, list[tuple[str, str]]]
"""Field to the headings that gave it, each with its text: a name and its aliases stand in several columns."""


@dataclass(frozen=True, slots=True)
class Yielded:
    """What one row yields: for the organisation ``key``, items as a telling holds them, each in its list."""

    row: int
    key: str
    items: tuple[tuple[str, Mapping[str, Value]], ...]


def of(sheet: Sheet, columns: Columns, row: Row) -> Yielded:
    """What ``row`` yields. Raises Refused (``spreadsheet.no_key``, ``.formula``, ``.value``, ``.nothing``)."""
    given = dict(zip(sheet.headings, row.cells, strict=True))
    key = given.get(columns.key, "")
    if not key:
        raise _refused("no_key", sheet, row, column=columns.key)
    told: _Told = {}
    for heading, path in columns.columns.items():
        text = given.get(heading)
        if text:
            if text.startswith("="):
                raise _refused("formula", sheet, row, column=heading)
            told.setdefault(path, []).append((heading, text))
    items = tuple(_items(sheet, columns, row, told))
    if not items:
        raise _refused("nothing", sheet, row)
    return Yielded(row.number, key, items)


def _refused(code: str, sheet: Sheet, row: Row, **more: Evidence) -> Refused:
    return Refused(f"spreadsheet.{code}", RULE, file=sheet.name, row=row.number, **more)


def _items(sheet: Sheet, columns: Columns, row: Row, told: _Told) -> Iterator[tuple[str, Mapping[str, Value]]]:
    every_row = shared_fields() - envelope_fields()  # a constant that both have is the telling's
    shared: dict[str, Value] = {name: value for name, value in columns.constants.items() if name in every_row}
    shared |= {path: _value(path, cells[0][1]) for path, cells in told.items() if path in shared_fields()}
    if "source" not in shared and "decision" not in shared:
        shared["source"] = f"{sheet.name}, row {row.number}"
    for name in LISTS:
        fixed = {p.split(".")[1]: v for p, v in columns.constants.items() if p.startswith(f"{name}.")}
        for own in _side_by_side(name, told):
            values = {**fixed, **{field: _value(field, text) for field, text in own.items()}}
            yield name, _whole(item_model(name), {**values, **shared}, name, sheet, row, told)
    for one in Property:
        path = f"{CHARACTERISTICS}.{one.value}"
        for _, text in told.get(path, []):
            values = {"property": one.value, **_characteristic(one, text)}
            yield CHARACTERISTICS, _whole(Characteristic, {**values, **shared}, path, sheet, row, told)


def _side_by_side(name: str, told: _Told) -> Iterator[dict[str, str]]:
    """The fields of each item of one list: the first columns make the first item, the second ones the second."""
    own = {path.split(".")[1]: cells for path, cells in told.items() if path.startswith(f"{name}.")}
    for number in range(max(map(len, own.values()), default=0)):
        yield {field: cells[number][1] for field, cells in own.items() if number < len(cells)}


def _characteristic(one: Property, text: str) -> dict[str, Value]:
    field = _PROPERTY_FIELDS.get(one)
    if field:
        return {field: _value(field, text)}
    found = _RANGE.match(text)
    return {"least": int(found[1]), "most": int(found[2] or found[1])} if found else {"least": text, "most": text}


def _whole(
    model: type[Item], values: dict[str, Value], path: str, sheet: Sheet, row: Row, told: _Told
) -> Mapping[str, Value]:
    """The values, once the model takes them."""
    try:
        model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        near = [told[p][0][0] for p in (field, f"{path}.{field}", path) if p in told]
        near += [cells[0][0] for p, cells in told.items() if p.startswith(path)]
        problem = first["msg"].removeprefix("Value error, ")[:200]
        raise _refused("value", sheet, row, column=(near or [field or path])[0], problem=problem) from None
    return values


def _value(field: str, text: str) -> Value:
    """A cell as the model wants it; what cannot be read stays text, and the model says so."""
    if field in _DAYS:
        return _vague(text)
    if field in ("least", "most") and text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text)
    return {"true": True, "false": False}.get(text.lower(), text) if field == "official" else text


def _vague(text: str) -> str:
    """A day, month or year as bodies hold it; text that says neither stays as it is."""
    found = dates.parse_or_unknown(text)
    first, last = found.earliest, found.latest
    if first is None or last is None or found.circa:
        return text
    if first == last:
        return first.isoformat()
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return f"{first.year}-{first.month:02}" if first.day == 1 and (following - last).days == 1 else text
