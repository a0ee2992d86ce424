"""Writes docs/screening-benchmark.md: figures only, no names."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.screening.data import REPO, Options
from bench.screening.tables import Section
from comity.screening import Alias, Index, Kind, Query, Subject

PAGE: Final = REPO / "docs" / "screening-benchmark.md"
HEAD: Final = """# Screening, measured

Written by `make bench-screening`; do not edit. Every figure stands beside its bar. What each part measures, and how
to read it, is in [screening-measuring.md](screening-measuring.md).

{when}; commit {commit}; {machine}; Python {python}. {versions}{quick}
{missed}

"""


def write(sections: Sequence[Section], options: Options, page: Path = PAGE) -> None:
    """Write the page."""
    missed = sum(one.missed for one in sections)
    head = HEAD.format(
        when=datetime.now(UTC).date(),
        commit=_commit(),
        machine=_machine(),
        python=platform.python_version(),
        versions=_versions(),
        quick=" **A quick run: a tenth of each sample.**" if options.quick else "",
        missed=f"**{missed} bars missed.**" if missed else "Every bar was met.",
    )
    page.write_text(head + "\n".join(one.markdown() for one in sections), encoding="utf-8")


def _commit() -> str:
    done = subprocess.run(
        ["git", "-C", str(REPO), "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def _machine() -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text("utf-8").splitlines() if cpu.is_file() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores of {model}"


def _versions() -> str:
    subject = Subject("1", "x", Kind.PERSON, "Ivan Osinov", (Alias("Ivan Osinov"),))
    ours = Index([subject]).search(Query(("Ivan Osinov",))).versions
    return (
        f"Algorithm {ours.algorithm}, names {ours.names}, rigour {ours.rigour}, ICU {ours.icu}; "
        f"numpy {version('numpy')}, rapidfuzz {version('rapidfuzz')}."
    )
