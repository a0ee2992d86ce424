"""What the routes ask. One source for the whole process is put in place when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from comity.errors import Refused
from comity.interchange.ftm_subjects import Entity, Origin
from comity.screening import Answer, Query, Subject, Versions
from comity.site.deltas import Editions

ALL: Final = "default"  # the collection of all datasets, under the name that clients ask for unasked


@dataclass(frozen=True, slots=True)
class Dataset:
    """One list that is answered from. ``titles`` by language; ``version`` changes with its content."""

    origin: Origin
    titles: Mapping[str, str]
    version: str
    count: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A receipt, the salt that opens it for the asker alone, and the key that verifies it."""

    text: str
    salt: str
    vkey: str


class Service(Protocol):
    """Watchlists and PUBLIC List entries in memory, as they are for one request; safe for several threads."""

    def datasets(self) -> Mapping[str, Dataset]:
        """What is searched, by name."""
        ...

    def ask(self, queries: Sequence[Query], limit: int, threshold: float, datasets: Sequence[str]) -> Sequence[Answer]:
        """The best ``limit`` for each query; one call is kept in the journal before it is answered.

        Raises Refused (``screen.*``).
        """
        ...

    def ask_signed(self, query: Query, limit: int, threshold: float, datasets: Sequence[str]) -> tuple[Answer, Signed]:
        """The same for one query, with its receipt. Raises Refused (``screen.*``; ``screen.no_key`` before it asks)."""
        ...

    def count(self, query: Query, threshold: float, datasets: Sequence[str]) -> int:
        """How many score ``threshold`` or more, for a query that was asked before."""
        ...

    def versions(self) -> Versions:
        """What scores come from now."""
        ...

    def entity(self, subject: Subject) -> Entity:
        """The subject in the FollowTheMoney model; nobody may change what is given."""
        ...

    def beside(self, subject: Subject) -> Mapping[str, Sequence[Entity]]:
        """What stands beside it, by property."""
        ...

    def editions(self, dataset: str) -> Editions | None:
        """The stored editions of a list, which is named as in ``datasets``; None for what lives and has none."""
        ...

    def subject(self, dataset: str, name: str) -> Subject | None:
        """One subject by its id within a dataset, which is named as in ``datasets``."""
        ...


class Source(Protocol):
    """Makes a service for each request."""

    def now(self) -> Service:
        """What can be answered from now. Raises Refused (``api.starting``) until the index is ready."""
        ...


@dataclass(slots=True)
class _Held:
    source: Source | None = None
    failed: Callable[[BaseException], None] | None = None


_held: Final = _Held()


def use(source: Source | None, failed: Callable[[BaseException], None] | None = None) -> None:
    """Answer from ``source`` from now on; ``failed`` keeps the class of what nobody expected."""
    _held.source, _held.failed = source, failed


def current() -> Service:
    """The service for one request. Raises Refused (``api.starting``) where there is none yet."""
    if _held.source is None:
        raise Refused("api.starting")
    return _held.source.now()


def failed(error: BaseException) -> None:
    """Note an unexpected exception; its words are never kept."""
    if _held.failed is not None:
        _held.failed(error)
