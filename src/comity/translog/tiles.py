"""The log as static files (C2SP tlog-tiles): hash tiles of height 8 and entry bundles, written and read.

A tile of level L holds up to 256 hashes, each over 256**L leaves. Only full tiles are hashed into the
level above. Every file is immutable; a growing edge is a new file of another width beside the old one.
"""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from comity.translog.errors import Code, TranslogError
from comity.translog.files import DurableDirectory, read_limited, remove_directory
from comity.translog.note import MAX_NOTE
from comity.translog.paths import CHECKPOINT_PATH, MAX_LEVEL, TILE_HEIGHT, TILE_WIDTH, TilePath, widths
from comity.translog.proofs import range_root
from comity.translog.tree import HASH_BYTES, MAX_SIZE, leaf_hash, perfect_root

MAX_ENTRY: Final = 0xFFFF
MAX_BUNDLE: Final = TILE_WIDTH * (2 + MAX_ENTRY)
_CACHED_TILES: Final = 64
_LENGTH: Final = struct.Struct(">H")

Sink = Callable[[TilePath, bytes], None]


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Return entries, each behind its length in two bytes. Raises TranslogError (``entry_size``)."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise TranslogError(Code.ENTRY_SIZE, f"an entry of {len(entry)} bytes; the most is {MAX_ENTRY}")
        parts += (_LENGTH.pack(len(entry)), entry)
    return b"".join(parts)


def decode_bundle(data: bytes, count: int) -> list[bytes]:
    """Return the ``count`` entries of a bundle. Raises TranslogError (``tile_torn``) unless that is all of it."""
    entries: list[bytes] = []
    at = 0
    while at + 2 <= len(data) and len(entries) < count:
        start = at + 2
        at = start + _LENGTH.unpack_from(data, at)[0]
        entries.append(data[start:at])
    if at != len(data) or len(entries) != count:
        raise TranslogError(Code.TILE_TORN, f"an entry bundle that does not hold exactly {count} entries")
    return entries


class TileReader:
    """Answers hashes and entries of the tree of ``size`` leaves from its files; keeps 64 tiles in memory.

    What it reads is a claim of the disk: compare ``root()`` with a verified checkpoint, or verify the
    proof that was built from it.
    """

    def __init__(self, directory: Path, size: int) -> None:
        if not 0 <= size <= MAX_SIZE:
            raise TranslogError(Code.ARGUMENT, f"no tree of {size} leaves")
        self.size = size
        self._directory = directory
        self._tiles: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    def read_hash(self, level: int, index: int) -> bytes:
        """Return the hash over leaves index * 2**level up to (index + 1) * 2**level (a HashReader).

        Raises TranslogError: ``argument`` (not in this tree), ``tile_missing``, ``tile_torn``, ``tile_storage``.
        """
        if not (0 <= level < MAX_SIZE.bit_length() and 0 <= index < self.size >> level):
            raise TranslogError(Code.ARGUMENT, f"no hash {index} on level {level} of {self.size} leaves")
        tile_level, height = divmod(level, TILE_HEIGHT)
        tile_index, first = divmod(index << height, TILE_WIDTH)
        tile = self._tile(tile_level, tile_index)
        return perfect_root(split_hashes(tile[first * HASH_BYTES : (first + (1 << height)) * HASH_BYTES]))

    def root(self) -> bytes:
        """Return the root of the tree as the tiles have it."""
        return range_root(self.read_hash, 0, self.size)

    def entry(self, index: int) -> bytes:
        """Return the leaf data at ``index``. Raises as ``read_hash``."""
        if not 0 <= index < self.size:
            raise TranslogError(Code.ARGUMENT, f"no leaf {index} in a tree of {self.size}")
        bundle, place = divmod(index, TILE_WIDTH)
        return self.bundle(bundle)[place]

    def entries(self) -> Iterator[bytes]:
        """Yield all leaf data in order. Raises as ``read_hash``."""
        for index in range(-(-self.size // TILE_WIDTH)):
            yield from self.bundle(index)

    def bundle(self, index: int) -> list[bytes]:
        """Return the entries of one bundle. Raises as ``read_hash``."""
        path = TilePath(None, index, min(TILE_WIDTH, self.size - index * TILE_WIDTH))
        data = read_limited(self._directory / str(path), MAX_BUNDLE)
        if data is not None or path.is_full:
            return decode_bundle(_present(path, data), path.width)
        whole = _present(path, read_limited(self._directory / str(path.full()), MAX_BUNDLE))
        return decode_bundle(whole, TILE_WIDTH)[: path.width]

    def _tile(self, level: int, index: int) -> bytes:
        key = (level, index)
        if key in self._tiles:
            self._tiles.move_to_end(key)
            return self._tiles[key]
        width = min(TILE_WIDTH, (self.size >> TILE_HEIGHT * level) - index * TILE_WIDTH)
        tile = _read_tile(self._directory, TilePath(level, index, width))
        self._tiles[key] = tile
        if len(self._tiles) > _CACHED_TILES:
            self._tiles.popitem(last=False)
        return tile


def split_hashes(data: bytes) -> list[bytes]:
    """Return the hashes that stand one after another in ``data``."""
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def _read_tile(directory: Path, path: TilePath) -> bytes:
    data = read_limited(directory / str(path), TILE_WIDTH * HASH_BYTES)
    held = path
    if data is None and not path.is_full:  # a partial tile may be deleted once the full one is there
        held = path.full()
        data = read_limited(directory / str(held), TILE_WIDTH * HASH_BYTES)
    data = _present(path, data)
    if len(data) != held.width * HASH_BYTES:
        raise TranslogError(Code.TILE_TORN, f"{held} has {len(data)} bytes, not {held.width * HASH_BYTES}")
    return data[: path.width * HASH_BYTES]


def _present(path: TilePath, data: bytes | None) -> bytes:
    if data is None:
        raise TranslogError(Code.TILE_MISSING, f"{path} is not there")
    return data


def extend(directory: Path, old: int, new: int, leaves: Iterable[bytes]) -> bytes:
    """Grow the files from ``old`` to ``new`` leaves, of which ``leaves`` is the data, in order; durably.

    Returns the root as the files now have it: compare it with the sequencer's before signing. Doing it
    again after an interruption, with the same leaves, ends in the same files. Tiles already written are
    never changed. Raises TranslogError: ``argument``, ``log_short``, ``log_long``, ``entry_size``,
    ``tile_missing``, ``tile_torn``, ``tile_conflict`` (the files hold another history), ``tile_storage``.
    """
    return _write(directory, old, new, lambda emit: _grow_entries(directory, old, new, leaves, emit))


def extend_hashes(directory: Path, old: int, new: int, leaf_hashes: Iterable[bytes]) -> bytes:
    """Do as ``extend`` from leaf hashes alone, for a log whose leaf data is not published."""
    return _write(directory, old, new, lambda emit: iter(leaf_hashes))


def _write(directory: Path, old: int, new: int, leaf_hashes: Callable[[Sink], Iterator[bytes]]) -> bytes:
    if not 0 <= old <= new <= MAX_SIZE:
        raise TranslogError(Code.ARGUMENT, f"a log does not grow from {old} to {new}")
    files = DurableDirectory(directory)

    def emit(path: TilePath, data: bytes) -> None:
        files.create(str(path), data)

    grow_tiles(directory, old, new, leaf_hashes(emit), emit)
    files.sync()
    return TileReader(directory, new).root()


def grow_tiles(directory: Path, old: int, new: int, hashes: Iterator[bytes], emit: Sink) -> None:
    """Emit every hash tile that growing from ``old`` to ``new`` makes, lowest level first.

    ``hashes`` are the new leaf hashes; the unfinished tiles of ``old`` are read from ``directory``.
    """
    level = 0
    while (low := old >> TILE_HEIGHT * level) != (high := new >> TILE_HEIGHT * level):
        roots = _grow_level(widths(level, low, high), _begun_tile(directory, level, low), hashes, emit)
        _expect_end(hashes)
        hashes = iter(roots)
        level += 1
    _expect_end(hashes)


def _begun_tile(directory: Path, level: int, low: int) -> bytes:
    """Return the hashes of the unfinished tile at the edge of ``low`` hashes, if there is one."""
    begun = low % TILE_WIDTH
    return _read_tile(directory, TilePath(level, low // TILE_WIDTH, begun)) if begun else b""


def _grow_level(paths: Iterable[TilePath], held: bytes, hashes: Iterator[bytes], emit: Sink) -> list[bytes]:
    """Emit these tiles of one level; return the roots of those that became full."""
    roots: list[bytes] = []
    for path in paths:
        fresh = list(islice(hashes, path.width - len(held) // HASH_BYTES))
        if any(len(node) != HASH_BYTES for node in fresh):
            raise TranslogError(Code.ARGUMENT, "a leaf hash has 32 bytes")
        tile = held + b"".join(fresh)
        if len(tile) != path.width * HASH_BYTES:
            raise TranslogError(Code.LOG_SHORT, f"the hashes end inside {path}")
        emit(path, tile)
        if path.is_full:
            roots.append(perfect_root(split_hashes(tile)))
        held = b""
    return roots


def _grow_entries(directory: Path, old: int, new: int, leaves: Iterable[bytes], emit: Sink) -> Iterator[bytes]:
    """Yield the hashes of new leaves; emit each bundle before the last hash of its tile is taken."""
    source = iter(leaves)
    begun = old % TILE_WIDTH
    held = TileReader(directory, old).bundle(old // TILE_WIDTH) if begun else []
    for path in widths(None, old, new):
        fresh = list(islice(source, path.width - len(held)))
        if len(held) + len(fresh) != path.width:
            raise TranslogError(Code.LOG_SHORT, f"the leaves end before leaf {new}")
        emit(path, encode_bundle(held + fresh))
        yield from map(leaf_hash, fresh)
        held = []
    _expect_end(source)


def _expect_end(rest: Iterator[bytes]) -> None:
    if next(rest, None) is not None:
        raise TranslogError(Code.LOG_LONG, "there are more leaves than the new size says")


def prune(directory: Path, old: int, new: int) -> int:
    """Delete the partial files of tiles that became full between ``old`` and ``new``; return how many.

    They say nothing that the full tile does not; readers fall back to it. ``old`` 0 looks at every tile.
    Raises TranslogError (``tile_storage``).
    """
    deleted = 0
    for level in (None, *range(MAX_LEVEL + 1)):
        low, high = (size >> TILE_HEIGHT * (level or 0) for size in (old, new))
        for path in widths(level, low, high):
            full = directory / str(path.full())
            if path.is_full and full.is_file():
                deleted += remove_directory(full.with_name(f"{full.name}.p"))
    return deleted


def publish_checkpoint(directory: Path, signed: bytes) -> None:
    """Put a signed checkpoint in the place of the last one, durably: after ``extend``, never before.

    Raises TranslogError (``tile_storage``).
    """
    files = DurableDirectory(directory)
    files.replace(CHECKPOINT_PATH, signed)
    files.sync()


def read_checkpoint(directory: Path) -> bytes | None:
    """Return the signed checkpoint, unverified, or None where none was published. Raises as ``read_hash``."""
    return read_limited(directory / CHECKPOINT_PATH, MAX_NOTE)
