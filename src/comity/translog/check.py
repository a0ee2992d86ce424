"""Verify a whole log again: from its leaves to the root that its checkpoint states."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from comity.translog.checkpoint import Checkpoint
from comity.translog.errors import Code, TranslogError
from comity.translog.files import read_limited
from comity.translog.paths import TILE_WIDTH, TilePath
from comity.translog.tiles import MAX_BUNDLE, TileReader, grow_tiles
from comity.translog.tree import Frontier, leaf_hash

Timer = Callable[[], float]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """A log that was verified, and how long that took."""

    size: int
    root: bytes
    seconds: float

    @property
    def leaves_per_second(self) -> float:
        """The rate; 0 where the clock did not move."""
        return self.size / self.seconds if self.seconds > 0 else 0.0


def check_leaves(
    leaves: Iterable[bytes],
    checkpoint: Checkpoint,
    progress: Progress | None = None,
    timer: Timer = time.perf_counter,
) -> Report:
    """Hash all leaf data and compare with the checkpoint; ``progress`` hears the number done, now and then.

    Raises TranslogError: ``log_short``, ``log_long``, ``log_root``.
    """
    return check_hashes(map(leaf_hash, leaves), checkpoint, progress, timer)


def check_hashes(
    leaf_hashes: Iterable[bytes],
    checkpoint: Checkpoint,
    progress: Progress | None = None,
    timer: Timer = time.perf_counter,
) -> Report:
    """Do as ``check_leaves`` from leaf hashes."""
    started = timer()
    source = iter(leaf_hashes)
    frontier = Frontier()
    while frontier.size < checkpoint.size:
        before = frontier.size
        frontier.extend(islice(source, min(64 * TILE_WIDTH, checkpoint.size - before)))
        if frontier.size == before:
            raise TranslogError(Code.LOG_SHORT, f"{before} leaves, where the checkpoint says {checkpoint.size}")
        if progress:
            progress(frontier.size)
    if next(source, None) is not None:
        raise TranslogError(Code.LOG_LONG, f"more leaves than the {checkpoint.size} of the checkpoint")
    if frontier.root() != checkpoint.root:
        raise TranslogError(Code.LOG_ROOT, f"the {checkpoint.size} leaves lead to another root than the checkpoint's")
    return Report(frontier.size, frontier.root(), timer() - started)


def check_files(
    directory: Path,
    checkpoint: Checkpoint,
    leaf_hashes: Iterable[bytes] | None = None,
    timer: Timer = time.perf_counter,
) -> Report:
    """Compare every tile on disk with what the leaves lead to, and the root with the checkpoint.

    The leaves are the entry bundles on disk, or ``leaf_hashes`` from elsewhere. Raises TranslogError:
    ``tile_missing``, ``tile_torn``, ``tile_conflict``, ``tile_storage``, ``log_short``, ``log_long``, ``log_root``.
    """
    started = timer()
    reader = TileReader(directory, checkpoint.size)
    source = map(leaf_hash, reader.entries()) if leaf_hashes is None else iter(leaf_hashes)

    def compare(path: TilePath, expected: bytes) -> None:
        found = read_limited(directory / str(path), len(expected))
        if found is None and not path.is_full:
            whole = read_limited(directory / str(path.full()), MAX_BUNDLE)
            found = None if whole is None else whole[: len(expected)]
        if found is None:
            raise TranslogError(Code.TILE_MISSING, f"{path} is not there")
        if found != expected:
            raise TranslogError(Code.TILE_CONFLICT, f"{path} does not hold the hashes that the leaves lead to")

    grow_tiles(directory, 0, checkpoint.size, source, compare)
    if reader.root() != checkpoint.root:
        raise TranslogError(Code.LOG_ROOT, f"the {checkpoint.size} leaves lead to another root than the checkpoint's")
    return Report(checkpoint.size, checkpoint.root, timer() - started)
