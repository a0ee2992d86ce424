"""Figures of the log: ``python bench/translog.py [LEAVES]`` prints rates, times and sizes."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from comity.translog.bundle import ProofBundle
from comity.translog.check import check_files, check_leaves
from comity.translog.checkpoint import Checkpoint, sign_checkpoint
from comity.translog.proofs import prove_consistency, prove_inclusion, verify_inclusion
from comity.translog.tiles import TileReader, extend
from comity.translog.tree import Frontier, leaf_hash
from comity.translog.vkeys import signer_from_seed

ORIGIN = "bench.example/log"
PROOFS = 300
SMALL_BATCHES = 200


def seconds(action: Callable[[], object]) -> float:
    """Return how long ``action`` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def rate(name: str, count: int, action: Callable[[], object]) -> None:
    """Print how many of ``count`` things ``action`` does in a second."""
    print(f"{name:<52}{count / seconds(action):>12,.0f} leaves/s")


def fsync_time(directory: Path) -> float:
    """Return the mean time of one small durable write, in seconds."""
    with (directory / "probe").open("wb") as file:

        def writes() -> None:
            for _ in range(100):
                file.write(b"x")
                file.flush()
                os.fsync(file.fileno())

        return seconds(writes) / 100


def bench_proofs(directory: Path, size: int, root: bytes, leaves: list[bytes]) -> None:
    """Print times and sizes of proofs from cold and warm tiles, each verified."""
    indexes = [number * 7919 % size for number in range(PROOFS)]
    started = time.perf_counter()
    proofs = [prove_inclusion(TileReader(directory, size).read_hash, index, size) for index in indexes]
    cold = (time.perf_counter() - started) / PROOFS
    reader = TileReader(directory, size)
    warm = seconds(lambda: [prove_inclusion(reader.read_hash, index, size) for index in indexes]) / PROOFS
    for index, proof in zip(indexes, proofs, strict=True):
        verify_inclusion(leaf_hash(leaves[index]), index, size, proof, root)
    print(f"{'inclusion proof, tiles read each time':<52}{cold * 1000:>12.2f} ms, {32 * len(proofs[0])} bytes")
    print(f"{'inclusion proof, 64 tiles cached':<52}{warm * 1000:>12.2f} ms")
    olds = [1 + index // 2 for index in indexes]
    took = seconds(lambda: [prove_consistency(TileReader(directory, size).read_hash, old, size) for old in olds])
    print(f"{'consistency proof, tiles read each time':<52}{took / PROOFS * 1000:>12.2f} ms")
    signed = sign_checkpoint(Checkpoint(ORIGIN, size, root), [signer_from_seed(ORIGIN, bytes(32))])
    print(f"{'tlog-proof file':<52}{len(ProofBundle(indexes[0], tuple(proofs[0]), signed).to_bytes()):>12,} bytes")


def main() -> None:
    """Print every figure."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    leaves = [b"leaf %d " % number + bytes(150) for number in range(size)]
    hashes = [leaf_hash(leaf) for leaf in leaves]
    frontier = Frontier()
    rate("tree: frontier over leaf hashes", size, lambda: frontier.extend(hashes))
    root = frontier.root()
    checkpoint = Checkpoint(ORIGIN, size, root)
    rate("tree: leaf data of 160 bytes to root (check_leaves)", size, lambda: check_leaves(leaves, checkpoint))
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        print(f"{'one fsync here':<52}{fsync_time(directory) * 1000:>12.2f} ms")
        rate("files: written durably in one go", size, lambda: extend(directory, 0, size, leaves))
        rate("files: every tile checked again (check_files)", size, lambda: check_files(directory, checkpoint))
        bench_proofs(directory, size, root, leaves)
        more = SMALL_BATCHES
        step = seconds(lambda: [extend(directory, size + n, size + n + 1, [b"one more"]) for n in range(more)]) / more
        print(f"{'files: grown by one leaf, durably':<52}{step * 1000:>12.2f} ms")


if __name__ == "__main__":
    main()
