"""Inclusion and consistency proofs (RFC 6962, 2.1.1 and 2.1.2; verification as RFC 9162, 2.1.3 and 2.1.4).

Building follows the recursive definition and reads hashes through a function; verifying follows the
iterative algorithm and reads nothing. They share no code, so one checks the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from comity.translog.errors import Code, TranslogError
from comity.translog.tree import EMPTY_ROOT, HASH_BYTES, MAX_SIZE, node_hash

HashReader = Callable[[int, int], bytes]
"""``read(level, index)`` returns the hash over the 2**level leaves from index * 2**level on."""

MAX_PROOF: Final = 64  # a consistency proof over 2**63 leaves has 64 hashes; nothing honest is longer


def range_root(read: HashReader, low: int, high: int) -> bytes:
    """Return the Merkle tree hash of leaves low..high-1, where low is a multiple of a power of two >= high - low."""
    if low == high:
        return EMPTY_ROOT
    peaks: list[bytes] = []
    while low < high:
        level = (high - low).bit_length() - 1
        peaks.append(read(level, low >> level))
        low += 1 << level
    node = peaks.pop()
    while peaks:
        node = node_hash(peaks.pop(), node)
    return node


def prove_inclusion(read: HashReader, index: int, size: int) -> list[bytes]:
    """Return the audit path of leaf ``index`` in the tree of ``size`` leaves, leaf's sibling first.

    Raises TranslogError (``argument``) where the tree has no such leaf, and whatever ``read`` raises.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise TranslogError(Code.ARGUMENT, f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        split = low + _split(high - low)
        if index < split:
            path.append(range_root(read, split, high))
            high = split
        else:
            path.append(range_root(read, low, split))
            low = split
    path.reverse()
    return path


def prove_consistency(read: HashReader, old: int, new: int) -> list[bytes]:
    """Return the proof that the tree of ``new`` leaves begins with that of ``old``. Equal sizes give [].

    Raises TranslogError (``argument``) unless 0 < old <= new: every tree extends the empty one, so that
    proof would prove nothing.
    """
    if not 0 < old <= new <= MAX_SIZE:
        raise TranslogError(Code.ARGUMENT, f"no consistency proof from {old} to {new}")
    proof: list[bytes] = []
    low, high, known = 0, new, True  # known: the verifier holds the old root, so it need not be sent
    while old != high:
        split = low + _split(high - low)
        if old <= split:
            proof.append(range_root(read, split, high))
            high = split
        else:
            proof.append(range_root(read, low, split))
            low, known = split, False
    if not known:
        proof.append(range_root(read, low, high))
    proof.reverse()
    return proof


def _split(count: int) -> int:
    """The largest power of two smaller than ``count``."""
    return 1 << (count - 1).bit_length() - 1


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Return if leaf hash ``leaf`` stands at ``index`` in the tree of ``size`` leaves with this root.

    Raises TranslogError: ``argument`` (no such leaf), ``proof_shape``, ``proof_root``.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise TranslogError(Code.ARGUMENT, f"no leaf {index} in a tree of {size}")
    _check_shape([leaf, *proof[: MAX_PROOF + 1]])
    node, at, last = leaf, index, size - 1
    for sibling in proof:
        if last == 0:
            raise TranslogError(Code.PROOF_SHAPE, "the proof has too many hashes")
        if at & 1 or at == last:
            node = node_hash(sibling, node)
            while not at & 1:  # the right edge: levels where this node has no sibling
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    if last != 0:
        raise TranslogError(Code.PROOF_SHAPE, "the proof has too few hashes")
    if node != root:
        raise TranslogError(Code.PROOF_ROOT, f"leaf {index} is not in the tree of {size} with this root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Return if the tree (new, new_root) begins with all leaves of the tree (old, old_root), unchanged.

    Raises TranslogError: ``argument`` (not 0 < old <= new, but for two equal sizes), ``proof_shape``,
    ``proof_root``.
    """
    if old == new and 0 <= old <= MAX_SIZE:
        if proof:
            raise TranslogError(Code.PROOF_SHAPE, "trees of equal size need no hashes")
        if old_root != new_root:
            raise TranslogError(Code.PROOF_ROOT, f"two different roots for one size, {old}")
        return
    if not 0 < old < new <= MAX_SIZE:
        raise TranslogError(Code.ARGUMENT, f"no consistency proof from {old} to {new}")
    _check_shape(proof[: MAX_PROOF + 1])
    if not proof:
        raise TranslogError(Code.PROOF_SHAPE, "the proof has no hashes")
    found_old, found_new = _walk_consistency(old, new, proof, old_root)
    if found_old != old_root:
        raise TranslogError(Code.PROOF_ROOT, f"the proof does not lead to the root of the first {old} leaves")
    if found_new != new_root:
        raise TranslogError(Code.PROOF_ROOT, f"the proof does not lead to the root of the {new} leaves")


def _walk_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes) -> tuple[bytes, bytes]:
    at, last = old - 1, new - 1
    while at & 1:  # up to the largest perfect subtree that ends where the old tree ends
        at, last = at >> 1, last >> 1
    path = iter(proof)
    left = right = old_root if at == 0 else next(path)
    for sibling in path:
        if last == 0:
            raise TranslogError(Code.PROOF_SHAPE, "the proof has too many hashes")
        if at & 1 or at == last:
            left, right = node_hash(sibling, left), node_hash(sibling, right)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            right = node_hash(right, sibling)
        at, last = at >> 1, last >> 1
    if last != 0:
        raise TranslogError(Code.PROOF_SHAPE, "the proof has too few hashes")
    return left, right


def _check_shape(hashes: Sequence[bytes]) -> None:
    if len(hashes) > MAX_PROOF:
        raise TranslogError(Code.PROOF_SHAPE, f"a proof has at most {MAX_PROOF} hashes")
    if any(len(node) != HASH_BYTES for node in hashes):
        raise TranslogError(Code.PROOF_SHAPE, "a hash has 32 bytes")
