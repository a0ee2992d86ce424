"""Checkpoints (C2SP tlog-checkpoint): origin, size and root of a log, as the text of a signed note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from comity.translog.errors import Code, TranslogError
from comity.translog.note import Note, Verifier, check_text, parse_note, sign_note, verify_note
from comity.translog.proofs import verify_consistency
from comity.translog.tree import EMPTY_ROOT, HASH_BYTES, MAX_SIZE
from comity.translog.vkeys import Signer, decode_base64, encode_base64

MAX_EXTENSIONS: Final = 16
_HEAD_LINES: Final = 3  # origin, size, root
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one moment. Extension lines are kept, and mean nothing here."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if not all(lines) or any("\n" in line for line in lines) or len(self.extensions) > MAX_EXTENSIONS:
            raise TranslogError(Code.CHECKPOINT, "an origin and up to 16 extensions, each one line and not empty")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_BYTES:
            raise TranslogError(Code.CHECKPOINT, "a size below 2**63 and a root of 32 bytes")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise TranslogError(Code.CHECKPOINT, "the empty tree has one root only")
        check_text(self.text())

    def text(self) -> str:
        """Return the note text."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, encode_base64(self.root), *self.extensions))


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a note's text as a checkpoint. Raises TranslogError: ``checkpoint``, ``note``."""
    lines = text.split("\n", _HEAD_LINES + MAX_EXTENSIONS + 1)
    if lines.pop() != "" or not _HEAD_LINES <= len(lines) <= _HEAD_LINES + MAX_EXTENSIONS:
        raise TranslogError(Code.CHECKPOINT, "a checkpoint has an origin, a size, a root and few extension lines")
    return Checkpoint(
        lines[0], parse_number(lines[1], Code.CHECKPOINT), decode_base64(lines[2], Code.CHECKPOINT), tuple(lines[3:])
    )


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[Signer]) -> bytes:
    """Return the signed note, as it stands in the log's file ``checkpoint``. Raises as ``sign_note``."""
    return sign_note(checkpoint.text(), signers).to_bytes()


@dataclass(frozen=True, slots=True)
class Opened:
    """A checkpoint whose log signature was verified, and the witnesses whose cosignatures were."""

    checkpoint: Checkpoint
    note: Note
    witnesses: tuple[Verifier, ...] = ()


def open_checkpoint(
    data: bytes, log: Verifier, origin: str, witnesses: Sequence[Verifier] = (), quorum: int = 0
) -> Opened:
    """Verify a signed checkpoint of the log ``origin`` and return it.

    ``log`` must have signed, and at least ``quorum`` of ``witnesses``. Raises TranslogError: ``note``,
    ``note_unsigned``, ``note_forged``, ``checkpoint``, ``checkpoint_origin``, ``witnesses``.
    """
    note = parse_note(data)
    signed = verify_note(note, (log, *witnesses))
    if log not in signed:
        raise TranslogError(Code.NOTE_UNSIGNED, f"no signature by the log's key {log.name}")
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise TranslogError(Code.CHECKPOINT_ORIGIN, "the checkpoint is of another log")
    seen = tuple(key for key in signed if key is not log)
    if len(seen) < quorum:
        raise TranslogError(Code.WITNESSES, f"{len(seen)} of the {quorum} cosignatures asked for")
    return Opened(checkpoint, note, seen)


def check_growth(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """Return if ``new`` extends ``old`` by ``proof``: what a mirror and a witness ask before they accept.

    From the empty tree no proof is needed, and none may come. Raises TranslogError:
    ``checkpoint_origin``, ``argument`` (it shrank), ``proof_shape``, ``proof_root`` (history was rewritten).
    """
    if old.origin != new.origin:
        raise TranslogError(Code.CHECKPOINT_ORIGIN, "two checkpoints of different logs")
    if old.size:
        verify_consistency(old.size, new.size, proof, old.root, new.root)
    elif proof:
        raise TranslogError(Code.PROOF_SHAPE, "from the empty tree no proof is needed")


def parse_number(text: str, code: Code) -> int:
    """Read an ASCII decimal without spare zeroes, at most 2**63 - 1. Raises TranslogError (``code``)."""
    if not _NUMBER.fullmatch(text) or int(text) > MAX_SIZE:
        raise TranslogError(code, "a number in decimal, without leading zeroes, below 2**63")
    return int(text)
