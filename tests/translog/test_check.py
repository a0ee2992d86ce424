"""The whole log again."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.translog.check import Report, check_files, check_hashes, check_leaves
from comity.translog.checkpoint import Checkpoint
from comity.translog.errors import Code, TranslogError
from comity.translog.tiles import extend, extend_hashes
from comity.translog.tree import EMPTY_ROOT, leaf_hash, root_of

DATA = [b"leaf %d" % number for number in range(700)]
HASHES = [leaf_hash(leaf) for leaf in DATA]
CHECKPOINT = Checkpoint("log.example/one", 700, root_of(HASHES))


def code(action: object, *arguments: object) -> Code:
    with pytest.raises(TranslogError) as refusal:
        action(*arguments)  # type: ignore[operator]  # any callable of the module
    return refusal.value.code


def test_leaves_report_a_rate_and_progress() -> None:
    ticks = iter([10.0, 12.0])
    heard: list[int] = []
    report = check_leaves(iter(DATA), CHECKPOINT, heard.append, lambda: next(ticks))
    assert report == Report(700, CHECKPOINT.root, 2.0)
    assert report.leaves_per_second == 350.0
    assert heard == [700]
    assert Report(0, EMPTY_ROOT, 0.0).leaves_per_second == 0.0


def test_what_does_not_check() -> None:
    assert code(check_leaves, DATA[:-1], CHECKPOINT) is Code.LOG_SHORT
    assert code(check_leaves, [*DATA, b"more"], CHECKPOINT) is Code.LOG_LONG
    assert code(check_leaves, [b"rewritten", *DATA[1:]], CHECKPOINT) is Code.LOG_ROOT
    assert code(check_leaves, [DATA[1], DATA[0], *DATA[2:]], CHECKPOINT) is Code.LOG_ROOT
    assert code(check_hashes, [b"short"], CHECKPOINT) is Code.ARGUMENT


def test_the_empty_log_checks(tmp_path: Path) -> None:
    empty = Checkpoint("log.example/one", 0, EMPTY_ROOT)
    assert check_leaves([], empty).size == check_files(tmp_path, empty).size == 0
    assert code(check_leaves, [b"one"], empty) is Code.LOG_LONG


@pytest.fixture
def log(tmp_path: Path) -> Path:
    extend(tmp_path, 0, 300, DATA[:300])
    extend(tmp_path, 300, 700, DATA[300:])
    return tmp_path


def test_files_check_and_every_damaged_one_is_found(log: Path) -> None:
    assert check_files(log, CHECKPOINT).root == CHECKPOINT.root
    assert check_files(log, CHECKPOINT, HASHES).size == 700
    current = [file for file in log.rglob("*") if file.is_file() and file.parent.name not in {"001.p"}]
    assert len(current) == 7 + 1  # three tiles, three bundles, the level above at both sizes
    found = 0
    for file in current:
        if file.name == "1":  # the level above at 300: superseded, no longer read
            continue
        whole = file.read_bytes()
        for damaged in (whole[:-1], whole[:5] + bytes([whole[5] ^ 1]) + whole[6:], whole + b"\0", None):
            file.unlink()
            if damaged is not None:
                file.write_bytes(damaged)
            assert code(check_files, log, CHECKPOINT) in {Code.TILE_CONFLICT, Code.TILE_TORN, Code.TILE_MISSING}
            found += 1
            file.write_bytes(whole)
    assert found == 28
    assert check_files(log, CHECKPOINT).size == 700


def test_files_that_agree_with_each_other_but_not_with_the_checkpoint(tmp_path: Path) -> None:
    extend(tmp_path, 0, 700, [b"rewritten", *DATA[1:]])
    assert code(check_files, tmp_path, CHECKPOINT) is Code.LOG_ROOT
    assert code(check_files, tmp_path, CHECKPOINT, HASHES) is Code.TILE_CONFLICT


def test_a_log_of_hashes_only(tmp_path: Path) -> None:
    extend_hashes(tmp_path, 0, 700, HASHES)
    assert check_files(tmp_path, CHECKPOINT, HASHES).size == 700
    assert code(check_files, tmp_path, CHECKPOINT) is Code.TILE_MISSING
    assert code(check_files, tmp_path, CHECKPOINT, HASHES[:-1]) is Code.LOG_SHORT
    assert code(check_files, tmp_path, CHECKPOINT, [*HASHES, HASHES[0]]) is Code.LOG_LONG


def test_an_older_checkpoint_checks_from_the_grown_files(log: Path) -> None:
    for file in (log / "tile/0/001.p/44", log / "tile/entries/001.p/44"):
        file.unlink()
    older = Checkpoint("log.example/one", 300, root_of(HASHES[:300]))
    assert check_files(log, older).size == 300


def test_a_size_that_no_disk_holds_costs_nothing(tmp_path: Path) -> None:
    huge = Checkpoint("log.example/one", 2**62, leaf_hash(b"claimed"))
    assert code(check_files, tmp_path, huge) is Code.TILE_MISSING
    assert code(check_files, tmp_path, huge, HASHES) is Code.TILE_MISSING
    assert code(check_leaves, DATA, huge) is Code.LOG_SHORT
