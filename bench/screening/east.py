"""Korean and Chinese full names, composed from surnames and given names, against names one syllable away."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import icu
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from bench.screening import data, mistakes
from bench.screening.tables import Section, at_least, at_most, percent, share
from comity.screening.answers import THRESHOLD
from comity.screening.compare import score

RECALL: Final = 0.95
HARD: Final = 0.02
NAMES: Final = 1_000
SEED: Final = 20_261_129
HOW: Final = (
    "A surname and a given name in Hangul or Han against Latin spellings of both, in varying order, case, spacing and "
    'hyphens. "Lists" takes surnames and given names from the tables by country; "Wikidata" takes two-syllable given '
    "names of the file of name forms. Hard negatives: one syllable replaced by one that no table spells alike, and the "
    "nearest other name of the sample by edit distance of the Latin spellings. Bars at 0.70: recall 0.95 or more, hard "
    "negatives 2 % or less."
)


@dataclass(frozen=True, slots=True)
class Part:
    """A surname or given name: its syllables as written, and Latin spellings, each syllable by syllable or whole."""

    written: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Full:
    """A composed name."""

    surname: Part
    given: Part
    latin: str

    @property
    def written(self) -> str:
        return self.surname.written + self.given.written


def measure(options: data.Options) -> list[Section]:
    """One row for each script, source and kind of negative. Raises data.Absent."""
    rows: list[tuple[str, ...]] = []
    for script, source, surnames, givens in _sources():
        names = compose(surnames, givens, options.size(NAMES), f"{SEED}{script}{source}")
        spelt = spellings([*surnames, *givens], script)
        rows += _rows(script, source, names, spelt, options)
    head = ("script", "given names", "names", "measure", "share", "bar", "")
    return [Section("Korean and Chinese full names", HOW, head, tuple(rows))]


def _rows(
    script: str, source: str, names: Sequence[Full], spelt: Mapping[str, set[str]], options: data.Options
) -> list[tuple[str, ...]]:
    lots = random.Random(f"{SEED}{script}{source}negatives")
    right = [(score(one.written, one.latin), True, one.written, one.latin) for one in names]
    syllable = [(score(other, one.latin), False, other, one.latin) for one, other in one_away(names, spelt, lots)]
    near = [(score(other, one.latin), False, other, one.latin) for one, other in nearest(names)]
    if options.show:
        mistakes.show(f"{script} {source}", [*right, *syllable, *near], THRESHOLD, options.show)
    found = _taken(right)
    rows: list[tuple[str, ...]] = []
    rows.append((script, source, f"{len(names):,}", "recall", share(found), share(RECALL), at_least(found, RECALL)))
    for label, scored in (("one syllable away", syllable), ("nearest other", near)):
        wrong = _taken(scored)
        rows.append((script, source, f"{len(scored):,}", label, percent(wrong), percent(HARD), at_most(wrong, HARD)))
    return rows


def _taken(scored: Sequence[mistakes.Scored]) -> float:
    return sum(value >= THRESHOLD for value, *_ in scored) / len(scored)


def _sources() -> list[tuple[str, str, list[Part], list[Part]]]:
    known = list(data.items())
    korean, chinese = _surnames(["KR"], "Hang"), _surnames(["CN", "TW"], "Hani")
    return [
        ("Hang", "lists", korean, _forenames(["KR"])),
        ("Hang", "Wikidata", korean, [part for item in known if (part := _korean(item))]),
        ("Hani", "lists", chinese, _forenames(["CN", "TW"])),
        ("Hani", "Wikidata", chinese, [part for item in known if (part := _chinese(item))]),
    ]


def _surnames(countries: Sequence[str], script: str) -> list[Part]:
    """Surnames of one character in ``script``, with all spellings that their group has."""
    written: dict[str, list[str]] = defaultdict(list)
    spelt: dict[str, list[str]] = defaultdict(list)
    for row in data.table("names", "common-surnames-by-country.csv"):
        if row["Country"] in countries:
            if len(row["Localized Name"]) == 1 and data.script(row["Localized Name"]) == script:
                written[row["Name Group"]].append(row["Localized Name"])
            if row["Romanized Name"]:
                spelt[row["Name Group"]].append(data.plain(row["Romanized Name"]))
    return [Part(one, tuple(dict.fromkeys(spelt[g]))) for g, found in written.items() for one in found if spelt[g]]


def _forenames(countries: Sequence[str]) -> list[Part]:
    rows = data.table("names", "common-forenames-by-country.csv")
    return [
        Part(row["Localized Name"], (data.plain(row["Romanized Name"]),))
        for row in rows
        if row["Country"] in countries and len(row["Localized Name"]) == 2
    ]


def _korean(item: data.Item) -> Part | None:
    """A native Korean given name: one Hangul form of two syllables, Latin with a hyphen, no Han and no Cyrillic."""
    forms = item.forms.get("Hang", ())
    spelt = [form for form in item.forms.get("Latn", ()) if form.isascii() and form.count("-") == 1]
    if len(forms) != 1 or len(forms[0]) != 2 or not spelt or "Hani" in item.forms or "Cyrl" in item.forms:
        return None
    return Part(forms[0], tuple(spelt))


def _chinese(item: data.Item) -> Part | None:
    """A Chinese given name of two characters, with the Latin forms that are its reading in ICU; no kana."""
    forms = [form for form in item.forms.get("Hani", ()) if len(form) == 2]
    if not forms or "Kana" in item.forms:
        return None
    readings = {reading(form) for form in forms}
    spelt = [form for form in item.forms.get("Latn", ()) if data.plain(form).replace("-", "") in readings]
    written = next((form for form in forms if any(data.plain(s).replace("-", "") == reading(form) for s in spelt)), "")
    return Part(written, tuple(spelt)) if written else None


_HAN: Final[Any] = icu.Transliterator.createInstance("Han-Latin")


def reading(written: str) -> str:
    """How ICU reads Han characters, without tones and spaces."""
    return data.plain(str(_HAN.transliterate(written))).replace(" ", "")


def compose(surnames: Sequence[Part], givens: Sequence[Part], count: int, seed: str) -> list[Full]:
    """At most ``count`` different names, each with one spelling, as clerks write them."""
    lots = random.Random(seed)
    found: dict[str, Full] = {}
    for _ in range(count * 3):
        surname, given = lots.choice(surnames), lots.choice(givens)
        one = Full(surname, given, _spelling(lots, lots.choice(surname.spellings), lots.choice(given.spellings)))
        found.setdefault(one.written, one)
        if len(found) == count:
            break
    return list(found.values())


def _spelling(lots: random.Random, surname: str, given: str) -> str:
    given = lots.choice([given, given.replace("-", " "), given.replace("-", "")])
    names = [surname, given] if lots.random() < 0.7 else [given, surname]
    dress: Callable[[str], str] = lots.choice([str.title, str.upper, str.capitalize])
    return " ".join(map(dress, names))


def spellings(parts: Iterable[Part], script: str) -> dict[str, set[str]]:
    """Every Latin spelling of each syllable that ``parts`` show."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        for spelling in part.spellings:
            pieces = data.plain(spelling).split("-")
            if len(pieces) == len(part.written):
                for syllable, piece in zip(part.written, pieces, strict=True):
                    found[syllable].add(piece)
        if script == "Hani":
            for syllable in part.written:
                found[syllable].add(reading(syllable))
    return dict(found)


def one_away(names: Sequence[Full], spelt: Mapping[str, set[str]], lots: random.Random) -> list[tuple[Full, str]]:
    """Each name with another, as written, that differs in one syllable which is nowhere spelt alike."""
    firsts = sorted({one.surname.written for one in names} & spelt.keys())
    others = sorted({syllable for one in names for syllable in one.given.written} & spelt.keys())
    found = []
    for one in names:
        at = lots.randrange(len(one.written))
        before = one.written[at]
        pool = [s for s in (others if at else firsts) if not spelt[s] & spelt.get(before, set()) and s != before]
        found.append((one, one.written[:at] + lots.choice(pool) + one.written[at + 1 :]))
    return found


def nearest(names: Sequence[Full]) -> list[tuple[Full, str]]:
    """Each name with that other, as written, whose Latin spelling is nearest and not the same letters."""
    spelt = [data.plain(one.surname.spellings[0] + one.given.spellings[0]) for one in names]
    letters = ["".join(c for c in one if c.isalpha()) for one in spelt]
    near = cdist(letters, letters, scorer=Levenshtein.normalized_similarity)
    found = []
    for at, one in enumerate(names):
        allowed = [b for b in range(len(names)) if sorted(letters[b]) != sorted(letters[at])]
        found.append((one, names[max(allowed, key=lambda b: (near[at][b], -b))].written))
    return found
