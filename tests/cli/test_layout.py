"""What is shown at a terminal fits it, keeps its words whole, and loses none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cli import layout

ROOM = 80
HEADS = ("id", "what was found", "provision")
LONG = "The basis is one of the four of Article 1(1) of the 2001 Convention, and nothing else is. " * 6
words = st.lists(st.text("abc", min_size=1, max_size=12), min_size=1, max_size=40).map(" ".join)


@given(words, st.integers(20, 100))
def test_folding_keeps_every_word_and_the_width(text: str, room: int) -> None:
    lines = layout.wrapped(text, room)
    assert " ".join(lines).split() == text.split()
    assert all(layout.width(line) <= room for line in lines)


def test_chinese_takes_twice_the_width_and_no_line_begins_with_a_full_stop() -> None:
    lines = layout.wrapped("缺少关于机关的行为\u3002" * 9, 20)
    assert all(layout.width(line) <= 22 for line in lines) and len(lines) > 5
    assert not any(line.startswith("\u3002") for line in lines)


def test_a_mark_on_a_letter_takes_no_width() -> None:
    assert layout.width("e\u0301") == 1


def test_a_line_is_folded_under_its_own_sign_and_a_command_never() -> None:
    first, second, *_ = layout.paragraph(f"  x {LONG}", ROOM)
    assert first.startswith("  x The") and second.startswith("    ") and second[4] != " "
    command = f"    comity gate explain {'a' * ROOM}"
    assert layout.paragraph(command, ROOM) == [command]


@pytest.mark.parametrize("found", ["short", LONG])
def test_a_table_fits_and_says_everything(found: str) -> None:
    lines = layout.table(HEADS, [("5 The definition of 2001", found, "Conv. Art 1(1)")], ROOM)
    assert all(layout.width(line) <= ROOM for line in lines)
    said = " ".join(lines).split()
    assert set(found.split()) <= set(said) and "Art" in said


def test_what_would_be_deciphered_in_a_narrow_column_becomes_a_block() -> None:
    lines = layout.table(HEADS, [("5 The definition of 2001", LONG, "x" * 50)], ROOM)
    assert lines[0] == "5 The definition of 2001"
    assert lines[1].startswith("  what was found  The basis")


def test_in_a_pipe_each_row_is_one_line_and_a_short_row_is_filled() -> None:
    assert len(layout.table(HEADS, [("a", LONG, "b"), ("c",)], None)) == 3
