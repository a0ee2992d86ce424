"""A bit that is not set says that a key is absent; it never lies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening import Alias, Index, Kind, Query, Subject, kernel
from comity.screening.parts import Part
from comity.screening.present import present
from comity.screening.retrieve import Source
from tests.planted import caught

KEYS = st.lists(st.integers(0, (1 << 64) - 1), max_size=200, unique=True)


@given(KEYS, KEYS)
def test_a_key_that_is_there_is_never_denied(held: list[int], others: list[int]) -> None:
    bits, shift = present(np.array(held, np.uint64))
    unpacked = np.unpackbits(bits, bitorder="little")
    told = [one for one in {*held, *others} if unpacked[(one * 0x9E3779B97F4A7C15 & (1 << 64) - 1) >> shift]]
    assert {*held} <= {*told}


def test_most_that_are_absent_are_denied() -> None:
    keys = np.arange(1, 20_001, dtype=np.uint64) * np.uint64(7919)
    bits, _ = present(keys)
    assert np.unpackbits(bits).mean() < 0.07


def test_the_kernel_looks_at_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    if kernel.LIBRARY is None:
        pytest.skip("no kernel was compiled")
    built = Index([Subject("1", "a", Kind.PERSON, "Fulan Mithali", (Alias("Fulan Mithali"),))])
    segment = built.whole().segment

    def found() -> None:
        assert Index.of(Part(Source(segment))).search(Query(("Fulaan Mithaly",))).total == 1

    found()
    monkeypatch.setattr("comity.screening.retrieve.present", lambda keys: (np.zeros(1 << 20, np.uint8), 41))
    caught(found)
