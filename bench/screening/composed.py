"""An index of 100,000 people composed from the 1,000 commonest name parts, sought in other scripts and spellings."""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bench.screening import data, names
from bench.screening.tables import Section, at_least, at_most, percent, share
from comity.screening import THRESHOLD, Alias, Index, Kind, Query, Subject
from comity.screening.evaluate import retrieve
from comity.screening.measures import ALL

PEOPLE: Final = 100_000
PARTS: Final = 1_000
QUERIES: Final = 4_000
STRANGERS: Final = 2_000
BARS: Final = {"recall@1": 0.975, "recall@10": 0.993}
HITS: Final = 0.002
INDEXED_LATIN: Final = 0.8
SEED: Final = 20_261_129
HOW: Final = (
    "{people:,} people, one name each, composed from the {parts:,} commonest given names and surnames of the tables by "
    "country (one in three has two given names), four in five indexed in Latin; sought in another script, or in Latin "
    "letters with another spelling of a part. Other people have two names drawn from all of "
    "Wikidata's that share no form with the thousand, or parts of the tables that come next and are often variants "
    "(Uilson beside Wilson); they hit where anything scores 0.70. A part has up to {forms} forms."
)
Sought = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A stranger who was taken for someone."""

    score: float
    query: str
    name: str


def outsiders(count: int) -> list[names.Person]:
    """People of two names drawn from all of Wikidata's, which share no form with the thousand."""
    givens, surnames = names.parts()
    thousand = (*givens[: PARTS // 2], *surnames[: PARTS // 2])
    taken = {names.plainest(form) for part in thousand for forms in part.forms.values() for form in forms}
    free = []
    for item in data.items():
        forms: dict[str, tuple[str, ...]] = {one: item.forms[one] for one in names.SCRIPTS if one in item.forms}
        if "Latn" in forms and taken.isdisjoint(names.plainest(form) for own in forms.values() for form in own):
            free.append(names.Part(forms["Latn"][0], forms))
    lots = random.Random(SEED)
    return [names.Person((lots.choice(free), lots.choice(free))) for _ in range(count)]


def neighbours(count: int) -> list[names.Person]:
    """People composed from the parts of the tables that come after the thousand; many are variants of the thousand."""
    givens, surnames = names.parts()
    return list(islice(names.people(givens[PARTS // 2 :], surnames[PARTS // 2 :], random.Random(SEED)), count))


def measure(options: data.Options) -> list[Section]:
    """One table by script of the query. Raises data.Absent."""
    givens, surnames = names.parts()
    half, lots = PARTS // 2, random.Random(SEED)
    crowd = list(islice(names.people(givens[:half], surnames[:half], lots), options.size(PEOPLE)))
    subjects, queries = indexed(crowd, options.size(QUERIES), lots)
    index = Index(subjects)
    ranks = retrieve(index, queries, time.thread_time).figures()
    rows: list[tuple[str, ...]] = [
        (script, f"{one['queries']:,}", share(one["recall@1"]), share(one["recall@10"]), "", "")
        for script, one in ranks["scripts"].items()
    ]
    met = max((at_least(ranks[measure], bar) for measure, bar in BARS.items()), key=len)
    bars = " / ".join(map(share, BARS.values()))
    rows.append((ALL, f"{len(queries):,}", share(ranks["recall@1"]), share(ranks["recall@10"]), bars, met))
    if options.show:
        _show(index, queries, {one.id: one.names[0].value for one in subjects}, options.show)
    for label, others, bar in (
        ("other people, Wikidata", outsiders(options.size(STRANGERS)), HITS),
        ("other people, next parts", neighbours(options.size(STRANGERS)), None),
    ):
        hits = strangers(index, others, lots, options.show)
        rate = len(hits) / len(others)
        across = sum(data.script(hit.query) != data.script(hit.name) for hit in hits)
        judged = ("", "") if bar is None else (percent(bar), at_most(rate, bar))
        rows.append((label, f"{len(others):,}", f"hit: {percent(rate)}", f"of them {across} across scripts", *judged))
    rows.append(
        ("processor time a query", "", f"p50 {ranks['p50_ms']:.2f} ms", f"p99 {ranks['p99_ms']:.2f} ms", "", "")
    )
    forms = max(len(found) for part in (*givens, *surnames) for found in part.forms.values())
    about = HOW.format(people=len(crowd), parts=PARTS, forms=forms)
    head = ("script of query", "queries", "recall@1", "recall@10", "bar", "")
    return [Section("Retrieval, 100,000 composed names", about, head, tuple(rows))]


def indexed(crowd: Sequence[names.Person], count: int, lots: random.Random) -> tuple[list[Subject], list[Sought]]:
    """Everyone of ``crowd`` under one name, and ``count`` queries (script, name, id) that are written otherwise."""
    subjects, able = [], []
    for number, person in enumerate(crowd):
        foreign = [script for script in person.scripts() if script != "Latn"]
        script = "Latn" if not foreign or lots.random() < INDEXED_LATIN else lots.choice(foreign)
        name = person.latin if script == "Latn" else person.spelt(script, lots)
        subjects.append(Subject(str(number), "composed", Kind.PERSON, name, (Alias(name),)))
        able.append([one for one in person.scripts() if one != script or one == "Latn"])
    queries: list[Sought] = []
    for number in lots.sample(range(len(crowd)), len(crowd)):
        script = lots.choice(able[number]) if able[number] else ""
        name = crowd[number].spelt(script, lots) if script else ""
        if name and data.plain(name) != data.plain(subjects[number].caption):
            queries.append((script, name, str(number)))
        if len(queries) == count:
            break
    return subjects, queries


def strangers(index: Index, people: Sequence[names.Person], lots: random.Random, show: int) -> list[Hit]:
    """Seek each of ``people``, who are not in ``index``; which of them hit, and in which scripts."""
    hits = []
    for person in people:
        name = person.spelt(lots.choice(person.scripts()), lots)
        try:
            found = index.search(Query((name,)), limit=1, threshold=THRESHOLD).matches
        except ValueError:  # too short to search
            continue
        if found:
            hits.append(Hit(found[0].score, name, found[0].name))
    for hit in sorted(hits, key=lambda one: -one.score)[:show]:
        print(f"   hit {hit.score:.3f}  {hit.query}  |  {hit.name}", file=sys.stderr)
    return hits


def _show(index: Index, queries: Sequence[Sought], known: dict[str, str], count: int) -> None:
    """Print, for each script, queries whose record is not first."""
    missed: dict[str, list[str]] = defaultdict(list)
    for script, name, record in queries:
        found = index.search(Query((name,)), limit=10, threshold=0.0).matches
        ids = [match.subject.id for match in found]
        if ids[:1] != [record]:
            rank = ids.index(record) + 1 if record in ids else 0
            first = f"{found[0].name} {found[0].score:.3f}" if found else "nothing"
            missed[script].append(f"   {rank or '-':>3}  {name}  |  {known[record]}  |  first: {first}")
    for script, lines in missed.items():
        print(f"-- {script}: not first {len(lines)}", *lines[:count], sep="\n", file=sys.stderr)
