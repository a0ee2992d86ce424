"""Proofs verify, and nothing near them does. Each property is run once more on a planted bug, and must fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.translog import proofs
from comity.translog.checkpoint import Checkpoint
from comity.translog.errors import Code, TranslogError
from comity.translog.proofs import prove_consistency, prove_inclusion, verify_consistency, verify_inclusion
from comity.translog.tree import leaf_hash, node_hash, perfect_root, root_of

LEAVES = [leaf_hash(b"%d" % number) for number in range(300)]
ROOTS = [root_of(LEAVES[:size]) for size in range(len(LEAVES) + 1)]
MODEST = settings(max_examples=80, deadline=None)

Verify = Callable[..., None]


def read(level: int, index: int) -> bytes:
    return perfect_root(LEAVES[index << level : (index + 1) << level])


def flipped(value: bytes, bit: int) -> bytes:
    return bytes(byte ^ (1 << bit % 8 if place == bit // 8 % len(value) else 0) for place, byte in enumerate(value))


def refuses(verify: Verify, *arguments: Any) -> None:
    with pytest.raises(TranslogError) as refusal:
        verify(*arguments)
    assert refusal.value.code in {Code.ARGUMENT, Code.PROOF_SHAPE, Code.PROOF_ROOT}


def inclusion_property(verify: Verify, size: int, index: int, other: int, bit: int) -> None:
    """What a verifier of inclusion must do; run on the real one, and on broken ones."""
    proof = prove_inclusion(read, index, size)
    verify(LEAVES[index], index, size, proof, ROOTS[size])
    refuses(verify, flipped(LEAVES[index], bit), index, size, proof, ROOTS[size])
    refuses(verify, LEAVES[index], index, size, proof, flipped(ROOTS[size], bit))
    refuses(verify, LEAVES[index], index, size, [*proof, LEAVES[other]], ROOTS[size])
    refuses(verify, LEAVES[index], index, size, [LEAVES[other], *proof], ROOTS[size])
    if other != index:
        refuses(verify, LEAVES[index], other, size, proof, ROOTS[size])
    if proof:
        place = bit % len(proof)
        changed = [flipped(node, bit) if at == place else node for at, node in enumerate(proof)]
        refuses(verify, LEAVES[index], index, size, changed, ROOTS[size])
        refuses(verify, LEAVES[index], index, size, proof[:-1], ROOTS[size])
        refuses(verify, LEAVES[index], index, size, [*proof[:-1], proof[-1][:31]], ROOTS[size])


def consistency_property(verify: Verify, old: int, new: int, bit: int) -> None:
    """What a verifier of consistency must do."""
    proof = prove_consistency(read, old, new)
    verify(old, new, proof, ROOTS[old], ROOTS[new])
    refuses(verify, old, new, proof, flipped(ROOTS[old], bit), ROOTS[new])
    refuses(verify, old, new, proof, ROOTS[old], flipped(ROOTS[new], bit))
    refuses(verify, old, new, [*proof, LEAVES[0]], ROOTS[old], ROOTS[new])
    if old != new:
        refuses(verify, old, new, proof, ROOTS[new], ROOTS[old])
        refuses(verify, new, old, proof, ROOTS[new], ROOTS[old])
        refuses(verify, old - 1, new, proof, ROOTS[old], ROOTS[new])
        refuses(verify, old, new, proof[:-1], ROOTS[old], ROOTS[new])
        place = bit % len(proof)
        changed = [flipped(node, bit) if at == place else node for at, node in enumerate(proof)]
        refuses(verify, old, new, changed, ROOTS[old], ROOTS[new])


@MODEST
@given(st.data())
def test_inclusion(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(LEAVES)))
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    inclusion_property(verify_inclusion, size, index, other, data.draw(st.integers(0, 255)))


@MODEST
@given(st.data())
def test_consistency(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, len(LEAVES)))
    consistency_property(verify_consistency, data.draw(st.integers(1, new)), new, data.draw(st.integers(0, 255)))


def test_every_proof_in_every_small_tree() -> None:
    for size in range(1, 34):
        for index in range(size):
            verify_inclusion(LEAVES[index], index, size, prove_inclusion(read, index, size), ROOTS[size])
            verify_consistency(index + 1, size, prove_consistency(read, index + 1, size), ROOTS[index + 1], ROOTS[size])


def _ignores_index(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    for guess in range(size):
        try:
            return verify_inclusion(leaf, guess, size, proof, root)
        except TranslogError:
            continue
    raise TranslogError(Code.PROOF_ROOT, "planted")


def _ignores_leaf(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    verify_inclusion(LEAVES[index], index, size, proof, root)


def _ignores_spare_hashes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    verify_inclusion(leaf, index, size, proof[: len(prove_inclusion(read, index, size))], root)


def _accepts_any_root(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    verify_inclusion(leaf, index, size, proof, ROOTS[size])


@pytest.mark.parametrize("broken", [_ignores_index, _ignores_leaf, _ignores_spare_hashes, _accepts_any_root])
def test_the_inclusion_property_catches_planted_bugs(broken: Verify) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        inclusion_property(broken, 21, 5, 6, 9)


def _ignores_old_root(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    verify_consistency(old, new, proof, ROOTS[old], new_root)


def _ignores_new_root(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    verify_consistency(old, new, proof, old_root, ROOTS[new])


def _ignores_spare_node(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    verify_consistency(old, new, proof[: len(prove_consistency(read, old, new))], old_root, new_root)


def _sorts_the_sizes(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    pairs = sorted([(old, old_root), (new, new_root)])
    verify_consistency(pairs[0][0], pairs[1][0], proof, pairs[0][1], pairs[1][1])


@pytest.mark.parametrize("broken", [_ignores_old_root, _ignores_new_root, _ignores_spare_node, _sorts_the_sizes])
def test_the_consistency_property_catches_planted_bugs(broken: Verify) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        consistency_property(broken, 6, 21, 9)


def test_swapped_children_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "node_hash", lambda left, right: node_hash(right, left))
    with pytest.raises(TranslogError):
        inclusion_property(verify_inclusion, 21, 5, 6, 9)


def test_a_rewritten_history_is_refused() -> None:
    forged = [*LEAVES[:3], leaf_hash(b"rewritten"), *LEAVES[4:20]]

    def read_forged(level: int, index: int) -> bytes:
        return perfect_root(forged[index << level : (index + 1) << level])

    for old in range(4, 20):
        proof = prove_consistency(read_forged, old, 20)
        refuses(verify_consistency, old, 20, proof, ROOTS[old], root_of(forged))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3), (0, 2**63), (True - 2, 5)])
def test_no_such_leaf(index: int, size: int) -> None:
    for call in (lambda: prove_inclusion(read, index, size), lambda: verify_inclusion(LEAVES[0], index, size, [], b"")):
        with pytest.raises(TranslogError) as refusal:
            call()
        assert refusal.value.code is Code.ARGUMENT


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5), (1, 2**63)])
def test_no_such_growth(old: int, new: int) -> None:
    for call in (lambda: prove_consistency(read, old, new), lambda: verify_consistency(old, new, [], b"", b"")):
        with pytest.raises(TranslogError) as refusal:
            call()
        assert refusal.value.code is Code.ARGUMENT


def test_a_proof_of_a_million_hashes_costs_nothing() -> None:
    refuses(verify_inclusion, LEAVES[0], 0, 2**62, [LEAVES[0]] * 1_000_000, ROOTS[1])
    refuses(verify_consistency, 1, 2**62, [LEAVES[0]] * 1_000_000, ROOTS[1], ROOTS[2])


def test_the_largest_tree_is_allowed() -> None:
    """2**63 - 1 leaves that all hash alike: every perfect subtree of a level is the same."""
    level_hash = [LEAVES[0]]
    for _ in range(63):
        level_hash.append(node_hash(level_hash[-1], level_hash[-1]))

    def read_alike(level: int, index: int) -> bytes:
        return level_hash[level]

    size = 2**63 - 1
    root = proofs.range_root(read_alike, 0, size)
    for index in (0, 2**62, size - 1):
        verify_inclusion(LEAVES[0], index, size, prove_inclusion(read_alike, index, size), root)
    for old in (1, 2**62, size - 1):
        proof = prove_consistency(read_alike, old, size)
        verify_consistency(old, size, proof, proofs.range_root(read_alike, 0, old), root)
    assert Checkpoint("log.example/one", size, root).size == size
