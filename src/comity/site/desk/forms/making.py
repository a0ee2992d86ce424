"""Make the fields of a form from the JSON Schema of a model and the text that is being written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from comity.interchange.dossier import file_names
from comity.language import UnknownSentence, say, statements
from comity.qualification.vocabulary import CountedUnit, Selection
from comity.site.desk.forms.elements import Group, Input, Part, Row

Node = Mapping[str, Any]
Options = tuple[tuple[str, str], ...]
_GRADES: Final = tuple(f"{source}{information}" for source in "ABCDX" for information in "1234")
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
    "sex": ("desk_form.sex",),
    "effects": ("dossier.effect",),
    "reliance": ("desk_form.reliance",),
}
"""Where the words of each closed list stand, beside ``values``."""
_CHOSEN: Final = frozenset({"select", "checks", "yesno"})
_ANSWERS: Final = (("true", "yes"), ("false", "no"))
_LONG: Final = 301  # characters from which a field wants more than a line
_VAGUE: Final = "^[12][0-9]{3}"  # how the pattern of a day, month or year begins
_UNCARRIED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What a browser does not bring back as it was; a text that has it is changed as text alone."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the fields of one text. ``definitions``: those of the schema; ``choices``: by the name of a field, what
    one can choose; ``documents``: what can be cited; ``helps``: where a field's sentence of help stands; ``ticks``:
    whether a question is answered by ticking it, so that no and nothing are the same; ``plain``: the fields whose
    label says all; ``called``: what is called otherwise than elsewhere; ``worded``: the words of closed
    lists, once looked up."""

    data: Any
    definitions: Mapping[str, Node]
    lang: str
    choices: Mapping[str, Options] = field(default_factory=dict)
    documents: Options = ()
    helps: tuple[str, ...] = ()
    ticks: bool = False
    plain: frozenset[str] = frozenset()
    called: Mapping[str, str] = field(default_factory=dict)
    worded: dict[tuple[str, tuple[str, ...]], Options] = field(default_factory=dict)

    def inputs(self, model: Node, under: str, names: Iterable[str], *, helps: bool = True) -> tuple[Input, ...]:
        """The fields ``names`` of ``model``, which stands at ``under`` in the text."""
        found = (self.input(model, name, f"{under}.{name}" if under else name, helps=helps) for name in names)
        return tuple(one for one in found if one is not None)

    def input(self, model: Node, name: str, path: str, *, helps: bool = True) -> Input | None:
        """The field ``name``; None where a form cannot ask for it, or cannot bring back what stands there."""
        node = self.known(model["properties"][name])
        kind, options, cites = self._kind(name, node)
        held = at(self.data, path)
        values = held if isinstance(held, list) else [] if held in (None, "") else [held]
        if not kind or not _is_carried(held, kind):
            return None
        chosen = tuple(str(one).lower() if isinstance(one, bool) else str(one) for one in values)
        if kind == "tick" and chosen == ("false",):
            chosen = ()
        if (kind == "line" and "\n" in "".join(chosen)) or (kind == "date" and not all(map(_is_day, chosen))):
            kind = "text" if kind == "line" else "line"
        offered = {value for value, _ in options} if kind in _CHOSEN else set(chosen)
        strange = tuple((one, one) for one in dict.fromkeys(chosen) if one not in offered)
        required = name in model.get("required", ())
        help_ = self.help(name) if helps else self._form(node)
        options = (*options, *strange)
        return Input(path, name, kind, self.label(name), required, options, chosen, help_, cites)

    def part(self, model: Node, name: str, path: str) -> Part | None:
        """The field ``name`` that has fields of its own; None where what stands there has not."""
        held = at(self.data, path)
        if held is not None and not isinstance(held, dict):
            return None
        node = self.known(model["properties"][name])
        fields = _needed_together(self.inputs(node, path, node["properties"], helps=False))
        return Part(path, self.label(name), self.help(name), fields)

    def group(
        self, model: Node, name: str, path: str, *, last: tuple[str, ...] = (), first: tuple[str, ...] = ()
    ) -> Group:
        """The list of items ``name``. Of each item the fields in ``last`` are asked apart, but for those in ``first``,
        which follow its own."""
        item = self.item(model, name)
        own = [one for one in item["properties"] if one not in last]
        rest = [one for one in last if one not in first]
        held = at(self.data, path)
        rows = []
        for number in range(len(held) if isinstance(held, list) else 0):
            fields = _needed_together(self.inputs(item, f"{path}.{number}", (*own, *first, *rest), helps=False))
            asked = tuple(one for one in fields if one.name not in rest)
            rows.append(Row(f"{path}.{number}", number + 1, asked, tuple(one for one in fields if one.name in rest)))
        return Group(path, self.label(name), self.help(name), tuple(rows))

    def item(self, model: Node, name: str) -> Node:
        """The model of the items of the list ``name``."""
        return self.known(self.known(model["properties"][name])["items"])

    def known(self, node: Node) -> Node:
        """The node itself, without references and without the choice of leaving it empty."""
        if "anyOf" in node:
            node = next(one for one in node["anyOf"] if one.get("type") != "null")
        return self.known(self.definitions[str(node["$ref"]).rpartition("/")[2]]) if "$ref" in node else node

    def shape(self, model: Node, name: str) -> str:
        """Whether a field is an ``input``, a ``part`` with fields of its own, or a ``group`` of such items."""
        node = self.known(model["properties"][name])
        if node.get("type") == "array":
            return "group" if "properties" in self.known(node["items"]) else "input"
        return "part" if "properties" in node else "input"

    def words(self, name: str, values: Iterable[str]) -> Options:
        """The words of the closed list ``values`` of the field ``name``, without what is stated only to be refused."""
        key = (name, tuple(values))
        if key not in self.worded:
            self.worded[key] = tuple((one, self._word(name, one)) for one in key[1] if one not in _REFUSED)
        return self.worded[key]

    def label(self, name: str) -> str:
        """What a field is called."""
        return self.called.get(name) or statements.field(name, self.lang)

    def help(self, name: str) -> str:
        """The sentence on a field; empty where it has none, or says no more than its label."""
        for area in self.helps if name not in self.plain else ():
            try:
                said = say(f"{area}_{name}", self.lang)
            except UnknownSentence:
                continue
            return "" if said.rstrip(".。") == self.label(name) else said
        return ""

    def _kind(self, name: str, node: Node) -> tuple[str, Options, bool]:
        """How a value is asked for, empty where the form does not; what one chooses from; whether documents."""
        many = node.get("type") == "array"
        one = self.known(node["items"]) if many else node
        if one.get("pattern") == file_names.PATTERN:
            return ("checks" if many else "select"), self.documents, True
        if name in self.choices:
            return ("checks" if many else "select"), self.choices[name], False
        if many:
            if "enum" in one:
                return "checks", self.words(name, one["enum"]), False
            return ("" if "properties" in one else "lines"), (), False
        if "enum" in node:
            return "select", self.words(name, node["enum"]), False
        if str(node.get("pattern", "")).startswith("^[A-DX]"):
            return "select", tuple((grade, grade) for grade in _GRADES), False
        if node.get("format") == "date":
            return "date", (), False
        if node.get("type") == "boolean" and not self.ticks:
            return "yesno", tuple((one, say(f"desk.{said}", self.lang)) for one, said in _ANSWERS), False
        plain = {"boolean": "tick", "integer": "number", "object": ""}.get(str(node.get("type")), "line")
        return ("text" if node.get("maxLength", 0) >= _LONG else plain), (), False

    def _word(self, name: str, value: str) -> str:
        """A word of a closed list, as the pages that show it say it."""
        for area in _WORDS.get(name, ()):
            try:
                return say(f"{area}_{value}", self.lang)
            except UnknownSentence:
                continue
        return statements.word(value, self.lang)

    def _form(self, node: Node) -> str:
        """How a value is written, where its label does not say."""
        return say("desk_form.vague_day", self.lang) if str(node.get("pattern", "")).startswith(_VAGUE) else ""


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


def _needed_together(fields: tuple[Input, ...]) -> tuple[Input, ...]:
    """Fields that say one thing: as long as nothing is said, none is needed."""
    if any(not one.is_empty for one in fields):
        return fields
    return tuple(replace(one, required=False) for one in fields)


def _is_carried(held: Any, kind: str) -> bool:
    """Whether a browser brings it back as it was."""
    many = kind in ("checks", "lines")
    if held is None or isinstance(held, (bool, int)):
        return held is None or not many
    if isinstance(held, str):
        return not many and not _UNCARRIED.search(held)
    plain = many and isinstance(held, list) and all(isinstance(one, (str, int)) for one in held)
    return plain and not any(_UNCARRIED.search(str(one)) or "\n" in str(one) for one in held)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
