"""Cells become what the screener asks for."""

from __future__ import annotations

from typing import Any

import pytest

from comity.interchange.batch import blocks
from comity.interchange.batch.source import Cell, Row, unread


def one(**cells: Cell) -> dict[str, Any]:
    made = blocks.batch((7, [Row(list(cells.values()))]), list(cells)).to_pylist()
    found: dict[str, Any] = made[0]
    return found


def test_a_row_keeps_its_number_and_its_cells_are_cleaned() -> None:
    found = one(id=" A\t1 ", name="  Nemo\x00\x1b[31m\n Nullus ", document=["X 1", ""], kind="Физлицо")
    assert found == {
        "row": 7, "id": "A 1", "name": "Nemo [31m Nullus", "alias": [], "birth_date": None, "document": ["X 1"],
        "kind": "person", "problem": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "middle", "last", "whole"),
    [
        ("Nemo", "", "Nullus", "Nemo Nullus"),
        ("Вымышлен", "Образцович", "Примеров", "Вымышлен Образцович Примеров"),
        ("构人", "", "虚", "虚构人"),
        ("", "", "Nullus", "Nullus"),
        ("", "", "", None),
    ],
)
def test_parts_of_a_name_are_put_together(first: str, middle: str, last: str, whole: str | None) -> None:
    assert one(first_name=first, middle_name=middle, last_name=last)["name"] == whole


def test_several_names_in_one_cell_of_a_list_are_aliases() -> None:
    found = blocks.batch((1, [Row([["Nemo", "Outis"], "Nullus"])]), ["name", "alias"]).to_pylist()[0]
    assert (found["name"], found["alias"]) == ("Nemo", ["Outis", "Nullus"])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1970", "1970-01-01/1970-12-31"),
        ("02.01.1970", "1970-01-02/1970-01-02"),
        ("1970年5月", "1970-05-01/1970-05-31"),
        ("1970年5月2日", "1970-05-02/1970-05-02"),
        ("circa 1970", "1965-01-01/1975-12-31"),
        ("Between 1955 and 1958", "1955-01-01/1958-12-31"),
        ("about then", "about then"),
        ("1970年13月", "1970年13月"),
    ],
)
def test_a_date_is_made_plain_or_left_as_it_stands(text: str, plain: str) -> None:
    assert blocks.day(text) == plain


def test_half_a_character_is_no_text() -> None:
    assert one(name="Nemo \ud800 Nullus")["name"] == "Nemo Nullus"


def test_an_unread_row_goes_along() -> None:
    assert blocks.batch((1, [unread(2)]), ["id", "name"]).to_pylist()[0]["problem"] == "row_unread"


def test_blocks_are_numbered_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "ROWS", 3)
    cut = list(blocks.cut(Row([str(n)]) for n in range(7)))
    assert [(first, len(rows)) for first, rows in cut] == [(1, 3), (4, 3), (7, 1)]


@pytest.mark.parametrize("fields", [["name"], ["id", "name"], ["name", "id"]])
def test_a_row_of_a_name_alone_is_read_as_any_other(fields: list[str]) -> None:
    cells = ("Nemo  Outis", "", " \x00 ", "Ne\tmo\ud800", "虚构")
    block = (1, [unread(len(fields)), *(Row([cell] * len(fields)) for cell in cells)])
    more = (1, [*block[1], Row([["Nemo"]] * len(fields))])  # with a list in it the block is read cell by cell
    assert blocks.batch(block, fields).equals(blocks.batch(more, fields).slice(0, len(block[1])))
