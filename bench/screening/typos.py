"""Names of the UN list with typing errors, sought in the whole list; and names of people who are not on it."""

from __future__ import annotations

import random
import string
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Final

from bench.screening import data, mistakes, peers
from bench.screening.tables import Section, at_least, at_most, percent, share
from comity.screening import THRESHOLD, Index, Kind, Query, Subject
from comity.watchlists import un
from comity.watchlists.subjects import subjects

FILE: Final = ("un", "consolidated_2026-02-27.xml")
BARS: Final = {"one edit": 0.98, "two edits": 0.90, "words reordered": 0.99, "a word but the first dropped": 0.85}
HITS: Final = 0.002
STRANGERS: Final = 2_000
SEED: Final = 20_261_129
SAME: Final = 0.93  # Jaro-Winkler of romanised names: from here on a stranger may well be the person on the list
HOW: Final = (
    "The first name of each person of the UN list of 2026-02-27 (two words or more), changed, and sought among all its "
    "persons and bodies; right where the record is first and at 0.70 or more. An edit adds, drops, changes or swaps "
    "letters anywhere. A word is dropped where three or more stand. Other people: the Latin names "
    "of the EU, UK and US lists whose bearers write Cyrillic, and names composed from common given names and surnames "
    "of one country. Some bearers are on the UN list too: names nearer to one of it than Jaro-Winkler 0.93 are left "
    "out. Of the other names of those lists many more are, under other spellings: they are shown without a bar."
)
Edit = Callable[[str, random.Random], str]


def measure(options: data.Options) -> list[Section]:
    """One row for each way of going wrong. Raises data.Absent."""
    listed = un_list()
    persons = [one for one in listed if one.kind is Kind.PERSON]
    index = Index(listed)
    rows = []
    for kind, sought in (("persons", persons), ("bodies", [one for one in listed if one.kind is Kind.ENTITY])):
        for label, edit in EDITS.items():
            bar = BARS[label] if kind == "persons" else None
            rows.append(_row(index, kind, label, queries(sought, edit, options), bar, options))
    strangers: list[tuple[str, Sequence[str], float | None]] = [
        ("other people, Cyrillic names of other lists", far(others(["Cyrl"]), listed), HITS),
        ("other people, composed", composed(), HITS),
        ("the other names of other lists", far(others(["Arab", "Hang", "Hani", "Hebr"]), listed), None),
    ]
    for label, names, limit in strangers:
        lots = random.Random(f"{SEED}{label}")
        chosen = lots.sample(names, min(len(names), options.size(STRANGERS)))
        hit = [(found[0][1], False, name, found[0][0]) for name in chosen if (found := search(index, name))]
        if options.show:
            mistakes.show(label, hit, THRESHOLD, options.show)
        rate = len(hit) / len(chosen)
        judged = ("", "") if limit is None else (percent(limit), at_most(rate, limit))
        rows.append((label, f"{len(chosen):,}", "hit", percent(rate), *judged))
    return [Section("Typing errors, UN list", HOW, ("queries", "number", "change", "share", "bar", ""), tuple(rows))]


def un_list() -> list[Subject]:
    """Everyone and everything on the UN list. Raises data.Absent."""
    with data.file(*FILE).open("rb") as stream:
        return list(subjects(un.read(stream)))


def queries(sought: Sequence[Subject], edit: Edit, options: data.Options) -> list[tuple[Subject, str]]:
    """Each of ``sought`` with its first name changed; namesakes, single words and what cannot be changed left out."""
    lots = random.Random(SEED)
    firsts = Counter(data.plain(one.names[0].value) for one in sought)
    found = []
    for one in sought:
        name = one.names[0].value
        changed = edit(name, lots) if " " in name else name
        if firsts[data.plain(name)] == 1 and data.plain(changed) != data.plain(name):
            found.append((one, changed))
    return found[:: 10 if options.quick else 1]


def _row(
    index: Index, kind: str, label: str, asked: Sequence[tuple[Subject, str]], bar: float | None, options: data.Options
) -> tuple[str, ...]:
    right, scored = 0, []
    for subject, name in asked:
        found = search(index, name)
        first = found[0][0] if found else ""
        mine = next((score for caption, score, who in found if who == subject.id), 0.0)
        correct = bool(found) and found[0][2] == subject.id
        right += correct
        scored.append(
            (mine if correct else min(mine, THRESHOLD - 1e-4), True, name, f"{subject.names[0].value}; first: {first}")
        )
    if options.show:
        mistakes.show(f"{kind}, {label}", scored, THRESHOLD, options.show)
    found_share = right / len(asked)
    judged = ("", "") if bar is None else (share(bar), at_least(found_share, bar))
    return kind, f"{len(asked):,}", label, share(found_share), *judged


def search(index: Index, name: str) -> list[tuple[str, float, str]]:
    """(name, score, id) of the best five at the default threshold."""
    try:
        answer = index.search(Query((name,)), limit=5)
    except ValueError:  # too short to search
        return []
    return [(match.name, match.score, match.subject.id) for match in answer.matches]


def edited(name: str, lots: random.Random) -> str:
    """One letter added, dropped, changed, or swapped with its neighbour, anywhere."""
    letters = list(name)
    places = [at for at, c in enumerate(letters) if c.isalpha()]
    kind, at = lots.randrange(4), lots.choice(places)
    letter = lots.choice(string.ascii_lowercase)
    if kind == 0:
        letters.insert(at, letter)
    elif kind == 1:
        del letters[at]
    elif kind == 2:
        letters[at] = letter
    else:
        pairs = [p for p in places if p + 1 in set(places) and letters[p].casefold() != letters[p + 1].casefold()]
        if pairs:
            at = lots.choice(pairs)
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def one_edit(name: str, lots: random.Random) -> str:
    """``name`` with one letter wrong."""
    while data.plain(changed := edited(name, lots)) == data.plain(name):
        pass
    return changed


def two_edits(name: str, lots: random.Random) -> str:
    """``name`` with two letters wrong."""
    return one_edit(one_edit(name, lots), lots)


def reordered(name: str, lots: random.Random) -> str:
    """The words of ``name`` in another order."""
    words = name.split()
    orders = [words[at:] + words[:at] for at in range(1, len(words))]
    shuffled = lots.sample(words, len(words))
    return " ".join(shuffled if shuffled != words else lots.choice(orders)) if orders else name


def dropped(name: str, lots: random.Random) -> str:
    """``name`` without one of its words, not the first; as it was where that would leave one."""
    words = name.split()
    if len(words) < 3:
        return name
    del words[lots.randrange(1, len(words))]
    return " ".join(words)


EDITS: Final[dict[str, Edit]] = {
    "one edit": one_edit, "two edits": two_edits, "words reordered": reordered, "a word but the first dropped": dropped,
}  # fmt: skip


def others(scripts: Collection[str]) -> list[str]:
    """Latin names of the labelled pairs of other lists, of people whose own name is written in one of ``scripts``."""
    rows = data.table("screening", "pairs.csv")
    chosen = (row for row in rows if row["source"] != "UN" and row["is_match"] == "1" and row["script"] in scripts)
    return list(dict.fromkeys(row["name2"] for row in chosen))


def far(found: Sequence[str], listed: Sequence[Subject]) -> list[str]:
    """``found`` without those that are nearly a name of the list: the same people stand on several lists."""
    nearest = peers.scan(found, [alias.value for one in listed for alias in one.names]).max(axis=1)
    return [name for name, near in zip(found, nearest, strict=True) if near < SAME]


@cache
def composed() -> tuple[str, ...]:
    """Given names and surnames of one country, romanised, each pair once."""
    found = []
    parts: dict[str, tuple[list[str], list[str]]] = {}
    for at, file in enumerate(("common-forenames-by-country.csv", "common-surnames-by-country.csv")):
        for row in data.table("names", file):
            if row["Romanized Name"]:
                parts.setdefault(row["Country"], ([], []))[at].append(row["Romanized Name"])
    for forenames, surnames in parts.values():
        found += [f"{one} {other}" for one in forenames for other in surnames]
    return tuple(dict.fromkeys(found))
