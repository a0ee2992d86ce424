"""Learn what one sound costs for another, from known forms of one name in two scripts (Wikidata, CC0).

    python -m tools.learn_sounds rigour_persons.txt.gz src/comity/screening/sounds/learned.txt

Each line of the first file is "form, form, ... => item". Forms in Latin are aligned with forms in another
script by the tables written by hand, what stands for what is counted, and the costs that follow align them
again (Viterbi training of the stochastic edit distance of Ristad and Yianilos, 1998). A cost is the mean of
how surprising each of two sounds is, given the other. Only items with an even number are used: the odd ones
are left to measure by.
"""

from __future__ import annotations

import gzip
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from comity.screening.scripts import Script, of_word
from comity.screening.sounds import Costs, compounds, costs, names, sounds
from comity.screening.sounds.alphabet import MODES, _symbols
from comity.screening.words import word_of

SCRIPTS: Final = {
    Script.CYRL: "cyrillic",
    Script.ARAB: "arabic",
    Script.HEBR: "hebrew",
    Script.GREK: "greek",
    Script.DEVA: "devanagari",
}
MOST: Final = 12_000  # pairs of one script
ROUNDS: Final = 3
NAT: Final = 11.0  # cost of one nat of surprise: an unseen pair (one in 10,000) costs a whole consonant
OUT_NAT: Final = 14.0
PRIOR: Final = 2.0  # imagined sightings of each pair, shared out by what the hand-written table says
VOWELS: Final = frozenset(name for name, kind, _ in _symbols() if kind == "v")
WORTH_SAYING: Final = 4  # a cost nearer than this to the one by hand is left out
UNLIKELY: Final = 75  # from here on a cost makes no difference
NEAR_ENOUGH: Final = 0.45  # of its weight: further apart, two forms are not one name (a translation, an error)

Said = tuple[bytes, bytes]


@dataclass(slots=True)
class Seen:
    """How often: pairs of symbols; symbols left out, by side and whether first; symbols at all, by side."""

    pairs: Counter[tuple[int, int]] = field(default_factory=Counter)
    out: Counter[tuple[int, bool, int]] = field(default_factory=Counter)
    all: Counter[tuple[int, int]] = field(default_factory=Counter)
    first: Counter[tuple[int, int]] = field(default_factory=Counter)


def pairs(file: Path, script: Script) -> list[tuple[list[Said], Said]]:
    """Forms of names in ``script``, each with the Latin forms of its item."""
    found = []
    for line in gzip.decompress(file.read_bytes()).decode().splitlines():
        forms, _, item = line.strip().partition(" => ")
        if not item or int(item.rpartition("Q")[2] or 0) % 2:
            continue
        by_script = defaultdict(list)
        for form in forms.split(", "):
            if " " not in form:
                word = word_of(form)
                by_script[of_word(form)].append(_said(word.bare or word.folded, word.script))
        found += [(by_script[Script.LATN], other) for other in by_script[script] if by_script[Script.LATN]]
    random.Random(1).shuffle(found)
    return found[:MOST]


def _said(folded: str, script: Script) -> Said:
    heard = sounds(folded, script)
    return heard, compounds(heard)


def align(x: Said, y: Said, table: Costs, mode: int) -> tuple[float, list[tuple[int, int]]]:
    """Cost by weight, and the steps: (symbol or 0, symbol or 0)."""
    near, alone, first = table.near[mode].tolist(), table.alone[mode].tolist(), table.first[mode].tolist()
    (a, aa), (b, bb) = x, y
    best: list[list[tuple[int, int, int, int, int]]] = [[(0, 0, 0, 0, 0)] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            ways = []
            if i:
                ways.append((best[i - 1][j][0] + (alone if i > 1 else first)[0][a[i - 1]], 1, 0, a[i - 1], 0))
            if j:
                ways.append((best[i][j - 1][0] + (alone if j > 1 else first)[1][b[j - 1]], 0, 1, 0, b[j - 1]))
            if i and j:
                ways.append((best[i - 1][j - 1][0] + near[a[i - 1]][b[j - 1]], 1, 1, a[i - 1], b[j - 1]))
                if i > 1 and aa[i - 1]:
                    ways.append((best[i - 2][j - 1][0] + near[aa[i - 1]][b[j - 1]], 2, 1, aa[i - 1], b[j - 1]))
                if j > 1 and bb[j - 1]:
                    ways.append((best[i - 1][j - 2][0] + near[a[i - 1]][bb[j - 1]], 1, 2, a[i - 1], bb[j - 1]))
            if ways:
                best[i][j] = min(ways)
    steps, i, j = [], len(a), len(b)
    while i or j:
        _, back_i, back_j, one, other = best[i][j]
        steps.append((one, other))
        i, j = i - back_i, j - back_j
    weight = max(sum(int(table.weigh[mode, side, s]) for s in said[0]) for side, said in enumerate((x, y)))
    return best[-1][-1][0] / max(weight, 1), steps[::-1]


def count(data: list[tuple[list[Said], Said]], table: Costs, mode: int) -> Seen:
    """What stands for what, in the nearest Latin form of each."""
    seen = Seen()
    for latins, other in data:
        far, steps, latin = min((*align(latin, other, table, mode), latin) for latin in latins[:2])
        if far > NEAR_ENOUGH:
            continue
        for side, said in enumerate((latin, other)):
            seen.all.update((side, symbol) for symbol in (*said[0], *filter(None, said[1])))
            if said[0]:
                seen.first[side, said[0][0]] += 1
        starts = (latin[0][:1], other[0][:1])
        for at, (one, end) in enumerate(steps):
            if one and end:
                seen.pairs[one, end] += 1
            else:
                side = 0 if one else 1
                symbol = one or end
                before = all((p[side] == 0) for p in steps[:at])
                seen.out[side, before and starts[side][:1] == bytes([symbol]), symbol] += 1
    return seen


def learned(seen: Seen, hand: Costs, mode: int) -> Iterator[tuple[str, str, int]]:
    """(symbol, symbol, cost), "-" for left out and "^-" for left out as the first of its word."""
    label = {code: name for name, code in names().items()}
    near = hand.near[mode].astype(float)
    guess = np.exp(-near / NAT)
    sure: dict[tuple[int, int], tuple[float, float]] = {}
    for one in label:
        for other in label:
            a, b = seen.all[0, one], seen.all[1, other]
            if not a or not b:
                continue
            sure[one, other] = (
                (seen.pairs[one, other] + PRIOR * guess[one, other]) / (a + PRIOR),
                (seen.pairs[one, other] + PRIOR * guess[one, other]) / (b + PRIOR),
            )
    best: list[dict[int, float]] = [defaultdict(float), defaultdict(float)]
    for (one, other), (given_one, given_other) in sure.items():
        best[0][one] = max(best[0][one], given_one)
        best[1][other] = max(best[1][other], given_other)
    for (one, other), (given_one, given_other) in sure.items():
        # Against the best reading of each: a letter with several readings is not worse for having them.
        surprise = math.log(best[0][one] / given_one) + math.log(best[1][other] / given_other)
        cost = NAT * surprise / 2
        yield label[one], label[other], round((min(cost, 110) + min(near[one, other], 110)) / 2)
    yield from _left_out(seen, hand, mode)


def _left_out(seen: Seen, hand: Costs, mode: int) -> Iterator[tuple[str, str, int]]:
    for (side, symbol), (name, start) in (
        ((side, symbol), (name, start))
        for name, symbol in names().items()
        for side in (0, 1)
        for start in (False, True)
    ):
        times = seen.first[side, symbol] if start else seen.all[side, symbol] - seen.first[side, symbol]
        if times <= 0:
            continue
        by_hand = int((hand.first if start else hand.alone)[mode, side, symbol])
        share = (seen.out[side, start, symbol] + PRIOR * math.exp(-by_hand / OUT_NAT)) / (times + PRIOR)
        cost = round((min(-OUT_NAT * math.log(min(share, 1)), 110) + by_hand) / 2)
        # Forms in Wikidata are mostly foreign names, with every vowel written; names of lists leave them out.
        cost = min(cost, by_hand) if name in VOWELS else cost
        mark = "^-" if start else "-"
        yield (name, mark, cost) if side == 0 else (mark, name, cost)


def grouped(where: str, rows: list[tuple[str, str, int]], hand: Costs, mode: int) -> Iterator[str]:
    """Lines of learned.txt: table, first symbol, then each second symbol with its cost where it is another one."""
    code, by_first = names(), defaultdict(list)
    for one, other, cost in rows:
        if "-" in one + other:
            side = int("-" in one)
            old = (hand.first if "^-" in (one, other) else hand.alone)[mode, side, code[other if side else one]]
        else:
            old = hand.near[mode, code[one], code[other]]
        if abs(int(old) - cost) >= WORTH_SAYING and min(int(old), cost) < UNLIKELY:
            by_first[one].append(f"{other}:{cost}")
    for one, said in by_first.items():
        yield f"{where} {one} {' '.join(said)}"


def main(file: str, out: str) -> None:
    """Learn all scripts and write them. Costs as by hand are left out."""
    lines = [
        "# Learned by tools/learn_sounds.py from forms of names in Wikidata (CC0): table, Latin symbol, the other",
        "",
    ]
    for script, where in SCRIPTS.items():
        data, mode, hand = pairs(Path(file), script), MODES.index(where), costs(False)
        table = Costs(*(getattr(hand, n).copy() for n in ("near", "alone", "first", "weigh", "pairs", "modes")))
        rows: list[tuple[str, str, int]] = []
        for _ in range(ROUNDS):
            rows = list(learned(count(data, table, mode), hand, mode))
            code = names()
            for one, other, cost in rows:
                if "-" in one or "-" in other:
                    side = int("-" in one)
                    into = table.first if "^-" in (one, other) else table.alone
                    into[mode, side, code[other if side else one]] = cost
                else:
                    table.near[mode, code[one], code[other]] = cost
        lines += grouped(where, rows, hand, mode)
        print(where, len(data), len(rows), flush=True)
    Path(out).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
