"""Measure batch screening against the UN list of ../shared/data: names a second a core, memory, workers.

    PYTHONPATH=. python bench/screening_batch.py [ROWS]

Rows are names composed of common forenames and surnames of all countries, in their own script and romanised,
drawn with the frequencies of a customer file (few names are many people), and one listed name in a hundred with
a letter changed. Each run is a process of its own, `comity screen` as a person would start it, its modules compiled
as an installation leaves them. Names a second a core are those of one second of processor time, starting, reading,
writing and the checksum included; by the clock the command itself counts the screening alone.
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.screening import data as shared
from comity.watchlists import registry

RUN: Final = """
import json, resource, sys
from comity.cli import main
if __name__ == "__main__":
    code = main(sys.argv[1:])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(one.ru_utime + one.ru_stime for one in used)
    print(json.dumps([*(one.ru_maxrss // 1024 for one in used), seconds]))
    sys.exit(code)
"""


def show(what: str, figure: str, bar: str) -> None:
    print(f"{what:<58}{figure:<34}bar: {bar}", flush=True)


def parts(file: Path) -> list[tuple[str, str]]:
    """Each name in its own script and romanised, by country."""
    with file.open(encoding="utf-8-sig") as rows:
        return [(row["Localized Name"], row["Romanized Name"]) for row in csv.DictReader(rows)]


def people(data: Path, listed: list[str]) -> Iterator[str]:
    """Names without end, the same at each run."""
    draw = random.Random(4)
    fore = parts(data / "names/common-forenames-by-country.csv")
    sur = parts(data / "names/common-surnames-by-country.csv")
    draw.shuffle(fore)
    draw.shuffle(sur)
    while True:
        if draw.random() < 0.01:
            name = draw.choice(listed)
            at = draw.randrange(len(name))
            yield name[:at] + name[at + 1 :]
        else:
            # Zipf: the n-th commonest name is borne by about 1/n of the bearers of the commonest.
            first, last = (held[int(len(held) ** draw.random()) - 1] for held in (fore, sur))
            script = draw.random() < 0.3
            yield f"{first[not script]} {last[not script]}"


def comity(program: Path, home: Path, *line: str) -> tuple[Any, list[float]]:
    """One run: its answer; the largest resident sizes of itself and of its largest worker, MB; processor seconds."""
    environ = {**os.environ, "COMITY_HOME": str(home), "PYTHONPYCACHEPREFIX": str(home.parent / "compiled")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, str(program), *line, "--json"], capture_output=True, text=True, env=environ, check=True
    )
    *answer, most = done.stdout.strip().splitlines()
    return json.loads("\n".join(answer)), json.loads(most)


def main() -> int:
    data = shared.folder()
    if data is None:
        print("../shared/data is absent: nothing was measured")
        return 0
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    un = data / "un/consolidated_2026-02-27.xml"
    with un.open("rb") as stream:
        listed = [name.value for entry in registry.source("un").read(stream).entries for name in entry.names]
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        program, home = folder / "program.py", folder / "home"
        program.write_text(RUN, "utf-8")
        comity(program, home, "lists", "import", "un", str(un))
        (folder / "one.csv").write_text("name\nNemo Nullus\n", "utf-8")
        comity(program, home, "screen", str(folder / "one.csv"), "-o", str(folder / "one.parquet"))  # compiles
        names = people(data, listed)
        sums = set()
        for count, workers in ((rows // 10, 1), (rows // 10, 2), (rows, 2)):
            file, out = folder / f"{count}.csv", folder / f"{count}-{workers}.parquet"
            if not file.exists():
                with file.open("w", encoding="utf-8", newline="") as stream_out:
                    writer = csv.writer(stream_out)
                    writer.writerow(["id", "name", "nationality"])
                    writer.writerows([n, next(names), "-"] for n in range(count))
            found, most = comity(program, home, "screen", str(file), "-o", str(out), "--workers", str(workers))
            sums |= {found["checksum"]} if count == rows // 10 else set()
            what = f"{count:,} names, {workers} worker(s), {found['matched']:,} with a match"
            show(what, f"{count / most[2]:,.0f} names/s a core", "20,000")
            show("  the screening alone, by the clock of this busy machine", f"{found['rate']:,} names/s", "-")
            show("  resident: this process, its largest worker", f"{most[0]:.0f} MB, {most[1]:.0f} MB", "does not grow")
        show("checksum, one worker and two", "the same" if len(sums) == 1 else "DIFFERENT", "the same")
    return int(len(sums) != 1)


if __name__ == "__main__":
    sys.exit(main())
