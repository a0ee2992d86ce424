"""Which column of a file is which field: guessed from the headings, shown, and put right by the reader.

A column that no field takes is not read at all: nationality, religion and whatever else stands there never
come into a batch (law.md D(iii)).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from comity import yamltext
from comity.errors import Refused

PARTS: Final = ("first_name", "middle_name", "last_name")
FIELDS: Final = ("id", "name", *PARTS, "alias", "birth_date", "document", "kind")
REPEATED: Final = frozenset({"alias", "document"})  # these may stand in several columns
_NUMBERED: Final = re.compile(r"\s*[0-9]+\Z")


@dataclass(frozen=True, slots=True)
class Columns:
    """``taken`` is field and heading, in the order of ``FIELDS``; ``left`` are the headings that are not read."""

    taken: tuple[tuple[str, str], ...]
    left: tuple[str, ...]

    def shown(self) -> Mapping[str, str]:
        """Each heading with its field, in the order of ``FIELDS``."""
        return {heading: field for field, heading in self.taken}


def choose(headings: Sequence[str], told: Iterable[str] = ()) -> Columns:
    """The columns of a file with ``headings``; ``told`` are words like ``name=Kunde``, which go before any guess.

    A field without a heading (``kind=``) is not read. Where there is a whole name, its parts are not read.
    Raises Refused (``batch.column``, ``batch.no_column``, ``batch.no_name``).
    """
    given = [_told(one, headings) for one in told]
    named = {field for field, _ in given}
    spoken = {heading for _, heading in given}
    taken = list({one if one[0] in REPEATED else one[0]: one for one in given if one[1]}.values())
    for part in ("fields", "weaker"):
        for heading in headings:
            field = "" if heading in spoken else _meaning(heading, part)
            if field and field not in named and (field in REPEATED or field not in dict(taken)):
                taken.append((field, heading))
                spoken.add(heading)
        if set(PARTS) & set(dict(taken)):
            named.add("name")
    found = dict(taken)
    if "name" in found:
        taken = [one for one in taken if one[0] not in PARTS]
    elif not set(PARTS) & set(found):
        raise Refused("batch.no_name", known=list(headings)[:40])
    taken.sort(key=lambda one: FIELDS.index(one[0]))
    read = {heading for _, heading in taken}
    return Columns(tuple(taken), tuple(one for one in headings if one not in read))


def kind(cell: str) -> str:
    """``person``, ``entity``, or the cell as it stands."""
    return _words("kinds").get(_plain(cell), cell)


def _told(word: str, headings: Sequence[str]) -> tuple[str, str]:
    field, equals, heading = word.partition("=")
    if not equals or field not in FIELDS:
        raise Refused("batch.column", given=word[:80], known=list(FIELDS))
    if heading and heading not in headings:
        raise Refused("batch.no_column", given=heading[:80], known=list(headings)[:40])
    return field, heading


def _meaning(heading: str, part: str) -> str:
    said = _plain(heading)
    words = _words(part)
    return words.get(said) or words.get(_NUMBERED.sub("", said), "")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


@cache
def _words(part: str) -> Mapping[str, str]:
    data = yamltext.read((files(__package__) / "headings.yaml").read_bytes(), "headings.yaml").data
    held = data.get(part) if isinstance(data, dict) else None
    lists = held.items() if isinstance(held, dict) else ()
    return {_plain(str(word)): field for field, words in lists if isinstance(words, list) for word in words}
