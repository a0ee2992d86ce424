"""Finding a record by a name in another script, in the index of the real lists, beside a full Jaro-Winkler scan."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any, Final

from bench.screening import data, peers
from bench.screening.composed import HITS, STRANGERS, outsiders, strangers
from bench.screening.tables import Section, at_least, at_most, percent, share
from comity.screening.evaluate import retrieve, subjects
from comity.screening.index import Index
from comity.screening.measures import ALL, Ranks

BARS: Final = {"recall@1": 0.985, "recall@10": 0.995}
HOW: Final = (
    "{queries:,} names in their own script, sought in {records:,} records with {names:,} Latin names of the EU, UK, UN "
    "and US lists; by rank, whatever the score. The scan compares a query with every name: Jaro-Winkler of romanised, "
    "sorted words. Other people have two names drawn from Wikidata, as below, and hit where anything scores "
    "0.70. Milliseconds of processor time a query: median and 99th percentile (the scan in C, in bulk: mean only)."
)


def measure(options: data.Options) -> list[Section]:
    """One table by script. Raises data.Absent."""
    known = subjects(data.file("screening", "index.csv"))
    rows = data.table("screening", "queries.csv")[:: 10 if options.quick else 1]
    queries = [(row["script"], row["query"], row["record"]) for row in rows]
    names = [(one.id, alias.value) for one in known for alias in one.names]
    index = Index(known)
    ours = _shown("Comity", retrieve(index, queries, time.thread_time).figures(), len(queries), True)
    scan = _shown("Jaro-Winkler scan", scanned(queries, names).figures(), len(queries), False)
    order = {script: at for at, script in enumerate([*dict.fromkeys(script for script, *_ in queries), ALL])}
    found = sorted([*ours, *scan], key=lambda row: order[row[0]])
    others = outsiders(options.size(STRANGERS))
    rate = len(strangers(index, others, random.Random(0), options.show)) / len(others)
    judged = (percent(HITS), at_most(rate, HITS))
    found.append(("other people", "Comity", f"{len(others):,}", f"hit: {percent(rate)}", "", "", "", *judged))
    about = HOW.format(queries=len(queries), records=len(known), names=len(names))
    head = ("script", "matcher", "queries", "recall@1", "recall@10", "p50 ms", "p99 ms", "bar", "")
    return [Section("Retrieval, real lists", about, head, tuple(found))]


def scanned(queries: Sequence[tuple[str, str, str]], names: Sequence[tuple[str, str]]) -> Ranks:
    """The ranks that a scan of all names gives; a record ranks by its best name, equals in the index's order."""
    began = time.thread_time()
    scores = peers.scan([query for _, query, _ in queries], [name for _, name in names])
    each = (time.thread_time() - began) / len(queries)
    ranks = Ranks()
    for (script, _, record), row in zip(queries, scores, strict=True):
        best: dict[str, float] = {}
        for at in (-row).argsort(kind="stable")[:200]:
            best.setdefault(names[at][0], float(row[at]))
        ranked = list(best)
        ranks.add(script, ranked.index(record) + 1 if record in best else None, each)
    return ranks


def _shown(matcher: str, figures: dict[str, Any], queries: int, ours: bool) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for script, one in [*figures["scripts"].items(), (ALL, {**figures, "queries": queries})]:
        times = (f"{figures['p50_ms']:.2f}", f"{figures['p99_ms']:.2f}" if ours else "-") if script == ALL else ("", "")
        shown = (script, matcher, f"{one['queries']:,}", share(one["recall@1"]), share(one["recall@10"]), *times)
        if ours and script == ALL:
            verdicts = [at_least(one[measure], bar) for measure, bar in BARS.items()]
            rows.append((*shown, " / ".join(map(share, BARS.values())), max(verdicts, key=len)))
        else:
            rows.append((*shown, "", ""))
    return rows
