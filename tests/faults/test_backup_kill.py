"""SIGKILL at every step of a backup and of a restore leaves the old or the new, never half."""

from __future__ import annotations

import shutil
from pathlib import Path

from comity.operations import archive, backup, opening, restore
from comity.store import checking
from tests.faults import stepping
from tests.operations import nodes


def test_a_killed_backup_leaves_no_half_file(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    nodes.list_an_entry(home.open())
    nodes.database_is_closed()
    folder = home.path / "backups"

    def work() -> None:
        opening.read(home.located)
        backup.write(home.located, clock=home.clock)
        nodes.database_is_closed()

    ended, steps = stepping.run(work, 0)
    assert ended and steps > 10
    print(f"backup: killed at each of {steps} steps")
    for kill_at in range(1, steps + 1):
        shutil.rmtree(folder, ignore_errors=True)
        assert not stepping.run(work, kill_at)[0]
        for file in folder.glob(f"*{backup.SUFFIX}"):
            archive.unpack(file, None)  # whole, or it would be refused
        home.now = home.now.replace(microsecond=0)
    shutil.rmtree(folder, ignore_errors=True)
    stepping.run(work, steps // 2)
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
    ended, steps = stepping.run(work, 0)
    assert ended and state(work_home) == "new"
    print(f"restore: killed at each of {steps} steps")
    seen = set()
    for kill_at in range(1, steps + 1):
        fresh()
        assert not stepping.run(work, kill_at)[0]
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
