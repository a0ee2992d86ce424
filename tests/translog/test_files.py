"""Files are there whole or not at all, whatever stops the writer."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.translog.errors import Code, TranslogError
from comity.translog.files import DurableDirectory, read_limited, remove_directory
from comity.translog.tiles import extend, extend_hashes
from comity.translog.tree import leaf_hash, root_of

DATA = [b"leaf %d" % number for number in range(600)]
HASHES = [leaf_hash(leaf) for leaf in DATA]


class Killed(BaseException):
    """The power goes; no handler of ours may see it."""


def stop_at(monkeypatch: pytest.MonkeyPatch, call: int, error: BaseException) -> list[str]:
    """Let the ``call``-th fsync, rename or mkdir raise ``error``; return the list that names those made."""
    made: list[str] = []

    def stopping(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            made.append(name)
            if len(made) == call:
                raise error
            return real(*arguments, **options)

        return act

    monkeypatch.setattr(os, "fsync", stopping("fsync", os.fsync))
    monkeypatch.setattr(Path, "replace", stopping("rename", Path.replace))
    monkeypatch.setattr(Path, "mkdir", stopping("mkdir", Path.mkdir))
    return made


def whole_files(directory: Path) -> dict[str, bytes]:
    files = (file for file in directory.rglob("*") if file.is_file() and not file.name.startswith("."))
    return {str(file.relative_to(directory)): file.read_bytes() for file in files}


def grow(directory: Path) -> bytes:
    return extend(directory, 300, 600, DATA[300:])


@pytest.mark.parametrize("error", [Killed(), OSError(28, "No space left on device")])
def test_stopped_at_every_call_no_file_is_torn_and_doing_it_again_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    finished = tmp_path / "finished"
    extend(finished, 0, 300, DATA[:300])
    with monkeypatch.context() as patch:
        made = stop_at(patch, 0, error)
        grow(finished)
        calls = len(made)
    expected = whole_files(finished)
    assert calls >= 15
    for call in range(1, calls + 1):
        directory = tmp_path / str(call)
        extend(directory, 0, 300, DATA[:300])
        with monkeypatch.context() as patch:
            stop_at(patch, call, error)
            with pytest.raises((Killed, TranslogError)) as stopped:
                grow(directory)
        if isinstance(stopped.value, TranslogError):
            assert stopped.value.code is Code.TILE_STORAGE
        assert whole_files(directory).items() <= expected.items()
        assert grow(directory) == root_of(HASHES)
        assert whole_files(directory) == expected


def test_files_are_durable_before_their_names_and_names_before_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order that survives a power cut: data fsync, rename, directory fsync."""
    trace: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        name = Path(f"/proc/self/fd/{handle}").resolve()
        trace.append(f"fsync {name.relative_to(tmp_path.parent)}")
        real_fsync(handle)

    def replace(self: Path, target: Path) -> Path:
        trace.append(f"rename {self.name} {target.name}")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    extend_hashes(tmp_path, 0, 1, HASHES[:1])
    log = tmp_path.name
    assert trace == [
        f"fsync {log}/tile/0/000.p/.1.new", "rename .1.new 1",
        f"fsync {log}/tile/0/000.p", f"fsync {log}/tile/0", f"fsync {log}/tile", f"fsync {log}",
    ]  # fmt: skip


def test_what_a_killed_writer_left_is_made_durable_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first was stopped after the rename: the file is there, its name is not yet safe from a power cut."""
    with monkeypatch.context() as patch:
        patch.setattr(DurableDirectory, "sync", lambda self: None)
        extend_hashes(tmp_path, 0, 1, HASHES[:1])
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.readlink(f"/proc/self/fd/{handle}")))
    extend_hashes(tmp_path, 0, 1, HASHES[:1])
    assert synced == [str(tmp_path / name) for name in ("tile/0/000.p", "tile/0", "tile", "")]


def test_limits_are_kept_while_reading(tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert read_limited(file, 5) is None
    file.write_bytes(b"12345")
    assert read_limited(file, 5) == b"12345"
    with pytest.raises(TranslogError) as refusal:
        read_limited(file, 4)
    assert refusal.value.code is Code.TILE_TORN


def test_an_immutable_file_stays(tmp_path: Path) -> None:
    files = DurableDirectory(tmp_path)
    files.create("a/b", b"one")
    files.create("a/b", b"one")
    for other in (b"two", b"on", b"ones"):
        with pytest.raises(TranslogError) as refusal:
            files.create("a/b", other)
        assert refusal.value.code in {Code.TILE_CONFLICT, Code.TILE_TORN}
    assert (tmp_path / "a/b").read_bytes() == b"one"
    files.replace("a/b", b"two")
    assert (tmp_path / "a/b").read_bytes() == b"two"


def test_what_the_disk_refuses_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    directory = DurableDirectory(tmp_path / "file")
    for action in (
        lambda: directory.replace("under/it", b""),
        lambda: read_limited(tmp_path, 1),
        lambda: remove_directory(tmp_path / "file"),
    ):
        with pytest.raises(TranslogError) as refusal:
            action()
        assert refusal.value.code is Code.TILE_STORAGE
