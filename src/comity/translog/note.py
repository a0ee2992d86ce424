"""Signed notes (C2SP signed-note), byte for byte as Go's sumdb/note writes and reads them.

A note is text, a blank line, and signature lines. Whose signature counts is the reader's choice:
signatures of unknown keys are ignored, one by a known key that does not verify refuses the whole note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from comity.translog.errors import Code, TranslogError
from comity.translog.vkeys import ID_BYTES, Signer, decode_base64, encode_base64, is_name

MAX_NOTE: Final = 256 * 1024  # bytes; sixteen post-quantum signatures fit
MAX_SIGNATURES: Final = 100  # as Go; C2SP asks for at least 16
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
_PREFIX: Final = "— "


class Verifier(Protocol):
    """A public key that a reader knows, with the algorithm that its id implies."""

    @property
    def name(self) -> str:
        """The key's name."""

    @property
    def key_id(self) -> bytes:
        """The first four bytes of the key's hash."""

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Return whether ``signature`` is this key's over the note's text."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who claims to have signed, and what follows the key id."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """Return the line as it stands in a note."""
        return f"{_PREFIX}{self.name} {encode_base64(self.key_id + self.value)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """The text, with its final newline, and the signatures in their order. Nothing in it is verified."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the note as a file."""
        return "".join([self.text, "\n", *(signature.line() for signature in self.signatures)]).encode()


def sign_note(text: str, signers: Sequence[Signer]) -> Note:
    """Return the note signed by each signer. Raises TranslogError: ``note``, ``signer``."""
    check_text(text)
    message = text.encode()
    signatures = []
    for signer in signers:
        value = signer.sign(message)
        if not signer.key.verify(message, value):  # a token with another key must not publish nonsense
            raise TranslogError(Code.SIGNER, f"what signs for {signer.key.name} does not hold its key")
        signatures.append(Signature(signer.key.name, signer.key.key_id, value))
    return Note(text, tuple(signatures))


def parse_note(data: bytes) -> Note:
    """Read a note without trusting it. Raises TranslogError (``note``)."""
    if len(data) > MAX_NOTE:
        raise TranslogError(Code.NOTE, f"a note of more than {MAX_NOTE} bytes")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise TranslogError(Code.NOTE, "a note is UTF-8") from None
    text, blank, block = whole.rpartition("\n\n")
    lines = block.split("\n")
    if not blank or lines.pop() != "" or not lines or len(lines) > MAX_SIGNATURES:
        raise TranslogError(Code.NOTE, "a note is text, a blank line and 1 to 100 signature lines")
    check_text(text + "\n")
    return Note(text + "\n", tuple(_parse_signature(line) for line in lines))


def verify_note(note: Note, known: Sequence[Verifier]) -> tuple[Verifier, ...]:
    """Return those of ``known`` that signed the note, in the order of ``known``.

    Raises TranslogError: ``note_forged`` if any signature naming a known key fails, ``note_unsigned``
    if there is none.
    """
    by_id = {(key.name, key.key_id): key for key in known}
    if len(by_id) != len(known):
        raise TranslogError(Code.KEY, "two known keys share one name and id")
    message = note.text.encode()
    signed = set()
    for signature in note.signatures:
        identity = (signature.name, signature.key_id)
        if identity not in by_id:
            continue
        if not by_id[identity].verify(message, signature.value):
            raise TranslogError(Code.NOTE_FORGED, f"the signature in the name of {signature.name} is not by its key")
        signed.add(identity)
    if not signed:
        raise TranslogError(Code.NOTE_UNSIGNED, "no signature by a known key")
    return tuple(key for identity, key in by_id.items() if identity in signed)


def _parse_signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_PREFIX).partition(" ")
    if not line.startswith(_PREFIX) or not space or not is_name(name):
        raise TranslogError(Code.NOTE, "a signature line is an em dash, a key name and base64")
    value = decode_base64(encoded, Code.NOTE)
    if len(value) <= ID_BYTES or _CONTROL.search(line):
        raise TranslogError(Code.NOTE, "a signature is a key id of four bytes and at least one more")
    return Signature(name, value[:ID_BYTES], value[ID_BYTES:])


def check_text(text: str) -> None:
    """Raise TranslogError (``note``) unless ``text`` can be a note's text."""
    try:
        fits = len(text.encode()) <= MAX_NOTE
    except UnicodeEncodeError:
        fits = False
    if not fits or not text.endswith("\n") or _CONTROL.search(text):
        raise TranslogError(Code.NOTE, "a note's text is UTF-8, ends in a newline and has no control characters")
