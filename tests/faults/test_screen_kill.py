"""A SIGKILL at any point of a run loses nothing: it goes on, and ends with the very bytes of an unbroken run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from comity.cli import main
from comity.interchange.batch import journal
from comity.watchlists import synthetic

ROOT = Path(__file__).parents[2]
# Small blocks, so that there are many points; the pool begins anew in each process by itself.
RUN = """
import sys
from comity.cli import main
from comity.interchange.batch import blocks
blocks.ROWS = 20
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""
NAMES = ["Некто Безымянный", "Unrelated Outis", "", "Орден Бумажной Луны", "ab"]
KILLS = 3


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))
    (tmp_path / "un.xml").write_bytes(synthetic.make(date(2026, 3, 1)))
    assert main(["lists", "import", "un", str(tmp_path / "un.xml")]) == 0
    rows = "".join(f"{at},{NAMES[at % len(NAMES)]}\n" for at in range(600))
    (tmp_path / "names.csv").write_text(f"id,name\n{rows}", "utf-8")
    (tmp_path / "run.py").write_text(RUN, "utf-8")
    return tmp_path


def started(lists: Path, out: str, *more: str) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    line = [sys.executable, "run.py", "screen", "names.csv", "-o", out, "--json", *more]
    return subprocess.Popen(
        line, cwd=lists, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


@pytest.mark.slow
def test_a_kill_at_any_point_loses_nothing(lists: Path, workers: str = "2") -> None:
    assert started(lists, "whole.parquet", "--workers", workers).wait() == 0
    expected = (lists / "whole.parquet").read_bytes()
    seed = int(os.environ.get("COMITY_FAULT_SEED", random.SystemRandom().randrange(10**6)))
    draw, out = random.Random(seed), lists / "out.parquet"
    answers = journal.place(out) / "answers"
    for _ in range(KILLS):
        run = started(lists, "out.parquet", "--workers", workers, "--resume")
        before = answers.stat().st_size if answers.exists() else 0
        more = draw.randrange(1, 10_000)
        while run.poll() is None and not (answers.exists() and answers.stat().st_size > before + more):
            time.sleep(0.002)
        if run.poll() is not None:
            break
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        assert not out.exists() or out.read_bytes() == expected, f"seed {seed}"
    if run.returncode != 0:
        assert started(lists, "out.parquet", "--workers", workers, "--resume").wait() == 0
    assert out.read_bytes() == expected, f"seed {seed}"
    assert not journal.place(out).exists()


@pytest.mark.slow
def test_workers_end_with_the_process_that_was_killed(lists: Path) -> None:
    run = started(lists, "out.parquet", "--workers", "2")
    answers = journal.place(lists / "out.parquet") / "answers"
    while not (answers.exists() and answers.stat().st_size):
        assert run.poll() is None
        time.sleep(0.01)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGKILL)
    pytest.fail("workers were left behind")
