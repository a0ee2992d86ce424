"""Rule 5: canonical bytes (RFC 8785) are stored and verified as received, never re-serialised.

No floats, no integers of 2^53 or more, no lone surrogates: refused at the edge.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import canonical
from comity.demo.cast import Cast
from comity.errors import Refused
from comity.provenance import Opened
from tests.asking import refused, rows
from tests.planted import MODEST, caught


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"1.0", "canonical.number"),
        (b"1e3", "canonical.number"),
        (b"NaN", "canonical.number"),
        (b"-Infinity", "canonical.number"),
        (b"9007199254740992", "canonical.number"),
        (b"-9007199254740992", "canonical.number"),
        (b"9" * 5000, "canonical.number"),
        (b'"\\ud800"', "canonical.text"),
        (b'{"\\udfff":1}', "canonical.text"),
        (b'"\xed\xa0\x80"', "canonical.syntax"),
        (b'{"a":1,"a":2}', "canonical.form"),
        (b'{"b":1,"a":2}', "canonical.form"),
        (b"-0", "canonical.form"),
        (b"[1 ]", "canonical.form"),
        (b'"\\u0041"', "canonical.form"),
        (b"[" * 100_000, "canonical.syntax"),
        (b"[" * 5_000 + b"]" * 5_000, "canonical.syntax"),
        (b"\xff", "canonical.syntax"),
        (b"", "canonical.syntax"),
    ],
)
def test_what_two_programs_read_differently_is_refused_at_the_edge(data: bytes, code: str) -> None:
    with refused(code):
        canonical.load(data)


@pytest.mark.parametrize("value", [1.5, 2**53, -(2**53), {"a": [2**60]}, "\ud800", {"\udc00": 1}])
def test_nothing_of_it_can_be_written_either(value: canonical.Json) -> None:
    with pytest.raises(Refused):
        canonical.dump(value)


def test_the_largest_whole_number_passes() -> None:
    assert canonical.load(canonical.dump([2**53 - 1, -(2**53) + 1])) == [2**53 - 1, -(2**53) + 1]


def loads_only_what_it_would_write(load: type, data: bytes) -> None:
    try:
        value = load(data)  # type: ignore[call-arg]
    except Refused:
        return
    assert canonical.dump(value) == data  # type: ignore[arg-type]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@MODEST
@given(_JSON, st.sampled_from([(",", ":"), (", ", ": ")]), st.booleans())
def test_any_json_is_either_canonical_or_refused(value: object, separators: tuple[str, str], ascii_only: bool) -> None:
    data = json.dumps(value, separators=separators, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    loads_only_what_it_would_write(canonical.load, data)  # type: ignore[arg-type]


def test_a_reader_that_forgives_is_caught() -> None:
    caught(loads_only_what_it_would_write, json.loads, b'{"b": 1, "a": 2}')


def test_bytes_lie_in_the_store_as_they_were_received(cast: Cast) -> None:
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())
    signed = cast.sign(head)
    cast.node.submit(signed)
    ((stored, officer, seal),) = rows("SELECT head, officer_signature, seal_signature FROM act WHERE id = %s", head.id)
    assert (bytes(stored), bytes(officer), bytes(seal)) == (
        signed.head,
        signed.officer_signature,
        signed.seal_signature,
    )


@pytest.mark.parametrize("content", [b'{"value":1.5}', b"[]", b'{"value":"\\ud800"}', b"\x00" * 40])
def test_a_body_that_is_no_canonical_statement_is_refused(cast: Cast, content: bytes) -> None:
    with pytest.raises(Refused):
        _ = Opened(b"\x00" * 16, content).statement
