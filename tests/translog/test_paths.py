"""The names of files, as C2SP tlog-tiles writes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.translog.errors import Code, TranslogError
from comity.translog.paths import TilePath, parse_tile_path, widths

EXAMPLES = [
    (TilePath(0, 0), "tile/0/000"),
    (TilePath(0, 67, 5), "tile/0/067.p/5"),
    (TilePath(0, 1067), "tile/0/x001/067"),
    (TilePath(1, 1234067, 255), "tile/1/x001/x234/067.p/255"),
    (TilePath(7, 0, 127), "tile/7/000.p/127"),
    (TilePath(None, 1234067), "tile/entries/x001/x234/067"),
]


@pytest.mark.parametrize(("path", "text"), EXAMPLES)
def test_examples(path: TilePath, text: str) -> None:
    assert str(path) == text
    assert parse_tile_path(text) == path


@settings(max_examples=60, deadline=None)
@given(st.none() | st.integers(0, 3), st.integers(0, 2**31 - 1), st.integers(1, 256))
def test_every_path_reads_back(level: int | None, index: int, width: int) -> None:
    path = TilePath(level, index, width)
    assert parse_tile_path(str(path)) == path


@pytest.mark.parametrize(
    "text",
    [
        "", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/8/000", "tile/data/000", "tile/-1/000",
        "tile/0/x000/001", "tile/0/001/067", "tile/0/x001/x067", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000/", "/tile/0/000", "tile/0/../000", "tile/0/000\n",
        "tile/0/\u0660\u0660\u0660", "tile/8/0/000", "tile/7/001", "tile/0/" + "x999/" * 20 + "000",
    ],
)  # fmt: skip
def test_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(TranslogError) as refusal:
        parse_tile_path(text)
    assert refusal.value.code is Code.TILE_PATH


def test_the_files_that_grow() -> None:
    assert [str(path) for path in widths(0, 0, 0)] == []
    assert [str(path) for path in widths(0, 256, 256)] == []
    assert [str(path) for path in widths(0, 255, 257)] == ["tile/0/000", "tile/0/001.p/1"]
    assert [str(path) for path in widths(None, 256, 512)] == ["tile/entries/001"]


@pytest.mark.parametrize(
    ("level", "index", "width"), [(8, 0, 1), (-1, 0, 1), (0, -1, 1), (0, 2**55, 1), (0, 0, 0), (0, 0, 257)]
)
def test_no_such_file(level: int, index: int, width: int) -> None:
    with pytest.raises(TranslogError) as refusal:
        TilePath(level, index, width)
    assert refusal.value.code is Code.TILE_PATH
