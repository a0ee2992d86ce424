"""Files: what a node keeps is its owner's alone whatever the umask, and a name leads nowhere else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.acts import SignedAct
from comity.cli import desk
from comity.store.committing import place_blobs
from comity.store.documents import blob_digest


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def _modes(folder: Path) -> set[tuple[str, int]]:
    found = [folder, *folder.rglob("*")]
    return {(str(p.relative_to(folder)), stat.S_IMODE(p.lstat().st_mode)) for p in found}


def test_everything_under_the_home_is_private_whatever_the_umask(tmp_path: Path) -> None:
    """The demo makes every kind of file that a node has."""
    home = tmp_path / "home"
    told = {**os.environ, "COMITY_HOME": str(home), "CI": "true", "TMPDIR": str(tmp_path)}
    command = "import os; os.umask(0); from comity.cli import main; raise SystemExit(main(['demo']))"
    done = subprocess.run([sys.executable, "-c", command], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    wrong = {(name, oct(mode)) for name, mode in _modes(home) if mode & 0o077}
    assert not wrong
    assert len(_modes(home)) > 20


def test_documents_and_tables_are_private_without_the_command_line(
    tmp_path: Path, open_umask: None, cast: object
) -> None:
    content = b"a document"
    digest = blob_digest(b"0" * 16, content)
    place_blobs(tmp_path / "blobs", {digest: content})
    assert not {one for one in _modes(tmp_path / "blobs") if one[1] & 0o077}
    database = {one for one in _modes(tmp_path / "home") if one[0].startswith("comity.") and one[1] & 0o077}
    assert not database


def test_a_command_leaves_no_image_of_its_memory() -> None:
    code = (
        "import resource; from comity.cli import main; main(['--version']);"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "0"


def test_an_act_is_not_written_through_a_link(tmp_path: Path) -> None:
    """In a folder that others may write, the draft's name is easy to guess."""
    ours = tmp_path / "ours"
    ours.write_text("untouched", "utf-8")
    (tmp_path / ".act.json.part").symlink_to(ours)
    desk.write_act(tmp_path / "act.json", SignedAct(b"{}", b"", b""))
    assert ours.read_text("utf-8") == "untouched"
    assert not (tmp_path / "act.json").is_symlink()


def test_a_document_is_not_written_through_a_link(tmp_path: Path) -> None:
    ours, content = tmp_path / "ours", b"a document"
    ours.write_text("untouched", "utf-8")
    digest = blob_digest(b"0" * 16, content)
    folder = tmp_path / "blobs" / digest[:2]
    folder.mkdir(parents=True)
    (folder / f"{digest}.part").symlink_to(ours)
    place_blobs(tmp_path / "blobs", {digest: content})
    assert ours.read_text("utf-8") == "untouched"
    assert (folder / digest).read_bytes() == content
