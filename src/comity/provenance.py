"""Statements: one value, asserted by one participant from one source.

Two States may disagree on one face, so nothing is ever overwritten: a statement is added, and
what is shown is who says what. Its salt and content are kept apart from its commitment; giving
them is disclosure, deleting them is erasure (design, rule 3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from comity import canonical
from comity.canonical import Json
from comity.errors import Refused

GRADE: Final = re.compile(r"[A-DX][1-4]\Z")


class Standing(StrEnum):
    """What kind of assertion it is (LED Art 7(1): facts apart from assessments)."""

    FOUND = "found_by_court"
    ALLEGED = "alleged"
    ASSESSED = "assessed"
    RECORDED = "recorded"  # copied from a document or a list, judged by nobody here


@dataclass(frozen=True, slots=True)
class Statement:
    """One asserted value.

    ``property`` is the field of the schema, repeated for each item of a list; ``source`` names a
    decision and paragraph, a document, or a list and reference; ``grade`` is source A-D or X and
    information 1-4 (Europol Reg. Art 29); dates are ISO days.
    """

    property: str
    value: Json
    asserted_by: str
    source: str
    standing: Standing
    grade: str
    lang: str = ""
    original: str = ""
    first_seen: str = ""
    last_seen: str = ""

    def content(self) -> bytes:
        """Canonical bytes of the statement."""
        return canonical.dump(
            {
                "asserted_by": self.asserted_by,
                "first_seen": self.first_seen,
                "grade": self.grade,
                "lang": self.lang,
                "last_seen": self.last_seen,
                "original": self.original,
                "property": self.property,
                "source": self.source,
                "standing": self.standing.value,
                "value": self.value,
            }
        )


_TEXTS: Final = ("property", "asserted_by", "source", "grade", "lang", "original", "first_seen", "last_seen")
_FIELDS: Final = frozenset({*_TEXTS, "standing", "value"})
_STANDINGS: Final = {standing.value: standing for standing in Standing}


def parse(content: bytes) -> Statement:
    """Read a statement from its canonical bytes. Raises Refused (``statement.*``)."""
    data = canonical.load(content)
    if not isinstance(data, dict) or data.keys() != _FIELDS:
        raise Refused("statement.fields", "design, rule 5")
    texts: dict[str, str] = {}
    for name in _TEXTS:
        value = data[name]
        if not isinstance(value, str):
            raise Refused("statement.fields", "design, rule 5")
        texts[name] = value
    if not GRADE.match(texts["grade"]):
        raise Refused("statement.grade", "law.md D(iii), gate 15", grade=texts["grade"])
    standing = _STANDINGS.get(str(data["standing"]))
    if standing is None:
        raise Refused("statement.standing", "law.md D(iii), gate 14", standing=str(data["standing"]))
    return Statement(value=data["value"], standing=standing, **texts)


def trusted(content: bytes) -> Statement:
    """Read a statement from the store without judging it again; commit judged it when it came in."""
    raw = canonical.stored(content)
    raw["standing"] = _STANDINGS[raw["standing"]]
    return Statement(**raw)


def said(contents: Iterable[bytes]) -> list[tuple[str, Json]]:
    """Property and value of each of these statements of the store; ``trusted`` for all that a body needs."""
    raws = canonical.stored(b"[%s]" % b",".join(contents))
    return [(raw["property"], raw["value"]) for raw in raws]


@dataclass(frozen=True, slots=True)
class Opened:
    """A statement with the salt that opens its commitment."""

    salt: bytes
    content: bytes

    @property
    def commitment(self) -> str:
        return canonical.commitment(self.salt, self.content)

    @property
    def statement(self) -> Statement:
        return parse(self.content)


def seal(statements: Iterable[Statement], salts: Callable[[], bytes]) -> tuple[Opened, ...]:
    """Give each statement a fresh salt; ``salts`` returns 16 random bytes at each call."""
    return tuple(Opened(salts(), statement.content()) for statement in statements)


def spread(fields: Mapping[str, Json]) -> list[tuple[str, Json]]:
    """Flatten fields to (property, value) pairs: one for each item of a list, in order."""
    return [(name, item) for name, value in fields.items() for item in (value if isinstance(value, list) else [value])]


def gather(pairs: Iterable[tuple[str, Json]], lists: frozenset[str]) -> dict[str, Json]:
    """The inverse of ``spread``: fields named in ``lists`` become lists, others their last value."""
    held: dict[str, list[Json]] = {name: [] for name in sorted(lists)}
    fields: dict[str, Json] = {}
    for name, value in pairs:
        if name in held:
            held[name].append(value)
        else:
            fields[name] = value
    return {**held, **fields}
