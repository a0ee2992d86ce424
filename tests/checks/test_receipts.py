from __future__ import annotations

from dataclasses import replace

import pytest

from comity.checks import receipts
from comity.checks.answers import Answered, Found
from comity.checks.lists import Dataset
from comity.checks.receipts import Asked, Place
from comity.screening import Alias, Kind, Match, Query, Subject, Versions
from comity.translog.note import sign_note
from comity.translog.vkeys import Signer, signer_from_seed
from tests.asking import refused

ORIGIN = "demo.example/fictional"
QUERY = Query(("Muhiban Sabrat",), Kind.PERSON)
SALT = b"s" * 16
SUBJECT = Subject("e1", "register", Kind.PERSON, "Muhiban Sabrat", (Alias("Muhiban Sabrat"),))
VERSIONS = Versions("sounds-1", "names", "rigour", "icu")
FOUND = Answered(QUERY, (Found(Match(SUBJECT, 0.9712, QUERY.names[0], "Muhiban Sabrat")),), 1, (), VERSIONS)
NOTHING = Answered(QUERY, (), 0, (), VERSIONS)
ASKED = Asked((Dataset("un", "2026-03-01", "ab" * 32, 12),), "2026-03-02T09:00:00Z", "", 0.7, 5)
PLACE = Place(ORIGIN, 41, b"r" * 32)


def signer(seed: bytes = b"k" * 32, origin: str = ORIGIN) -> Signer:
    return signer_from_seed(f"{origin}{receipts.KEY_NAME}", seed)


def written(answered: Answered = FOUND) -> bytes:
    return receipts.write(PLACE, ASKED, answered, SALT, signer())


@pytest.mark.parametrize(("answered", "count"), [(FOUND, 1), (NOTHING, 0)])
def test_a_receipt_says_when_where_and_how_many_also_for_nothing(answered: Answered, count: int) -> None:
    found = receipts.verify(written(answered), signer().key.vkey())
    assert (found.origin, found.size, found.at, found.found) == (ORIGIN, 41, ASKED.at, count)
    assert found.lists == (("un", "2026-03-01", "ab" * 32),)
    assert (found.algorithm, found.threshold, found.fits) == ("sounds-1", 7000, None)


def test_it_names_nobody_and_only_the_salt_shows_what_was_asked() -> None:
    data = written()
    assert b"abrat" not in data
    assert b'"e1"' not in data
    vkey = signer().key.vkey()
    assert receipts.verify(data, vkey, [QUERY], SALT).fits is True
    assert receipts.verify(data, vkey, [Query(("muhiban sabrat",), Kind.ANY), QUERY], SALT).fits is True
    for other, salt in ((Query(("Muhiban Sabrath",), Kind.PERSON), SALT), (QUERY, b"t" * 16)):
        assert receipts.verify(data, vkey, [other], salt).fits is False


def test_whatever_is_changed_is_noticed() -> None:
    data, vkey = written(), signer().key.vkey()
    for place in range(0, len(data), 7):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with refused("screen.receipt"):
            receipts.verify(changed, vkey)


def test_another_key_another_node_and_another_kind_of_note() -> None:
    vkey = signer().key.vkey()
    with refused("screen.receipt"):
        receipts.verify(written(), signer(b"o" * 32).key.vkey())
    with refused("log.vkey"):
        receipts.verify(written(), "no key")
    elsewhere = receipts.write(replace(PLACE, origin="other.example/fictional"), ASKED, FOUND, SALT, signer())
    checkpoint = sign_note(f"{ORIGIN}\n41\nAAAA\n", [signer()]).to_bytes()
    for data in (elsewhere, checkpoint, b"", b"\xff" * 99):
        with refused("screen.receipt"):
            receipts.verify(data, vkey)


def test_two_receipts_of_one_query_do_not_show_that_they_are() -> None:
    first, second = (receipts.write(PLACE, ASKED, FOUND, salt, signer()).decode() for salt in (SALT, b"t" * 16))
    for field in ("query", "result"):
        digest = first.split(f'"{field}":"')[1][:64]
        assert len(digest) == 64
        assert digest not in second
