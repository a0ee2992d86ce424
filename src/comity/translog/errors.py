"""The one exception of this package, and the list of everything that it can say."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Why something was refused. Stable: programs may depend on the values."""

    ARGUMENT = "argument"  # a size, index, level or hash that no log can have
    FRONTIER = "frontier"  # stored frontier bytes that no frontier writes
    PROOF_SHAPE = "proof_shape"  # too many or too few hashes, or hashes of another length
    PROOF_ROOT = "proof_root"  # the proof leads to another root
    TILE_PATH = "tile_path"  # not a path of the C2SP form
    TILE_MISSING = "tile_missing"  # a tile or bundle that the size requires is not there
    TILE_TORN = "tile_torn"  # a tile or bundle of the wrong length, or cut inside an entry
    TILE_CONFLICT = "tile_conflict"  # other bytes stand where an immutable file belongs
    TILE_STORAGE = "tile_storage"  # the disk refused: full, read-only, no permission
    ENTRY_SIZE = "entry_size"  # an entry longer than a bundle can hold
    KEY = "key"  # a vkey or skey that is not one, or of another algorithm
    SIGNER = "signer"  # the signing device gave something that the key does not verify
    NOTE = "note"  # not a signed note
    NOTE_UNSIGNED = "note_unsigned"  # no signature by a known key
    NOTE_FORGED = "note_forged"  # a signature in the name of a known key that is not by it
    CHECKPOINT = "checkpoint"  # not a checkpoint
    CHECKPOINT_ORIGIN = "checkpoint_origin"  # a checkpoint of another log
    WITNESSES = "witnesses"  # fewer witnesses than asked for
    BUNDLE = "bundle"  # not a tlog-proof
    LOG_SHORT = "log_short"  # fewer leaves than the checkpoint says
    LOG_LONG = "log_long"  # more leaves than the checkpoint says
    LOG_ROOT = "log_root"  # the leaves lead to another root than the checkpoint's


class TranslogError(Exception):
    """Raised for everything that a peer, a file or a caller can get wrong.

    ``code`` is for programs; ``detail`` says in English what was found, and never quotes leaf data.
    """

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(f"{code.value}: {detail}")
        self.code = code
        self.detail = detail
