"""One reader before the node at one moment: who looks, in which capacity and language, through which view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from comity import acts
from comity.entries import readers
from comity.entries.readers import Purpose
from comity.errors import Refused
from comity.handling import Reader
from comity.participants import Capacity, Officer
from comity.profile.model import Profile
from comity.site.registry import Registry
from comity.store import journal
from comity.store.journal import Line
from comity.store.moment import at_one_moment
from comity.store.unit import SqlUnit
from comity.store.visible import SqlView


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything that an answer is made from. ``officer`` is None for the public; ``lines`` go to the journal when
    the visit ends, before its answer is sent."""

    registry: Registry
    unit: SqlUnit
    reader: Reader
    officer: Officer | None
    lang: str
    now: datetime
    lines: list[Line] = field(default_factory=list)

    @property
    def at(self) -> str:
        """This moment in the log's form."""
        return acts.to_time(self.now)

    @property
    def view(self) -> SqlView:
        """What the reader may see of entries, as one join."""
        return SqlView(self.unit, self.reader)

    @property
    def names(self) -> Mapping[str, str]:
        """What the treaty calls each participant, in the reader's language."""
        return _names(self.registry.profile, self.lang)

    @property
    def signer(self) -> Officer:
        """The officer who acts or drafts. Raises Refused (``actor.officer``) for the public."""
        if self.officer is None:
            raise Refused("actor.officer", "law.md D(iv)", officer="-", authority="-")
        return self.officer

    def record_restricted(self, matter: str, purpose: Purpose | None, how: str = journal.READ) -> None:
        """The journal will say, before anything is answered, that the reader opened, or printed, what is restricted.

        Raises Refused (``face.case``) where no purpose is given: then nothing may be shown.
        """
        if purpose is None:
            raise Refused("face.case", "law.md D(iv)", reasons="|".join(readers.PURPOSES))
        officer, why = self.officer.id if self.officer else "", (purpose.case, purpose.reason)
        self.lines.append(journal.restricted_read(officer, self.reader.capacity, matter, *why, how))

    def record_each(self, matters: Iterable[str], case: str, reason: str) -> None:
        """The same for several matters, of which there may be none; then nothing need be said. Raises Refused
        (``face.*``)."""
        every = list(matters)
        purpose = readers.purpose(case, reason) if every else None
        for matter in every:
            self.record_restricted(matter, purpose)


@contextmanager
def visiting(registry: Registry, officer: str, lang: str) -> Iterator[Visit]:
    """The visit of ``officer`` (empty: of the public) now. Raises Refused (``face.officer``, ``actor.*``)."""
    now = registry.clock()
    with at_one_moment() as unit:
        reader = readers.reader_of(unit, officer, acts.to_time(now))
        visit = Visit(registry, unit, reader, unit.directory().officers.get(officer), lang, now)
        yield visit
    if visit.lines:
        journal.append(visit.lines, now)


def capacity_of(visit: Visit) -> str:
    """The capacity in which the visitor reads; empty for the public."""
    return Capacity(visit.reader.capacity).value if visit.reader.capacity else ""


@cache
def _names(profile: Profile, lang: str) -> Mapping[str, str]:
    return {one.id: one.names.read(lang) for one in profile.participants}
