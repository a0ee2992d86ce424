"""Measure the bars on lists and `comity find`, on the real files of ../shared/data.

    PYTHONPATH=. python bench/lists.py

Each command runs in a process of its own, start included: the import once, the others best of three.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any, Final

from bench.screening import data as shared

RUN: Final = "import sys; from comity.cli import main; sys.exit(main(sys.argv[1:]))"


def comity(*line: str, home: str = "/nonexistent", runs: int = 3) -> tuple[float, Any]:
    """Run one command ``runs`` times; return the best wall time in seconds and its last answer."""
    environ = {**os.environ, "COMITY_HOME": home}
    best, shown = float("inf"), ""
    for _ in range(runs):
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", RUN, *line], capture_output=True, text=True, env=environ, check=False
        )
        best, shown = min(best, time.perf_counter() - began), done.stdout
    return best, json.loads(shown) if "--json" in line else shown


def resident(*line: str, home: str) -> int:
    """The largest resident size of one command, MB."""
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execve(sys.executable, [sys.executable, "-c", RUN, *line], {**os.environ, "COMITY_HOME": home})
    _, _, usage = os.wait4(pid, 0)
    return int(usage.ru_maxrss) // 1024


def show(what: str, figure: str, bar: str) -> None:
    print(f"{what:<46}{figure:<34}bar: {bar}")


def main() -> int:
    data = shared.folder()
    took, _ = comity("--help")
    show("comity --help", f"{took:.2f} s", "0.5 s")
    if data is None:
        print("../shared/data is absent: nothing else was measured")
        return 0
    un = data / "un"
    with tempfile.TemporaryDirectory() as home:
        latest = str(un / "consolidated_2026-02-27.xml")
        took, found = comity("lists", "import", "un", latest, "--json", home=home, runs=1)
        keys = ("individuals", "entities", "names", "original_script_names")
        show("lists import un 2026-02-27", f"{took:.2f} s", "3 s")
        show(
            "  " + ", ".join(keys[:2]) + ", names, original",
            " / ".join(str(found[key]) for key in keys),
            "730 / 273 / - / 378",
        )
        took, delta = comity(
            "lists",
            "diff",
            "un",
            str(un / "consolidated_2020-11-30.xml"),
            str(un / "consolidated_2020-12-01.xml"),
            "--json",
        )
        show("lists diff 2020-11-30 to 2020-12-01", f"{took:.2f} s, {len(delta['delisted'])} delisted", "12")
        query = ("find", "Некто", "Безымянный")
        took, _ = comity(*query, home=home)
        show("comity find, start included", f"{took:.2f} s", "-")
        show("comity find, resident", f"{resident(*query, home=home)} MB", "150 MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
