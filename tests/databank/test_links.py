"""The links of a file: outwards file by file, each once, as far as the drawing goes."""

from __future__ import annotations

from collections.abc import Sequence

from comity.databank.links import Extent, graph
from comity.databank.told import Told
from comity.provenance import Standing


def told(file: str, to: str, owner: str = "XA", kind: str = "branch") -> Told:
    said = ("structure", {"file": to, "name": "", "kind": kind}, Standing.RECORDED, "", "", "", ())
    return Told(file, "c", owner, "s", *said, 1, "2026-01-01T00:00:00Z", "MEMBER")


LINKS = [
    told("a", "b"),
    told("a", "b", "XB"),
    told("a", "c"),
    told("b", "d"),
    told("d", "e"),
    told("c", "a", kind="ally"),
]


def about(file: str) -> Sequence[Told]:
    return [one for one in LINKS if file in (one.file, one.part()["file"])]


def test_it_goes_outwards_and_names_who_says_a_link() -> None:
    found = graph("a", "organisation", about, lambda files: {one: one.upper() for one in files})
    assert [(one.id, one.label, one.ring, one.over) for one in found.nodes] == [
        ("a", "A", 0, ""),
        ("c", "C", 1, "a"),
        ("b", "B", 1, "a"),
        ("d", "D", 2, "b"),
        ("e", "E", 3, "d"),
    ]
    assert ("a", "b", "branch", ("XA", "XB")) in [(one.of, one.to, one.how, one.owners) for one in found.edges]
    assert len(found.edges) == 5 and not found.is_cut


def test_what_has_no_room_is_neither_drawn_nor_asked_for() -> None:
    asked: list[str] = []

    def names(files: Sequence[str]) -> dict[str, str]:
        asked.extend(files)
        return {}

    found = graph("a", "organisation", about, names, Extent(3, 2))
    assert [one.id for one in found.nodes] == ["a", "c", "b"] and found.is_cut
    assert asked == ["a", "c", "b"]
    assert {(one.of, one.to) for one in found.edges} == {("a", "b"), ("a", "c"), ("c", "a")}


def test_who_sees_no_name_sees_none() -> None:
    found = graph("a", "organisation", about, lambda files: {"a": "A"}, Extent(2, 1))
    assert [one.label for one in found.nodes] == ["A", ""]
