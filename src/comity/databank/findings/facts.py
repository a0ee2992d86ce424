"""Facts: what statements of several owners tell alike of one file, whatever each says of source and grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, get_args

from comity import canonical
from comity.canonical import Json
from comity.databank.findings.claims import reference
from comity.databank.incident import IncidentReport
from comity.databank.organisation import OrganisationFile
from comity.databank.told import Told
from comity.qualification.envelope import Envelope, Item

Fact = tuple[str, str, str]
"""File, property, and the value as it is compared."""

_SAID_OF_IT: Final = frozenset(Item.model_fields)  # source, grade, validity and handling are not what is told


def _told_in(model: type[Envelope]) -> frozenset[str]:
    """The properties of a body that hold items: what is told, apart from how it is handled."""
    kinds = ((name, get_args(info.annotation)[:1]) for name, info in model.model_fields.items())
    return frozenset(name for name, kind in kinds if kind and isinstance(kind[0], type) and issubclass(kind[0], Item))


TOLD_IN: Final = {model.SCHEMA: _told_in(model) for model in (OrganisationFile, IncidentReport)}


def fact(told: Told) -> Fact | None:
    """The fact that a statement tells; None for what is told of no file, and for handling and languages."""
    if not told.file or told.property not in TOLD_IN.get(told.schema, ()):
        return None
    return told.file, told.property, _compared(told.property, told.part())


def by_fact(told: Iterable[Told]) -> dict[Fact, list[Told]]:
    """The statements of each fact, in the order given."""
    held: dict[Fact, list[Told]] = {}
    for one in told:
        known = fact(one)
        if known is not None:
            held.setdefault(known, []).append(one)
    return held


def _compared(prop: str, part: Mapping[str, Json]) -> str:
    match prop:
        case "names":
            return " ".join(str(part.get("name")).casefold().split())
        case "un_status":
            return reference(part)
        case "happened":
            part = {name: part[name] for name in ("act", "day", "region") if name in part}
    return canonical.dump({name: value for name, value in part.items() if name not in _SAID_OF_IT}).decode()
