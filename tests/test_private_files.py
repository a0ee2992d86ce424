"""Private files: what is refused, and that a write is whole or nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from comity import private_files
from comity.errors import Kind, Refused

LIMIT = 100


def random_bytes(count: int) -> bytes:
    return b"\x2a" * count


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "keys" / "a.key"
    private_files.create(where, b"secret", random_bytes)
    return where


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    for lang in ("en", "ru", "zh"):
        caught.value.refusal.sentence(lang)
    return caught.value


def code_of_read(path: Path) -> str:
    return refused(lambda: private_files.read(path, LIMIT)).refusal.code


def test_what_is_created_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        private_files.create(tmp_path / "keys" / "a.key", b"secret", random_bytes)
    finally:
        os.umask(before)
    assert (tmp_path / "keys").stat().st_mode & 0o777 == private_files.FOLDER_MODE == 0o700
    assert (tmp_path / "keys" / "a.key").stat().st_mode & 0o777 == private_files.FILE_MODE == 0o600
    assert private_files.read(tmp_path / "keys" / "a.key", LIMIT) == b"secret"
    assert os.listdir(tmp_path / "keys") == ["a.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o660, 0o777])
def test_a_file_that_others_may_open_is_refused(path: Path, mode: int) -> None:
    path.chmod(mode)
    error = refused(lambda: private_files.read(path, LIMIT))
    assert error.refusal.code == "file.permissions"
    assert f"{mode:04o}" in str(error) and "chmod 0600" in str(error)


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o770, 0o711, 0o755, 0o1777])
def test_a_folder_that_others_may_open_is_refused(path: Path, mode: int) -> None:
    path.parent.chmod(mode)
    error = refused(lambda: private_files.read(path, LIMIT))
    assert error.refusal.code == "file.permissions"
    assert "chmod 0700" in str(error) and str(path.parent) in str(error)
    writing = refused(lambda: private_files.create(path.parent / "b", b"", random_bytes))
    assert writing.refusal == error.refusal


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o700])
def test_a_file_of_its_owner_alone_is_read(path: Path, mode: int) -> None:
    path.chmod(mode)
    assert private_files.read(path, LIMIT) == b"secret"


def test_another_owner_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    error = refused(lambda: private_files.read(path, LIMIT))
    assert error.refusal.code == "file.owner"
    assert error.refusal.evidence["owner"] == owner


def test_links_and_special_files_are_refused(path: Path) -> None:
    link = path.parent / "link.key"
    link.symlink_to(path)
    pipe = path.parent / "pipe.key"
    os.mkfifo(pipe, 0o600)
    folder = path.parent / "folder.key"
    folder.mkdir(mode=0o700)
    for wrong in (link, pipe, folder, path / "below-a-file"):
        assert code_of_read(wrong) == "file.link", wrong


def test_a_linked_folder_is_refused_for_reading_and_writing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(path.parent)
    assert code_of_read(tmp_path / "elsewhere" / "a.key") == "file.link"
    writing = refused(lambda: private_files.create(tmp_path / "elsewhere" / "b.key", b"x", random_bytes))
    assert writing.refusal.code == "file.link"
    assert not (path.parent / "b.key").exists()


def test_a_write_never_follows_a_link_that_waits_in_its_place(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    (path.parent / "b.key").symlink_to(target)
    error = refused(lambda: private_files.create(path.parent / "b.key", b"x", random_bytes))
    assert error.refusal.code == "file.exists"
    assert not target.exists()


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    error = refused(lambda: private_files.create(path, b"other", random_bytes))
    assert error.refusal.code == "file.exists" and error.refusal.kind is Kind.CONFLICT
    assert private_files.read(path, LIMIT) == b"secret"
    assert os.listdir(path.parent) == ["a.key"]


def test_missing_files_and_folders(path: Path) -> None:
    assert code_of_read(path.parent / "none.key") == "file.missing"
    assert code_of_read(path.parent / "none" / "a.key") == "file.missing"


def test_a_file_over_the_limit_is_refused(path: Path) -> None:
    assert private_files.read(path, len(b"secret")) == b"secret"
    assert refused(lambda: private_files.read(path, len(b"secret") - 1)).refusal.code == "file.size"


def test_a_disk_that_fails_is_a_clear_refusal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> int:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(os, "open", failing)
    error = refused(lambda: private_files.read(path, LIMIT))
    assert error.refusal.code == "file.unread" and os.strerror(errno.EIO) in str(error)


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_full_disk_leaves_nothing_behind(path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, call, full)
    error = refused(lambda: private_files.create(path.parent / "b.key", b"x", random_bytes))
    assert error.refusal.code == "file.unwritten" and error.refusal.kind is Kind.UNAVAILABLE
    assert os.listdir(path.parent) == ["a.key"]


def test_a_folder_that_cannot_be_made_is_a_clear_refusal(path: Path) -> None:
    error = refused(lambda: private_files.create(path / "below-a-file" / "b.key", b"x", random_bytes))
    assert error.refusal.code == "file.unwritten"


def test_replacing_is_whole_and_private(path: Path) -> None:
    private_files.replace(path, b"another", random_bytes)
    assert private_files.read(path, LIMIT) == b"another"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    private_files.replace(path.parent.parent / "new" / "b.key", b"first", random_bytes)
    path.parent.chmod(0o755)
    assert refused(lambda: private_files.replace(path, b"third", random_bytes)).refusal.code == "file.permissions"
    path.parent.chmod(0o700)
    assert private_files.read(path, LIMIT) == b"another"
