"""The Merkle tree of RFC 6962, section 2.1, held as its frontier.

A tree of n leaves splits into perfect subtrees, one for each bit of n that is set. Their roots, the
frontier, are all that is needed to append and to say the root: at most 63 hashes, whatever n is.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final, Self

from comity.translog.errors import Code, TranslogError

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()
MAX_SIZE: Final = 2**63 - 1  # what every implementation of the formats can hold
_SIZE_BYTES: Final = 8


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one leaf: SHA-256 of 0x00 and the data (RFC 6962, 2.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of 0x01, left, right (RFC 6962, 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: list[bytes]) -> bytes:
    """Return the root over 2**k hashes, level by level. The caller vouches for the count."""
    while len(hashes) > 1:
        lefts, rights = hashes[::2], hashes[1::2]
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in zip(lefts, rights, strict=True)]
    return hashes[0]


class Frontier:
    """A growing tree: append leaf hashes, ask for the size and the root at any time."""

    __slots__ = ("_peaks", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._peaks: list[bytes] = []  # roots of the perfect subtrees, largest first

    @property
    def size(self) -> int:
        """The number of leaves."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash (32 bytes). Raises TranslogError (``argument``)."""
        self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order. A bad one raises (``argument``); those before it stay added."""
        peaks, size, digest = self._peaks, self._size, sha256
        push, pop = peaks.append, peaks.pop
        try:
            for leaf in leaves:
                if len(leaf) != HASH_BYTES:
                    raise TranslogError(Code.ARGUMENT, f"a leaf hash has 32 bytes, not {len(leaf)}")
                node, carry = leaf, size
                while carry & 1:
                    node = digest(b"\x01" + pop() + node).digest()
                    carry >>= 1
                push(node)
                size += 1
        finally:
            self._size = size

    def root(self) -> bytes:
        """Return the Merkle tree hash of all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = node_hash(peak, node)
        return node

    def copy(self) -> Self:
        """Return an independent frontier of the same leaves."""
        twin = type(self)()
        twin._size, twin._peaks = self._size, self._peaks.copy()
        return twin

    def to_bytes(self) -> bytes:
        """Return the size (8 bytes, big-endian) and the peaks, for a database row: at most 2,024 bytes."""
        return self._size.to_bytes(_SIZE_BYTES, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Read what ``to_bytes`` wrote. Raises TranslogError (``frontier``) on anything else."""
        size = int.from_bytes(stored[:_SIZE_BYTES], "big")
        if size > MAX_SIZE or len(stored) != _SIZE_BYTES + HASH_BYTES * size.bit_count():
            raise TranslogError(Code.FRONTIER, f"{len(stored)} bytes do not hold the frontier of {size} leaves")
        frontier = cls()
        frontier._size = size
        frontier._peaks = [stored[at : at + HASH_BYTES] for at in range(_SIZE_BYTES, len(stored), HASH_BYTES)]
        return frontier


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over these leaf hashes."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()
