"""Cosignatures of witnesses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from comity.translog.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from comity.translog.cosignature import WitnessKey, cosign, cosigned_at, parse_witness_key
from comity.translog.errors import Code, TranslogError
from comity.translog.note import Note, Signature, parse_note, sign_note
from comity.translog.tree import leaf_hash
from comity.translog.vkeys import signer_from_seed

ORIGIN = "log.example/one"
LOG = signer_from_seed(ORIGIN, bytes(range(32)))
ONE, TWO = (signer_from_seed(f"witness.example/{n}", bytes(range(n, n + 32))) for n in (1, 2))
WITNESSES = [WitnessKey(signer.key.name, signer.key.public_key) for signer in (ONE, TWO)]
SIGNED = parse_note(sign_checkpoint(Checkpoint(ORIGIN, 1, leaf_hash(b"one")), [LOG]))
NOW = 1_679_315_147


def test_the_signed_message_is_that_of_the_specification() -> None:
    seen: list[bytes] = []

    def sign(message: bytes) -> bytes:
        seen.append(message)
        return ONE.sign(message)

    note = cosign(SIGNED, WITNESSES[0], sign, NOW)
    assert seen == [b"cosignature/v1\ntime 1679315147\n" + SIGNED.text.encode()]
    value = note.signatures[-1].value
    assert (len(value), value[:8]) == (72, NOW.to_bytes(8, "big"))
    assert WITNESSES[0].verify(note.text.encode(), value)


def test_the_known_cosignature_of_the_specification_has_its_shape() -> None:
    line = "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    note = parse_note(f"{text}\n— witness.example.com/w1 {line}\n".encode())
    assert int.from_bytes(note.signatures[0].value[:8], "big") == NOW
    assert len(note.signatures[0].value) == 72


def test_a_quorum() -> None:
    note = cosign(SIGNED, WITNESSES[0], ONE.sign, NOW)
    assert open_checkpoint(note.to_bytes(), LOG.key, ORIGIN, WITNESSES, 1).witnesses == (WITNESSES[0],)
    with pytest.raises(TranslogError) as refusal:
        open_checkpoint(note.to_bytes(), LOG.key, ORIGIN, WITNESSES, 2)
    assert refusal.value.code is Code.WITNESSES
    both = cosign(note, WITNESSES[1], TWO.sign, NOW)
    assert open_checkpoint(both.to_bytes(), LOG.key, ORIGIN, WITNESSES, 2).witnesses == tuple(WITNESSES)
    again = cosign(note, WITNESSES[0], ONE.sign, NOW + 60)
    with pytest.raises(TranslogError):  # one witness twice is one witness
        open_checkpoint(again.to_bytes(), LOG.key, ORIGIN, WITNESSES, 2)
    assert cosigned_at(again, WITNESSES[0]) == NOW + 60
    assert cosigned_at(again, WITNESSES[1]) is None


def test_any_changed_byte_is_refused() -> None:
    note = cosign(SIGNED, WITNESSES[0], ONE.sign, NOW)
    good = note.signatures[-1].value
    text = note.text.encode()
    for place in range(len(good)):
        bad = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        assert not WITNESSES[0].verify(text, bad)
    assert not WITNESSES[0].verify(text, good[:-1])
    assert not WITNESSES[0].verify(text, good + b"\0")
    assert not WITNESSES[0].verify(text, b"\xff" * 8 + good[8:])
    assert not WITNESSES[0].verify(text.replace(b"\n1\n", b"\n2\n"), good)


def test_a_time_beyond_the_specification_is_refused_though_it_is_signed() -> None:
    text = SIGNED.text.encode()
    for time, expected in ((2**63 - 1, True), (2**63, False)):
        signature = ONE.sign(b"cosignature/v1\ntime %d\n" % time + text)
        assert WITNESSES[0].verify(text, time.to_bytes(8, "big") + signature) is expected


def test_a_forged_cosignature_refuses_the_checkpoint() -> None:
    forged = Note(SIGNED.text, (*SIGNED.signatures, Signature(WITNESSES[0].name, WITNESSES[0].key_id, bytes(72))))
    for action in (
        lambda: open_checkpoint(forged.to_bytes(), LOG.key, ORIGIN, WITNESSES),
        lambda: cosigned_at(forged, WITNESSES[0]),
    ):
        with pytest.raises(TranslogError) as refusal:
            action()
        assert refusal.value.code is Code.NOTE_FORGED


def test_a_plain_signature_by_the_same_key_is_no_cosignature() -> None:
    """The key type is in the id: what a key signed as a log does not count as a witness, nor the reverse."""
    plain = sign_note(SIGNED.text, [LOG, ONE])
    assert open_checkpoint(plain.to_bytes(), LOG.key, ORIGIN, WITNESSES).witnesses == ()
    cosigned = cosign(Note(SIGNED.text), WITNESSES[0], ONE.sign, NOW)
    with pytest.raises(TranslogError) as refusal:
        open_checkpoint(cosigned.to_bytes(), ONE.key, ORIGIN)
    assert refusal.value.code is Code.NOTE_UNSIGNED


def test_keys() -> None:
    assert parse_witness_key(WITNESSES[0].vkey()) == WITNESSES[0]
    assert WITNESSES[0].key_id != ONE.key.key_id
    for text in (ONE.key.vkey(), "", "x+y+z"):
        with pytest.raises(TranslogError) as refusal:
            parse_witness_key(text)
        assert refusal.value.code is Code.KEY


def test_what_is_not_cosigned() -> None:
    cases: list[tuple[Callable[[], object], Code]] = [
        (lambda: cosign(Note("no checkpoint\n"), WITNESSES[0], ONE.sign, NOW), Code.CHECKPOINT),
        (lambda: cosign(SIGNED, WITNESSES[0], TWO.sign, NOW), Code.SIGNER),
        (lambda: cosign(SIGNED, WITNESSES[0], ONE.sign, 0), Code.ARGUMENT),
        (lambda: cosign(SIGNED, WITNESSES[0], ONE.sign, 2**63), Code.ARGUMENT),
    ]
    for action, expected in cases:
        with pytest.raises(TranslogError) as refusal:
            action()
        assert refusal.value.code is expected
