"""Names that the labelled pairs do not hold: the UN list's persons in their own script, 2018 to 2026."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

from bench.screening import data, mistakes, peers
from bench.screening.tables import Section
from comity.screening.answers import THRESHOLD
from comity.screening.compare import score
from comity.screening.measures import ALL, Judged, Pairs
from comity.watchlists import un
from comity.watchlists.listed import ListedKind

FILES: Final = ("2018-06-07", "2018-06-21", "2020-11-30", "2020-12-01", "2026-02-27")
SEED: Final = 20_261_129
HOW: Final = (
    "Nobody tuned on these: names in their own script of persons of five editions of the UN list, which stand in no "
    "labelled pair. Each against all Latin names of its own record (the best counts), of the record with the nearest "
    "Latin name, and of a random other. Noms de guerre that a record has in its own script only are among them: no "
    "matcher finds all. No bar; peers score the same."
)


@dataclass
class Record:
    """One person's names over all editions, in the order first seen."""

    latin: dict[str, None] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)


def measure(options: data.Options) -> list[Section]:
    """One row for each script and matcher. Raises data.Absent."""
    sample = labelled()[:: 10 if options.quick else 1]
    scored = [
        (script, max(score(own, latin) for latin in names), match, own, next(iter(names)))
        for script, own, names, match in sample
    ]
    for script in dict.fromkeys(one[0] for one in scored) if options.show else ():
        mistakes.show(script, [one[1:] for one in scored if one[0] == script], THRESHOLD, options.show)
    judged = {"Comity": Pairs(Judged(script, value, match) for script, value, match, _, _ in scored)}
    if peers.present():
        _, answers = peers.ask([(own, names) for _, own, names, _ in sample])
        for peer in peers.ALGORITHMS:
            judged[peer] = Pairs(
                Judged(script, max(answer[peer]), match)
                for (script, _, _, match), answer in zip(sample, answers, strict=True)
            )
    head = ("script", "matcher", "pairs", "precision", "recall", "F1", "best F1")
    rows = []
    for script in ("Arab", "Cyrl", ALL):
        for name, pairs in judged.items():
            counts, (best, at) = pairs.counts(script, THRESHOLD), pairs.best(script)
            figures = (f"{one:.3f}" for one in (counts.precision, counts.recall, counts.f1))
            rows.append((script, f"{name} @{THRESHOLD:.2f}", f"{counts.pairs:,}", *figures, f"{best:.3f} @{at:.2f}"))
    return [Section("Names held back", HOW, head, tuple(rows))]


def labelled() -> list[tuple[str, str, tuple[str, ...], bool]]:
    """(script, name in it, Latin names of a record, match), three for each name. Raises data.Absent."""
    used = {row["name1"] for row in data.table("screening", "pairs.csv")}
    records = [one for one in _records() if one.latin]
    firsts = [next(iter(one.latin)) for one in records]
    chosen = [
        (at, own, script)
        for at, record in enumerate(records)
        for own, script in record.own.items()
        if own not in used and " " in own
    ]
    near = peers.scan([firsts[at] for at, _, _ in chosen], firsts)
    lots, found = random.Random(SEED), []
    for (at, own, script), row in zip(chosen, near, strict=True):
        nearest = next(int(b) for b in (-row).argsort(kind="stable") if b != at)
        other = lots.choice([b for b in range(len(records)) if b != at])
        for place, match in ((at, True), (nearest, False), (other, False)):
            found.append((script, own, tuple(records[place].latin), match))
    return found


def _records() -> list[Record]:
    found: dict[str, Record] = {}
    for edition in FILES:
        with data.file("un", f"consolidated_{edition}.xml").open("rb") as stream:
            for entry in un.read(stream).entries:
                if entry.kind is not ListedKind.INDIVIDUAL:
                    continue
                record = found.setdefault(entry.reference, Record())
                for name in entry.names:
                    if name.script == "Latn":
                        record.latin[name.value] = None
                    elif name.script:
                        record.own[name.value] = name.script
    return list(found.values())
