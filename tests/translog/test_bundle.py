"""The file that proves one leaf offline."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.translog.bundle import MAX_BUNDLE, MAX_EXTRA, ProofBundle, parse_bundle
from comity.translog.checkpoint import Checkpoint, sign_checkpoint
from comity.translog.errors import Code, TranslogError
from comity.translog.proofs import prove_inclusion
from comity.translog.tree import leaf_hash, perfect_root, root_of
from comity.translog.vkeys import signer_from_seed

ORIGIN = "log.example/one"
SIGNER = signer_from_seed(ORIGIN, bytes(range(32)))
LEAVES = [leaf_hash(b"%d" % number) for number in range(21)]
SIGNED = sign_checkpoint(Checkpoint(ORIGIN, len(LEAVES), root_of(LEAVES)), [SIGNER])


def read(level: int, index: int) -> bytes:
    return perfect_root(LEAVES[index << level : (index + 1) << level])


def bundle(index: int, extra: bytes | None = None) -> ProofBundle:
    return ProofBundle(index, tuple(prove_inclusion(read, index, len(LEAVES))), SIGNED, extra)


DATA = bundle(7).to_bytes()


@pytest.mark.parametrize("extra", [None, b"", b"context"])
def test_every_leaf_is_proven_by_its_file_alone(extra: bytes | None) -> None:
    for index, leaf in enumerate(LEAVES):
        parsed = parse_bundle(bundle(index, extra).to_bytes())
        assert parsed == bundle(index, extra)
        assert parsed.verify(leaf, SIGNER.key, ORIGIN).checkpoint.size == len(LEAVES)


def test_the_file_is_that_of_the_specification() -> None:
    lines = bundle(7, b"hello").to_bytes().decode().split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra aGVsbG8=", "index 7"]
    assert lines[3 + len(bundle(7).proof)] == ""
    assert "\n".join(lines[4 + len(bundle(7).proof) :]).encode() == SIGNED


def test_a_log_of_one_leaf_needs_no_hashes() -> None:
    signed = sign_checkpoint(Checkpoint(ORIGIN, 1, LEAVES[0]), [SIGNER])
    data = ProofBundle(0, (), signed).to_bytes()
    assert data.startswith(b"c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example/one\n1\n")
    assert parse_bundle(data).verify(LEAVES[0], SIGNER.key, ORIGIN).checkpoint.size == 1


def test_another_leaf_index_log_or_key_is_refused() -> None:
    good, other = bundle(7), signer_from_seed(ORIGIN, bytes(range(1, 33)))
    cases: list[tuple[Callable[[], object], Code]] = [
        (lambda: good.verify(LEAVES[8], SIGNER.key, ORIGIN), Code.PROOF_ROOT),
        (lambda: ProofBundle(8, good.proof, SIGNED).verify(LEAVES[7], SIGNER.key, ORIGIN), Code.PROOF_ROOT),
        (lambda: ProofBundle(99, good.proof, SIGNED).verify(LEAVES[7], SIGNER.key, ORIGIN), Code.ARGUMENT),
        (lambda: ProofBundle(7, good.proof[:-1], SIGNED).verify(LEAVES[7], SIGNER.key, ORIGIN), Code.PROOF_SHAPE),
        (lambda: good.verify(LEAVES[7], SIGNER.key, "log.example/two"), Code.CHECKPOINT_ORIGIN),
        (lambda: good.verify(LEAVES[7], other.key, ORIGIN), Code.NOTE_UNSIGNED),
    ]
    for action, expected in cases:
        with pytest.raises(TranslogError) as refusal:
            action()
        assert refusal.value.code is expected


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"c2sp.org/tlog-proof@v1\n\nx", DATA.replace(b"@v1", b"@v2"),
        DATA.replace(b"index 7", b"index 07"),
        DATA.replace(b"index 7", b"index -7"), DATA.replace(b"index 7\n", b""), DATA.replace(b"index 7", b"Index 7"),
        DATA.replace(b"index 7", b"extra !\nindex 7"), DATA.replace(b"index 7", b"extra \nextra \nindex 7"),
        DATA.replace(b"index 7", b"index 7\nAAAA"), DATA.replace(b"index 7", b"index 7\n" + b"A" * 43 + b"=\n" * 70),
        DATA.replace(b"\n", b"\r\n"), DATA.replace(b"index", "индекс".encode()), DATA.split(b"\n\n")[0] + b"\n\n",
        DATA + b"x" * MAX_BUNDLE, b"c2sp.org/tlog-proof@v1\n" + b"\n".join([b"A"] * 500) + b"\n\nx",
    ],
)  # fmt: skip
def test_no_bundle(data: bytes) -> None:
    with pytest.raises(TranslogError) as refusal:
        parse_bundle(data)
    assert refusal.value.code is Code.BUNDLE


def test_extra_data_has_a_limit() -> None:
    assert parse_bundle(bundle(7, bytes(MAX_EXTRA)).to_bytes()).extra == bytes(MAX_EXTRA)
    with pytest.raises(TranslogError):
        bundle(7, bytes(MAX_EXTRA + 1))


def flipped_bit_property(verify: object, bit: int) -> None:
    """No file that differs in one bit proves anything; run once more on a verifier that looks away."""
    data = bytearray(DATA)
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises(TranslogError):
        verify(bytes(data))  # type: ignore[operator]  # a callable


def _verify(data: bytes) -> None:
    parse_bundle(data).verify(LEAVES[7], SIGNER.key, ORIGIN)


def _forgets_the_signature(data: bytes) -> None:
    parse_bundle(data)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(DATA) * 8 - 1))
def test_any_flipped_bit_is_refused(bit: int) -> None:
    flipped_bit_property(_verify, bit)


def test_the_property_catches_a_planted_bug() -> None:
    with pytest.raises(pytest.fail.Exception):
        flipped_bit_property(_forgets_the_signature, len(DATA) * 8 - 100)


def test_the_parts_have_limits() -> None:
    cases: list[tuple[int, int, bytes]] = [(2**63 - 1, 0, SIGNED), (-1, 0, SIGNED), (0, 65, SIGNED), (0, 0, b"")]
    for index, hashes, checkpoint in cases:
        with pytest.raises(TranslogError) as refusal:
            ProofBundle(index, (LEAVES[0],) * hashes, checkpoint)
        assert refusal.value.code is Code.BUNDLE
    with pytest.raises(TranslogError):
        ProofBundle(0, (b"short",), SIGNED)
    assert len(ProofBundle(2**63 - 2, (LEAVES[0],) * 64, SIGNED).proof) == 64
