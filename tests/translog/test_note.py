"""Signed notes: what Go writes is read, what Go refuses is refused."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.translog.errors import Code, TranslogError
from comity.translog.note import MAX_NOTE, Note, Signature, parse_note, sign_note, verify_note
from comity.translog.vkeys import Signer, parse_skey, parse_vkey, signer_from_seed

# The example of Go's sumdb/note.
GO_SIGNER = parse_skey("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
GO_KEY = parse_vkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
GO_NOTE = f"{TEXT}\n— PeterNeumann {GO_SIGNATURE}\n".encode()
OTHER = signer_from_seed("other.example", bytes(range(32)))


def code(data: bytes) -> Code:
    with pytest.raises(TranslogError) as refusal:
        verify_note(parse_note(data), [GO_KEY])
    return refusal.value.code


def test_the_note_of_go() -> None:
    note = parse_note(GO_NOTE)
    assert note.text == TEXT
    assert note.to_bytes() == GO_NOTE
    assert verify_note(note, [OTHER.key, GO_KEY]) == (GO_KEY,)
    assert sign_note(TEXT, [GO_SIGNER]).to_bytes() == GO_NOTE  # Ed25519 is deterministic


def test_unknown_keys_are_ignored_but_one_must_be_known() -> None:
    note = sign_note(TEXT, [OTHER, GO_SIGNER])
    assert verify_note(note, [GO_KEY]) == (GO_KEY,)
    assert code(sign_note(TEXT, [OTHER]).to_bytes()) is Code.NOTE_UNSIGNED
    stranger = Note(TEXT, (Signature("PeterNeumann", b"\0\0\0\0", bytes(64)), *note.signatures))
    assert verify_note(stranger, [GO_KEY]) == (GO_KEY,)  # same name, other id: not this key


def test_one_forged_signature_refuses_the_note_even_beside_a_good_one() -> None:
    good = sign_note(TEXT, [GO_SIGNER, OTHER])
    forged = Signature(OTHER.key.name, OTHER.key.key_id, bytes(64))
    with pytest.raises(TranslogError) as refusal:
        verify_note(Note(TEXT, (*good.signatures, forged)), [GO_KEY, OTHER.key])
    assert refusal.value.code is Code.NOTE_FORGED


def test_a_token_with_another_key_signs_nothing() -> None:
    with pytest.raises(TranslogError) as refusal:
        sign_note(TEXT, [Signer(GO_KEY, OTHER.sign)])
    assert refusal.value.code is Code.SIGNER


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n", b"\n\n", b"text\n", b"text\n\n", GO_NOTE[:-1], GO_NOTE + b"\n", GO_NOTE + b"x",
        GO_NOTE.replace(b"\n\n", b"\n"), GO_NOTE.replace("—".encode(), b"-"), GO_NOTE.replace(b"If", b"\xff"),
        GO_NOTE.replace(b"If", b"\t"), GO_NOTE.replace(b"If", b"\r"), GO_NOTE.replace(b"If", b"\x00"),
        GO_NOTE.replace(b"nAM=", b"nAM"), GO_NOTE.replace(b"nAM=", b"nAN="), GO_NOTE.replace(b"x08go", b"x08 go"),
        GO_NOTE.replace("— PeterNeumann".encode(), "— ".encode()),
        GO_NOTE.replace(b"PeterNeumann", "Peter\u2003Neumann".encode()),
        GO_NOTE.replace(b"PeterNeumann", b"Peter+Neumann"),
        f"{TEXT}\nPeterNeumann {GO_SIGNATURE}\n".encode(),
        f"{TEXT}\n— n {b64encode(b'1234').decode()}\n".encode(),
        (TEXT + "\n" + "— n AAAAAAA=\n" * 101).encode(), b"x" * (MAX_NOTE + 1), b"x" * MAX_NOTE + GO_NOTE,
    ],
)  # fmt: skip
def test_no_note(data: bytes) -> None:
    assert code(data) is Code.NOTE


def test_a_text_may_have_empty_lines_and_a_hundred_signatures_are_read() -> None:
    text = "a\n\nb\n\n"
    note = parse_note(sign_note(text, [GO_SIGNER]).to_bytes())
    assert (note.text, verify_note(note, [GO_KEY])) == (text, (GO_KEY,))
    crowd = Note(TEXT, (*(Signature("n", b"1234", b"5") for _ in range(99)), *note.signatures))
    assert len(parse_note(crowd.to_bytes()).signatures) == 100


@pytest.mark.parametrize("text", ["", "no newline", "tab\t\n", "\ud800\n"])
def test_no_text(text: str) -> None:
    with pytest.raises(TranslogError) as refusal:
        sign_note(text, [GO_SIGNER])
    assert refusal.value.code is Code.NOTE


def test_two_known_keys_of_one_name_and_id_are_ambiguous() -> None:
    with pytest.raises(TranslogError) as refusal:
        verify_note(parse_note(GO_NOTE), [GO_KEY, GO_KEY])
    assert refusal.value.code is Code.KEY


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GO_NOTE) * 8 - 1))
def test_any_flipped_bit_is_refused(bit: int) -> None:
    data = bytearray(GO_NOTE)
    data[bit // 8] ^= 1 << bit % 8
    assert code(bytes(data)) in {Code.NOTE, Code.NOTE_FORGED, Code.NOTE_UNSIGNED}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="—\n na+=AQ", max_size=60).map(str.encode))
def test_garbage_never_ends_in_a_traceback(data: bytes) -> None:
    code(data)
