"""Against a file written from the format's documentation: no real one was at hand, and the reader says so."""

import pytest

from comity.watchlists import delta
from comity.watchlists.listed import ListedKind
from comity.watchlists.ofac.advanced import UNVERIFIED
from tests.watchlists.foreign import ADVANCED, DAY, births, details, entry, names, read, refusal


def test_what_is_shown_says_that_it_was_read_unverified() -> None:
    snapshot = read("ofac", ADVANCED)
    assert snapshot.unread == (UNVERIFIED, "Favourite Tea")
    assert (snapshot.issuer, snapshot.list_date) == ("us", DAY)


def test_an_entry_is_put_together_from_all_over_the_file() -> None:
    one = entry(read("ofac", ADVANCED), "9001")
    assert names(one) == [
        ("Outis NEMO", "name", "primary"),
        ("MR. NOBODY", "alias", "low"),
        ("Некто", "alias", "primary"),
    ]
    assert births(one) == [("1950-06-05", "1951-02-28", True)]
    assert (one.documents, details(one, "place_of_birth")) == (("Passport ZZ0001234 (Neverland)",), ["Nowhere"])
    assert (one.kind, one.regime, str(one.listed_on)) == (ListedKind.INDIVIDUAL, "SAMPLE1", "2019-05-17")
    assert entry(read("ofac", ADVANCED), "9002").kind is ListedKind.ENTITY


def test_the_uid_is_that_of_the_other_forms_so_that_files_can_be_compared() -> None:
    found = delta.between(
        read("ofac", ADVANCED), read("ofac", ADVANCED.replace(b'FixedRef="9002"', b'FixedRef="9003"'))
    )
    assert (found.added, found.amended, found.delisted) == (("9003",), (), ("9002",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ADVANCED[: ADVANCED.index(b"</DistinctParties>")], "lists.xml"),
        (ADVANCED.replace(b"SanctionsEntries", b"Others"), "lists.incomplete"),
        (ADVANCED.replace(b"<Year>2026</Year>", b""), "lists.undated"),
        (ADVANCED.replace(b'<DistinctParty FixedRef="9002"', b'<DistinctParty FixedRef="9001"'), "lists.duplicate"),
        (ADVANCED.replace(b'<DistinctParty FixedRef="9002"', b"<DistinctParty"), "lists.reference"),
        (ADVANCED.replace(b"ORDER OF THE PAPER MOON", b""), "lists.nameless"),
        (ADVANCED.replace(b'ProfileID="9001"', b'ProfileID="1"'), "lists.orphan"),
        (ADVANCED.replace(b"<Sanctions ", b"<!DOCTYPE x><Sanctions "), "lists.doctype"),
    ],
)
def test_what_is_damaged_is_refused(data: bytes, code: str) -> None:
    assert refusal("ofac", data) == code
