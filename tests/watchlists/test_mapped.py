import pytest

from comity.watchlists import delta
from comity.watchlists.listed import ListedKind
from tests.watchlists.foreign import (
    DAY,
    MAPPED,
    MAPPING,
    WITH_MAPPING,
    births,
    bundle,
    details,
    entry,
    names,
    read,
    refusal,
)

SOURCE = "csv-sample"


def with_table(data: bytes) -> bytes:
    return bundle(data, mapping=MAPPING)


def with_mapping(old: bytes, new: bytes) -> bytes:
    assert old in MAPPING
    return bundle(MAPPED, mapping=MAPPING.replace(old, new))


def test_a_table_is_read_as_its_mapping_says() -> None:
    snapshot = read(SOURCE, WITH_MAPPING)
    assert (snapshot.source, snapshot.issuer) == (SOURCE, "Republic of Neverland")
    assert (snapshot.list_date, snapshot.unread) == (DAY, ("Extra",))
    one = entry(snapshot, "N-1")
    assert names(one) == [
        ("Outis Nemo", "name", "primary"),
        ("Outys Nemo", "alias", "unstated"),
        ("Некто Безымянный", "original_script_name", "primary"),
        ("Oudeis Nemo", "alias", "unstated"),
        ("Ulis", "alias", "unstated"),
        ("The Nameless", "alias", "low"),
    ]
    assert births(one) == [("1950-01-01", "1950-12-31", False), ("1951-11-01", "1951-11-30", False)]
    assert (one.documents, one.same_as) == (("Passport, ZZ0001234",), ("un:ZZi.007",))
    assert (one.regime, str(one.listed_on), one.narrative) == ("Order 1; Order 2", "2019-05-17", "A sample")
    assert (details(one, "country"), details(one, "address")) == (["Neverland"], ["1 Sample Street Nowhere"])
    assert entry(snapshot, "N-2").kind is ListedKind.ENTITY


def test_delta() -> None:
    found = delta.between(read(SOURCE, WITH_MAPPING), read(SOURCE, with_table(MAPPED.replace(b"N-2", b"N-3"))))
    assert (found.added, found.amended, found.delisted) == (("N-3",), (), ("N-2",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bundle(MAPPED), "lists.files"),
        (bundle(MAPPED, MAPPED + b"\n", mapping=MAPPING), "lists.files"),
        (bundle(MAPPED, dated=None, mapping=MAPPING), "lists.undated_file"),
        (with_table(MAPPED.replace(b"No;Given", b"Nr;Given")), "lists.columns"),
        (with_table(MAPPED[: MAPPED.index(b"00112233")]), "lists.columns"),
        (with_table(MAPPED.replace(b"N-2", b"")), "lists.reference"),
        (with_table(MAPPED.replace(b"body", b"robot")), "lists.kind"),
        (with_table(MAPPED.replace(b"Outys;Nemo;;;;P", b"Outys;Nemo;;;;O")), "lists.kind"),
        (with_table(MAPPED.replace(b"Paper Moon", b"")), "lists.nameless"),
        (with_table(MAPPED.split(b"\n")[0]), "lists.incomplete"),
        (with_table(MAPPED.decode().encode("cp1251")), "lists.encoding"),
        (with_table(MAPPED.decode().replace("Некто", "\ufffd").replace("Paper", "\ufffd").encode()), "lists.stripped"),
        (with_mapping(b"issuer:", b"issued_by:"), "lists.mapping"),
        (with_mapping(b"Nicknames", b"[]"), "lists.mapping"),
        (with_mapping(b"alias: Other names", b"aliases: Other names"), "lists.mapping"),
        (with_mapping(b"kinds:", b"default_kind: robot\nkinds:"), "lists.mapping"),
        (with_mapping(b"kinds:", b"default_kind: [individual]\nkinds:"), "lists.mapping"),
        (with_mapping(b"kinds: {individual: [P], entity: [O, Body]}", b""), "lists.mapping"),
        (with_mapping(b'alias: "|"', b'alias: "ab"'), "lists.mapping"),
        (with_mapping(b"  reference: No\n", b""), "lists.mapping"),
        (with_mapping(b"alias: Other names", b"alias: Nationality"), "lists.mapping_origin"),
        (with_mapping(b"kind: Type", "kind: Гражданство".encode()), "lists.mapping_origin"),
        (with_mapping(b"narrative: Remarks", b"narrative: Religion"), "lists.mapping_origin"),
        (with_mapping(b"country: Country", "remark: 民族".encode()), "lists.mapping_origin"),
        (with_mapping(b"issuer: Republic of Neverland", b"issuer: &a Neverland"), "yaml.alias"),
    ],
)
def test_what_is_damaged_or_mapped_wrongly_is_refused(data: bytes, code: str) -> None:
    assert refusal(SOURCE, data) == code


def test_nationality_may_be_shown() -> None:
    one = entry(read(SOURCE, with_mapping(b"country: Country", b"nationality: Country")), "N-1")
    assert details(one, "nationality") == ["Neverland"]


def test_a_default_kind_needs_no_column() -> None:
    kinds = b"kinds: {individual: [P], entity: [O, Body]}"
    whole = MAPPING.replace(b"  kind: Type\n", b"").replace(kinds, b"default_kind: entity")
    assert read(SOURCE, bundle(MAPPED, mapping=whole)).counts()["entities"] == 2
