"""Measure screening against its bars and its peers: `make bench-screening`, or one part alone.

    python -m bench.screening [PART ...] [--quick] [--show N] [--write]

Parts: pairs, held, retrieval, composed, tokens, east, typing, speed (all of them where none is named). ``--quick``
takes a tenth of each sample; ``--show`` prints mistakes, which are real names; ``--write`` writes
docs/screening-benchmark.md. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import time
from typing import Final

from bench.screening import report, tables
from bench.screening.data import Absent, Options
from bench.screening.tables import Section, section

PARTS: Final = ("pairs", "held", "retrieval", "composed", "tokens", "east", "typing", "speed")
MODULES: Final = {"typing": "typos"}  # a module called typing would hide the library's


def run(part: str, options: Options) -> list[Section]:
    """Measure one part, here; where its data is absent, a section that says so."""
    measure = importlib.import_module(f"bench.screening.{MODULES.get(part, part)}").measure
    try:
        return list(measure(options))
    except Absent as absent:
        print(f"SKIPPED {part}: no {absent} (set COMITY_SHARED_DATA to the folder of the real files)", file=sys.stderr)
        return [Section(part, f"**Not measured: the file {absent} was absent.**", ("",), ())]


def apart(part: str, options: Options) -> list[Section]:
    """The same in a process of its own, so that no part warms or fills another's."""
    line = [sys.executable, "-m", "bench.screening", part, "--json", "--show", str(options.show)]
    began = time.perf_counter()
    done = subprocess.run(
        [*line, *(["--quick"] if options.quick else [])], stdout=subprocess.PIPE, check=False, text=True
    )
    if done.returncode not in (0, 1) or not done.stdout:
        return [Section(part, f"**Failed, exit code {done.returncode}: see the terminal.**", ("",), (("**missed**",),))]
    print(f"{part}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return [section(values) for values in json.loads(done.stdout)]


def main() -> int:
    """Run what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.screening", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="a tenth of each sample")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N mistakes of each kind")
    parser.add_argument("--write", action="store_true", help="write docs/screening-benchmark.md")
    parser.add_argument("--json", action="store_true", help="print the sections as JSON")
    asked = parser.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    options, parts = Options(asked.quick, asked.show), asked.parts or list(PARTS)
    sections = []
    for part in parts:
        found = run(part, options) if len(parts) == 1 else apart(part, options)
        sections += found
        if not asked.json:
            print(*(one.text() for one in found), sep="\n", flush=True)
        if asked.write:
            report.write(sections, options)
    if asked.json:
        print(json.dumps([one.plain() for one in sections], ensure_ascii=False))
    missed = sum(one.missed for one in sections)
    if not asked.json:
        print(tables.summary(sections))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
