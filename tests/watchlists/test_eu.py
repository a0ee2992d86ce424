import io

import pytest

from comity.watchlists import delta
from comity.watchlists.listed import ListedKind
from tests.shared_data import folder
from tests.watchlists.foreign import DAY, EU, births, details, entry, names, read, refusal


def test_the_first_strong_variant_is_the_name_and_others_keep_their_script_and_strength() -> None:
    snapshot = read("eu", EU)
    assert (snapshot.issuer, snapshot.list_date, snapshot.unread, snapshot.damaged) == ("eu", DAY, (), ())
    one = entry(snapshot, "EU.9001.82")
    assert names(one) == [
        ("Vymyshlen Primerov", "name", "primary"),
        ("The Nameless", "alias", "low"),
        ("Вымышлен Примеров", "alias", "good"),
        ("فلان المثالي", "alias", "good"),
    ]
    assert [name.script for name in one.names] == ["Latn", "Latn", "Cyrl", "Arab"]
    assert "The Nameless: 2018/0000 (OJ L0)" in details(one, "named_by")


def test_dates_of_birth_say_no_more_than_the_file() -> None:
    one = entry(read("eu", EU), "EU.9001.82")
    assert births(one) == [
        ("1958-01-01", "1958-12-31", True),
        ("1965-12-12", "1965-12-12", False),
        ("1984-04-01", "1984-04-30", False),
        ("1960-01-01", "1962-12-31", False),
        ("None", "None", False),
    ]
    assert one.births[-1].text == "1402 (islamic)"


def test_the_reference_of_the_un_is_taken_from_its_field() -> None:
    assert [one.same_as for one in read("eu", EU).entries] == [("un:ZZi.001",), ()]


def test_documents_places_and_programme_are_kept_as_text() -> None:
    one = entry(read("eu", EU), "EU.9001.82")
    assert one.documents == ("National passport, ZZ0001234, NEVERLAND, knownExpired",)
    assert (details(one, "place_of_birth"), details(one, "citizenship")) == (["Nowhere, NEVERLAND"], ["NEVERLAND"])
    assert (one.regime, one.narrative, str(one.listed_on)) == ("SAMPLE", "A sample remark.", "2019-05-17")


def test_an_entry_without_a_reference_is_known_by_its_logical_number_and_translations_are_aliases() -> None:
    body = entry(read("eu", EU), "EU.logicalId.9002")
    assert body.kind is ListedKind.ENTITY
    assert [name.value for name in body.names] == [
        "Order of the Paper Moon", "Орден на книжната луна", "Orden der Papiermond", "Papiermond GmbH",
    ]  # fmt: skip


def test_delta() -> None:
    after = read("eu", EU.replace(b'year="1958"', b'year="1959"').replace(b'logicalId="9002"', b'logicalId="9003"'))
    found = delta.between(read("eu", EU), after)
    assert (found.added, found.delisted) == (("EU.logicalId.9003",), ("EU.logicalId.9002",))
    assert [one.reference for one in found.amended] == ["EU.9001.82"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (EU[: EU.index(b"</export>")], "lists.xml"),
        (bytes(byte for byte in EU if byte < 128), "lists.stripped"),
        (EU.decode().encode("ascii", "replace").replace(b"?xml", b"?xml").replace(b"??", b" "), "lists.stripped"),
        (EU.replace(b"<export", b"<!DOCTYPE x><export"), "lists.doctype"),
        (EU.replace(b"export", b"import"), "lists.root"),
        (EU.replace(b"+02:00", b""), "lists.undated"),
        (EU.replace(b"generationDate", b"x"), "lists.undated"),
        (EU.replace(b'euReferenceNumber=""', b'euReferenceNumber="EU.9001.82"'), "lists.duplicate"),
        (EU.replace(b"EU.9001.82", b"../../etc"), "lists.reference"),
        (EU.replace(b'classificationCode="E"', b'classificationCode="X"'), "lists.kind"),
        (EU[: EU.index(b"<sanctionEntity")] + b"</export>", "lists.incomplete"),
        (EU.replace(b"<remark>", b"<a>" * 20 + b"</a>" * 20 + b"<remark>"), "lists.limit"),
        (EU.decode().encode("cp1251", "replace"), "lists.encoding"),
    ],
)
def test_what_is_damaged_or_another_list_is_refused(data: bytes, code: str) -> None:
    assert refusal("eu", data) == code


@pytest.mark.real_data
def test_a_real_sample_has_an_entry_put_in_twice_and_is_read_without_it() -> None:
    data = folder("eu", "fsf_sample_2020-04-15.xml").read_bytes()
    assert refusal("eu", data) == "lists.duplicate"
    place = data.index(b"TestOneWord")
    start, end = data.rindex(b"<sanctionEntity", 0, place), data.index(b"</sanctionEntity>", place)
    snapshot = read("eu", data[:start] + data[end + len(b"</sanctionEntity>") :])
    assert (snapshot.counts()["individuals"], snapshot.unread) == (6, ())
    one = entry(snapshot, "EU.2026.82")
    assert births(one) == [("1965-12-12", "1965-12-12", False), ("1958-01-01", "1958-12-31", True)]


@pytest.mark.real_data
def test_every_attribute_and_element_of_the_published_schema_that_is_read_exists() -> None:
    from lxml import etree  # noqa: PLC0415  only here

    schema = etree.parse(io.BytesIO(folder("eu", "schema_1_1.xsd").read_bytes()))
    known = {one.get("name") for one in schema.iter("{*}attribute", "{*}element")}
    assert {
        "wholeName",
        "strong",
        "nameLanguage",
        "unitedNationId",
        "yearRangeFrom",
        "calendarType",
        "latinNumber",
    } <= known
