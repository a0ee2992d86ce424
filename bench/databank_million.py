"""How long reading a file and finding contradictions take while the databank grows to a million statements.

Run: PYTHONPATH=. python bench/databank_million.py [--statements 1000000] [--folder FOLDER]. Everything is told
by signed acts, each approved through its door, and committed in groups of 500. FOLDER is where the database
lies, so that its disk is the one measured. Ends with 1 where a bar is missed: any file in under 50 ms, the
contradictions of a contribution of 1,000 statements in under 2 s, what it is compared with read included.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from pathlib import Path
from random import Random
from typing import Any, Final

from bench.acts import GROUP, insist, stage
from comity.acts import BodyHead, Link, SignedAct, to_time
from comity.canonical import Json
from comity.databank.findings.contradictions import contradictions_of, touched
from comity.databank.organisation import OrganisationFile
from comity.demo.cast import Cast
from comity.entries.readers import reader_of
from comity.handling import Reader
from comity.provenance import Standing, seal
from comity.store import database
from comity.store.telling import NO_SOURCE, told_by, told_in

STATES: Final = ("XA", "XB", "XC", "XD", "XE", "XF")
READER: Final = "XB-NLO-1"
EACH: Final = 10  # statements of an ordinary contribution, and contributions to a file
BIG: Final = 1_000  # statements of a big contribution: one to every hundredth file
SHARES: Final = (10, 50, 100)  # per cent at which it is measured
FILES_READ: Final = 300
BIG_READ: Final = 5
FILE_BAR: Final = 0.050  # seconds
CONTRADICTIONS_BAR: Final = 2.0  # seconds


@dataclass(slots=True)
class Load:
    """What was told so far: files, those with a big contribution, and the big contributions themselves."""

    cast: Cast
    rng: Random
    files: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    big: list[str] = field(default_factory=list)
    statements: int = 0

    def next_file(self) -> list[SignedAct]:
        """Signed acts: a file is opened, and contributions to it are submitted and approved."""
        file = self.cast.new_id()
        self.files.append(file)
        signed = [self.cast.sign(self.cast.head("XA-NLO-1", "NLO", "file.open", "file", file))]
        for number in range(EACH):
            signed += self._contribution(file, STATES[number % len(STATES)], EACH)
        if len(self.files) % 100 == 1:
            signed += self._contribution(file, "XC", BIG)
            self.large.append(file)
        return signed

    def _contribution(self, file: str, state: str, count: int) -> tuple[SignedAct, SignedAct]:
        cast, matter, day = self.cast, self.cast.new_id(), self.cast.node.clock().date()
        model = organisation(self.rng, cast.authority_of(f"{state}-NLO-1"), state, self.files, count)
        made = model.statements(state, NO_SOURCE, Standing.RECORDED, "B2", day)
        opened = seal(made, lambda: cast.random_bytes(16))
        commitments = tuple(one.commitment for one in opened)
        kept = f"{model.kept_until}T00:00:00Z"
        body = BodyHead(model.SCHEMA, "MEMBER", (), (matter, file), (), commitments, (), kept)
        links = (Link("in", file),)
        head = cast.head(f"{state}-NLO-1", "NLO", "contribution.submit", "contribution", matter, {}, links, (body,))
        attests: dict[str, Json] = {"attests": [13, 43]}
        approval = cast.head(
            f"{state}-NAA-1", "NAA", "contribution.approve", "contribution", matter, attests, after=head.id
        )
        self.statements += count
        if count == BIG:
            self.big.append(matter)
        return cast.sign(head, (opened,)), cast.sign(approval)


def organisation(rng: Random, authority: str, state: str, files: Sequence[str], count: int) -> OrganisationFile:
    """What one State tells: ``count`` items; whatever can be compared differs now and then."""
    items: dict[str, list[dict[str, Any]]] = {}
    for number in range(count):
        name, item = _item(rng, state, files, number)
        graded = {"standing": "found_by_court", "grade": "A2", "decision": f"SC-{state}-2022-{rng.randrange(10**6)}"}
        items.setdefault(name, []).append({**item, **graded, "paragraph": f"para {number + 1}"})
    return OrganisationFile.model_validate(
        {
            "claimant_state": state,
            "claimant_authority": authority,
            "handling_code": "MEMBER",
            "kept_until": "2027-02-01",
            "lang": "ru",
            "selected_by": ["investigation_of_an_act"],
            **items,
        }
    )


def _item(rng: Random, state: str, files: Sequence[str], number: int) -> tuple[str, dict[str, Any]]:
    """One item; of every ten, four can contradict others."""
    least = rng.choice((100, 500))
    offered: tuple[tuple[str, dict[str, Any]], ...] = (
        ("names", {"name": f"Fictional Column {rng.randrange(10**9)}", "script": "Latn"}),
        ("characteristics", {"property": "founded", "day": rng.choice(("1984", "1984-03", "1991-05-02"))}),
        ("characteristics", {"property": "strength", "least": least, "most": least + rng.randrange(300)}),
        ("characteristics", {"property": "base_region", "region": rng.choice(("XA", "XA-01", "XB-02"))}),
        ("structure", {"kind": rng.choice(("part_of", "branch", "front")), "file": rng.choice(files)}),
        ("structure", {"kind": "branch", "name": f"Wing {rng.randrange(10**9)}"}),
        ("financing", {"flow": "source", "described": "A levy.", "least": 1, "most": 9, "currency": "XTS"}),
        ("remarks", {"text": f"Fictional remark {number} of {state}: compared with the court's copy, line by line."}),
        ("remarks", {"text": f"Fictional remark {rng.randrange(10**9)} of {state}."}),
        ("names", {"name": f"Вымышленная колонна {rng.randrange(10**9)}", "script": "Cyrl"}),
    )
    name, item = offered[number % len(offered)]
    return (name, item) if number % len(offered) or number else ("un_status", {"reference": "none"})


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds that one look took, by the clock and of this process; and what was seen."""

    wall: float
    cpu: float
    seen: tuple[int, ...] = ()


def timed(look: Callable[[], tuple[int, ...]]) -> Took:
    """Time one look. Where others use the machine, the clock says more than the process took."""
    wall, cpu = time.perf_counter(), time.process_time()
    seen = look()
    return Took(time.perf_counter() - wall, time.process_time() - cpu, seen)


def read_file(cast: Cast, file: str, reader: Reader) -> tuple[int, ...]:
    """Read one file as one reader may see it; how many statements."""
    with cast.node.reading() as unit:
        return (len(told_in(unit, file, reader)),)


def contradict(cast: Cast, contribution: str, reader: Reader) -> tuple[int, ...]:
    """Find the contradictions of one contribution; statements and files read beside it, and findings."""
    with cast.node.reading() as unit:
        own = told_by(unit, contribution, reader)
        files = touched(own)
        others = [one for file in files for one in told_in(unit, file, reader)]
    return len(others), len(files), len(contradictions_of(own, others))


def measured(load: Load, share: int) -> bool:
    """Print what holds at this share; whether both bars are met."""
    gc.collect()
    gc.freeze()  # what the load holds is no reader's: it would be searched for garbage again and again
    cast, rng = load.cast, Random(share)
    database.truncate()
    size = cast.node.located.path("database").stat().st_size
    with cast.node.reading() as unit:
        reader = reader_of(unit, READER, to_time(cast.node.clock()))
    print(
        f"{share:>4} %  {load.statements:,} statements in {len(load.files):,} files; "
        f"database {size / 1e6:,.0f} MB, {size / load.statements:,.0f} bytes a statement"
    )
    chosen = [*rng.sample(load.files, min(FILES_READ, len(load.files))), *load.large]
    read = [timed(partial(read_file, cast, file, reader)) for file in chosen]
    big = rng.sample(load.big, min(BIG_READ, len(load.big)))
    judged = [timed(partial(contradict, cast, one, reader)) for one in big]
    worst = max(judged, key=lambda took: took.wall)
    beside, files, found = worst.seen
    met = show("file read", read, FILE_BAR, f"largest {max(one.seen[0] for one in read):,} statements")
    seen = f"slowest: {found} found in {beside:,} statements of {files} files"
    return show("contradictions of 1,000", judged, CONTRADICTIONS_BAR, seen) and met


def show(what: str, took: Sequence[Took], bar: float, seen: str) -> bool:
    """Print p50, p99 and the slowest by the clock, and of the process; whether all are under the bar."""
    wall, cpu = sorted(one.wall for one in took), sorted(one.cpu for one in took)
    marks = " / ".join(f"{quantile(wall, share) * 1e3:,.1f}" for share in (0.5, 0.99, 1))
    own = " / ".join(f"{quantile(cpu, share) * 1e3:,.1f}" for share in (0.5, 0.99, 1))
    met = wall[-1] < bar
    print(f"        {what} ({len(took)}), p50 / p99 / slowest: {marks} ms (process {own}); {seen};", end=" ")
    print(f"bar {bar * 1e3:,.0f} ms  {'met' if met else 'MISSED'}", flush=True)
    return met


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below or at which ``share`` of ``ordered`` lie."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def fill(load: Load, wanted: int) -> None:
    """Tell until there are ``wanted`` statements, in durable groups; no file is left half told."""
    group: list[SignedAct] = []
    while load.statements < wanted:
        group += load.next_file()
        if len(group) >= GROUP or load.statements >= wanted:
            insist(load.cast.node.writer.submit_all(group))
            group = []


def main() -> int:
    """Load, measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--statements", type=int, default=1_000_000)
    asked.add_argument("--folder", type=Path, default=None)
    options = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="comity-bench-", dir=options.folder))
    try:
        cast = stage(folder / "home")
        load, met = Load(cast, Random(1)), True
        for share in SHARES:
            started, before = time.perf_counter(), load.statements
            fill(load, options.statements * share // 100)
            took = time.perf_counter() - started
            print(f"        told: {(load.statements - before) / took:,.0f} statements/s, signed, weighed, committed")
            met = measured(load, share) and met
        database.close()
    finally:
        shutil.rmtree(folder)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
