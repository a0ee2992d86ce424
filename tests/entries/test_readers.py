from __future__ import annotations

from dataclasses import replace

import pytest

from comity.demo.cast import Cast
from comity.entries import readers
from comity.entries.readers import Purpose
from comity.errors import Refused
from comity.handling import PUBLIC, Reader

AT = "2026-03-02T09:00:00Z"


@pytest.mark.parametrize(
    ("officer", "reader"),
    [
        ("", PUBLIC),
        ("XB-NLO-1", Reader("XB", "XB-CENTRAL", "NLO", member=True)),
        ("XB-CK-1", Reader("XB", "XB-CENTRAL", "CK", member=True)),
        ("EC-CR-1", Reader("DEMO-EC", "EC", "CR", seconded_by="XB", member=True)),
        ("IR-1", Reader("DEMO-IR", "IR", "IR", member=True)),
        ("AU-1", Reader("DEMO-AU", "AU", "AU")),
        ("XB-AA-1", Reader("XB", "XB-ASYLUM", "AA", member=True)),
    ],
)
def test_an_officer_reads_as_the_log_knows_him(cast: Cast, officer: str, reader: Reader) -> None:
    with cast.node.reading() as unit:
        assert readers.reader_of(unit, officer, AT) == replace(reader, at=AT)


def test_nobody_reads_in_the_name_of_an_unknown_or_a_dismissed_officer(cast: Cast) -> None:
    for officer, day in (("XZ-NLO-1", AT), ("XB-NLO-1", "1999-01-01T00:00:00Z")):
        with cast.node.reading() as unit, pytest.raises(Refused):
            readers.reader_of(unit, officer, day)


def test_a_purpose_is_a_reference_and_a_word() -> None:
    assert readers.purpose("", "") is None
    assert readers.purpose("K-17/2026", "review") == Purpose("K-17/2026", "review")


@pytest.mark.parametrize(
    ("case", "reason", "code"),
    [
        ("", "review", "face.case_form"),
        ("a name", "review", "face.case_form"),
        ("x" * 81, "review", "face.case_form"),
        ("K-1", "", "face.purpose"),
        ("K-1", "watching", "face.purpose"),
    ],
)
def test_no_text_reaches_the_journal(case: str, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        readers.purpose(case, reason)
    assert refused.value.refusal.code == code
