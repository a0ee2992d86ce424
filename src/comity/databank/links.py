"""What a file is linked with: parts, persons by entry, incidents. A drawing of at most 300 nodes, never a ranking.

Pure, over what one reader may see. Nodes are found file by file outwards from the one that is looked at; how
many links a person or an organisation has is not counted and orders nothing (law.md E: no centrality).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from comity.databank.told import Told


@dataclass(frozen=True, slots=True)
class Extent:
    """How much one drawing shows: nodes, and files that are opened for it; those further out show only that they
    are linked."""

    nodes: int
    opened: int


NEAR: Final = Extent(40, 10)
FAR: Final = Extent(150, 12)


@dataclass(frozen=True, slots=True)
class Node:
    """``id``: a matter, or ``part:`` and a name where there is no file; ``kind``: organisation, incident, part,
    person or decision; ``label``: a name, empty where the reader sees none; ``ring``: how far out it stands;
    ``over``: the node through which it was found, empty for the centre."""

    id: str
    kind: str
    label: str
    ring: int
    over: str


@dataclass(frozen=True, slots=True)
class Edge:
    """From node to node; ``how``: a word of the closed lists (branch, leader, attributed); who says it."""

    of: str
    to: str
    how: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The centre first; ``is_cut``: there is more than is drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class _Link:
    of: str
    to: str
    how: str
    owner: str
    kind: str
    label: str

    @property
    def is_file(self) -> bool:
        return self.kind in ("organisation", "incident")

    def beyond(self, here: str) -> str:
        return self.to if self.of == here else self.of


def graph(
    file: str,
    kind: str,
    about: Callable[[str], Sequence[Told]],
    names: Callable[[Sequence[str]], Mapping[str, str]],
    extent: Extent = FAR,
) -> Graph:
    """The links of ``file``, as far as ``extent`` goes.

    ``about``: what the reader may see in a file and of it in others; ``names``: by what names he knows files.
    """
    nodes = {file: Node(file, kind, names([file]).get(file, ""), 0, "")}
    edges: dict[tuple[str, str, str], list[str]] = {}
    is_cut, waiting, opened = False, [file], 0
    while waiting and opened < extent.opened:
        here, opened = waiting.pop(0), opened + 1
        found = sorted(_links(about(here), here), key=lambda one: (one.how, one.of, one.to, one.owner))
        beyond: dict[str, _Link] = {}
        for link in found:
            if link.beyond(here) not in nodes:
                beyond.setdefault(link.beyond(here), link)
        fresh = [*beyond.items()][: extent.nodes - len(nodes)]
        is_cut |= len(fresh) < len(beyond)
        called = names([other for other, link in fresh if link.is_file])
        for other, link in fresh:
            label = called.get(other, "") if link.is_file else link.label
            nodes[other] = Node(other, link.kind, label, nodes[here].ring + 1, here)
            waiting += [other] if link.is_file else []
        for link in found:
            if link.beyond(here) in nodes:
                owners = edges.setdefault((link.of, link.to, link.how), [])
                owners += [link.owner] if link.owner not in owners else []
    made = tuple(Edge(of, to, how, tuple(sorted(owners))) for (of, to, how), owners in edges.items())
    return Graph(tuple(nodes.values()), made, is_cut or bool(waiting))


def _links(told: Sequence[Told], here: str) -> Iterator[_Link]:
    for one in told:
        if one.property in _READ:
            found = _READ[one.property](one, {key: str(value) for key, value in one.part().items()}, here)
            if here in (found.of, found.to) and found.of != found.to:
                yield found


def _structure(one: Told, part: Mapping[str, str], here: str) -> _Link:
    file, name = part.get("file", ""), part.get("name", "")
    to, kind = (file, "organisation") if file else (f"part:{name.casefold()}", "part")
    if to == here:
        return _Link(one.file, here, part["kind"], one.owner, "organisation", "")
    return _Link(one.file, to, part["kind"], one.owner, kind, name)


def _person(one: Told, part: Mapping[str, str], here: str) -> _Link:
    entry, decision = part.get("entry", ""), part.get("named_in", "")
    if entry:
        return _Link(one.file, entry, part["role"], one.owner, "person", "")
    return _Link(one.file, f"{decision}:{part.get('paragraph', '')}", part["role"], one.owner, "decision", "")


def _attributed(one: Told, part: Mapping[str, str], here: str) -> _Link:
    kind = "organisation" if one.file == here else "incident"
    return _Link(one.file, part.get("file", ""), "attributed", one.owner, kind, "")


_READ: Final[Mapping[str, Callable[[Told, Mapping[str, str], str], _Link]]] = {
    "structure": _structure,
    "persons": _person,
    "attributed": _attributed,
}
LINKING: Final = frozenset(_READ)
"""The properties that link a file with something."""
