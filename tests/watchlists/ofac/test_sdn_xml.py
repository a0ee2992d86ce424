import pytest

from comity.watchlists import delta
from comity.watchlists.listed import ListedKind
from tests.shared_data import folder
from tests.watchlists.foreign import DAY, SDN_XML, births, details, entry, names, read, refusal


def test_an_entry_is_read_with_its_strong_and_weak_names() -> None:
    snapshot = read("ofac", SDN_XML)
    assert (snapshot.source, snapshot.issuer, snapshot.list_date, snapshot.unread) == ("ofac", "us", DAY, ())
    one = entry(snapshot, "9001")
    assert names(one) == [
        ("Outis Placeholder NEMO", "name", "primary"),
        ("Oudeis NEMO", "alias", "a.k.a."),
        ("MR. NOBODY", "alias", "low"),
        ("Некто Безымянный", "alias", "f.k.a."),
    ]
    assert births(one) == [("1976-01-01", "1978-12-31", False), ("1951-01-01", "1951-12-31", True)]
    assert one.documents == ("Passport ZZ0001234 (Neverland) issued 14 Nov 2007",)
    assert details(one, "gender") == ["Male"]
    assert details(one, "information") == ["Website www.nowhere.example"]
    assert one.same_as == ()


def test_a_body_has_no_given_name() -> None:
    body = entry(read("ofac", SDN_XML), "9002")
    assert (body.kind, body.caption) == (ListedKind.ENTITY, "ORDER OF THE PAPER MOON, S.A.")


def test_the_other_list_of_the_same_form_has_its_own_name() -> None:
    assert read("ofac-consolidated", SDN_XML).source == "ofac-consolidated"


def test_the_namespace_may_change() -> None:
    moved = SDN_XML.replace(b"http://tempuri.org/sdnList.xsd", b"https://nowhere.example/XML")
    assert read("ofac", moved).entries == read("ofac", SDN_XML).entries


def test_delta_and_an_unknown_element() -> None:
    after = read("ofac", SDN_XML.replace(b"circa-1951", b"1951").replace(b"<uid>9002", b"<novelty/><uid>9003"))
    found = delta.between(read("ofac", SDN_XML), after)
    assert (found.added, [one.reference for one in found.amended], found.delisted) == (("9003",), ["9001"], ("9002",))
    assert after.unread == ("novelty",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SDN_XML[: len(SDN_XML) // 2], "lists.encoding" if SDN_XML[len(SDN_XML) // 2] & 0xC0 == 0x80 else "lists.xml"),
        (SDN_XML.replace(b"<Record_Count>2", b"<Record_Count>3"), "lists.count"),
        (SDN_XML.replace(b"<Record_Count>2", b"<Record_Count>"), "lists.reference"),
        (SDN_XML.replace(b"03/01/2026", b"2026-03-01"), "lists.undated"),
        (SDN_XML.replace(b"publshInformation", b"p"), "lists.undated"),
        (SDN_XML.replace(b"<uid>9002", b"<uid>9001"), "lists.duplicate"),
        (SDN_XML.replace(b"<uid>9002", b"<uid>x"), "lists.reference"),
        (SDN_XML.replace(b"ORDER OF THE PAPER MOON, S.A.", b""), "lists.nameless"),
        (SDN_XML.replace(b"<sdnList", b"<!DOCTYPE x><sdnList"), "lists.doctype"),
        (SDN_XML.replace(b"sdnList", b"html"), "lists.root"),
        (SDN_XML.replace(b"<title>", b"<a>" * 20 + b"</a>" * 20 + b"<title>"), "lists.limit"),
        (SDN_XML.decode().encode("utf-16"), "lists.encoding"),
    ],
)
def test_what_is_damaged_or_another_list_is_refused(data: bytes, code: str) -> None:
    assert refusal("ofac", data) == code


@pytest.mark.real_data
def test_real_file_is_read_whole() -> None:
    snapshot = read("ofac-consolidated", folder("ofac", "consolidated_2020-12-14.xml").read_bytes())
    counts = snapshot.counts()
    assert (counts["individuals"], counts["entities"], counts["names"]) == (82, 294, 1294)
    assert (str(snapshot.list_date), snapshot.unread) == ("2020-12-14", ())


@pytest.mark.real_data
def test_a_real_file_that_was_cut_to_a_sample_is_refused_for_its_own_count() -> None:
    data = folder("ofac", "sdn_sample.xml").read_bytes()
    assert refusal("ofac", data) == "lists.count"
    one = entry(read("ofac", data.replace(b"<Record_Count>8197", b"<Record_Count>8")), "10689")
    assert ("HAFIZ SAHIB", "alias", "low") in names(one)
    assert "National ID No. 3520025509842-7 (Pakistan)" in one.documents
