import io
import json
from datetime import date

import pytest

from comity.errors import Refused
from comity.watchlists import received
from comity.watchlists.received import Part, Peeked


def refused(data: bytes, limit: int = 1 << 20) -> str:
    with pytest.raises(Refused) as caught:
        received.unpack(io.BytesIO(data), limit)
    return caught.value.refusal.code


def test_one_file_is_itself() -> None:
    assert received.pack([Part(b"data")]) == b"data"
    assert received.unpack(io.BytesIO(b"data")).parts == (Part(b"data"),)


def test_several_come_back_with_their_day_and_roles() -> None:
    parts = (Part(b"one"), Part(b"map", received.MAPPING))
    got = received.unpack(io.BytesIO(received.pack(parts, date(2026, 3, 1))))
    assert (set(got.parts), got.dated) == (set(parts), date(2026, 3, 1))


def test_a_day_alone_makes_a_bundle_of_one() -> None:
    got = received.unpack(io.BytesIO(received.pack([Part(b"one")], date(2026, 3, 1))))
    assert (got.parts, got.dated) == ((Part(b"one"),), date(2026, 3, 1))


def test_too_many_or_no_files_are_refused() -> None:
    for parts in ([], [Part(b"x")] * 9):
        with pytest.raises(Refused) as caught:
            received.pack(parts)
        assert caught.value.refusal.code == "lists.files"


GOOD = received.pack([Part(b"one"), Part(b"two")])


@pytest.mark.parametrize(
    "data",
    [
        GOOD[:-1],
        GOOD + b"more",
        GOOD.replace(b"one", b"eno"),
        GOOD.replace(b'"dated":""', b'"dated":"soon"'),
        GOOD.replace(b"[3,", b"[-3,", 1),
        b'{"comity-bundle":1,' + b"[" * 4000,
        b'{"comity-bundle":1,"dated":"","files":' + json.dumps([[0, "", ""]] * 50).encode() + b"}\n",
        b'{"comity-bundle":1,"files":[]}\n',
    ],
)
def test_a_bundle_that_does_not_fit_itself_is_refused(data: bytes) -> None:
    assert refused(data) == "lists.bundle"


def test_a_stream_over_the_limit_is_refused_before_it_is_read_whole() -> None:
    assert refused(b"x" * 70_000, limit=65_536) == "lists.size"


def test_peeking_takes_nothing_away() -> None:
    peeked = Peeked(io.BytesIO(b"\xef\xbb\xbf <a/>" + b" " * 9000))
    assert peeked.is_xml
    assert b"".join(iter(lambda: peeked.read(1000), b"")) == b"\xef\xbb\xbf <a/>" + b" " * 9000
    assert not Peeked(io.BytesIO(b"1,2")).is_xml
