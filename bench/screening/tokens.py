"""Single words: forms of one Wikidata name in Latin and in another script, known forms switched off."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from bench.screening import data, mistakes
from bench.screening.tables import Section, at_least, share
from comity.screening.compare import score
from comity.screening.measures import Judged, Pairs

BARS: Final = {"Cyrl": 0.975, "Arab": 0.96, "Hebr": 0.94, "Grek": 0.91, "Deva": 0.91, "Hang": 0.86, "Hani": 0.80}
NAMES: Final = 2_000
CROWD: Final = 200
SEED: Final = 20_261_129
HOW: Final = (
    "One word of rigour's file of Wikidata name forms, in Latin and in another script: {names:,} names a script, each "
    "with two negatives of the same script, the nearest other Latin form by edit distance and a random one. The same "
    "tables of forms are switched off in the matcher. F1 at the best threshold, and at 0.70. The nearest of all is "
    "often the same name spelt otherwise, so the last column takes the nearest of a crowd of 200 instead."
)
Labelled = tuple[str, str, bool]


def measure(options: data.Options) -> list[Section]:
    """One table by script. Raises data.Absent."""
    known = list(data.items())
    rows = []
    for script, bar in BARS.items():
        drawn = list(labelled(known, script, options.size(NAMES), lots(script)))
        scored = [(score(other, latin, known=False), match, other, latin) for other, latin, match in drawn]
        pairs = Pairs(Judged(script, value, match) for at, (value, match, _, _) in enumerate(scored) if at % 4 != 3)
        crowd = Pairs(Judged(script, value, match) for at, (value, match, _, _) in enumerate(scored) if at % 4 != 1)
        best, at = pairs.best(script)
        counts = pairs.counts(script, 0.70)
        shown = f"{counts.f1:.3f} ({counts.precision:.3f}/{counts.recall:.3f})"
        rows.append(
            (
                script,
                f"{len(drawn) // 4 * 3:,}",
                shown,
                f"{share(best)} @{at:.2f}",
                share(bar),
                at_least(best, bar),
                share(crowd.best(script)[0]),
            )
        )
        if options.show:
            mistakes.show(script, scored, at, options.show)
    head = ("script", "pairs", "F1 @0.70 (P/R)", "best F1", "bar", "", "best F1, nearest of 200")
    return [Section("Single words, Wikidata", HOW.format(names=options.size(NAMES)), head, tuple(rows))]


def lots(script: str) -> random.Random:
    """What this benchmark draws by."""
    return random.Random(f"{SEED}{script}")


def sample(known: list[data.Item], script: str, count: int, lots: random.Random) -> list[data.Item]:
    """``count`` names with forms in Latin and in ``script``: the first thing that ``labelled`` draws."""
    able = [item for item in known if "Latn" in item.forms and script in item.forms]
    return lots.sample(able, min(count, len(able)))


def labelled(known: list[data.Item], script: str, count: int, lots: random.Random) -> Iterator[Labelled]:
    """Yield (form in ``script``, Latin form, match) for each of ``count`` names: the pair, the nearest of all other
    names, a random one, and the nearest of a crowd of ``CROWD``."""
    chosen = sample(known, script, count, lots)
    others = [lots.choice(item.forms[script]) for item in chosen]
    latins = [lots.choice(item.forms["Latn"]) for item in chosen]
    own = [{data.plain(form) for forms in item.forms.values() for form in forms} for item in chosen]
    near = cdist(latins, latins, scorer=Levenshtein.normalized_similarity)
    for at in range(len(chosen)):
        # A name that shares a form with this one is no other name.
        strangers = [b for b in range(len(chosen)) if own[at].isdisjoint(own[b])]
        yield others[at], latins[at], True
        yield others[at], latins[max(strangers, key=lambda b: (near[at][b], -b))], False
        yield others[at], latins[lots.choice(strangers)], False
        # Of 2,000 the nearest is often the same name spelt otherwise (Didyk, Dydyk); of a crowd of 200 seldom.
        crowd = lots.sample(strangers, min(CROWD, len(strangers)))
        yield others[at], latins[max(crowd, key=lambda b: (near[at][b], -b))], False
