"""Who may ask what of screening. Pure: an answer depends on who asks and on what is sent, never on what is listed.

Watchlists and PUBLIC List entries are anyone's, in bulk. Persons of the Register are answered to a checker
and to the independent reviewer, for a purpose and a reference, few at a time (``law.md`` D(iv)).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from comity.errors import Refused
from comity.handling import PUBLIC, Reader
from comity.participants import Capacity
from comity.screening import Query

MAX_NAMES: Final = 100  # of the Register, in one call
MAX_QUERIES: Final = 100  # of anything, in one call that is answered at once
MAX_OFFSET: Final = 100
MAX_LIMIT: Final = 50  # a query answers about one name; it is no way to read a list out
MIN_CHARACTERS: Final = 3
MAX_CHARACTERS: Final = 300
RULE: Final = "law.md D(iv)"

LIST: Final = "list"
REGISTER: Final = "register"

COLUMNS: Final = frozenset({"name", "kind", "born", "document"})
"""All that a row of input may say beside its own id; every other column is dropped when it is read."""
_TRAITS: Final = frozenset(
    "citizenship citizenships countries country ethnicity nationalities nationality origin religion topics".split()
)
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}\Z")


class Purpose(StrEnum):
    """Why a name is looked for in the Register: for prosecution or a sentence only (RATS Agr. Art 6(8))."""

    BORDER = "border"  # a border or another registered checkpoint
    IDENTITY = "identity"  # who somebody is, in a criminal case
    SURRENDER = "surrender"  # before an arrest for extradition, or the transfer of a convict
    REVIEW = "review"  # the independent reviewer, within an opened case


PROVISIONS: Final = {
    Purpose.BORDER: "RATS Agr. Art 6(8); law.md D(iv)",
    Purpose.IDENTITY: "Conv. Art 6(2)",
    Purpose.SURRENDER: "Conv. Art 2(2)",
    Purpose.REVIEW: "law.md C15",
}
_OF: Final = {
    Capacity.CK.value: (Purpose.BORDER, Purpose.IDENTITY, Purpose.SURRENDER),
    Capacity.IR.value: (Purpose.REVIEW,),
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, why and for which case or checkpoint. ``reader``: what the log knows of him today."""

    officer: str = ""
    reader: Reader = PUBLIC
    purpose: str = ""
    reference: str = ""

    @property
    def authority(self) -> str:
        return self.reader.authority


ANYONE: Final = Asker()


def purposes(capacity: str) -> tuple[Purpose, ...]:
    """The purposes for which an officer in ``capacity`` may search the Register; none for most."""
    return _OF.get(capacity, ())


def admit(asker: Asker, names: int) -> None:
    """Whether ``asker`` may look for so many names in the Register.

    Raises Refused: ``screen.capacity``, ``screen.case``, ``screen.purpose``, ``screen.many``, in this order.
    """
    reader, allowed = asker.reader, purposes(asker.reader.capacity)
    if not allowed or not reader.member or not asker.officer:
        raise Refused("screen.capacity", RULE)
    if not _REFERENCE.match(asker.reference):
        raise Refused("screen.case", RULE)
    if asker.purpose not in allowed:
        raise Refused("screen.purpose", RULE, allowed=[one.value for one in allowed])
    if reader.capacity == Capacity.IR and asker.reference not in reader.cases:
        raise Refused("screen.case", "law.md C15")
    if names > MAX_NAMES:
        raise Refused("screen.many", RULE, limit=MAX_NAMES)


def check_queries(queries: Sequence[Query], offset: int = 0) -> None:
    """Raises Refused: ``screen.many``, ``screen.short``, ``screen.long``, ``screen.offset``."""
    if len(queries) > MAX_QUERIES:
        raise Refused("screen.many", RULE, limit=MAX_QUERIES)
    if not 0 <= offset <= MAX_OFFSET:
        raise Refused("screen.offset", "design, What it is not", limit=MAX_OFFSET)
    for query in queries:
        if not query.names or any(_weight(name) < MIN_CHARACTERS for name in query.names):
            raise Refused("screen.short", "design, What it is not", limit=MIN_CHARACTERS)
        if any(len(name) > MAX_CHARACTERS for name in query.names):
            raise Refused("screen.long", limit=MAX_CHARACTERS)


def check_filters(named: Iterable[str]) -> None:
    """Refuse to select persons by a trait. ``named``: the filters of a request, by name (``screen.filter``)."""
    for name in named:
        if name.casefold() in _TRAITS:
            raise Refused("screen.filter", "design, What it is not", filter=name[:40])


def chosen(datasets: Collection[str] | None, known: Collection[str]) -> tuple[str, ...]:
    """The datasets to search: those named, each once, else all ``known``. Raises Refused (``screen.dataset``)."""
    if datasets is None:
        return tuple(known)
    for name in datasets:
        if name not in known:
            raise Refused("screen.dataset", dataset=name[:40], known=sorted(known))
    return tuple(dict.fromkeys(datasets))


def usage_of(asker: Asker) -> str:
    """Of which participant ``asker`` may see who asked how much of the Register; empty for all of them.

    The auditor and the reviewer see all, a State its own officers (``law.md`` D(iv), "read query logs"). Raises
    Refused (``screen.usage``).
    """
    reader = asker.reader
    if reader.capacity in (Capacity.AU, Capacity.IR):
        return ""
    if reader.capacity in (Capacity.NLO, Capacity.NAA) and reader.participant:
        return reader.participant
    raise Refused("screen.usage", RULE)


def _weight(name: str) -> int:
    """Letters and digits; a syllable of Han or Hangul says as much as two letters."""
    return sum(2 if c >= "\u2e80" else 1 for c in name if c.isalnum())
