"""Learn what one sound costs for another, from known forms of one name in two scripts (Wikidata, CC0).

    python -m tools.learn_sounds [OUT]

Rows are drawn as the benchmark ``tokens`` draws them: a form with a Latin form of its own item, of the item whose
Latin form looks most like that one, of a random one, and of the nearest of a crowd. Words are aligned by the tables
written by hand, and each cost that was paid moves so that likeness tells right rows from wrong ones (logistic
regression along the best path: the discriminative training of McCallum, Bellare and Pereira, 2005); the costs that
follow align the rows again. A cost is pulled back to the one by hand, so that what few names show stays near it.

Only items with an even number are used, and none that the benchmark draws: all others are left to measure by. Of
Devanagari the benchmark draws all that there are, so there only the odd ones are.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bench.screening import data, tokens
from comity.screening.scripts import UNVOWELLED
from comity.screening.sounds import Costs, compounds, costs, names, sounds
from comity.screening.sounds.alphabet import MARKS, MODES, SIZE, VOWELS, _symbols
from comity.screening.words import word_of

SCRIPTS: Final = {  # mode, and how many times 2,000 names are drawn: the fewer there are, the fewer times
    "Cyrl": ("cyrillic", 6),
    "Arab": ("arabic", 6),
    "Hebr": ("hebrew", 6),
    "Grek": ("greek", 4),
    "Deva": ("devanagari", 4),
}
LONGEST: Final = 13  # symbols; longer words are left out
BORDER: Final = 0.82  # the likeness from which a word is rather the same than another
SHARP: Final = 20.0  # how fast that turns
WORTH: Final = (1.0, 1.0, 0.6, 0.6)  # of a right row, of the nearest other name, of a random one, of a crowd's
EPOCHS: Final = 40
STEP: Final = 3.0  # of a cost in one epoch, at most, at first
PULL: Final = 0.005  # towards the cost by hand
PARTS: Final = ("near", "alone", "first", "last", "weigh")
START: Final = dict(zip(PARTS, (0, *(SIZE * (SIZE + 2 * n) for n in range(4))), strict=True))  # where each stands
WIDTH: Final = SIZE * (SIZE + 8)
WORTH_SAYING: Final = 3  # a cost nearer than this to the one by hand is left out

MOVES: Final = np.array([(1, 0), (0, 1), (1, 1), (2, 1), (1, 2)])
"""Along both words: one symbol left out, the other, one for the other, two of the one for it, two of the other."""

Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Words as symbols with their compounds, 0 after the last: Latin ``one`` and ``other``; sizes; what is right."""

    words: tuple[Numbers, Numbers]
    pairs: tuple[Numbers, Numbers]
    sizes: tuple[Numbers, Numbers]
    right: Numbers
    worth: Numbers


def rows(script: str, draws: int) -> Rows:
    """Rows to learn from."""
    known = list(data.items())
    held = {item.number for item in tokens.sample(known, script, tokens.NAMES, tokens.lots(script))}
    even = [item for item in known if int(item.number[1:] or 1) % 2 == 0]
    pool = [item for item in even if item.number not in held and {"Latn", script} <= item.forms.keys()] or even
    found = []
    for draw in range(draws):
        chosen = random.Random(f"learn {draw}")
        for at, (other, latin, right) in enumerate(tokens.labelled(pool, script, tokens.NAMES, chosen)):
            said = _said(latin), _said(other)
            if all(0 < len(heard) <= LONGEST for heard, _ in said):
                found.append((said, right, WORTH[at % 4]))
    words, pairs = ([np.zeros((len(found), LONGEST), np.int64) for _ in range(2)] for _ in range(2))
    for row, (said, _, _) in enumerate(found):
        for side, (heard, both) in enumerate(said):
            words[side][row, : len(heard)], pairs[side][row, : len(heard)] = list(heard), list(both)
    sizes = (words[0] > 0).sum(1), (words[1] > 0).sum(1)
    true, worth = (np.array([row[at] for row in found], float) for at in (1, 2))
    return Rows((words[0], words[1]), (pairs[0], pairs[1]), sizes, true, worth)


def _said(form: str) -> tuple[bytes, bytes]:
    word = word_of(form)
    heard = sounds(word.bare or word.folded, word.script)
    return heard, compounds(heard)


def out(said: Rows, side: int) -> Numbers:
    """For each symbol where the cost of leaving it out stands."""
    at = np.arange(LONGEST)
    start = np.where(at == 0, START["first"], START["alone"])[None, :].repeat(len(said.right), 0)
    start[(at == said.sizes[side][:, None] - 1) & (at > 0)] = START["last"]
    return np.asarray(start + side * SIZE + said.words[side])


def align(said: Rows, table: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """What each row costs; and for each step of all best paths its row and where its cost stands."""
    (x, y), (xx, yy), count = said.words, said.pairs, len(said.right)
    outs = out(said, 0), out(said, 1)
    prices = [np.ascontiguousarray(table[one].T) for one in outs]
    best = np.full((LONGEST + 1, LONGEST + 1, count), np.inf, np.float32)
    step = np.zeros((LONGEST + 1, LONGEST + 1, count), np.int8)
    best[0, 0] = 0
    for i, j in product(range(LONGEST + 1), repeat=2):
        one, other = (x[:, i - 1] * SIZE, xx[:, i - 1] * SIZE), (y[:, j - 1], yy[:, j - 1])
        for move, (back_i, back_j) in enumerate(MOVES):
            if i < back_i or j < back_j:
                continue
            price = prices[move][(i, j)[move] - 1] if move < 2 else table[one[move == 3] + other[move == 4]]
            if move > 2:
                price = np.where((one[1] if move == 3 else other[1]) > 0, price, np.inf)
            cost = best[i - back_i, j - back_j] + price
            step[i, j] = np.where(cost < best[i, j], move, step[i, j])
            np.minimum(best[i, j], cost, out=best[i, j])
    return best[said.sizes[0], said.sizes[1], np.arange(count)], *_paths(said, step, outs)


def _paths(said: Rows, step: Numbers, outs: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """The best paths, back from the ends of all rows at once."""
    (x, y), (xx, yy) = said.words, said.pairs
    at, other_at = (size.copy() for size in said.sizes)
    owners, places = [], []
    while (live := np.flatnonzero((at > 0) | (other_at > 0))).size:
        moved = step[at[live], other_at[live], live]
        row, column = np.maximum(at[live], 1) - 1, np.maximum(other_at[live], 1) - 1
        one = np.where(moved == 3, xx[live, row], x[live, row]) * SIZE
        other = np.where(moved == 4, yy[live, column], y[live, column])
        places.append(np.select([moved == 0, moved == 1], [outs[0][live, row], outs[1][live, column]], one + other))
        owners.append(live)
        at[live] -= MOVES[moved, 0]
        other_at[live] -= MOVES[moved, 1]
    return np.concatenate(owners), np.concatenate(places)


def slope(said: Rows, table: Numbers) -> Numbers:
    """How the loss of all rows rises with each cost and each weight."""
    off, owners, places = align(said, table)
    weighs = [START["weigh"] + side * SIZE + said.words[side] for side in (0, 1)]
    sums = [(table[weighs[side]] * (said.words[side] > 0)).sum(1) for side in (0, 1)]
    heavy = np.maximum(sums[0], sums[1])
    likeness = 1 - off / heavy
    error = said.worth * SHARP * (1 / (1 + np.exp(-SHARP * (likeness - BORDER))) - said.right)
    error[likeness < 0] = 0  # nothing alike: no cost is at fault
    found = np.bincount(places, (-error / heavy)[owners], WIDTH)
    for side in (0, 1):
        counts = (said.words[side] > 0) & ((sums[0] >= sums[1]) == (side == 0))[:, None]
        found += np.bincount(weighs[side][counts], (error * off / heavy**2)[:, None].repeat(LONGEST, 1)[counts], WIDTH)
    return np.asarray(found)


def learn(said: Rows, hand: Numbers, limits: tuple[Numbers, Numbers]) -> Numbers:
    """The costs that tell right rows from wrong ones, within ``limits`` (Adam, with falling steps)."""
    table, mean, square = hand.copy(), np.zeros(WIDTH), np.zeros(WIDTH)
    for epoch in range(EPOCHS):
        found = slope(said, table) + PULL * (table - hand)
        mean, square = 0.9 * mean + 0.1 * found, 0.99 * square + 0.01 * found**2
        rate = mean / (1 - 0.9 ** (epoch + 1)) / (np.sqrt(square / (1 - 0.99 ** (epoch + 1))) + 1e-3)
        table = np.clip(table - STEP * (1 - 0.9 * epoch / EPOCHS) * rate, *limits)
    return table


def flat(tables: Costs, mode: int) -> Numbers:
    """The tables of one mode in a row."""
    return np.concatenate([getattr(tables, part)[mode].ravel() for part in PARTS]).astype(float)


def limits(hand: Numbers, script: str) -> tuple[Numbers, Numbers]:
    """The least and the most that each cost may come to: few names show a rare sound, and none shows all of it."""
    least, most = hand / 2, np.full(WIDTH, 250.0)
    most[START["weigh"] :] = np.maximum(hand[START["weigh"] :] * 1.5, 50)
    if script in (one.name.title() for one in UNVOWELLED):
        # Forms in Wikidata are mostly foreign names, with every vowel written; names of lists leave them out.
        code = names()
        for part in ("alone", "first", "last"):
            held = [START[part] + code[vowel] for vowel, kind, _ in _symbols() if kind in VOWELS]
            most[held] = hand[held]
    return least, most


def lines(where: str, table: Numbers, hand: Numbers) -> Iterator[str]:
    """Lines of learned.txt: table, first symbol or mark, then each second one with its cost, where it is another."""
    label = {code: name for name, code in names().items()}
    mark = {part: mark for mark, part in MARKS.items()}
    said: dict[str, list[str]] = {}
    for at in np.flatnonzero(np.abs(table - hand) >= WORTH_SAYING).tolist():
        part = [name for name in PARTS if START[name] <= at][-1]
        row, column = divmod(at - START[part], SIZE)
        one = label[row] if part == "near" else label[column] if row == 0 else mark[part]
        other = mark[part] if part != "near" and row == 0 else label[column]
        said.setdefault(one, []).append(f"{other}:{round(table[at])}")
    for one, entries in said.items():
        yield f"{where} {one} {' '.join(entries)}"


def main(to: str = "src/comity/screening/sounds/learned.txt") -> None:
    """Learn all scripts and write them. Raises data.Absent."""
    found = [
        "# Learned by tools/learn_sounds.py from forms of names in Wikidata (CC0): table, Latin symbol, the other's",
        "# cost. In place of a symbol: - left out, ^- as the first of its word, -$ as the last, = its weight.",
        "",
    ]
    for script, (where, draws) in SCRIPTS.items():
        said, hand = rows(script, draws), flat(costs(False), MODES.index(where))
        table = learn(said, hand, limits(hand, script))
        found += lines(where, table, hand)
        print(where, len(said.right), flush=True)
    Path(to).write_text("\n".join(found) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
