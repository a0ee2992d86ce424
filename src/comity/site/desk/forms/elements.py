"""What a form consists of: fields, parts that have fields, and lists of items that have fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar, cast

from comity.errors import Refusal
from comity.interchange.dossier.asking import Asked
from comity.qualification.gates import Finding

_SHORT: Final = 34  # characters that fit beside another field


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the form. ``path``: its place in the text, with dots; ``kind``: line, text, date, number, tick,
    yesno, select, checks or lines; ``options``: value and words; ``help``: the sentence on it; ``cites``: whether its
    options are the documents of the draft; ``asked``: the gates that ask for it; ``faults`` and ``findings``: what is
    wrong."""

    path: str
    name: str
    kind: str
    label: str
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    help: str = ""
    cites: bool = False
    asked: tuple[Asked, ...] = ()
    faults: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def shape(self) -> str:
        """What it is, for a page."""
        return "input"

    @property
    def value(self) -> str:
        """What stands in it: one value, or one a line."""
        return "\n".join(self.chosen)

    @property
    def id(self) -> str:
        """Its name within the page."""
        return id_of(self.path)

    @property
    def is_wide(self) -> bool:
        """Whether it wants a line of its own."""
        return self.kind in ("text", "lines", "checks") or self.cites or self.findings != () or len(self.value) > _SHORT

    @property
    def state(self) -> str:
        """``wrong`` where it is to be mended, ``wanting`` where it is only empty still; else nothing."""
        return _state(self)

    @property
    def described(self) -> str:
        """The ids of what explains it: its help, and what is wrong."""
        helped = f"h{self.id[1:]}" if self.help or self.asked else ""
        return f"{helped} w{self.id[1:]}".strip() if self.faults or self.findings else helped

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.chosen


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that together say one thing, for instance when and where a decision was published."""

    path: str
    label: str
    help: str
    fields: tuple[Input, ...]
    asked: tuple[Asked, ...] = ()
    faults: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def shape(self) -> str:
        """What it is, for a page."""
        return "part"

    @property
    def id(self) -> str:
        """Its name within the page."""
        return id_of(self.path)

    @property
    def state(self) -> str:
        """``wrong`` where it is to be mended, ``wanting`` where it is only empty still; else nothing."""
        return _state(self)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any of its fields."""
        return all(one.is_empty for one in self.fields)


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a list: the fields that one asks first, and the others. ``title``: what it answers, where the list
    has a row for each of a closed list."""

    path: str
    number: int
    first: tuple[Input, ...]
    more: tuple[Input, ...] = ()
    title: str = ""

    @property
    def id(self) -> str:
        """Its name within the page."""
        return id_of(self.path)

    @property
    def fields(self) -> tuple[Input, ...]:
        """All of its fields."""
        return (*self.first, *self.more)


@dataclass(frozen=True, slots=True)
class Group:
    """A list of items, for instance the names of an organisation. ``hidden``: how many more stand on a further page, or
    where a form has but one, in the text alone;
    ``keyed``: whether it has a row for each of a closed list, so that none is added."""

    path: str
    label: str
    help: str
    rows: tuple[Row, ...]
    hidden: int = 0
    keyed: bool = False
    asked: tuple[Asked, ...] = ()
    faults: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def shape(self) -> str:
        """What it is, for a page."""
        return "group"

    @property
    def id(self) -> str:
        """Its name within the page."""
        return id_of(self.path)

    @property
    def is_untouched(self) -> bool:
        """Whether it has but the one row that stands there from the beginning."""
        return len(self.rows) == 1 and self.is_empty and not any(one.faults for one in self.rows[0].fields)

    @property
    def filled(self) -> int:
        """How many items say something."""
        return self.hidden + sum(1 for row in self.rows if not all(one.is_empty for one in row.fields))

    @property
    def state(self) -> str:
        """``wrong`` where it is to be mended, ``wanting`` where it is only empty still; else nothing."""
        return _state(self)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any of its rows."""
        return not self.hidden and all(one.is_empty for row in self.rows for one in row.fields)


Element = Input | Part | Group
E = TypeVar("E", bound=Element)


def _state(one: Element) -> str:
    """How an element stands, by what was found there."""
    if one.findings or (one.faults and not one.is_empty):
        return "wrong"
    return "wanting" if one.faults else ""


def id_of(path: str) -> str:
    """The name within the page of what stands at a path."""
    return f"f-{path.replace('.', '-')}"


def named(elements: Iterable[Element]) -> dict[str, str]:
    """What each element is called, by its path: with the part or the item that it belongs to."""
    found: dict[str, str] = {}
    for one in elements:
        found[one.path] = one.label
        match one:
            case Part():
                found |= {held.path: f"{one.label}: {held.label}" for held in one.fields}
            case Group():
                for row in one.rows:
                    item = row.title or str(row.number)
                    found |= {held.path: f"{one.label}, {item}: {held.label}" for held in row.fields}
    return found


def rows(elements: Iterable[Element]) -> Iterator[Row]:
    """Every item of some elements, in their order."""
    for one in elements:
        if isinstance(one, Group):
            yield from one.rows


def inputs(elements: Iterable[Element]) -> Iterator[Input]:
    """Every field of some elements, in their order."""
    for one in elements:
        match one:
            case Input():
                yield one
            case Part():
                yield from one.fields
            case Group():
                for row in one.rows:
                    yield from row.fields


def each(elements: Iterable[Element]) -> Iterator[Element]:
    """Every element, those within others after what holds them."""
    for one in elements:
        yield one
        if not isinstance(one, Input):
            yield from inputs([one])


def changed(element: E, change: Callable[[Element], Element]) -> E:
    """``element`` with each of its fields, and itself, as ``change`` gives them back, each of the same class."""

    def fields(held: tuple[Input, ...]) -> tuple[Input, ...]:
        return tuple(cast(Input, change(one)) for one in held)

    made: Element = element
    match element:
        case Part():
            made = replace(element, fields=fields(element.fields))
        case Group():
            rows = (replace(row, first=fields(row.first), more=fields(row.more)) for row in element.rows)
            made = replace(element, rows=tuple(rows))
    return cast(E, change(made))


def paged(elements: Iterable[Element], most: int) -> tuple[tuple[Element, ...], ...]:
    """``elements`` in pages: on the first each of them, of lists to which items are added no more items than ``most``
    fields have; on each further one the next items of the lists that go on."""
    pages: list[list[Element]] = [[]]
    left = most
    for one in elements:
        if not isinstance(one, Group) or one.keyed:
            pages[0].append(one)
            continue
        if len(pages) > 1:
            pages[0].append(_part(one, 0, 0))
        begun = 0  # the item with which the list goes on upon this page
        for number, row in enumerate(one.rows):
            if left < len(row.fields):
                if len(pages) == 1 or begun < number:
                    pages[-1].append(_part(one, begun, number))
                pages.append([])
                left, begun = most, number
            left -= len(row.fields)
        if len(pages) == 1 or begun < len(one.rows):
            pages[-1].append(_part(one, begun, len(one.rows)))
    return tuple(map(tuple, pages))


def _part(group: Group, begins: int, ends: int) -> Group:
    return replace(group, rows=group.rows[begins:ends], hidden=len(group.rows) - ends)


def within(groups: Iterable[Group], most: int) -> tuple[Group, ...]:
    """The groups with as many rows as ``most`` fields have; the rest is changed in the text."""
    made, left = [], most
    for group in groups:
        size = max((len(row.fields) for row in group.rows), default=1)
        shown = group.rows[: max(left, 0) // size]
        left -= size * len(shown)
        made.append(replace(group, rows=shown, hidden=len(group.rows) - len(shown)))
    return tuple(made)
