"""How fast screening answers on one core, how it starts, and how soon a change is seen."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench.screening import data, names, peers
from bench.screening.tables import Section, at_least, at_most
from bench.screening.typos import one_edit, un_list
from comity.screening import Alias, Index, Kind, Query, Subject
from comity.screening.many import screen_many
from comity.screening.measures import percentile

ENTITIES: Final = 25_000
NAMES: Final = 4  # for each
QUERIES: Final = 4_000
BATCH: Final = 20_000
PAIRS: Final = 50  # candidates that the peer scores for one query
SEED: Final = 20_261_129
HOW: Final = (
    "One core, {entities:,} composed people with {names:,} names in six scripts; a query is one name, half of them of "
    "the index in another spelling, half of other people, answered with five scored, explained matches. The peer only "
    "scores: nomenklatura's logic-v2 compares a query with 50 candidates that are already chosen. Seconds are of "
    "processor time, as on a core of one's own; other programs shared this one (load {load:.1f}). A start counts the "
    "interpreter, all imports and a first answer, best of three; a change, the slowest of five."
)
Row = tuple[str, ...]


def measure(options: data.Options) -> list[Section]:
    """One table. Raises data.Absent."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        lots = random.Random(SEED)
        subjects, asked = people(options, lots)
        index, built = timed(lambda: Index(subjects))
        count = sum(len(one.names) for one in subjects)
        rows: list[Row] = [("build from subjects", "Comity", f"{built:.1f} s", "", "")]
        steps: list[tuple[str, Callable[[], list[Row]]]] = [
            ("queries", lambda: _queries(index, asked)),
            ("changes", lambda: _changes(index, lots)),
            ("start", lambda: _start(index, asked[0])),
            ("batch", lambda: _batch(options, lots)),
            ("peers", lambda: _peers(subjects, asked)),
        ]
        for label, step in steps:
            rows += step()
            print(f"  speed: {label} measured", file=sys.stderr)
    finally:
        os.sched_setaffinity(0, cores)
    about = HOW.format(entities=len(subjects), names=count, load=os.getloadavg()[0])
    return [Section("Speed and memory", about, ("what", "who", "figure", "bar", ""), tuple(rows))]


def timed(call: Any) -> tuple[Any, float]:
    """What ``call`` gives, and its seconds of processor time, all threads."""
    began = time.process_time()
    return call(), time.process_time() - began


def people(options: data.Options, lots: random.Random) -> tuple[list[Subject], list[str]]:
    """Subjects with several spellings each, and names to ask: of them otherwise spelt, and of others."""
    givens, surnames = names.parts()
    crowd = list(islice(names.people(givens, surnames, lots), options.size(ENTITIES) + options.size(QUERIES) // 2))
    subjects, asked = [], []
    for number, person in enumerate(crowd[: options.size(ENTITIES)]):
        found = dict.fromkeys([person.latin])
        for _ in range(NAMES * 4):
            if len(found) < NAMES:
                found[person.spelt(lots.choice(person.scripts()), lots)] = None
        while len(found) < NAMES:
            found[one_edit(person.latin, lots)] = None
        aliases = tuple(Alias(name) for name in found)
        subjects.append(Subject(str(number), "speed", Kind.PERSON, person.latin, aliases))
    mine = lots.sample(crowd[: options.size(ENTITIES)], options.size(QUERIES) // 2)
    for person in [*mine, *crowd[options.size(ENTITIES) :]]:
        asked.append(person.spelt(lots.choice(person.scripts()), lots))
    lots.shuffle(asked)
    return subjects, asked


def _queries(index: Index, asked: Sequence[str]) -> list[Row]:
    for name in asked[: len(asked) // 4]:
        index.search(Query((name,)))
    took = [timed(lambda name=name: index.search(Query((name,))))[1] * 1000 for name in asked[len(asked) // 4 :]]
    rows: list[Row] = []
    for label, part, bar in (("p50", 0.50, 1.0), ("p99", 0.99, 5.0)):
        value = percentile(took, part)
        rows.append(
            (f"query with explanation, {label}", "Comity", f"{value:.2f} ms", f"{bar:.0f} ms", at_most(value, bar))
        )
    return rows


def _changes(index: Index, lots: random.Random) -> list[Row]:
    added, removed = [], []
    for number in range(5):
        name = f"{''.join(lots.choices('bdgklmnrstv', k=4))}a{''.join(lots.choices('bdgklmnrstv', k=3))} Ostrovsky"
        one = Subject(f"new{number}", "speed", Kind.PERSON, name, (Alias(name),))
        began = time.process_time()
        index = index.changed(put=[one])
        seen = index.search(Query((name,))).matches
        added.append(time.process_time() - began)
        assert seen and seen[0].subject.id == one.id, "what was added is not found"
        began = time.process_time()
        index = index.changed(gone=[("speed", one.id)])
        seen = index.search(Query((name,))).matches
        removed.append(time.process_time() - began)
        assert all(match.subject.id != one.id for match in seen), "what was removed is found"
    return [
        (f"one name {what} until {state}", "Comity", f"{max(took) * 1000:.1f} ms", "1 s", at_most(max(took), 1.0))
        for what, state, took in (("added", "found", added), ("removed", "hidden", removed))
    ]


def _start(index: Index, name: str) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        try:
            _, saving = timed(lambda: index.save(path))
        except NotImplementedError:
            return [("start from a saved index", "Comity", "not yet", "1 s", at_most(9.0, 1.0))]
        size = sum(f.stat().st_size for f in ([path] if path.is_file() else path.rglob("*")) if f.is_file()) / 1e6
        line = [sys.executable, "-m", "bench.screening.speed_process", str(path), name]
        starts = [json.loads(subprocess.run(line, capture_output=True, check=True).stdout) for _ in range(3)]
    ready, clock = min(one["own"] for one in starts), min(one["answered"] for one in starts)
    resident = max(one["resident"] for one in starts)
    return [
        ("save", "Comity", f"{saving:.2f} s, {size:.0f} MB on disk", "", ""),
        (
            "saved index loaded, and first answer",
            "Comity",
            f"{ready:.2f} s ({clock:.2f} s by the clock)",
            "1 s",
            at_most(ready, 1.0),
        ),
        ("resident memory after it", "Comity", f"{resident:.0f} MB", "200 MB", at_most(resident, 200)),
    ]


def _batch(options: data.Options, lots: random.Random) -> list[Row]:
    """Names a second against the UN list: names of strangers, as often as names are common, and of the list."""
    listed = un_list()
    index = Index(listed)
    givens, surnames = names.parts()
    weights = [1 / (at + 1) for at in range(min(len(givens), len(surnames)))]  # Zipf
    count = options.size(BATCH)
    pairs = zip(
        lots.choices(givens[: len(weights)], weights, k=count),
        lots.choices(surnames[: len(weights)], weights, k=count),
        strict=True,
    )
    batch = [f"{one.latin} {other.latin}".title() for one, other in pairs]
    for at in range(0, count, 50):
        batch[at] = one_edit(lots.choice(listed).names[0].value, lots)
    _, took = timed(lambda: screen_many(index, batch))
    rate = len(batch) / took
    return [
        (f"batch of {len(batch):,} names, UN list", "Comity", f"{rate:,.0f} names/s", "20,000", at_least(rate, 20_000))
    ]


def _peers(subjects: Sequence[Subject], asked: Sequence[str]) -> list[Row]:
    if not peers.present():
        return [("scoring 50 candidates", "logic-v2", "**not installed here**", "", "")]
    tasks = [
        (name, [one.caption for one in subjects[at * PAIRS : (at + 1) * PAIRS]]) for at, name in enumerate(asked[:120])
    ]
    _, answers = peers.ask([task for task in tasks if task[1]], ("logic-v2",))
    took = [answer["ms"]["logic-v2"] for answer in answers[20:]]
    p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
    return [
        ("scoring 50 candidates, p50", "logic-v2", f"{p50:.1f} ms ({1000 / p50:.0f} queries/s)", "", ""),
        ("scoring 50 candidates, p99", "logic-v2", f"{p99:.1f} ms", "", ""),
    ]
