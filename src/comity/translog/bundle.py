"""One file that proves one leaf offline (C2SP tlog-proof): index, inclusion proof, signed checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from comity.translog.checkpoint import Opened, open_checkpoint, parse_number
from comity.translog.errors import Code, TranslogError
from comity.translog.note import MAX_NOTE, Verifier
from comity.translog.proofs import MAX_PROOF, verify_inclusion
from comity.translog.tree import HASH_BYTES, MAX_SIZE
from comity.translog.vkeys import decode_base64, encode_base64

MAX_EXTRA: Final = 64 * 1024  # bytes of extra data
MAX_BUNDLE: Final = MAX_NOTE + 2 * MAX_EXTRA
SUFFIX: Final = ".tlog-proof"
_HEADER: Final = "c2sp.org/tlog-proof@v1"
_EXTRA: Final = "extra "
_INDEX: Final = "index "


@dataclass(frozen=True, slots=True)
class ProofBundle:
    """The parts of a tlog-proof. ``extra`` is not authenticated by anything: never trust it as such."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: bytes  # the signed note, as received
    extra: bytes | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.index < MAX_SIZE or len(self.proof) > MAX_PROOF:
            raise TranslogError(Code.BUNDLE, "an index below 2**63 and at most 64 hashes")
        if any(len(node) != HASH_BYTES for node in self.proof):
            raise TranslogError(Code.BUNDLE, "a hash has 32 bytes")
        if not self.checkpoint or len(self.checkpoint) > MAX_NOTE or len(self.extra or b"") > MAX_EXTRA:
            raise TranslogError(Code.BUNDLE, "a checkpoint, and at most 64 KiB of extra data")

    def to_bytes(self) -> bytes:
        """Return the file."""
        extra = [] if self.extra is None else [_EXTRA + encode_base64(self.extra)]
        head = [_HEADER, *extra, f"{_INDEX}{self.index}", *map(encode_base64, self.proof), "", ""]
        return "\n".join(head).encode("ascii") + self.checkpoint

    def verify(
        self, leaf: bytes, log: Verifier, origin: str, witnesses: Sequence[Verifier] = (), quorum: int = 0
    ) -> Opened:
        """Return the checkpoint in which leaf hash ``leaf`` is proven to stand at ``index``.

        Raises TranslogError as ``open_checkpoint`` and ``verify_inclusion`` do.
        """
        opened = open_checkpoint(self.checkpoint, log, origin, witnesses, quorum)
        verify_inclusion(leaf, self.index, opened.checkpoint.size, self.proof, opened.checkpoint.root)
        return opened


def parse_bundle(data: bytes) -> ProofBundle:
    """Read a tlog-proof without trusting it. Raises TranslogError (``bundle``)."""
    head, blank, checkpoint = data[: MAX_BUNDLE + 1].partition(b"\n\n")
    if len(data) > MAX_BUNDLE or not blank:
        raise TranslogError(Code.BUNDLE, "a head, a blank line and a checkpoint")
    try:
        lines = head.decode("ascii").split("\n", MAX_PROOF + 4)
    except UnicodeDecodeError:
        raise TranslogError(Code.BUNDLE, "the head is ASCII") from None
    if lines.pop(0) != _HEADER:
        raise TranslogError(Code.BUNDLE, f"the first line is {_HEADER}")
    extra = None
    if lines and lines[0].startswith(_EXTRA):
        extra = decode_base64(lines.pop(0).removeprefix(_EXTRA), Code.BUNDLE)
    if not lines or not lines[0].startswith(_INDEX):
        raise TranslogError(Code.BUNDLE, "the index is missing")
    index = parse_number(lines.pop(0).removeprefix(_INDEX), Code.BUNDLE)
    return ProofBundle(index, tuple(decode_base64(line, Code.BUNDLE) for line in lines), checkpoint, extra)
