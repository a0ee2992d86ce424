"""An organisation's links as a drawing: rings around it, laid out the same way each time, with a table beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from comity.databank.links import Graph, Node
from comity.language import say

_APART: Final = 110  # units from ring to ring, at least
_ROOM: Final = 20  # units of a ring that one node takes
_LABELLED: Final = 40  # with more nodes than this, only the numbers stand in the drawing
_LONG: Final = 22  # characters of a label
_MARGIN: Final = 150


@dataclass(frozen=True, slots=True)
class Dot:
    """One node where it stands: ``number`` is its row in the table."""

    x: int
    y: int
    number: int
    kind: str
    words: str
    label: str
    label_x: int
    label_y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """One link between two places."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Link:
    """A row of the table: the two nodes with their numbers, how they are linked, and who says so."""

    of: Dot
    of_address: str
    how: str
    to: Dot
    to_address: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing with its table. ``told``: the drawing in one sentence."""

    box: str
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    told: str
    is_cut: bool


def of(graph: Graph, names: Mapping[str, str], lang: str) -> Drawing | None:
    """The drawing of ``graph``; None where nothing is linked. ``names``: files that the reader may open."""
    if not graph.edges:
        return None
    places = _places(graph.nodes)
    few = len(graph.nodes) <= _LABELLED
    dots = {node.id: _dot(node, number, places[node.id], few, lang) for number, node in enumerate(graph.nodes, 1)}
    links = tuple(
        Link(
            dots[one.of],
            _address(one.of, dots[one.of].kind, names),
            say(f"desk_databank.how_{one.how}", lang),
            dots[one.to],
            _address(one.to, dots[one.to].kind, names),
            one.owners,
        )
        for one in graph.edges
    )
    lines = tuple(Line(one.of.x, one.of.y, one.to.x, one.to.y) for one in links)
    reach_x = max(abs(x) for x, _ in places.values()) + (_MARGIN if few else 30)
    reach_y = max(abs(y) for _, y in places.values()) + 30
    told = say("desk_databank.graph_told", lang, nodes=len(dots), links=len(links))
    return Drawing(
        f"{-reach_x} {-reach_y} {2 * reach_x} {2 * reach_y}", tuple(dots.values()), lines, links, told, graph.is_cut
    )


def _places(nodes: tuple[Node, ...]) -> dict[str, tuple[int, int]]:
    """Each node on its ring, within the part of the circle that its branch takes by the number of its ends."""
    children: dict[str, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.over, []).append(node)
    ends: dict[str, int] = {}
    for node in reversed(nodes):  # whatever was found through a node stands after it
        ends[node.id] = max(1, sum(ends[one.id] for one in children.get(node.id, ())))
    radii = _radii(nodes)
    places, waiting = {}, [(nodes[0], 0.0, 2 * pi)]
    while waiting:
        node, start, span = waiting.pop(0)
        middle, radius = start + span / 2, radii[node.ring]
        places[node.id] = (round(radius * cos(middle)), round(radius * sin(middle)))
        for one in children.get(node.id, ()):
            part = span * ends[one.id] / ends[node.id]
            waiting.append((one, start, part))
            start += part
    return places


def _radii(nodes: tuple[Node, ...]) -> list[float]:
    """How far each ring is out: far enough for all its nodes side by side."""
    radii = [0.0]
    for ring in range(1, nodes[-1].ring + 1):
        wide = sum(node.ring == ring for node in nodes) * _ROOM / (2 * pi)
        radii.append(max(radii[-1] + _APART, wide))
    return radii


def _dot(node: Node, number: int, place: tuple[int, int], few: bool, lang: str) -> Dot:
    x, y = place
    words = node.label or say(f"desk_databank.node_{node.kind}", lang, id=node.id.partition(":")[0][:8])
    label = (words if len(words) <= _LONG else f"{words[: _LONG - 1]}…") if few else ""
    if not node.ring:
        return Dot(x, y, number, node.kind, words, label, x, y - 16, "middle")
    is_right = x >= 0
    beside = x + (14 if is_right else -14)
    return Dot(x, y, number, node.kind, words, label, beside, y + 4, "start" if is_right else "end")


def _address(name: str, kind: str, names: Mapping[str, str]) -> str:
    """Where the node has a page that the reader may open."""
    if kind == "person":
        return f"/entries/{name}"
    return f"/databank/{name}" if name in names else ""
