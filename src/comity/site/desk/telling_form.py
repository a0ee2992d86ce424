"""A telling as a form: its fields as the models have them, filled from the text of a draft, and read back into it.

The draft stays the text of ``telling.yaml``; the form writes the fields that it shows and leaves everything else in
the text as it stands. A field of any other name is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict

from comity.errors import Refusal, Refused
from comity.interchange.telling.model import KINDS
from comity.qualification.envelope import Envelope
from comity.qualification.gates import Finding
from comity.site.desk.telling_fields import SAYS, Group, Input, Maker, Node, Row, holds_items, models

OWN: Final = frozenset({"csrfmiddlewaretoken", "stage", "add", "drop"})
_FILLED: Final = frozenset(
    "kind claimant_state claimant_authority addressee documents answers translations onward given".split()
)
"""What the desk fills in itself, or what is written in the text alone."""
_AROUND: Final = ("to", "file", "new_file", "replaces", "oral")  # of the text around what is told
_DEEP: Final = 2  # dots of the path of an item's field
_MOST: Final = 280  # fields of all items; a form with 400 is refused
_NAMED: Final = frozenset({"question", "answer", "warning"})
_HANDLING: Final = tuple(name for name in Envelope.model_fields if name not in _FILLED)


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form: what is told, its lists of items, and who may see it for how long."""

    told: tuple[Input, ...]
    groups: tuple[Group, ...]
    handling: tuple[Input, ...]
    faults: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()

    def inputs(self) -> Iterator[Input]:
        """Every field."""
        yield from (*self.told, *self.handling)
        for group in self.groups:
            for row in group.rows:
                yield from (*row.first, *row.more)


def of(data: object, authorities: Iterable[tuple[str, str]], lang: str) -> Form | None:
    """The form of a telling whose text says ``data``; None where the text is not of such a shape.

    ``authorities``: whom one can ask or name, with words.
    """
    if not isinstance(data, dict) or data.get("kind") not in KINDS:
        return None
    kind, made = str(data["kind"]), Maker(data, tuple(authorities), lang)
    outer, says = models(kind)
    if not _fits(data.get(SAYS), says):
        return None
    own = [name for name in says["properties"] if name not in Envelope.model_fields and name not in _FILLED]
    plain = [name for name in own if not holds_items(says["properties"][name])]
    around = [name for name in _AROUND if name in outer["properties"]]
    fixed = {"handling_code"} if kind in _NAMED else set()
    fixed |= {"recipients"} if kind in ("question", "answer") else set()
    handling = [name for name in _HANDLING if name not in fixed]
    return Form(
        (*made.inputs(outer, "", around), *made.inputs(says, SAYS, plain)),
        _within(made.group(says, name) for name in own if name not in plain),
        (*made.inputs(says, SAYS, handling), *made.inputs(outer, "", ["grade"])),
    )


def _fits(said: object, says: Node) -> bool:
    """Whether fields can be set in it: a mapping, each list of items in it a list of mappings."""
    lists = [name for name, node in says["properties"].items() if holds_items(node)]
    return isinstance(said, dict) and all(
        isinstance(said.get(name) or [], list) and all(isinstance(one, dict) for one in said.get(name) or [])
        for name in lists
    )


def _within(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups with as many rows as a form may bring back; the rest is changed in the text."""
    made, left = [], _MOST
    for group in groups:
        size = max((len(row.first) + len(row.more) for row in group.rows), default=1)
        shown = group.rows[: left // size]
        left -= size * len(shown)
        made.append(replace(group, rows=shown, hidden=len(group.rows) - len(shown)))
    return tuple(made)


def read(form: Form, data: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    """``data`` with what was sent for each field of ``form``; what the form does not show stays.

    Raises Refused (``desk_acting.field``) for a field that the form has not.
    """
    known = {one.path: one for one in form.inputs()}
    strange = [name for name in sent if name not in known and name not in OWN]
    if strange:
        raise Refused("desk_acting.field", "design, Storage, web, jobs", field=strange[0][:40])
    made: dict[str, Any] = copy.deepcopy(dict(data))
    for path, one in known.items():
        _put(made, path.split("."), _typed(one, [text.replace("\r\n", "\n").strip() for text in sent.getlist(path)]))
    if made.get("kind") == "question":
        made[SAYS]["recipients"] = [made["to"]] if made.get("to") else []
    return made


def with_row(data: dict[str, Any], path: str) -> dict[str, Any]:
    """``data`` with one empty item more in the list at ``path``, where the form has such a list."""
    held = data.get(SAYS)
    name = path.removeprefix(f"{SAYS}.")
    if isinstance(held, dict) and path.startswith(f"{SAYS}.") and "." not in name:
        rows = held.get(name) or []
        held[name] = [*rows, {}] if isinstance(rows, list) else rows
    return data


def without_row(data: dict[str, Any], path: str) -> dict[str, Any]:
    """``data`` without the item at ``path``."""
    _, _, rest = path.partition(f"{SAYS}.")
    name, _, number = rest.partition(".")
    rows = data[SAYS].get(name) if isinstance(data.get(SAYS), dict) else None
    if isinstance(rows, list) and number.isdigit() and int(number) < len(rows):
        data[SAYS][name] = [one for place, one in enumerate(rows) if place != int(number)]
    return data


def beside(form: Form, faults: Iterable[Refusal], findings: Iterable[Finding]) -> Form:
    """``form`` with each fault and finding at its field; those that have none here stand above the form."""
    wrong, held = list(faults), list(findings)

    def at_field(one: Input) -> Input:
        mine = tuple(fault for fault in wrong if fault.evidence.get("field") == one.path)
        found = tuple(finding for finding in held if one.path.count(".") < _DEEP and one.name in _weighed(finding))
        for fault in mine:
            wrong.remove(fault)
        for finding in found:
            held.remove(finding)
        return replace(one, faults=mine, findings=found)

    def at_row(row: Row) -> Row:
        return replace(row, first=tuple(map(at_field, row.first)), more=tuple(map(at_field, row.more)))

    groups = tuple(replace(group, rows=tuple(map(at_row, group.rows))) for group in form.groups)
    told, handling = tuple(map(at_field, form.told)), tuple(map(at_field, form.handling))
    return Form(told, groups, handling, tuple(wrong), tuple(held))


def _weighed(finding: Finding) -> set[str]:
    """The fields that a finding weighed."""
    named = (fact.source.partition(": ")[2] for fact in finding.evidence)
    return {name for fields in named for name in fields.split(", ")}


def _typed(one: Input, sent: list[str]) -> Any:
    """What a field holds in the text; None where it is empty."""
    values = [text for text in sent if text]
    if one.kind == "checks":
        return values or None
    if one.kind == "lines":
        return [line.strip() for text in values for line in text.split("\n") if line.strip()] or None
    if not values:
        return None
    if one.kind == "tick":
        return True
    if one.kind == "number" and values[0].isascii() and values[0].isdigit():
        return int(values[0])
    return values[0]


def _put(data: Any, path: list[str], value: Any) -> None:
    """Set ``value`` at ``path``, or take away what stands there where it is None."""
    for step in path[:-1]:
        data = data[int(step)] if isinstance(data, list) else data.setdefault(step, {})
    if value is None:
        data.pop(path[-1], None)
    else:
        data[path[-1]] = value
