"""Labelled pairs of names from the lists, by script: ours beside the peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bench.screening import data, mistakes, peers
from bench.screening.tables import Section, at_least, share
from comity.screening.answers import THRESHOLD
from comity.screening.compare import score
from comity.screening.measures import ALL, Judged, Pairs, between, wilson

BARS: Final = {"Cyrl": 0.994, "Arab": 0.962, ALL: 0.987}
PRECISION: Final = 0.98
OURS: Final = "Comity"
Row = dict[str, str]
HOW: Final = (
    "A name in its own script against a Latin spelling, from the EU, UK, UN and US lists; one hard and one random "
    "negative for each. 95 % intervals: Wilson's. A bar is on F1, with precision 0.98 in each script that has one."
)


def judged(rows: Sequence[Row], scores: Iterable[float]) -> Pairs:
    """The pairs with their scores."""
    return Pairs(Judged(r["script"], s, r["is_match"] == "1") for r, s in zip(rows, scores, strict=True))


def measure(options: data.Options) -> list[Section]:
    """One table by script. Raises data.Absent."""
    rows = data.table("screening", "pairs.csv")
    if options.quick:  # every tenth name with its two negatives
        rows = [row for at, row in enumerate(rows) if at // 3 % 10 == 0]
    scores = [score(row["name1"], row["name2"]) for row in rows]
    ours = judged(rows, scores)
    if options.show:
        _show(rows, scores, options.show)
    others, source = _peers(rows)
    found = [_line(script, ours, THRESHOLD, OURS) for script in ours.scripts]
    found += [_line(script, one, at, name) for name, one, at in others for script in one.scripts]
    head = ("script", "matcher", "pairs", "precision", "recall", "F1", "best F1", "bar", "")
    return [Section(f"Labelled pairs at {THRESHOLD:.2f}", f"{HOW} {source}", head, tuple(sorted(found, key=_order)))]


def _order(row: tuple[str, ...]) -> int:
    return ("Cyrl", "Arab", "Hebr", "Grek", "Hang", "Hani", ALL).index(row[0])


def _line(script: str, pairs: Pairs, at: float, matcher: str) -> tuple[str, ...]:
    counts = pairs.counts(script, at)
    cells = (
        between(counts.precision, wilson(counts.right, counts.right + counts.wrong)),
        between(counts.recall, wilson(counts.right, counts.right + counts.missed)),
        between(counts.f1, counts.f1_interval()),
    )
    best, best_at = pairs.best(script)
    shown = (script, f"{matcher} @{at:.2f}", f"{counts.pairs:,}", *cells, f"{best:.3f} @{best_at:.2f}")
    if matcher != OURS or script not in BARS:
        return (*shown, "", "")
    precise = at_least(counts.precision, PRECISION)
    return (*shown, share(BARS[script]), max(at_least(counts.f1, BARS[script]), precise, key=len))


def _peers(rows: Sequence[Row]) -> tuple[list[tuple[str, Pairs, float]], str]:
    jaro = judged(rows, (peers.jaro_winkler(row["name1"], row["name2"]) for row in rows))
    name = "Jaro-Winkler, sorted, romanised"
    if peers.present():
        versions, answers = peers.ask([(row["name1"], [row["name2"]]) for row in rows])
        source = f"Peers ran beside it: nomenklatura {versions['nomenklatura']} with rigour {versions['rigour']}."
        scores = {one: [float(answer[one][0]) for answer in answers] for one in peers.ALGORITHMS}
    else:
        source = "**nomenklatura could not be installed here: its scores are those recorded in the file.**"
        scores = {one: [float(row[one]) for row in rows] for one in peers.ALGORITHMS}
    others = [(one, judged(rows, found), THRESHOLD) for one, found in scores.items()]
    return [*others, (name, jaro, 0.90), (name, jaro, 0.70)], source


def _show(rows: Sequence[Row], scores: Sequence[float], count: int) -> None:
    for script in dict.fromkeys(row["script"] for row in rows):
        scored = [
            (value, row["is_match"] == "1", row["name1"], row["name2"])
            for row, value in zip(rows, scores, strict=True)
            if row["script"] == script
        ]
        mistakes.show(script, scored, THRESHOLD, count)
