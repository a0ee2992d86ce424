import pytest

from comity.watchlists.ofac import wording


@pytest.mark.parametrize(
    ("kind", "is_document"),
    [
        ("Passport", True), ("National ID No.", True), ("Cedula No.", True), ("RUC #", True), ("Registration ID", True),
        ("SSN", True), ("Vessel Registration Identification IMO", True), ("Website", False), ("Email Address", False),
        ("Gender", False), ("Additional Sanctions Information -", False), ("SWIFT/BIC", False), ("Phone Number", False),
        ("Executive Order 00000 Directive Determination -", False), ("Nationality of Registration", False),
    ],
)  # fmt: skip
def test_numbers_of_documents_are_told_from_other_numbers(kind: str, is_document: bool) -> None:
    assert wording.is_document(kind) is is_document


def test_segments_keep_a_semicolon_inside_quotes() -> None:
    remark = "DOB 1950; alt. DOB 1951; a.k.a. 'A; B'; a.k.a. 'C'; Linked To: X."
    assert wording.segments(remark) == ["DOB 1950", "DOB 1951", "a.k.a. 'A; B'", "a.k.a. 'C'", "Linked To: X"]


def test_a_date_that_cannot_be_read_keeps_its_text_and_contradicts_nothing() -> None:
    found = wording.birth("after the flood")
    assert (found.earliest, found.latest, found.text) == (None, None, "after the flood")
