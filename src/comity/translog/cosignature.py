"""Cosignatures of witnesses (C2SP tlog-cosignature, cosignature/v1 with Ed25519, key type 0x04).

A cosignature says: at this time, this was the largest tree of this log that I have seen, and it extends
all that I saw before. So ask ``check_growth`` before cosigning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from comity.translog.checkpoint import parse_checkpoint
from comity.translog.errors import Code, TranslogError
from comity.translog.note import Note, Signature
from comity.translog.vkeys import Sign, check_key, decode_vkey, encode_vkey, key_id, verify_ed25519

COSIGNATURE_V1: Final = 0x04
_TIME_BYTES: Final = 8
_SIGNATURE_BYTES: Final = 64
_MAX_TIME: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """A witness's Ed25519 key. A Verifier: give it to ``open_checkpoint``."""

    name: str
    public_key: bytes  # 32 bytes, RFC 8032

    def __post_init__(self) -> None:
        check_key(self.name, self.public_key)

    @property
    def key_id(self) -> bytes:
        """The first four bytes of the key's hash."""
        return key_id(self.name, COSIGNATURE_V1, self.public_key)

    def vkey(self) -> str:
        """Return ``name+id+base64``, as it is published."""
        return encode_vkey(self.name, COSIGNATURE_V1, self.public_key)

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Return whether ``signature``, time included, is this witness's over the checkpoint ``text``."""
        time = int.from_bytes(signature[:_TIME_BYTES], "big")
        if len(signature) != _TIME_BYTES + _SIGNATURE_BYTES or time > _MAX_TIME:
            return False
        return verify_ed25519(self.public_key, signature[_TIME_BYTES:], _message(time, text))


def parse_witness_key(text: str) -> WitnessKey:
    """Read a witness's vkey. Raises TranslogError (``key``)."""
    name, algorithm, public_key = decode_vkey(text)
    if algorithm != COSIGNATURE_V1:
        raise TranslogError(Code.KEY, f"a key of type 0x{algorithm:02x}; a witness's is 0x{COSIGNATURE_V1:02x}")
    return WitnessKey(name, public_key)


def cosign(note: Note, witness: WitnessKey, sign: Sign, now: int) -> Note:
    """Return the note with the witness's cosignature added, as of ``now`` (POSIX seconds).

    Raises TranslogError: ``checkpoint`` (not one), ``argument`` (no such time), ``signer`` (``sign`` does
    not hold the witness's key).
    """
    parse_checkpoint(note.text)
    if not 0 < now <= _MAX_TIME:
        raise TranslogError(Code.ARGUMENT, "no such time")
    text = note.text.encode()
    value = now.to_bytes(_TIME_BYTES, "big") + sign(_message(now, text))
    if not witness.verify(text, value):
        raise TranslogError(Code.SIGNER, f"what signs for {witness.name} does not hold its key")
    return Note(note.text, (*note.signatures, Signature(witness.name, witness.key_id, value)))


def cosigned_at(note: Note, witness: WitnessKey) -> int | None:
    """Return the latest time at which the witness cosigned (POSIX seconds), or None if it did not.

    Raises TranslogError (``note_forged``) for a signature in its name that is not by its key.
    """
    text = note.text.encode()
    times = []
    for signature in note.signatures:
        if (signature.name, signature.key_id) != (witness.name, witness.key_id):
            continue
        if not witness.verify(text, signature.value):
            raise TranslogError(Code.NOTE_FORGED, f"the cosignature in the name of {witness.name} is not by its key")
        times.append(int.from_bytes(signature.value[:_TIME_BYTES], "big"))
    return max(times, default=None)


def _message(time: int, text: bytes) -> bytes:
    return b"cosignature/v1\ntime %d\n" % time + text
