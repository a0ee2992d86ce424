"""Where a tiled log keeps its files (C2SP tlog-tiles): tile/<level>/<N>[.p/<width>], tile/entries/<N>[.p/<width>]."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from comity.translog.errors import Code, TranslogError
from comity.translog.tree import MAX_SIZE

TILE_HEIGHT: Final = 8
TILE_WIDTH: Final = 1 << TILE_HEIGHT
MAX_LEVEL: Final = 63 // TILE_HEIGHT  # levels that a tree of 2**63 leaves can reach
CHECKPOINT_PATH: Final = "checkpoint"
_MAX_PATH: Final = 64
_PATH: Final = re.compile(r"tile/(entries|[0-9])/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class TilePath:
    """One file of the log: a hash tile, or an entry bundle where ``level`` is None.

    ``index`` counts files of the level from 0; ``width`` is how many hashes or entries it holds, 1 to 256.
    """

    level: int | None
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        if self.level is not None and not 0 <= self.level <= MAX_LEVEL:
            raise TranslogError(Code.TILE_PATH, f"no tile level {self.level}")
        if not 0 <= self.index <= MAX_SIZE >> TILE_HEIGHT * ((self.level or 0) + 1):
            raise TranslogError(Code.TILE_PATH, f"no tile {self.index}")
        if not 1 <= self.width <= TILE_WIDTH:
            raise TranslogError(Code.TILE_PATH, f"no tile of width {self.width}")

    @property
    def is_full(self) -> bool:
        """Whether no later leaf changes this file."""
        return self.width == TILE_WIDTH

    def full(self) -> TilePath:
        """Return the path of the same tile once it is full."""
        return TilePath(self.level, self.index)

    def __str__(self) -> str:
        digits = f"{self.index % 1000:03d}"
        rest = self.index // 1000
        while rest:
            digits = f"x{rest % 1000:03d}/{digits}"
            rest //= 1000
        name = "entries" if self.level is None else str(self.level)
        return f"tile/{name}/{digits}" + ("" if self.is_full else f".p/{self.width}")


def parse_tile_path(text: str) -> TilePath:
    """Read a path. Raises TranslogError (``tile_path``) unless it is the one way to write it."""
    found = _PATH.fullmatch(text) if len(text) <= _MAX_PATH else None
    if not found:
        raise TranslogError(Code.TILE_PATH, "not a tile path")
    level, digits, width = found.groups()
    path = TilePath(
        None if level == "entries" else int(level),
        int(digits.replace("x", "").replace("/", "")),
        TILE_WIDTH if width is None else int(width),
    )
    if str(path) != text:
        raise TranslogError(Code.TILE_PATH, "a tile path has no spare zeroes")
    return path


def widths(level: int | None, low: int, high: int) -> Iterator[TilePath]:
    """Yield the files of a level that change as it grows from ``low`` to ``high`` hashes, in order."""
    if low < high:
        for index in range(low // TILE_WIDTH, -(-high // TILE_WIDTH)):
            yield TilePath(level, index, min(TILE_WIDTH, high - index * TILE_WIDTH))
