"""Keys in the text forms of Go's sumdb/note; the pair below is the one of its documentation."""

from __future__ import annotations

from base64 import b64encode

import pytest

from comity.translog.errors import Code, TranslogError
from comity.translog.vkeys import (
    VerifierKey,
    encode_skey,
    encode_vkey,
    is_name,
    parse_skey,
    parse_vkey,
    signer_from_seed,
)

GO_SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_keys_are_those_of_go() -> None:
    signer, key = parse_skey(GO_SKEY), parse_vkey(GO_VKEY)
    assert signer.key == key
    assert key.vkey() == GO_VKEY
    assert key.key_id.hex() == "c74f20a3"
    assert key.verify(b"text", signer.sign(b"text"))
    assert not key.verify(b"other", signer.sign(b"text"))


def test_a_seed_reads_back() -> None:
    seed = bytes(range(32))
    assert parse_skey(encode_skey("log.example/one", seed)).key == signer_from_seed("log.example/one", seed).key


@pytest.mark.parametrize(
    "text",
    [
        "", "PeterNeumann", "PeterNeumann+c74f20a3", GO_VKEY[:-1], GO_VKEY + "=", GO_VKEY + "\n", " " + GO_VKEY,
        GO_VKEY.replace("c74f", "C74F"), GO_VKEY.replace("c74f20a3", "c74f20a4"), GO_VKEY.replace("Peter", "Petra"),
        GO_VKEY.replace("Neumann", " Neumann"), GO_VKEY[12:], "x" * 2000 + GO_VKEY, GO_SKEY,
        encode_vkey("Peter Neumann", 1, parse_vkey(GO_VKEY).public_key),
        encode_vkey("PeterNeumann", 4, bytes(31) + b"\x02"), encode_vkey("PeterNeumann", 1, bytes(31)),
        encode_vkey("PeterNeumann", 1, bytes(32)), "n+00000000+" + b64encode(b"").decode(),
    ],
)  # fmt: skip
def test_no_vkey(text: str) -> None:
    with pytest.raises(TranslogError) as refusal:
        parse_vkey(text)
    assert refusal.value.code is Code.KEY


@pytest.mark.parametrize(
    "text",
    [
        "", GO_VKEY, GO_SKEY[:-1], GO_SKEY.replace("PRIVATE", "private"), GO_SKEY.replace("c74f20a3", "c74f20a4"),
        GO_SKEY.replace("+AYEK", "+BIEK"), GO_SKEY + "\n", GO_SKEY * 30,
    ],
)  # fmt: skip
def test_no_skey_and_the_message_keeps_the_secret(text: str) -> None:
    with pytest.raises(TranslogError) as refusal:
        parse_skey(text)
    assert refusal.value.code is Code.KEY
    assert "YEKFALVFGyN" not in str(refusal.value)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u3000b", "a\nb", "a\x00b", "\ud800", "n" * 256])
def test_no_name(name: str) -> None:
    assert not is_name(name)
    with pytest.raises(TranslogError):
        VerifierKey(name, parse_vkey(GO_VKEY).public_key)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_seed_has_32_bytes(length: int) -> None:
    with pytest.raises(TranslogError):
        signer_from_seed("n", bytes(length))
