import io
from datetime import date, datetime
from pathlib import Path

import pytest

from comity.errors import Refused
from comity.watchlists import delta, synthetic, un
from comity.watchlists.listed import Field, ListedKind, Quality, Snapshot
from tests.shared_data import folder

DAY = date(2026, 3, 1)
GOOD = synthetic.make(DAY)


def read(data: bytes) -> Snapshot:
    return un.read(io.BytesIO(data))


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data)
    for lang in ("en", "ru", "zh"):
        assert caught.value.refusal.sentence(lang)
    return caught.value.refusal.code


def real(day: str) -> Path:
    return folder("un", f"consolidated_{day}.xml")


def real_snapshot(day: str) -> Snapshot:
    with real(day).open("rb") as stream:
        return un.read(stream)


def test_synthetic_file_is_read_whole() -> None:
    snapshot = read(GOOD)
    assert snapshot.counts() == {"individuals": 8, "entities": 4, "names": 35, "original_script_names": 10}
    assert (snapshot.list_date, snapshot.generated) == (DAY, datetime.fromisoformat("2026-03-01T12:00:00+00:00"))
    assert snapshot.unread == snapshot.damaged == ()


def test_one_entry_keeps_scripts_qualities_and_the_field_as_found() -> None:
    entry = read(GOOD).entries[0]
    assert (entry.reference, entry.kind, entry.listed_on) == ("ZZi.001", ListedKind.INDIVIDUAL, synthetic.FIRST_LISTED)
    shown = [(n.value, n.field, n.quality, n.script) for n in entry.names]
    assert shown == [
        ("VYMYSHLEN OBRAZTSOVICH PRIMEROV", Field.NAME, Quality.PRIMARY, "Latn"),
        ("Вымышлен Образцович Примеров", Field.ORIGINAL_SCRIPT, Quality.PRIMARY, "Cyrl"),
        ("Vymyshlen Primerov", Field.ALIAS, Quality.GOOD, "Latn"),
        ("Vymishlen Primerof", Field.ALIAS, Quality.GOOD, "Latn"),
    ]
    assert entry.names[2].original == "Vymyshlen Primerov; Vymishlen Primerof"
    assert (entry.births[0].earliest, entry.births[0].latest) == (date(1971, 1, 1), date(1971, 12, 31))


@pytest.mark.parametrize(
    ("block", "earliest", "latest", "circa"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1973-12-25</DATE>", "1973-12-25", "1973-12-25", False),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE>", "1973-11-01", "1973-11-30", False),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Sep.</NOTE><YEAR>1958</YEAR>", "1958-09-01", "1958-09-30", False),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1966</YEAR>", "1966-01-01", "1966-12-31", True),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><NOTE>Approximately</NOTE><FROM_YEAR>1955</FROM_YEAR>"
            "<TO_YEAR>1958</TO_YEAR>",
            "1955-01-01",
            "1958-12-31",
            True,
        ),
        (
            "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1979-03-03</DATE><NOTE>from false passport</NOTE>",
            "1979-03-03",
            "1979-03-03",
            False,
        ),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>24/06/1402 (Hijri Calendar)</NOTE>", "None", "None", False),
    ],
)
def test_dates_of_birth_as_the_un_writes_them(block: str, earliest: str, latest: str, circa: bool) -> None:
    data = GOOD.replace(b"<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR>", block.encode())
    (birth,) = read(data).entries[0].births
    assert (str(birth.earliest), str(birth.latest), birth.circa) == (earliest, latest, circa)


def test_a_listing_day_with_a_zone_is_a_day() -> None:
    data = GOOD.replace(b"<LISTED_ON>2019-05-17<", b"<LISTED_ON>2015-03-27-04:00<")
    assert read(data).entries[0].listed_on == date(2015, 3, 27)


def test_an_unknown_element_is_reported() -> None:
    assert read(GOOD.replace(b"<VERSIONNUM>", b"<NEW_FIELD/><VERSIONNUM>")).unread == ("NEW_FIELD",)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
ROOT = b"<CONSOLIDATED_LIST "


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "lists.xml"),
        (b"\x00" * 100, "lists.xml"),
        (GOOD.replace(ROOT, LAUGHS + ROOT), "lists.doctype"),
        (GOOD.replace(ROOT, EXTERNAL + ROOT).replace(b"NEKTO", b"&f;"), "lists.doctype"),
        (b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE x+AD4-<x/>', "lists.xml"),
        (GOOD.decode().encode("utf-16"), "lists.encoding"),
        (GOOD.decode().encode("cp1251", "replace"), "lists.encoding"),
        (GOOD[: len(GOOD) // 2], "lists.xml"),
        (GOOD[: GOOD.index("Некто".encode()) + 1], "lists.encoding"),
        (GOOD[: GOOD.index(b"</ENTITIES>")], "lists.xml"),
        (GOOD + b"<more/>", "lists.xml"),
        (GOOD.replace(b"</ENTITY>", b"", 1), "lists.xml"),
        (GOOD.replace(b"<ENTITIES>", b"<E>").replace(b"</ENTITIES>", b"</E>"), "lists.incomplete"),
        (b"<html><body/></html>", "lists.root"),
        (GOOD.replace(b"2026-03-01T12", b"yesterday"), "lists.undated"),
        (GOOD.replace(b"12:00:00.000Z", b"12:00:00"), "lists.undated"),
        (GOOD.replace(b"ZZi.002", b"ZZi.001"), "lists.duplicate"),
        (GOOD.replace(b"ZZi.002", b"../../etc"), "lists.reference"),
        (GOOD.replace(b"NOWHERE ISLAND SAMPLE TRADING COMPANY", b""), "lists.nameless"),
        (GOOD.replace(b"<COUNTRY/>", b"<A>" * 20 + b"</A>" * 20), "lists.limit"),
        (bytes(byte for byte in GOOD if byte < 128), "lists.stripped"),
        (bytes(byte if byte < 128 else ord("?") for byte in GOOD), "lists.stripped"),
    ],
)
def test_what_is_damaged_or_dangerous_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_file_over_the_limit_is_refused_before_it_is_read_whole() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b" " * size

    stream = Endless()
    with pytest.raises(Refused, match="larger than 64 MiB"):
        un.read(stream)  # type: ignore[arg-type]  # only read() is used
    assert stream.given < 70 << 20


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("day", "individuals", "entities", "original"),
    [("2026-02-27", 730, 273, 378), ("2020-11-30", 713, 305, 408), ("2018-06-07", 693, 405, 406)],
)
def test_real_files_give_the_published_counts(day: str, individuals: int, entities: int, original: int) -> None:
    counts = real_snapshot(day).counts()
    assert (counts["individuals"], counts["entities"], counts["original_script_names"]) == (
        individuals,
        entities,
        original,
    )


@pytest.mark.real_data
def test_twelve_were_delisted_on_the_first_of_december_2020() -> None:
    found = delta.between(real_snapshot("2020-11-30"), real_snapshot("2020-12-01"))
    assert (len(found.delisted), found.added, found.amended) == (12, (), ())


@pytest.mark.real_data
def test_real_file_without_its_high_bytes_is_refused() -> None:
    assert refusal(bytes(byte for byte in real("2026-02-27").read_bytes() if byte < 128)) == "lists.stripped"


@pytest.mark.real_data
def test_several_names_in_one_real_field() -> None:
    names = {name.value: name for entry in real_snapshot("2026-02-27").entries for name in entry.names}
    assert names["M. Javad Kareemi Sabet"].original.startswith("Mohammed Sabet; Mohammad Sabet b) ")
    assert names["Амир Хазмат"].script == "Cyrl"
    assert not [value for value in names if "original script" in value.lower() or ";" in value]
