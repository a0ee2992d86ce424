"""Who may read what, by the table of law.md D(iv)."""

from __future__ import annotations

import pytest

from comity.handling import PUBLIC, Audience, Reader, may_read
from comity.permissions import READS, Reads

CIRCULATED = {code: Audience(code, "XA", frozenset({"XB"}), "m", True, "XA") for code in (
    "PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW")}  # fmt: skip


def _reader(capacity: str, **more: object) -> Reader:
    return Reader("XB", "XB-1", capacity, "XB", True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("capacity", sorted(READS))
def test_unclassified_is_read_as_the_table_says(capacity: str) -> None:
    allowed = READS[capacity].unclassified
    assert may_read(_reader(capacity), CIRCULATED["MEMBER"]) is (allowed is Reads.YES)


@pytest.mark.parametrize("capacity", sorted(READS))
def test_confidential_is_read_as_the_table_says(capacity: str) -> None:
    said = READS[capacity].confidential
    named = CIRCULATED["NAMED"]
    unnamed = Audience("NAMED", "XA", frozenset({"XC"}), "m", True, "XA")
    by_case = may_read(_reader(capacity, cases=frozenset({"m"})), unnamed)
    assert may_read(_reader(capacity), named) is (said in (Reads.IF_NAMED, Reads.FOR_REVIEW))
    assert may_read(_reader(capacity), unnamed) is (said is Reads.FOR_REVIEW)
    assert by_case is (said in (Reads.WITHIN_CASE, Reads.FOR_REVIEW))


def test_the_public_reads_the_public_part_once_circulated() -> None:
    for code, audience in CIRCULATED.items():
        assert may_read(PUBLIC, audience) is (code == "PUBLIC")
    assert not may_read(PUBLIC, Audience("PUBLIC", "XA", frozenset(), "m", False, "XA"))


def test_a_claimant_reads_what_a_reviewer_says_on_its_version() -> None:
    reasons = Audience("EYES_OF_REVIEW", "EC", frozenset(), "m", False, "XB")
    assert may_read(_reader("NLO"), reasons)
    assert not may_read(Reader("XC", "XC-1", "NLO", "", True), reasons)
