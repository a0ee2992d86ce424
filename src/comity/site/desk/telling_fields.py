"""The fields of a telling as its models have them, each with how it is asked for, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from comity.errors import Refusal
from comity.interchange.telling.model import KINDS, json_schema
from comity.language import UnknownSentence, say
from comity.qualification.envelope import Item
from comity.qualification.gates import Finding
from comity.qualification.vocabulary import CountedUnit, Selection
from comity.site.desk import fields as labels

Node = Mapping[str, Any]
SAYS: Final = "says"
_GRADES: Final = tuple(f"{source}{information}" for source in "ABCDX" for information in "1234")
_AUTHORITIES: Final = frozenset({"to", "recipients"})
_REFUSED: Final = frozenset(
    {Selection.NATIONALITY, Selection.ORIGIN, Selection.ETHNICITY, Selection.RELIGION, CountedUnit.NEUTRALISED}
)
"""Words that can be stated only to be refused: no form offers them (gates 41 and 43)."""
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: (f"databank.{name}",) for name in ("property", "status", "kind", "role", "flow", "act")},
    "conditions": ("databank.condition",),
    "outcome": ("databank.outcome", "desk_requests.outcome"),
    "purpose": ("desk_requests.purpose",),
    "unit": ("results.unit",),
    "indicator": ("results.unit",),
    "role_of_rats": ("results.role",),
    "handling_code": ("desk_tellings.handling",),
    "handling": ("desk_tellings.handling",),
}
"""Where the words of each closed list stand, beside ``values``."""
_ITEM: Final = tuple(Item.model_fields)
_FIRST: Final = ("standing", "grade", "source")
_LONG: Final = 301  # characters from which a field wants more than a line


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the form. ``path``: its place in the text, with dots; ``kind``: line, text, date, number, tick,
    select, checks or lines; ``options``: value and words; ``help``: the sentence on it; ``faults`` and ``findings``:
    what is wrong."""

    path: str
    name: str
    kind: str
    label: str
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    help: str = ""
    faults: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def value(self) -> str:
        """What stands in it: one value, or one a line."""
        return "\n".join(self.chosen)

    @property
    def id(self) -> str:
        """Its name within the page."""
        return self.path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a list: the fields that one asks first, and the others."""

    path: str
    number: int
    first: tuple[Input, ...]
    more: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A list of items, for instance the names of an organisation. ``hidden``: how many more stand in the text alone."""

    path: str
    label: str
    help: str
    rows: tuple[Row, ...]
    faults: tuple[Refusal, ...] = ()
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the fields of one text. ``authorities``: whom one can ask or name, with words."""

    data: Mapping[str, Any]
    authorities: tuple[tuple[str, str], ...]
    lang: str

    def inputs(self, model: Node, under: str, names: Iterable[str]) -> tuple[Input, ...]:
        """The fields ``names`` of ``model``, which stands at ``under`` in the text."""
        found = (self._input(model, name, f"{under}.{name}" if under else name) for name in names)
        return tuple(one for one in found if one is not None)

    def group(self, says: Node, name: str) -> Group:
        """The list of items ``name``."""
        path = f"{SAYS}.{name}"
        item = _known(_known(says["properties"][name])["items"])
        own = [one for one in item["properties"] if one not in _ITEM]
        rest = [one for one in _ITEM if one not in _FIRST]
        held = at(self.data, path)
        rows = tuple(
            Row(
                f"{path}.{number}",
                number + 1,
                self.inputs(item, f"{path}.{number}", (*own, *_FIRST)),
                self.inputs(item, f"{path}.{number}", rest),
            )
            for number in range(len(held) if isinstance(held, list) else 0)
        )
        return Group(path, labels.label(name, self.lang), self._help(name), rows)

    def _input(self, model: Node, name: str, path: str) -> Input | None:
        node = _known(model["properties"][name])
        kind, options = self._kind(name, node)
        if not kind:
            return None
        held = at(self.data, path)
        values = held if isinstance(held, list) else [] if held in (None, "", False) else [held]
        chosen = tuple("true" if value is True else str(value) for value in values)
        strange = tuple((one, one) for one in chosen if options and one not in {value for value, _ in options})
        required, help_ = name in model.get("required", ()), self._help(name) if path.count(".") < 2 else ""
        return Input(path, name, kind, labels.label(name, self.lang), required, (*options, *strange), chosen, help_)

    def _kind(self, name: str, node: Node) -> tuple[str, tuple[tuple[str, str], ...]]:
        """How a value is asked for; empty where the form does not ask for it."""
        if name in _AUTHORITIES:
            return ("checks" if node.get("type") == "array" else "select"), self.authorities
        if node.get("type") == "array":
            item = _known(node["items"])
            if "enum" in item:
                return "checks", self._words(name, item["enum"])
            return ("" if "properties" in item else "lines"), ()
        if "enum" in node:
            return "select", self._words(name, node["enum"])
        if str(node.get("pattern", "")).startswith("^[A-DX]"):
            return "select", tuple((one, one) for one in _GRADES)
        if node.get("format") == "date":
            return "date", ()
        plain = {"boolean": "tick", "integer": "number"}.get(str(node.get("type")), "line")
        return ("text" if node.get("maxLength", 0) >= _LONG else plain), ()

    def _words(self, name: str, values: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((one, self._word(name, one)) for one in values if one not in _REFUSED)

    def _word(self, name: str, value: str) -> str:
        """A word of a closed list, as the pages that show it say it."""
        for area in _WORDS.get(name, ()):
            try:
                return say(f"{area}_{value}", self.lang)
            except UnknownSentence:
                continue
        return str(labels.shown(value, self.lang))

    def _help(self, name: str) -> str:
        for area in ("desk_tellings.help", "telling.field"):
            try:
                said = say(f"{area}_{name}", self.lang)
            except UnknownSentence:
                continue
            return "" if said.rstrip(".。") == labels.label(name, self.lang) else said
        return ""


@cache
def _definitions() -> Mapping[str, Node]:
    found: Mapping[str, Node] = json_schema()["$defs"]
    return found


def _name_of(node: Node) -> str:
    return str(node["$ref"]).rpartition("/")[2]


def _known(node: Node) -> Node:
    """The node itself, without references and without the choice of leaving it empty."""
    if "anyOf" in node:
        node = next(one for one in node["anyOf"] if one.get("type") != "null")
    return _known(_definitions()[_name_of(node)]) if "$ref" in node else node


def holds_items(node: Node) -> bool:
    """Whether a field is a list of items that have fields of their own."""
    found = _known(node)
    return found.get("type") == "array" and "properties" in _known(found["items"])


def models(kind: str) -> tuple[Node, Node]:
    """The text of a telling of ``kind``, and what it says."""
    outer = _definitions()[KINDS[kind].__name__]
    return outer, _definitions()[_name_of(outer["properties"][SAYS])]


def at(data: Any, path: str) -> Any:
    """What stands at a path with dots; None where nothing does."""
    for step in path.split("."):
        if isinstance(data, list) and step.isdigit() and int(step) < len(data):
            data = data[int(step)]
        elif isinstance(data, dict):
            data = data.get(step)
        else:
            return None
    return data
