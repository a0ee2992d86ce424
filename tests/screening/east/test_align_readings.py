"""Readings are learnt from pairs of names: made-up characters with made-up letters."""

from __future__ import annotations

from itertools import permutations

from tools.align_readings import cuts, learn

SAID = {"甲": "ka", "乙": "o", "丙": "hei", "丁": "tin", "戊": "bo"}


def test_what_each_character_stands_for_is_found_without_being_told_where_it_ends() -> None:
    names = ["".join(some) for some in permutations(SAID, 3)]
    learnt = learn([(name, "".join(SAID[c] for c in name)) for name in names], 4, 2)
    assert {c: chunks[0][0] for c, chunks in learnt.items()} == SAID
    assert all(0 <= cost < 60 for chunks in learnt.values() for _, cost in chunks[:1])


def test_letters_are_cut_in_all_ways() -> None:
    assert cuts(2, 3, 2) == [(1, 2), (2, 1)]
