"""A SIGKILL at any moment loses nothing that was acknowledged, and leaves nothing half-written.

A sample here; `make faults` does them all.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = "1"  # a kill of each kind of act; there are twice as many kinds as when it was two
SKIPPED = 77


def campaign(*told: str) -> subprocess.CompletedProcess[str]:
    """Run the campaign, which forks, apart from this process, which has threads."""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.faults.killing", *told]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environ, check=False)
    if done.returncode == SKIPPED:
        pytest.skip(done.stdout.strip())
    return done


def seed() -> str:
    """Another at each run, printed by the campaign, unless one is given."""
    return os.environ.get("COMITY_FAULT_SEED", str(random.SystemRandom().randrange(10**6)))


@pytest.mark.slow
@pytest.mark.parametrize("mode", [(), ("--full",)], ids=["killed", "full"])
def test_a_sample_leaves_the_state_before_or_the_state_after(
    mode: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    done = campaign("--sample", SAMPLE, "--seed", seed(), *mode)
    with capfd.disabled():
        print(f"\n{done.stdout.strip()}")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_commit_without_a_transaction_is_found_out() -> None:
    done = campaign("--plant", "--kind", "safeguards.sign", "--sample", "12", "--seed", "1")
    assert done.returncode == 1
    assert "half-written" in done.stdout
