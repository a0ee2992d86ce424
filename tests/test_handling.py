"""Who may read what, by the table of law.md D(iv)."""

from __future__ import annotations

import pytest

from comity.handling import PUBLIC, Audience, Reader, may_read
from comity.permissions import READS, Reads

CIRCULATED = {code: Audience(code, "XA", frozenset({"XB"}), "m", True, "XA", True) for code in (
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
    unnamed = Audience("NAMED", "XA", frozenset({"XC"}), "m", True, "XA", True)
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


@pytest.mark.parametrize(
    ("owner", "claimant", "claims", "reads"),
    [
        ("XA", "XA", True, True),  # what a State says for its claim
        ("EC", "XA", True, True),  # what another compliance reviewer said of it
        ("IR", "XA", True, False),  # what the independent reviewer said of it
        ("XC", "XA", True, False),  # what another State said of it
        ("XB", "XB", True, False),  # the claim of the State that sent him
        ("EC", "XB", True, False),  # what colleagues said of that claim
        ("IR", "IR", False, False),  # a clearance, with what it says of asylum
        ("XC", "XC", False, False),  # the grounds of a flag
        ("EC", "EC", False, False),
    ],
)
def test_a_compliance_reviewer_reads_claims_under_review(owner: str, claimant: str, claims: bool, reads: bool) -> None:
    reviewer = Reader("EC", "EC", "CR", seconded_by="XB", member=True)
    assert may_read(reviewer, Audience("EYES_OF_REVIEW", owner, frozenset(), "m", False, claimant, claims)) is reads
