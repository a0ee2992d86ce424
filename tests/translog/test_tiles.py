"""The log as files: what is written, what is read, and what damaged files lead to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.translog import tiles
from comity.translog.errors import Code, TranslogError
from comity.translog.proofs import prove_consistency, prove_inclusion, verify_consistency, verify_inclusion
from comity.translog.tiles import (
    TileReader,
    decode_bundle,
    encode_bundle,
    extend,
    extend_hashes,
    prune,
    publish_checkpoint,
    read_checkpoint,
)
from comity.translog.tree import EMPTY_ROOT, leaf_hash, root_of

DATA = [b"leaf %d" % number * (number % 3) for number in range(1000)]
HASHES = [leaf_hash(leaf) for leaf in DATA]


def code(action: object, *arguments: object) -> Code:
    with pytest.raises(TranslogError) as refusal:
        action(*arguments)  # type: ignore[operator]  # any callable of the module
    return refusal.value.code


def listing(directory: Path) -> dict[str, bytes]:
    return {str(file.relative_to(directory)): file.read_bytes() for file in directory.rglob("*") if file.is_file()}


def growth_property(directory: Path, sizes: list[int]) -> None:
    """However it grew, the files are the tree's, at every size that was ever published."""
    old = 0
    for new in sorted(sizes):
        assert extend(directory, old, new, DATA[old:new]) == root_of(HASHES[:new])
        old = new
    for size in {0, *sizes}:
        reader = TileReader(directory, size)
        assert reader.root() == root_of(HASHES[:size])
        assert list(reader.entries()) == DATA[:size]
    assert not [name for name in listing(directory) if name.endswith(".new")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 700), min_size=1, max_size=5))
def test_growing_in_any_steps_gives_the_tree(tmp_path_factory: pytest.TempPathFactory, sizes: list[int]) -> None:
    growth_property(tmp_path_factory.mktemp("log"), sizes)


def test_the_growth_property_catches_a_planted_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "_begun_tile", lambda directory, level, low: b"")  # forgets the unfinished tile
    with pytest.raises((AssertionError, TranslogError)):
        growth_property(tmp_path, [100, 300])


def test_the_files_of_a_size_are_those_of_the_specification(tmp_path: Path) -> None:
    extend(tmp_path, 0, 600, DATA[:600])
    assert sorted(listing(tmp_path)) == [
        "tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2",
        "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88",
    ]  # fmt: skip
    assert (tmp_path / "tile/0/001").read_bytes() == b"".join(HASHES[256:512])
    assert (tmp_path / "tile/1/000.p/2").read_bytes() == root_of(HASHES[:256]) + root_of(HASHES[256:512])


def test_three_levels(tmp_path: Path) -> None:
    """70,000 leaves: the example of the specification."""
    hashes = [leaf_hash(b"%d" % number) for number in range(70_000)]
    root = extend_hashes(tmp_path, 0, 65_535, iter(hashes[:65_535]))
    assert root == root_of(hashes[:65_535])
    assert extend_hashes(tmp_path, 65_535, 70_000, iter(hashes[65_535:])) == root_of(hashes)
    names = listing(tmp_path)
    assert {"tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"} <= set(names)
    assert not any("entries" in name for name in names)
    reader = TileReader(tmp_path, 70_000)
    for index in (0, 65_535, 65_536, 69_999):
        proof = prove_inclusion(reader.read_hash, index, 70_000)
        verify_inclusion(hashes[index], index, 70_000, proof, root_of(hashes))
    proof = prove_consistency(reader.read_hash, 65_535, 70_000)
    verify_consistency(65_535, 70_000, proof, root, root_of(hashes))


def test_doing_it_again_changes_nothing_and_other_leaves_are_refused(tmp_path: Path) -> None:
    extend(tmp_path, 0, 300, DATA[:300])
    before = listing(tmp_path)
    extend(tmp_path, 0, 300, DATA[:300])
    assert listing(tmp_path) == before
    assert code(extend, tmp_path, 0, 300, [b"rewritten", *DATA[1:300]]) is Code.TILE_CONFLICT
    assert listing(tmp_path) == before


def test_a_deleted_partial_tile_is_found_in_the_full_one(tmp_path: Path) -> None:
    extend(tmp_path, 0, 100, DATA[:100])
    extend(tmp_path, 100, 256, DATA[100:256])
    (tmp_path / "tile/0/000.p/100").unlink()
    (tmp_path / "tile/entries/000.p/100").unlink()
    reader = TileReader(tmp_path, 100)
    assert reader.root() == root_of(HASHES[:100])
    assert [reader.entry(index) for index in (0, 99)] == [DATA[0], DATA[99]]
    assert code(reader.entry, 100) is Code.ARGUMENT
    assert extend(tmp_path, 100, 256, DATA[100:256]) == root_of(HASHES[:256])


@pytest.mark.parametrize("cut", [0, 1, 31, 32, 8191])
def test_a_torn_tile_is_refused(tmp_path: Path, cut: int) -> None:
    extend(tmp_path, 0, 300, DATA[:300])
    tile = tmp_path / "tile/0/000"
    tile.write_bytes(tile.read_bytes()[:cut])
    assert code(prove_inclusion, TileReader(tmp_path, 300).read_hash, 5, 300) is Code.TILE_TORN
    bundle = tmp_path / "tile/entries/000"
    bundle.write_bytes(bundle.read_bytes()[:cut])
    if cut < 8191:
        assert code(TileReader(tmp_path, 300).entry, 5) is Code.TILE_TORN


def test_a_torn_edge_stops_growth(tmp_path: Path) -> None:
    extend(tmp_path, 0, 300, DATA[:300])
    (tmp_path / "tile/0/001.p/44").write_bytes(b"\x00" * 32)
    before = listing(tmp_path)
    assert code(extend, tmp_path, 300, 400, DATA[300:400]) is Code.TILE_TORN
    assert listing(tmp_path) == before


def test_missing_and_overlong_tiles(tmp_path: Path) -> None:
    extend(tmp_path, 0, 300, DATA[:300])
    (tmp_path / "tile/0/000").unlink()
    assert code(prove_inclusion, TileReader(tmp_path, 300).read_hash, 5, 300) is Code.TILE_MISSING
    (tmp_path / "tile/0/000").write_bytes(b"\x00" * 10_000)
    assert code(prove_inclusion, TileReader(tmp_path, 300).read_hash, 5, 300) is Code.TILE_TORN
    (tmp_path / "tile/0/000").unlink()
    (tmp_path / "tile/0/000").mkdir()
    assert code(prove_inclusion, TileReader(tmp_path, 300).read_hash, 5, 300) is Code.TILE_STORAGE


def tampered_property(verify: Callable[..., None], directory: Path, index: int, bit: int) -> None:
    """One flipped bit in a tile: what is proven from it is true, or refused."""
    root = extend_hashes(directory, 0, 300, HASHES[:300])
    name, place = ("tile/0/000", bit // 8) if bit < 8192 * 8 else ("tile/0/001.p/44", bit // 8 - 8192)
    held = bytearray((directory / name).read_bytes())
    held[place] ^= 1 << bit % 8
    (directory / name).write_bytes(held)
    honest = prove_inclusion(lambda level, at: root_of(HASHES[at << level : (at + 1) << level]), index, 300)
    proof = prove_inclusion(TileReader(directory, 300).read_hash, index, 300)
    if proof == honest:
        verify(HASHES[index], index, 300, proof, root)
    else:
        assert code(verify, HASHES[index], index, 300, proof, root) is Code.PROOF_ROOT


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 299), st.integers(0, 300 * 256 - 1))
def test_a_tampered_tile_proves_nothing_false(tmp_path_factory: pytest.TempPathFactory, index: int, bit: int) -> None:
    tampered_property(verify_inclusion, tmp_path_factory.mktemp("log"), index, bit)


def test_the_tamper_property_catches_a_planted_bug(tmp_path: Path) -> None:
    def trusts_the_disk(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> None:
        """Takes the root from the tiles instead of the checkpoint."""
        verify_inclusion(leaf, index, size, proof, TileReader(tmp_path, size).root())

    with pytest.raises(pytest.fail.Exception):
        tampered_property(trusts_the_disk, tmp_path, 299, 8192 * 8 + 3)


def test_pruning_deletes_only_what_the_full_tile_says(tmp_path: Path) -> None:
    for size in range(0, 300, 10):
        extend(tmp_path, size, size + 10, DATA[size : size + 10])
    before = listing(tmp_path)
    assert prune(tmp_path, 290, 300) == 0  # nothing became full in this step
    assert prune(tmp_path, 0, 300) == 2 * 25
    kept = listing(tmp_path)
    assert kept.items() <= before.items()
    assert not [name for name in kept if "000.p" in name and not name.startswith("tile/1")]
    assert prune(tmp_path, 0, 300) == 0
    for size in (0, 10, 250, 260, 300):
        assert TileReader(tmp_path, size).root() == root_of(HASHES[:size])
        assert list(TileReader(tmp_path, size).entries()) == DATA[:size]


def test_too_few_and_too_many_leaves(tmp_path: Path) -> None:
    assert code(extend, tmp_path, 0, 10, DATA[:9]) is Code.LOG_SHORT
    assert code(extend, tmp_path, 0, 10, DATA[:11]) is Code.LOG_LONG
    assert code(extend_hashes, tmp_path / "h", 0, 10, HASHES[:9]) is Code.LOG_SHORT
    assert code(extend_hashes, tmp_path / "h", 0, 10, HASHES[:11]) is Code.LOG_LONG
    assert code(extend, tmp_path, 0, 0, DATA[:1]) is Code.LOG_LONG
    assert code(extend_hashes, tmp_path / "i", 0, 1, [b"short"]) is Code.ARGUMENT
    assert code(extend, tmp_path, 5, 4, []) is Code.ARGUMENT


def test_the_empty_log(tmp_path: Path) -> None:
    assert extend(tmp_path, 0, 0, []) == EMPTY_ROOT
    assert listing(tmp_path) == {}
    assert code(TileReader(tmp_path, 0).entry, 0) is Code.ARGUMENT
    assert code(TileReader, tmp_path, -1) is Code.ARGUMENT
    assert code(TileReader(tmp_path, 4).read_hash, 2, 1) is Code.ARGUMENT


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=8), st.integers(0, 400), st.binary(min_size=1, max_size=3))
def test_bundles(entries: list[bytes], cut: int, spare: bytes) -> None:
    data = encode_bundle(entries)
    assert decode_bundle(data, len(entries)) == entries
    if data:
        assert code(decode_bundle, data[: cut % len(data)], len(entries)) is Code.TILE_TORN
    assert code(decode_bundle, data + spare, len(entries)) is Code.TILE_TORN
    assert code(decode_bundle, data, len(entries) + 1) is Code.TILE_TORN


def test_an_entry_has_a_limit(tmp_path: Path) -> None:
    assert decode_bundle(encode_bundle([b"x" * 65535]), 1) == [b"x" * 65535]
    assert code(extend, tmp_path, 0, 1, [b"x" * 65536]) is Code.ENTRY_SIZE
    assert tiles.MAX_BUNDLE == 256 * 65537


def test_the_checkpoint_is_replaced_whole(tmp_path: Path) -> None:
    assert read_checkpoint(tmp_path) is None
    publish_checkpoint(tmp_path, b"one")
    publish_checkpoint(tmp_path, b"two")
    assert read_checkpoint(tmp_path) == b"two"
    assert listing(tmp_path) == {"checkpoint": b"two"}
