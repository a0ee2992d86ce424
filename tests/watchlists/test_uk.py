import pytest

from comity.watchlists import delta
from comity.watchlists.listed import ListedKind
from tests.shared_data import folder
from tests.watchlists.foreign import DAY, UK, births, bundle, details, entry, names, read, refusal


def test_rows_of_one_group_are_one_entry_and_the_prime_name_comes_first() -> None:
    snapshot = read("uk", UK)
    assert (snapshot.issuer, snapshot.list_date, snapshot.unread) == ("gb", DAY, ())
    one = entry(snapshot, "9001")
    assert names(one) == [
        ("Vymyshlen Obraztsovich PRIMEROV", "name", "primary"),
        ("The NAMELESS", "alias", "low"),
        ("Вымышлен Примеров", "original_script_name", "primary"),
    ]


def test_a_day_or_month_of_00_is_unknown() -> None:
    assert births(entry(read("uk", UK), "9001")) == [
        ("1984-04-01", "1984-04-30", False),
        ("1985-01-01", "1985-12-31", False),
        ("1983-01-01", "1983-12-31", False),
    ]


def test_the_reference_of_the_un_is_its_own_and_not_that_of_someone_it_leads() -> None:
    assert [one.same_as for one in read("uk", UK).entries] == [("un:ZZi.001",), (), ()]


def test_what_is_only_shown_is_kept_as_text() -> None:
    one = entry(read("uk", UK), "9001")
    assert one.documents == ("Passport, ZZ0001234, Neverland, expired",)
    assert (details(one, "nationality"), details(one, "place_of_birth")) == (["Neverlandish"], ["Nowhere, Neverland"])
    assert (one.regime, str(one.listed_on), str(one.amended_on[0])) == ("Sample", "2019-05-17", "2026-02-01")


def test_bodies_and_ships_and_a_remark_of_two_lines() -> None:
    snapshot = read("uk", UK)
    body, ship = entry(snapshot, "9002"), entry(snapshot, "9003")
    assert (body.kind, body.names[1].script, body.narrative) == (ListedKind.ENTITY, "Arab", "Two lines of remark")
    assert (ship.kind, details(ship, "listed_as")) == (ListedKind.ENTITY, ["vessel"])


def test_delta_and_an_unknown_column() -> None:
    after = read("uk", UK.replace(b",9003", b",9004").replace(b"00/04/1984", b"01/04/1984"))
    found = delta.between(read("uk", UK), after)
    assert (found.added, [one.reference for one in found.amended], found.delisted) == (("9004",), ["9001"], ("9003",))
    assert read("uk", UK.replace(b"NI Details", b"Novelty")).unread == ("Novelty",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (UK[: UK.index(b"Two lines") + 4], "lists.table"),
        (UK[: UK.index(b"PAPER MOON ONE") + 8], "lists.columns"),
        (bytes(byte for byte in UK if byte < 128), "lists.stripped"),
        (UK.decode().encode("ascii", "replace"), "lists.stripped"),
        (UK.replace(b"Last Updated,01/03/2026", b"Last Updated,March 2026", 1), "lists.undated"),
        (b"\n".join(UK.split(b"\n")[1:]), "lists.undated"),
        (UK.replace(b"Group ID", b"Group"), "lists.columns"),
        (UK.replace(b"Name 6,Name 1", b"Name 1,Name 1"), "lists.columns"),
        (b"\n".join(UK.split(b"\n")[:2]), "lists.incomplete"),
        (UK.replace(b",9003", b",../9"), "lists.reference"),
        (UK.replace(b",Ship,", b",Thing,"), "lists.kind"),
        (UK.replace(b"PAPER MOON ONE", b""), "lists.nameless"),
        (UK.decode().encode("cp1251", "replace"), "lists.encoding"),
        (bundle(UK, UK), "lists.files"),
        (UK.replace(b"PAPER MOON ONE", b"A" * 140_000), "lists.table_limit"),
    ],
)
def test_what_is_damaged_or_another_list_is_refused(data: bytes, code: str) -> None:
    assert refusal("uk", data) == code


@pytest.mark.real_data
def test_a_real_sample() -> None:
    data = folder("uk", "hmt_conlist_sample_2020-04-27.csv").read_bytes()
    snapshot = read("uk", data)
    assert (snapshot.counts()["individuals"], str(snapshot.list_date), snapshot.unread) == (6, "2020-04-27", ())
    assert births(entry(snapshot, "13063"))[2] == ("1984-04-01", "1984-04-30", False)
    assert {one.reference: one.same_as for one in snapshot.entries if one.same_as} == {
        "9053": ("un:IRi.018",), "9215": ("un:QDi.263",),
    }  # fmt: skip
    assert refusal("uk", bytes(byte for byte in data if byte < 128)) == "lists.stripped"
