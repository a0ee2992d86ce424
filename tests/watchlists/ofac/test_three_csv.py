import itertools
from collections.abc import Iterable
from datetime import date

import pytest

from comity.watchlists import delta, index
from comity.watchlists.listed import Listed, ListedKind, Quality
from tests.shared_data import folder
from tests.watchlists.foreign import CSV, DAY, THREE, births, bundle, details, entry, names, read, refusal


def three(sdn: bytes = CSV["sdn"], alt: bytes = CSV["alt"], add: bytes = CSV["add"]) -> bytes:
    return bundle(sdn, alt, add)


def test_three_files_are_one_list() -> None:
    snapshot = read("ofac", THREE)
    assert (snapshot.issuer, snapshot.list_date, snapshot.counts()["entities"]) == ("us", DAY, 2)
    one = entry(snapshot, "9001")
    assert names(one) == [
        ("Outis Placeholder NEMO Jr.", "name", "primary"),
        ("Oudeis NEMO", "alias", "a.k.a."),
        ("OUTIS", "alias", "f.k.a."),
        ("MR. NOBODY; THE", "alias", "low"),
    ]
    assert one.names[0].original == "NEMO, Outis Placeholder, Jr."
    assert births(one) == [("1950-06-05", "1950-06-05", False), ("1951-01-01", "1951-12-31", True)]
    assert one.documents == (
        "Passport ZZ0001234 (Neverland) issued 14 Nov 2007",
        "National ID No. 000102030405",
    )
    assert (one.kind, one.regime, details(one, "nationality")) == (
        ListedKind.INDIVIDUAL,
        "SAMPLE1; SAMPLE2",
        ["Neverland"],
    )
    assert details(one, "address") == ["1 Sample Street, Nowhere, Neverland"]
    assert index.read(index.write(snapshot)) == snapshot


def test_whom_one_is_linked_to_is_not_who_one_is() -> None:
    one = entry(read("ofac", THREE), "9001")
    assert (details(one, "linked_to"), one.same_as) == (["ORDER OF THE PAPER MOON"], ())


def test_null_is_nothing_and_a_comma_in_the_name_of_a_body_is_its_own() -> None:
    body = entry(read("ofac", THREE), "9002")
    assert names(body)[0] == ("ORDER OF THE PAPER MOON, S.A.", "name", "primary")
    assert ("PAPER MOON COMPANY", "alias", "low") in names(body)
    assert "-0-" not in str(read("ofac", THREE))


def test_a_vessel_is_a_body_that_is_called_a_vessel() -> None:
    one = entry(read("ofac", THREE), "9003")
    assert (one.kind, one.caption, details(one, "listed_as")) == (ListedKind.ENTITY, "7-28", ["vessel"])


def test_the_order_of_the_files_makes_no_difference() -> None:
    assert {bundle(*order) for order in itertools.permutations(CSV.values())} == {THREE}


def test_a_last_line_of_one_field_is_left_out() -> None:
    whole = [data.replace(b"\x1a\n", b"") for data in CSV.values()]
    ends = three(whole[0] + b"end\n", whole[1], whole[2])
    assert read("ofac", ends).entries == read("ofac", THREE).entries


def test_delta() -> None:
    gone = three(CSV["sdn"].replace(b"05 Jun 1950", b"06 Jun 1950").replace(b"9003,", b"9004,"))
    found = delta.between(read("ofac", THREE), read("ofac", gone))
    assert (found.added, [one.reference for one in found.amended], found.delisted) == (("9004",), ["9001"], ("9003",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bundle(CSV["sdn"], CSV["alt"]), "lists.files"),
        (bundle(CSV["sdn"], CSV["sdn"], CSV["alt"]), "lists.files"),
        (CSV["sdn"], "lists.files"),
        (b"", "lists.files"),
        (bundle(*CSV.values(), dated=None), "lists.undated_file"),
        (three(CSV["sdn"][: CSV["sdn"].index(b"9003") + 7]), "lists.table"),
        (three(CSV["sdn"][: CSV["sdn"].index(b"-0- ,-0- ,\"Neverland\"")]), "lists.columns"),
        (three(CSV["sdn"][: CSV["sdn"].index(b"9003")]), "lists.cut"),
        (three(CSV["sdn"][: CSV["sdn"].index(b"9002")] + b"\x1a"), "lists.orphan"),
        (three(b"\n".join(CSV["sdn"].split(b"\n")[1:])), "lists.orphan"),
        (three(CSV["sdn"].replace(b"9002", b"9001")), "lists.duplicate"),
        (three(CSV["sdn"].replace(b"9002", b"../9")), "lists.reference"),
        (three(CSV["sdn"].replace(b'"7-28"', b"-0- ")), "lists.nameless"),
        (three(CSV["sdn"].replace(b"Neverland", "Нигде".encode("cp1251"))), "lists.encoding"),
        (three(CSV["sdn"].replace(b"Keeper", b"\x00")), "lists.encoding"),
        (three(CSV["sdn"].replace(b"Keeper", b"K" * 140_000)), "lists.table_limit"),
        (THREE[:-20], "lists.bundle"),
        (THREE.replace(b"Keeper", b"Kepper"), "lists.bundle"),
    ],
)  # fmt: skip
def test_what_is_damaged_or_not_whole_is_refused(data: bytes, code: str) -> None:
    assert refusal("ofac", data) == code


@pytest.mark.real_data
def test_real_files_are_read_whole() -> None:
    files = [path.read_bytes() for path in sorted(folder("ofac", "sdn_2019-01-15").glob("*.csv"))]
    snapshot = read("ofac", bundle(*files, dated=date(2019, 1, 15)))
    assert snapshot.counts() == {
        "individuals": 3845, "entities": 3534, "names": 19072, "original_script_names": 0,
    }  # fmt: skip
    assert not [birth.text for one in snapshot.entries for birth in one.births if not birth.known]
    assert sum(_weak(snapshot.entries)) > 1500


def _weak(entries: Iterable[Listed]) -> Iterable[int]:
    return (sum(name.quality is Quality.LOW for name in one.names) for one in entries)
