"""Malformed dossiers end in an answer; `bench/fuzz_dossier.py` does the same ten thousand times."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bench import fuzz_dossier


def test_damaged_dossiers_are_answered(tmp_path: Path) -> None:
    found = fuzz_dossier.run(400, 20260302, tmp_path)
    assert sum(found.values()) == 400
    # The damage reaches every layer: the text, the model, and the acts.
    assert {"yaml.syntax", "claim.field", "read"} <= set(found)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert fuzz_dossier.others(data) == "answered"
