"""Where the real names are, and how they are read. None of them is committed, and none is shown in the table."""

from __future__ import annotations

import csv
import gzip
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

REPO: Final = Path(__file__).resolve().parents[2]
PLACES: Final = (os.environ.get("COMITY_SHARED_DATA", ""), REPO / "../shared/data", REPO / "../../shared/data")
SCRIPTS: Final = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "HEBREW": "Hebr", "GREEK": "Grek", "DEVANAGARI": "Deva",
    "HANGUL": "Hang", "CJK": "Hani", "HIRAGANA": "Kana", "KATAKANA": "Kana",
}  # fmt: skip


class Absent(Exception):
    """A file of the shared data that is not here; the message names it."""


@dataclass(frozen=True, slots=True)
class Options:
    """``quick``: a tenth of the sample. ``show``: how many mistakes of each kind to print, for tuning."""

    quick: bool = False
    show: int = 0

    def size(self, full: int) -> int:
        """How many of ``full`` to take."""
        return full // 10 if self.quick else full


def file(*parts: str) -> Path:
    """A file of the shared data. Raises Absent."""
    for place in PLACES:
        if place and (path := Path(place).joinpath(*parts)).exists():
            return path
    raise Absent("/".join(parts))


def folder() -> Path | None:
    """The folder of the shared data; None where it is not here."""
    try:
        return file()
    except Absent:
        return None


def table(*parts: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the shared data. Raises Absent."""
    with file(*parts).open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))


@cache
def script(text: str) -> str:
    """The one script of all letters of ``text``; empty where there are several, none, or another."""
    found = {SCRIPTS.get(unicodedata.name(c, "").split(" ")[0], "") for c in text if c.isalpha()}
    return found.pop() if len(found) == 1 else ""


def token(text: str) -> bool:
    """Whether ``text`` is one word of letters, hyphens and apostrophes: no tone digits, no spaces."""
    return (
        all(c.isalpha() or c in "-'’" or unicodedata.category(c).startswith("M") for c in text) and text[:1].isalpha()
    )


@dataclass(frozen=True, slots=True)
class Item:
    """One name of Wikidata: its forms by script, single words only."""

    number: str
    forms: dict[str, tuple[str, ...]]


def items() -> Iterator[Item]:
    """Yield the names of the Wikidata file, in its order. Raises Absent."""
    with gzip.open(file("names", "rigour_persons.txt.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            forms, _, number = line.rstrip("\n").rpartition(" => ")
            kept: dict[str, list[str]] = {}
            for form in forms.split(", "):
                if token(form) and (written := script(form)):
                    kept.setdefault(written, []).append(form)
            yield Item(number, {written: tuple(found) for written, found in kept.items()})


def plain(text: str) -> str:
    """Lower case, without marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
