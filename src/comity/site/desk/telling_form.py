"""A telling as a form: its fields as the models have them, filled from the text of a draft, and read back into it.

The draft stays the text of ``telling.yaml``; the form writes the fields that it shows and leaves everything else in
the text as it stands. A field of any other name is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from django.http import QueryDict

from comity.errors import Refusal
from comity.interchange.telling.model import KINDS, json_schema
from comity.qualification.envelope import Envelope, Item
from comity.qualification.gates import Finding
from comity.site.desk.forms import elements, marking, reading
from comity.site.desk.forms.elements import Element, Group, Input
from comity.site.desk.forms.making import Maker, Node
from comity.site.desk.forms.marking import Wrong

SAYS: Final = "says"
_FILLED: Final = frozenset(
    "kind claimant_state claimant_authority addressee documents answers translations onward given".split()
)
"""What the desk fills in itself, or what is written in the text alone."""
_AROUND: Final = ("to", "file", "new_file", "replaces", "oral")  # of the text around what is told
_DEEP: Final = 2  # dots of the path of an item's field
_MOST: Final = 280  # fields of all items; a form with 400 is refused
_NAMED: Final = frozenset({"question", "answer", "warning"})
_HANDLING: Final = tuple(name for name in Envelope.model_fields if name not in _FILLED)
_ITEM: Final = tuple(Item.model_fields)
_FIRST: Final = ("standing", "grade", "source")
_HELPS: Final = ("desk_tellings.help", "telling.field")


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form: what is told, its lists of items, and who may see it for how long."""

    told: tuple[Input, ...]
    groups: tuple[Group, ...]
    handling: tuple[Input, ...]
    faults: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def elements(self) -> tuple[Element, ...]:
        """All of it."""
        return (*self.told, *self.groups, *self.handling)

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists to which an item can be added."""
        return tuple(one.path for one in self.groups)

    def inputs(self) -> Iterator[Input]:
        """Every field."""
        return elements.inputs(self.elements)


def of(data: object, authorities: Iterable[tuple[str, str]], lang: str) -> Form | None:
    """The form of a telling whose text says ``data``; None where the text is not of such a shape.

    ``authorities``: whom one can ask or name, with words.
    """
    if not isinstance(data, dict) or data.get("kind") not in KINDS:
        return None
    kind, whom = str(data["kind"]), tuple(authorities)
    made = Maker(data, _definitions(), lang, {"to": whom, "recipients": whom}, helps=_HELPS, ticks=True)
    outer, says = _models(made, kind)
    if not _fits(made, data.get(SAYS), says):
        return None
    own = [name for name in says["properties"] if name not in Envelope.model_fields and name not in _FILLED]
    plain = [name for name in own if made.shape(says, name) != "group"]
    around = [name for name in _AROUND if name in outer["properties"]]
    fixed = {"handling_code"} if kind in _NAMED else set()
    fixed |= {"recipients"} if kind in ("question", "answer") else set()
    handling = [name for name in _HANDLING if name not in fixed]
    groups = (made.group(says, name, f"{SAYS}.{name}", last=_ITEM, first=_FIRST) for name in own if name not in plain)
    return Form(
        (*made.inputs(outer, "", around), *made.inputs(says, SAYS, plain)),
        elements.within(groups, _MOST),
        (*made.inputs(says, SAYS, handling), *made.inputs(outer, "", ["grade"])),
    )


def _fits(made: Maker, said: object, says: Node) -> bool:
    """Whether fields can be set in it: a mapping, each list of items in it a list of mappings."""
    lists = [name for name in says["properties"] if made.shape(says, name) == "group"]
    return isinstance(said, dict) and all(
        isinstance(said.get(name) or [], list) and all(isinstance(one, dict) for one in said.get(name) or [])
        for name in lists
    )


def read(form: Form, data: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    """``data`` with what was sent for each field of ``form``; what the form does not show stays.

    Raises Refused (``desk_acting.field``) for a field that the form has not.
    """
    made = reading.read(form.elements, data, sent)
    if made.get("kind") == "question":
        made[SAYS]["recipients"] = [made["to"]] if made.get("to") else []
    return made


def filled(form: Form, data: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    """The same with an item more or less, where that was asked for."""
    made = reading.with_row(read(form, data, sent), sent.get("add", ""), form.lists)
    return reading.without_row(made, sent.get("drop", ""), (*form.lists, f"{SAYS}.given"))


def beside(form: Form, faults: Iterable[Refusal], findings: Iterable[Finding]) -> Form:
    """``form`` with each fault and finding at its field; those that have none here stand above the form."""
    paths = {one.path for one in elements.each(form.elements)}
    wrong = [Wrong((str(fault.evidence.get("field", "")),), fault) for fault in faults]
    wrong += [Wrong((_weighed(form, finding),), finding) for finding in findings]
    left = [one for one in wrong if one.path not in paths]
    return replace(
        form,
        told=marking.marked(form.told, wrong),
        groups=marking.marked(form.groups, wrong),
        handling=marking.marked(form.handling, wrong),
        faults=tuple(one.fault for one in left if one.fault),
        findings=tuple(one.finding for one in left if one.finding),
    )


def _weighed(form: Form, finding: Finding) -> str:
    """The first field that a finding weighed; empty where the form has none of them."""
    named = (fact.source.partition(": ")[2] for fact in finding.evidence)
    names = {name for fields in named for name in fields.split(", ")}
    return next((one.path for one in form.inputs() if one.path.count(".") < _DEEP and one.name in names), "")


@cache
def _definitions() -> Mapping[str, Node]:
    found: Mapping[str, Node] = json_schema()["$defs"]
    return found


def _models(made: Maker, kind: str) -> tuple[Node, Node]:
    """The text of a telling of ``kind``, and what it says."""
    outer = _definitions()[KINDS[kind].__name__]
    return outer, made.known(outer["properties"][SAYS])
