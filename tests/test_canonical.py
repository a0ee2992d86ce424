"""Canonical bytes: one value, one sequence of bytes, or a refusal."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from comity import canonical
from comity.canonical import Json
from comity.errors import Refused
from tests import shared_data
from tests.planted import MODEST, caught

INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def code(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.refusal.code


def round_trip(dump: Callable[[Json], bytes], load: Callable[[bytes], Json]) -> None:
    @MODEST
    @given(VALUES)
    def holds(value: Json) -> None:
        assert load(dump(value)) == value

    holds()


def order_is_gone(dump: Callable[[Json], bytes]) -> None:
    @MODEST
    @given(st.dictionaries(TEXTS, INTEGERS, min_size=2, max_size=5))
    def holds(value: dict[str, Json]) -> None:
        assert dump(dict(reversed(value.items()))) == dump(value)

    holds()


def only_canonical_bytes_load(load: Callable[[bytes], Json]) -> None:
    """Bytes that ``load`` accepts are the only bytes of their value."""

    @MODEST
    @given(VALUES, st.sampled_from([" ", "\n", "\t"]), st.integers(0, 200))
    def holds(value: Json, blank: str, place: int) -> None:
        data = canonical.dump(value)
        changed = data[: place % (len(data) + 1)] + blank.encode() + data[place % (len(data) + 1) :]
        try:
            loaded = load(changed)
        except Refused:
            return
        assert canonical.dump(loaded) == changed

    holds()


def as_the_reference_writes(dump: Callable[[Json], bytes]) -> None:
    """The C encoder writes what the reference implementation of RFC 8785 writes, or is not asked."""

    @MODEST
    @given(VALUES)
    def holds(value: Json) -> None:
        assert dump(value) == rfc8785.dumps(value)

    holds()


def never_a_traceback(load: Callable[[bytes], Json]) -> None:
    @MODEST
    @given(st.binary(max_size=40) | st.text('[]{}":,0123456789eE+-. truefalsn\\u', max_size=40).map(str.encode))
    def holds(data: bytes) -> None:
        try:
            load(data)
        except Refused as refused:
            assert refused.refusal.code.startswith("canonical.")

    holds()


def test_what_is_dumped_loads_again() -> None:
    round_trip(canonical.dump, canonical.load)
    caught(round_trip, lambda value: json.dumps(value).encode(), canonical.load)


def test_what_is_dumped_is_what_rfc_8785_says() -> None:
    as_the_reference_writes(canonical.dump)
    plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    caught(as_the_reference_writes, lambda value: json.dumps(value, separators=(",", ":")).encode())
    beyond: Json = {"\uffff": 1, "\U00010000": 2}  # in this order by code points, in the other by UTF-16 units
    assert canonical.dump(beyond) == rfc8785.dumps(beyond) != plain.encode(beyond).encode()


@pytest.mark.parametrize("text", [*map(chr, range(128)), "\u2028", "\ufeff", "é", "\U0010ffff"])
def test_every_character_is_written_as_rfc_8785_says(text: str) -> None:
    assert canonical.dump([text]) == rfc8785.dumps([text])


@pytest.mark.parametrize("value", [{1: "a"}, {"a": {None: 1}}, [b"a"], {"é": 1.0}, {"é": [2**53]}, (2**53,)])
def test_what_json_has_no_form_for_is_refused(value: Any) -> None:
    assert code(lambda: canonical.dump(value)) in ("canonical.text", "canonical.number")


def test_deep_nesting_is_refused() -> None:
    for depth in (300, 500, 900, 2_000):
        try:
            canonical.load(b"[" * depth + b"]" * depth)
        except Refused as refused:
            assert refused.refusal.code == "canonical.syntax"


def test_the_order_of_keys_does_not_matter() -> None:
    order_is_gone(canonical.dump)
    caught(order_is_gone, lambda value: json.dumps(value).encode())


def test_one_value_has_one_sequence_of_bytes() -> None:
    only_canonical_bytes_load(canonical.load)
    caught(only_canonical_bytes_load, json.loads)


def test_any_bytes_load_or_are_refused() -> None:
    never_a_traceback(canonical.load)
    caught(never_a_traceback, json.loads)


@pytest.mark.parametrize("value", [2**53, -(2**53), 1.0, float("nan"), {"a": [1.5]}])
def test_numbers_that_two_programs_read_differently_are_refused(value: Any) -> None:
    assert code(lambda: canonical.dump(value)) == "canonical.number"


@pytest.mark.parametrize("data", [b"1.0", b"1e2", b"9007199254740992", b"NaN", b"-Infinity", b"1" * 5000])
def test_numbers_in_bytes_are_refused(data: bytes) -> None:
    assert code(lambda: canonical.load(data)) == "canonical.number"


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}])
def test_lone_surrogates_are_refused(value: Any) -> None:
    assert code(lambda: canonical.dump(value)) == "canonical.text"


@pytest.mark.parametrize("data", [b'{"a":1,"a":2}', b'{"b":1,"a":2}', b'"\\u0041"', b"-0", b'{"a": 1}', b"1\n"])
def test_bytes_that_are_not_canonical_are_refused(data: bytes) -> None:
    assert code(lambda: canonical.load(data)) == "canonical.form"


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"\xef\xbb\xbf1", b"[" * 100_000])
def test_bytes_that_are_not_json_are_refused(data: bytes) -> None:
    assert code(lambda: canonical.load(data)) == "canonical.syntax"


def test_a_commitment_is_the_digest_of_salt_and_content() -> None:
    salt = bytes(range(16))
    assert canonical.commitment(salt, b"x") == hashlib.sha256(salt + b"x").hexdigest()
    assert canonical.commitment(bytes(16), b"x") != canonical.commitment(salt, b"x")
    with pytest.raises(ValueError, match="16 bytes"):
        canonical.commitment(b"short", b"x")


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_published_vectors(name: str) -> None:
    """cyberphone/json-canonicalization. A vector that holds a fraction is refused, as our narrowing says."""
    vectors = shared_data.folder("vectors", "jcs")
    given_value = json.loads((vectors / "input" / f"{name}.json").read_bytes())
    expected = bytes.fromhex((vectors / "outhex" / f"{name}.txt").read_text())
    if name == "values":
        assert code(lambda: canonical.load(expected)) == "canonical.number"
        assert code(lambda: canonical.dump(given_value)) == "canonical.number"
    else:
        assert canonical.load(expected) == given_value
        assert canonical.dump(canonical.load(expected)) == expected
