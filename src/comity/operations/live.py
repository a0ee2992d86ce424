"""What can be found now: the lists of this machine and the entries of its node, renewed when anything changes.

An act is visible to the next query, a lapse at its moment: before each answer the log's size, the lists in
force and the clock are looked at. One immutable view is swapped for another, so any number of threads search.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Final

from comity import acts
from comity.checks import lists
from comity.checks.entries import Searchable
from comity.checks.lists import Dataset, Lists, Stamps
from comity.checks.rules import LIST, REGISTER, Asker
from comity.handling import NEVER, RESTRICTED, Audience, Reader, may_find, may_read
from comity.screening import Among, Index, Subject
from comity.store import moment, searched, touched
from comity.translog.tree import EMPTY_ROOT

_PAST: Final = 4  # views of other days that are kept
_READERS: Final = 1_000  # readers of whom a view remembers what they may find
Head = tuple[int, bytes]
"""The log's size and root."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One entry as it was looked at: what can be found, if it counts, and until when that holds."""

    found: Searchable | None
    until: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything that can be found at one moment.

    ``published``: the lists and the PUBLIC entries of the List (``listed`` of them), anyone's. ``kept``: what
    else counts, searched only through ``among``; it is never saved and never leaves this process.
    """

    head: Head
    stamps: Stamps
    at: str
    until: str
    lists: Lists
    looked: Mapping[str, Looked]
    listed: int
    published: Index
    kept: Index
    cached: dict[tuple[Reader, str], frozenset[str]] = field(default_factory=dict, compare=False)

    def fits(self, size: int, stamps: Stamps, at: str) -> bool:
        """Whether it is still what can be found at ``at``."""
        return self.head[0] == size and self.stamps == stamps and self.at <= at < self.until

    def datasets(self) -> tuple[Dataset, ...]:
        """What anyone may search."""
        own = (Dataset(LIST, self.at[:10], "", self.listed),) if self.head[0] else ()
        return (*self.lists.datasets, *own)

    def public(self, entry: str) -> Subject | None:
        """The entry of the List that anyone may see and that counts; None where it is no such entry."""
        looked = self.looked.get(entry)
        return looked.found.subject if looked and looked.found and _is_public(looked.found) else None

    def among(self, asker: Asker, names: Collection[str]) -> Among:
        """What ``asker`` may find in ``kept``: an entry that is not named here takes no part."""
        return {name: self._allowed(asker.reader, name) for name in (LIST, REGISTER) if name in names}

    def _allowed(self, reader: Reader, dataset: str) -> frozenset[str]:
        # Within one view the moment makes no difference: a term that ends ends the view.
        asked = replace(reader, at=self.at) if self.at <= reader.at < self.until else reader
        known = self.cached.get((asked, dataset))
        if known is not None:
            return known
        rule = may_find if dataset == REGISTER else reads
        found = frozenset(
            entry
            for entry, one in self.looked.items()
            if one.found and one.found.subject.dataset == dataset and rule(reader, one.found.audience)
        )
        if len(self.cached) < _READERS:
            self.cached[asked, dataset] = found
        return found


class Live:
    """The view of now, and of other days. ``founded``: whether a node with a database stands at ``home``."""

    def __init__(self, home: Path, clock: Callable[[], datetime], *, founded: bool) -> None:
        self._home, self._clock, self._founded = home, clock, founded
        self._lock = Lock()
        self._view: View | None = None
        self._past: dict[tuple[date, int, Stamps], View] = {}

    @property
    def ready(self) -> bool:
        """Whether a query would be answered without building anything first."""
        return self._view is not None

    def now(self) -> View:
        """What can be found at this moment. Raises Refused (``lists.stored``)."""
        view = self._view
        size, stamps, at = self._state()
        if view is not None and view.fits(size, stamps, at):
            return view
        with self._lock:
            size, stamps, at = self._state()
            if self._view is None or not self._view.fits(size, stamps, at):
                self._view = self._renewed(self._view, stamps, at)
            return self._view

    def on(self, day: date) -> View:
        """What could be found at the end of ``day``; handling, narrowing and erasure are those of now."""
        size, stamps, at = self._state()
        if day.isoformat() >= at[:10]:
            return self.now()
        key = (day, size, stamps)
        with self._lock:
            if key not in self._past:
                self._past = dict([*self._past.items()][1 - _PAST :])
                self._past[key] = self._of_day(day, stamps)
            return self._past[key]

    def _state(self) -> tuple[int, Stamps, str]:
        size = searched.size() if self._founded else 0
        return size, lists.stamps(self._home), acts.to_time(self._clock())

    def _renewed(self, old: View | None, stamps: Stamps, at: str) -> View:
        """``old`` with what changed since; everything anew where it cannot be known what did."""
        found = old.lists if old is not None and old.stamps == stamps else lists.gather(self._home)
        head, looked, fresh = self._look(old, at)
        if old is None or old.lists is not found or fresh is None:
            return view(head, stamps, at, found, looked)
        published, kept = (_changes(old.looked, looked, fresh, public=public) for public in (True, False))
        until = min((one.until for one in looked.values()), default=NEVER)
        listed = sum(_is_public(one.found) for one in looked.values())
        told = replace(old, head=head, at=at, until=until, looked=looked, listed=listed, cached={})
        return replace(told, published=old.published.changed(*published), kept=old.kept.changed(*kept))

    def _look(self, old: View | None, at: str) -> tuple[Head, Mapping[str, Looked], frozenset[str] | None]:
        """Where the log stands, every entry, and those that were looked at anew; None where all were."""
        if not self._founded:
            return (0, EMPTY_ROOT), {}, frozenset()
        with moment.at_one_moment() as unit:
            head = searched.head(unit)
            changed = touched.changed(unit, old.head[0]) if old is not None and old.at <= at else None
            if old is None or changed is None:
                return head, _looked(searched.entries(unit, at)), None
            due = {entry for entry, one in old.looked.items() if one.until <= at}
            fresh = changed | due
            return head, {**old.looked, **_looked(searched.entries(unit, at, fresh))}, fresh

    def _of_day(self, day: date, stamps: Stamps) -> View:
        at = f"{day.isoformat()}T23:59:59Z"
        looked: Mapping[str, Looked] = {}
        head = (0, EMPTY_ROOT)
        if self._founded:
            with moment.at_one_moment() as unit:
                head, looked = searched.head(unit), _looked(searched.entries(unit, at))
        return view(head, stamps, at, lists.gather(self._home, day), looked)


def view(head: Head, stamps: Stamps, at: str, found: Lists, looked: Mapping[str, Looked]) -> View:
    """The view of these lists and entries: what is PUBLIC of the List is put to the lists, the rest is kept apart."""
    until = min((one.until for one in looked.values()), default=NEVER)
    countable = [one.found for one in looked.values() if one.found]
    public = [one.subject for one in countable if _is_public(one)]
    published = found.index.changed(public)
    kept = Index(one.subject for one in countable if not _is_public(one))
    return View(head, stamps, at, until, found, looked, len(public), published, kept)


def _looked(entries: Iterable[tuple[str, Searchable | None, str]]) -> dict[str, Looked]:
    return {entry: Looked(found, until) for entry, found, until in entries}


def _changes(
    old: Mapping[str, Looked], new: Mapping[str, Looked], fresh: Collection[str], *, public: bool
) -> tuple[list[Subject], list[tuple[str, str]]]:
    """What is put into the index of published entries, or of the others, and what goes from it."""

    def held(looked: Mapping[str, Looked]) -> dict[tuple[str, str], Subject]:
        some = [looked[e].found for e in fresh if e in looked]
        return {(one.subject.dataset, one.subject.id): one.subject for one in some if one and _is_public(one) is public}

    before, after = held(old), held(new)
    put = [subject for key, subject in after.items() if before.get(key) != subject]
    return put, [key for key in before if key not in after]


def _is_public(one: Searchable | None) -> bool:
    return one is not None and one.subject.dataset == LIST and one.audience.code == "PUBLIC"


def reads(reader: Reader, audience: Audience) -> bool:
    """What may be read without a purpose: what is restricted is read entry by entry, and recorded."""
    return audience.code not in RESTRICTED and may_read(reader, audience)
