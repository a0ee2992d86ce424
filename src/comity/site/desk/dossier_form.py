"""A dossier as a form in sections: its fields as the models have them, filled from the text of a draft.

The draft stays the text of ``dossier.yaml``. Each section is a page of its own and writes its own fields alone; what no
field shows is counted (``Form.beyond``) and stays in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from comity.errors import Refusal
from comity.interchange.dossier.asking import Asked
from comity.interchange.dossier.model import KINDS
from comity.language import say
from comity.site.desk.dossier_rows import (
    DECISION,
    DECISIONS,
    ENTRY,
    KEYS,
    completed,
    definitions,
    fits,
    outer_of,
)
from comity.site.desk.dossier_sections import SECTIONS, Form, Section, page_of
from comity.site.desk.forms import elements, marking
from comity.site.desk.forms.elements import Element, Group, Row
from comity.site.desk.forms.making import Maker, Node, Options
from comity.site.desk.forms.marking import Wrong

_OUTER: Final = {"terms": ("grade",)}
_HELPS: Final = {
    ENTRY: ("desk_form.help_entry", "template.entry"),
    DECISIONS: ("desk_form.help_decision", "template.decision"),
}
_PLAIN: Final = frozenset(
    "court case_number date type parties sentence_months claimant_authority legal_form delisting_contact publication"
    " registration sex".split()
)
"""The fields whose label says what their sentence of help says."""
_MOST: Final = 140  # fields of the items on a page that can be added: it weighs less than 100 kB


@dataclass(frozen=True, slots=True)
class Choices:
    """What one can choose: the authorities, the documents of the draft, whose draft it is, the closed list of
    finality, the treaties of the annex."""

    authorities: Options
    documents: Options
    state: str
    authority: str
    officer: str
    finality: Options
    treaties: Options


def of(data: object, choices: Choices, lang: str) -> Form | None:
    """The form of a dossier whose text says ``data``; None where the text is not of such a shape."""
    if not isinstance(data, dict) or data.get("kind") not in KINDS or not fits(data):
        return None
    shown = completed(data)
    sections = tuple(_sections(shown, outer_of(data), choices, lang))
    return Form(sections, beyond=tuple(_beyond(data, sections)))


def beside(form: Form, faults: Iterable[Refusal], wrong: Iterable[Wrong], asked: Iterable[Asked]) -> Form:
    """``form`` with the gates that ask for each field, and with everything that is wrong at its field."""
    asks = list(asked)
    gates = [one for section in form.sections for one in _asked_there(asks, section)]
    sections = [replace(one, elements=marking.asking(one.elements, gates)) for one in form.sections]
    where, empty = dict[str, str](), dict[str, bool]()
    for section in sections:
        for one in elements.each(section.elements):
            where.setdefault(one.path, section.name)  # a list stands where it begins
            empty[one.path] = empty.get(one.path, True) and one.is_empty
    placed = [Wrong((str(fault.evidence.get("field", "")),), fault) for fault in faults]
    found = [marking.placed(one, empty) for one in (*placed, *wrong)]
    if placed:  # the gates are not asked yet: say what they will ask
        every = [one for section in sections for one in section.elements]
        at_fault = {path for one in found for path in one.paths}
        found += [one for one in marking.unanswered(every, gates) if one.path not in at_fault]
    order = {path: number for number, path in enumerate(where)}
    found.sort(key=lambda one: order.get(one.path, -1))
    made = (
        Section(
            section.name,
            marking.marked(section.elements, found),
            tuple(one for one in found if where.get(one.path) == section.name),
        )
        for section in sections
    )
    return replace(form, sections=tuple(made), wrong=tuple(one for one in found if one.path not in where))


def _asked_there(asked: list[Asked], section: Section) -> Iterator[Asked]:
    """What is asked of this section; what is asked of each decision, with the place of this one."""
    for one in asked:
        decided = one.paths[0].startswith(f"{DECISIONS}.")
        if decided and section.number:
            here = f"{DECISIONS}.{section.number - 1}"
            yield replace(one, paths=tuple(path.replace(f"{DECISIONS}.0", here, 1) for path in one.paths))
        elif not decided and section.name == next(iter(SECTIONS)):
            yield one


def _sections(data: Mapping[str, Any], outer: Node, choices: Choices, lang: str) -> Iterator[Section]:
    references = tuple(str(one["reference"]) for one in data[DECISIONS] if one.get("reference"))
    maker = _maker(data, choices, tuple(dict.fromkeys(references)), lang)
    entry = maker.known(outer["properties"][ENTRY])
    for name, fields in SECTIONS.items():
        if name == DECISION:
            model = replace(maker, helps=_HELPS[DECISIONS]).item(outer, DECISIONS)
            for number in range(len(data[DECISIONS])):
                under = f"{DECISIONS}.{number}"
                known = {**maker.choices, "finality": choices.finality}
                called = {"documents": say("desk_acting.draft_documents", lang)}
                own = replace(maker, helps=_HELPS[DECISIONS], choices=known, called=called)
                yield from _paged(f"{DECISION}-{number + 1}", _made(own, model, under, fields.split()))
        else:
            names = [one for one in fields.split() if one in entry["properties"]]
            around = maker.inputs(outer, "", _OUTER.get(name, ()))
            yield from _paged(name, (*_made(maker, entry, ENTRY, names), *around))


def _paged(name: str, made: Iterable[Element]) -> Iterator[Section]:
    for number, page in enumerate(elements.paged(made, _MOST), 1):
        yield Section(page_of(name, number), page)


def _maker(data: Mapping[str, Any], choices: Choices, references: tuple[str, ...], lang: str) -> Maker:
    cited = tuple((one, one) for one in references)
    known: dict[str, Options] = {
        "claimant_state": ((choices.state, choices.state),),
        "claimant_authority": ((choices.authority, choices.authority),),
        "officer": ((choices.officer, choices.officer),),
        "recipients": choices.authorities,
        "treaty": choices.treaties,
        "of": (*cited, ("dossier", say("desk_form.of_dossier", lang))),
        **dict.fromkeys(("decision", "decisions", "relies_on_ban"), cited),
    }
    return Maker(data, definitions(), lang, known, choices.documents, _HELPS[ENTRY], plain=_PLAIN)


def _made(maker: Maker, model: Node, under: str, names: Iterable[str]) -> tuple[Element, ...]:
    found: list[Element] = []
    for name in names:
        path = f"{under}.{name}"
        shape = maker.shape(model, name)
        if shape == "group":
            found.append(_keyed(maker, model, name, path) or maker.group(model, name, path))
        else:
            made = maker.part(model, name, path) if shape == "part" else maker.input(model, name, path)
            found += [made] if made is not None else []
    return tuple(found)


def _keyed(maker: Maker, model: Node, name: str, path: str) -> Group | None:
    """The list ``name`` with a row for each of its closed list, titled by it; None where it has no such list."""
    key = KEYS.get(name)
    if key is None:
        return None
    group = maker.group(model, name, path)
    order: dict[str, tuple[int, str]] = {}
    rows: list[tuple[int, Row]] = []
    for row in group.rows:
        named = next(one for one in row.first if one.name == key)
        order = order or {value: (place, words) for place, (value, words) in enumerate(named.options)}
        place, title = order.get(named.value, (len(order), ""))
        first = tuple(one for one in row.first if one.name != key or not title)
        rows.append((place, replace(row, first=first, title=title)))
    rows.sort(key=lambda one: one[0])
    return replace(group, rows=tuple(row for _, row in rows), keyed=True)


def _beyond(data: Mapping[str, Any], sections: Iterable[Section]) -> Iterator[str]:
    """The places of the text that no field shows."""
    shown = {one.path for section in sections for one in elements.inputs(section.elements)}
    titled = {
        f"{row.path}.{KEYS[group.path.rpartition('.')[2]]}"
        for section in sections
        for group in section.elements
        if isinstance(group, Group) and group.keyed
        for row in group.rows
        if row.title
    }
    yield from (path for path in _leaves(data, "") if path not in shown | titled | {"kind", "renews"})


def _leaves(value: Any, path: str) -> Iterator[str]:
    """The places where something stands; a list of plain values is one."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{path}.{number}")
    elif value not in (None, [], ""):
        yield path
