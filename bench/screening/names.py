"""People composed from common given names and surnames, each part with its forms in several scripts.

A part is one name whatever its spelling: two that share a form, or are written alike but for marks, doubled letters, h
and i/j/y, c/k, v/w, are one, so that no other person of the index can be called the same. Forms come from the tables
by country and from Wikidata; of Wikidata's forms those are taken that look roughly alike (Jaro-Winkler of romanised
forms) and more like this part than like any other: an item also holds nicknames and translations.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from bench.screening import data, peers

SCRIPTS: Final = ("Latn", "Cyrl", "Arab", "Grek", "Hebr", "Deva")
FILES: Final = ("common-forenames-by-country.csv", "common-surnames-by-country.csv")
ALIKE: Final = {"Cyrl": 0.8, "Grek": 0.8, "Deva": 0.8, "Arab": 0.6, "Hebr": 0.6, "Latn": 0.85}
_SAME: Final = str.maketrans("jyckwv", "iikkvv", "h")
THIRD: Final = 0.3  # share of people with two given names


@dataclass(frozen=True, slots=True)
class Part:
    """One given name or surname: ``latin`` as the table has it, and its forms by script (Latin ones first)."""

    latin: str
    forms: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Person:
    """Given names and a surname."""

    parts: tuple[Part, ...]

    def scripts(self) -> list[str]:
        """In which scripts every part has a form."""
        return [script for script in SCRIPTS if all(script in part.forms for part in self.parts)]

    def spelt(self, script: str, lots: random.Random) -> str:
        """The name in ``script``, each part in one of its forms."""
        return " ".join(lots.choice(part.forms[script]).title() for part in self.parts)

    @property
    def latin(self) -> str:
        return " ".join(part.latin.title() for part in self.parts)


@cache
def parts() -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Given names and surnames, the commonest first; no two share a form. Raises data.Absent."""
    known = _items()
    return nearest_only(_parts(FILES[0], known)), nearest_only(_parts(FILES[1], known))


def nearest_only(found: Sequence[Part]) -> tuple[Part, ...]:
    """``found`` without the forms that look more like another of them (Лилька is no longer Lily where Lila stands)."""
    keys = [data.plain(part.latin) for part in found]
    forms = [
        (at, script, form) for at, part in enumerate(found) for script in part.forms for form in part.forms[script]
    ]
    alike = cdist([peers.romanised(form) for _, _, form in forms], keys, scorer=JaroWinkler.similarity)
    kept: list[dict[str, list[str]]] = [defaultdict(list) for _ in found]
    for (at, script, form), row in zip(forms, alike, strict=True):
        slack = 0.1 if script in ("Arab", "Hebr") else 0.0  # romanised without their vowels
        if row[at] >= row.max() - slack or form == found[at].latin:
            kept[at][script].append(form)
    return tuple(
        Part(part.latin, {script: tuple(mine) for script, mine in own.items()})
        for part, own in zip(found, kept, strict=True)
    )


def _items() -> dict[str, data.Item]:
    """The Wikidata name with most forms for each Latin form, without marks."""
    found: dict[str, data.Item] = {}
    for item in data.items():
        size = sum(map(len, item.forms.values()))
        for form in item.forms.get("Latn", ()):
            key = data.plain(form)
            if key not in found or size > sum(map(len, found[key].forms.values())):
                found[key] = item
    return found


def _parts(file: str, known: dict[str, data.Item]) -> tuple[Part, ...]:
    written: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    countries: dict[str, set[str]] = defaultdict(set)
    rank: dict[str, int] = {}
    for row in data.table("names", file):
        latin, local = row["Romanized Name"], row["Localized Name"]
        key = data.plain(latin)
        if len(key) > 2 and data.token(latin) and key.isascii():
            countries[key].add(row["Country"])
            rank[key] = min(rank.get(key, 10_000), int(row["Index"]))
            for form in (latin, local):
                if data.token(form) and data.script(form) in SCRIPTS:
                    written[key][data.script(form)].append(form.casefold())
    taken: set[str] = set()
    found = []
    for key in sorted(countries, key=lambda k: (-len(countries[k]), rank[k], k)):
        part = Part(written[key]["Latn"][0], _forms(key, written[key], known.get(key)))
        forms = {plainest(form) for forms in part.forms.values() for form in forms}
        if taken.isdisjoint(forms):
            found.append(part)
            taken |= forms
    return tuple(found)


def plainest(form: str) -> str:
    """``form`` without what one name is written with or without."""
    letters = (c for c in data.plain(form).translate(_SAME) if c.isalpha())
    return "".join(letter for letter, _ in groupby(letters))


def _forms(key: str, own: dict[str, list[str]], item: data.Item | None) -> dict[str, tuple[str, ...]]:
    found = {script: list(own.get(script, ())) for script in SCRIPTS}
    for script in SCRIPTS if item else ():
        for form in item.forms.get(script, ()) if item else ():
            if JaroWinkler.similarity(peers.romanised(form), key) >= ALIKE[script]:
                found[script].append(form)
    return {script: tuple(dict.fromkeys(forms)) for script, forms in found.items() if forms}


def people(givens: Sequence[Part], surnames: Sequence[Part], lots: random.Random) -> Iterator[Person]:
    """Yield people without end, no two of the same parts."""
    seen: set[frozenset[int]] = set()
    while True:
        chosen = lots.sample(givens, 2 if lots.random() < THIRD else 1)
        person = Person((*chosen, lots.choice(surnames)))
        key = frozenset(map(id, person.parts))
        if key not in seen:
            seen.add(key)
            yield person
