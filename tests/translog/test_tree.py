"""RFC 6962 hashes and the frontier."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.translog.errors import Code, TranslogError
from comity.translog.tree import EMPTY_ROOT, Frontier, leaf_hash, node_hash, perfect_root, root_of

# The eight leaves and nine roots of the reference implementation of RFC 6962.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def definition(leaves: list[bytes]) -> bytes:
    """MTH as RFC 6962, 2.1 defines it, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(definition(leaves[:split]), definition(leaves[split:]))


def test_known_roots() -> None:
    frontier = Frontier()
    assert frontier.root() == EMPTY_ROOT == bytes.fromhex(ROOTS[0])
    for leaf, root in zip(LEAVES, ROOTS[1:], strict=True):
        frontier.append(leaf_hash(leaf))
        assert frontier.root().hex() == root
    assert frontier.size == len(LEAVES)


def test_leaves_and_nodes_cannot_be_taken_for_each_other() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=4), max_size=70), st.integers(0, 70))
def test_the_frontier_is_the_definition_and_survives_storage(leaves: list[bytes], cut: int) -> None:
    first = Frontier()
    first.extend(map(leaf_hash, leaves[:cut]))
    second = Frontier.from_bytes(first.to_bytes())
    second.extend(map(leaf_hash, leaves[cut:]))
    assert second.root() == definition(leaves) == root_of(map(leaf_hash, leaves))
    assert second.to_bytes() == Frontier.from_bytes(second.to_bytes()).to_bytes()
    assert first.root() == definition(leaves[:cut])


@pytest.mark.parametrize("stored", [b"", b"\x00" * 7, b"\x00" * 7 + b"\x01", b"\x00" * 9, b"\xff" * (8 + 32 * 64)])
def test_a_frontier_of_another_length_is_refused(stored: bytes) -> None:
    with pytest.raises(TranslogError) as refusal:
        Frontier.from_bytes(stored)
    assert refusal.value.code is Code.FRONTIER


def test_a_bad_leaf_hash_is_refused_and_counts_nothing() -> None:
    frontier = Frontier()
    with pytest.raises(TranslogError) as refusal:
        frontier.extend([leaf_hash(b"good"), b"short"])
    assert refusal.value.code is Code.ARGUMENT
    assert frontier.size == 1
    assert frontier.root() == leaf_hash(b"good")


def test_a_copy_grows_alone() -> None:
    frontier = Frontier()
    frontier.append(leaf_hash(b"one"))
    twin = frontier.copy()
    twin.append(leaf_hash(b"two"))
    assert (frontier.size, twin.size) == (1, 2)
    assert frontier.root() != twin.root()


def test_perfect_root() -> None:
    assert perfect_root([leaf_hash(leaf) for leaf in LEAVES]).hex() == ROOTS[8]
