"""Which column is which field: read from ``mapping.yaml``, or guessed from the headings and shown.

A column that would bring a person, an account, or what no field may hold is refused with its provision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, get_args

from pydantic import Field as Limit
from pydantic import StrictBool, StrictInt, StrictStr, ValidationError

from comity import yamltext
from comity.databank.organisation import OrganisationFile, Property
from comity.errors import Evidence, Refusal, Refused
from comity.interchange.dossier.reading import Malformed
from comity.interchange.spreadsheet.sheet import MAX_COLUMNS, Sheet
from comity.qualification.body import Line, Part
from comity.qualification.body import faults as model_faults
from comity.qualification.envelope import Envelope, Item

LISTS: Final = ("names", "un_status", "structure", "financing", "remarks")
"""The lists of an organisation's file whose items a row fills, one item of each list a row."""
CHARACTERISTICS: Final = "characteristics"
PERSONS: Final = "persons"
_REPEATED: Final = "names.name"  # a name and its aliases stand in columns of their own
_D1: Final = "law.md A2, D1"
_UNSPACED: Final = re.compile("[\u4e00-\u9fff]")
Constant = StrictBool | StrictInt | StrictStr | tuple[StrictStr, ...]


class Columns(Part):
    """What ``mapping.yaml`` holds."""

    key: Line
    """The column whose value names the organisation; rows with the same value are one organisation."""
    columns: Annotated[dict[Line, Line], Limit(max_length=MAX_COLUMNS)]
    """Column heading to field: ``names.name``, ``characteristics.founded``, ``grade``."""
    constants: dict[Line, Constant] = Limit(default_factory=dict, max_length=MAX_COLUMNS)
    """Fields with the same value in every row, and those of the telling itself: ``claimant_state``, ``kept_until``."""


@cache
def item_model(name: str) -> type[Item]:
    """The model of the items of one of ``LISTS``."""
    annotation = OrganisationFile.model_fields[name].annotation
    model: type[Item] = get_args(annotation)[0]
    return model


@cache
def fields() -> frozenset[str]:
    """Every field that a column may fill."""
    lists = {f"{name}.{field}" for name in LISTS for field in item_model(name).model_fields if not _shared(field)}
    return frozenset({*lists, *(f"{CHARACTERISTICS}.{one.value}" for one in Property), *shared_fields()})


def shared_fields() -> frozenset[str]:
    """What every item has: a column of it is about everything in its row."""
    return frozenset(Item.model_fields) - {"rests_on", "recipients"}


def _shared(field: str) -> bool:
    return field in Item.model_fields


def envelope_fields() -> frozenset[str]:
    """The fields of the telling itself that a constant may give."""
    return frozenset(Envelope.model_fields) - {"translations", "onward"}


def read(text: bytes, name: str) -> Columns:
    """Read ``mapping.yaml``. Raises Malformed with every fault; Refused (``yaml.*``)."""
    document = yamltext.read(text, name)
    try:
        found = Columns.model_validate(document.data)
    except ValidationError as error:
        raise Malformed(name, tuple(model_faults(error, document)), "databank") from None
    wrong: list[Refusal] = []
    for part, given, allowed in (
        ("columns", found.columns.items(), fields()),
        ("constants", ((path, path) for path in found.constants), fields() | envelope_fields()),
    ):
        for heading, path in given:
            where: dict[str, Evidence] = {"file": name, "line": document.line((part, heading)), "field": path}
            if path.split(".")[0] == PERSONS:
                wrong.append(Refusal("folder.person", _D1, where))
            elif path not in allowed:
                wrong.append(Refusal("spreadsheet.field", "law.md A2, D1", {**where, "known": sorted(allowed)}))
    if wrong:
        raise Malformed(name, tuple(wrong), "databank")
    return found


def guess(sheet: Sheet) -> Columns:
    """What the headings of ``sheet`` seem to mean; its first named column is the key."""
    columns: dict[str, str] = {}
    for heading in sheet.headings:
        near = _field_of(heading)
        if near and (near == _REPEATED or near not in columns.values()):
            columns[heading] = near
    named = next((heading for heading, path in columns.items() if path == _REPEATED), sheet.headings[0])
    return Columns(key=named, columns=columns)


def text(columns: Columns) -> str:
    """A guessed mapping as the file that a person corrects and keeps."""
    lines = [f"key: {_quoted(columns.key)}", "columns:"]
    lines += [f"  {_quoted(heading)}: {path}" for heading, path in columns.columns.items()]
    wanted = ("claimant_state", "claimant_authority", "handling_code", "kept_until", "lang", "standing", "grade")
    lines += ["constants:", *(f"  {name}:" for name in wanted if name not in columns.columns.values())]
    return "\n".join(lines) + "\n"


def unknown(sheet: Sheet, columns: Columns) -> tuple[str, ...]:
    """The columns that no field takes; they are named and ignored."""
    return tuple(one for one in sheet.headings if one not in columns.columns and one != columns.key)


def check(sheet: Sheet, columns: Columns) -> None:
    """Raises Refused: ``spreadsheet.kept_out`` where a column must not be there at all, ``spreadsheet.no_column``."""
    kept: dict[str, list[str]] = {}
    for heading in sheet.headings:
        provision = _kept_out_by(heading)
        if provision:
            kept.setdefault(provision, []).append(heading)
    for provision, headings in kept.items():
        raise Refused("spreadsheet.kept_out", provision, file=sheet.name, columns=headings)
    missing = [one for one in (columns.key, *columns.columns) if one not in sheet.headings]
    if missing:
        raise Refused("spreadsheet.no_column", "", file=sheet.name, missing=missing, known=list(sheet.headings))


@cache
def _words() -> tuple[tuple[tuple[str, tuple[str, ...]], ...], Mapping[str, tuple[str, ...]]]:
    """The words that keep a column out, by provision; and those by which a field is guessed."""
    data = yamltext.read((files(__package__) / "headings.yaml").read_bytes(), "headings.yaml").data
    held = data if isinstance(data, dict) else {}
    kept, guessed = held.get("kept_out"), held.get("fields")
    out = [
        (str(one["provision"]), _strings(w for name, w in one.items() if name.startswith("words")))
        for one in (kept if isinstance(kept, list) else [])
        if isinstance(one, dict)
    ]
    return tuple(out), {name: _strings([w]) for name, w in (guessed if isinstance(guessed, dict) else {}).items()}


def _strings(lists: Iterable[object]) -> tuple[str, ...]:
    return tuple(_spaced(str(one)) for words in lists if isinstance(words, list) for one in words)


def _kept_out_by(heading: str) -> str:
    said = _spaced(heading)
    return next((provision for provision, words in _words()[0] if any(_begins(said, word) for word in words)), "")


def _spaced(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


def _begins(said: str, word: str) -> bool:
    return word in said if _UNSPACED.search(word) else f" {word}" in f" {said}"


def _field_of(heading: str) -> str:
    """The field whose longest word the heading begins with or equals."""
    said = _spaced(heading)
    near = [
        (len(word), field)
        for field, words in _words()[1].items()
        for word in words
        if (word in said if _UNSPACED.search(word) else said.startswith(word))
    ]
    return max(near)[1] if near else ""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
