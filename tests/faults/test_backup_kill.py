"""SIGKILL before every file-changing call of a backup and of a restore leaves the old or the new, never half."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.operations import archive, backup, opening, restore
from comity.store import checking
from tests.faults import tracing
from tests.operations import nodes


def every_call(name: str, work: Callable[[], object]) -> range:
    """Do the work once, whole; return the numbers of its system calls that change files."""
    if tracing.why_not():
        pytest.skip(tracing.why_not())
    done = tracing.run(lambda: None, lambda: void(work()))
    assert done.code == 0 and len(done.calls) > 50
    print(f"{name}: killed before each of {len(done.calls)} calls: {dict(Counter(done.calls))}")
    return range(len(done.calls) - 1)  # the last one only tells that all is done


def killed(work: Callable[[], object], kill_at: int) -> bool:
    return tracing.run(lambda: None, lambda: void(work()), kill_at=kill_at).killed


def void(_: object) -> bytes:
    return b"done"


@pytest.mark.slow
def test_a_killed_backup_leaves_no_half_file(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    nodes.list_an_entry(home.open())
    nodes.database_is_closed()
    folder = home.path / "backups"

    def work() -> None:
        opening.read(home.located)
        backup.write(home.located, clock=home.clock)
        nodes.database_is_closed()

    for kill_at in every_call("backup", work):
        shutil.rmtree(folder, ignore_errors=True)
        assert killed(work, kill_at)
        for file in folder.glob(f"*{backup.SUFFIX}"):
            archive.unpack(file, None)  # whole, or it would be refused
    shutil.rmtree(folder, ignore_errors=True)
    killed(work, 20)
    work()
    assert [p.suffix for p in folder.iterdir()] == [backup.SUFFIX], "what the killed one left is swept away"


def state(home: Path) -> str:
    """``old`` or ``new``, or an exception where it is neither."""
    located = opening.locate(home)
    opening.read(located)
    report = checking.check()
    nodes.database_is_closed()
    assert report.faults == []
    return {1: "new", 3: "old"}[report.size]


@pytest.mark.slow
def test_a_killed_restore_leaves_the_old_home_or_the_new(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    opening.read(home.located)
    file = backup.write(home.located, clock=home.clock).path.rename(tmp_path / "one.backup")
    nodes.list_an_entry(home.open())
    nodes.database_is_closed()
    kept = tmp_path / "kept"
    home.path.rename(kept)
    work_home = tmp_path / "work" / "home"

    def work() -> None:
        restore.restore(file, work_home, clock=home.clock)

    def fresh() -> None:
        shutil.rmtree(work_home.parent, ignore_errors=True)
        shutil.copytree(kept, work_home)

    fresh()
    calls = every_call("restore", work)
    assert state(work_home) == "new"
    seen = set()
    for kill_at in calls:
        fresh()
        assert killed(work, kill_at)
        seen.add(state(work_home))
    assert seen == {"old", "new"}
    work()
    assert state(work_home) == "new"
    assert not list(work_home.parent.glob(f".*{restore.STAGED}*")), "what the killed ones left is swept away"


def test_the_test_notices_a_half_restore(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    (home.path / "log" / "checkpoint").unlink()
    (home.path / "comity.sqlite3").unlink()
    try:
        state(home.path)
    except Exception:
        return
    raise AssertionError("a half home passed for a whole one")
