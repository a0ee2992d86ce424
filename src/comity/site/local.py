"""The service over this machine: its imported lists and, where a node stands here, its PUBLIC List entries."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from comity.bootstrap import utc_now
from comity.checks import lists, rules
from comity.checks.answers import Answered
from comity.errors import Refused
from comity.interchange import ftm_subjects
from comity.interchange.ftm_subjects import TERROR, Entity, Origin
from comity.language import LANGUAGES, say
from comity.operations.lookup import Asking, Lookup
from comity.screening import Answer, Query, Subject, Versions
from comity.site import deltas
from comity.site.deltas import Editions
from comity.site.service import Dataset, Signed
from comity.translog.vkeys import Signer
from comity.watchlists import groups, measures, registry, subjects
from comity.watchlists.groups import Group, Member
from comity.watchlists.lines import Lines
from comity.watchlists.listed import Listed
from comity.watchlists.store import Store

SHOWN: Final = 4000  # entities kept as they are shown, some 3 kB each
LAG: Final = 0.25  # seconds for which titles and versions are not looked up again; answers are never late


@dataclass(frozen=True, slots=True)
class View:
    """What can be answered from now, for one request (``service.Service``). On the wire a list's name has
    underscores, as FollowTheMoney wants it; ``named`` gives the name here, and ``origins`` and ``lines`` go by it.
    ``shown`` keeps entities that were shown; ``groups`` says who is the same elsewhere."""

    home: Path
    lookup: Lookup
    rows: tuple[lists.Dataset, ...]
    held: Mapping[str, Dataset]
    named: Mapping[str, str]
    origins: Mapping[str, Origin]
    lines: Mapping[str, Lines]
    groups: Mapping[Member, Group]
    made_by: Versions
    made: float
    sign: Callable[[], Signer | None]
    shown: dict[tuple[str, str], Entity] = field(default_factory=dict)

    def datasets(self) -> Mapping[str, Dataset]:
        return self.held

    def ask(self, queries: Sequence[Query], limit: int, threshold: float, datasets: Sequence[str]) -> Sequence[Answer]:
        told = self.lookup.ask(queries, asking=self._asking(limit, threshold, datasets))
        return [_answer(one) for one in told.answers]

    def ask_signed(self, query: Query, limit: int, threshold: float, datasets: Sequence[str]) -> tuple[Answer, Signed]:
        key = self.sign()
        if key is None:
            raise Refused("screen.no_key", "design, Custodians")
        told = self.lookup.ask([query], asking=self._asking(limit, threshold, datasets))
        text = self.lookup.receipt(told, key).decode()
        return _answer(told.answers[0]), Signed(text, told.salt.hex(), key.key.vkey())

    def _asking(self, limit: int, threshold: float, datasets: Sequence[str]) -> Asking:
        return Asking([self.named[one] for one in datasets], limit, 0, threshold)

    def count(self, query: Query, threshold: float, datasets: Sequence[str]) -> int:
        among = dict.fromkeys(self.named[one] for one in datasets)
        return self.lookup.published().search(query, limit=1, threshold=threshold, among=among).total

    def versions(self) -> Versions:
        return self.made_by

    def entity(self, subject: Subject) -> Entity:
        if subject.dataset not in self.lines:  # an entry of this node may change while its list stands
            return ftm_subjects.entity(self._origin(subject), subject)
        key = (subject.dataset, subject.id)
        found = self.shown.get(key)
        if found is None:
            if len(self.shown) >= SHOWN:
                self.shown.clear()
            made = ftm_subjects.entity(self._origin(subject), subject, self._entry(*key))
            found = self.shown[key] = made | {"referents": self._elsewhere(key)}
        return found

    def _elsewhere(self, key: Member) -> list[str]:
        """The ids of the same person or body on other lists, where a list itself says that it is the same."""
        group = self.groups.get(key)
        return [ftm_subjects.identity(_wire(name), one) for name, one in group.others(key)] if group else []

    def beside(self, subject: Subject) -> Mapping[str, Sequence[Entity]]:
        return ftm_subjects.nested(self._origin(subject), subject, self._entry(subject.dataset, subject.id))

    def subject(self, dataset: str, name: str) -> Subject | None:
        here = self.named.get(dataset, "")
        if here == rules.LIST:
            return self.lookup.entry(name)
        entry = self._entry(here, name)
        return subjects.subject(here, entry) if entry else None

    def editions(self, dataset: str) -> Editions | None:
        here = self.named[dataset]
        return None if here == rules.LIST else Editions(self.home, here, dataset)

    def _origin(self, subject: Subject) -> Origin:
        return self.origins.get(subject.dataset) or Origin(_wire(subject.dataset), "")  # one imported this instant

    def _entry(self, here: str, name: str) -> Listed | None:
        found = self.lines.get(here)
        return found.entry(name) if found else None


class Local:
    """Makes a view for each request. ``warm`` loads the index; until then everything is refused."""

    def __init__(
        self,
        home: Path,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
        sign: Callable[[], Signer | None] = lambda: None,
    ) -> None:
        """``sign`` gives the key for receipts; None: there are none. Raises Refused where the node at ``home`` cannot
        be read."""
        self._home, self._clock, self._sign = home, clock, sign
        self._lookup = Lookup(home, now)
        self._view: View | None = None

    @property
    def lookup(self) -> Lookup:
        """What answers names, for pages too."""
        return self._lookup

    def warm(self) -> None:
        """Load or build the index. Raises Refused (``lists.stored``)."""
        self._lookup.warm()

    def now(self) -> View:
        """What can be answered from now. Raises Refused (``api.starting``)."""
        if not self._lookup.ready:
            raise Refused("api.starting")
        view, moment = self._view, self._clock()
        if view is not None and moment - view.made < LAG:
            return view
        self._view = view = self._renewed(view, moment)
        return view

    def _renewed(self, old: View | None, moment: float) -> View:
        rows = self._lookup.datasets()
        if old is not None and old.rows == rows:
            return replace(old, made=moment)
        lines = {row.name: found for row in rows for found in [self._lines(row)] if found}
        origins = {row.name: _origin(row, lines.get(row.name)) for row in rows}
        held = {origins[row.name].dataset: _dataset(row, origins[row.name], lines.get(row.name)) for row in rows}
        named = {_wire(row.name): row.name for row in rows}
        made_by = self._lookup.published().search(Query(("versions",)), limit=1).versions
        same, here = _groups(lines), (self._home, self._lookup)
        return View(*here, rows, held, named, origins, lines, same, made_by, moment, self._sign)

    def _lines(self, row: lists.Dataset) -> Lines | None:
        """None for what is no watchlist, and where a full disk has no room for lines: then less is shown."""
        with suppress(Refused, OSError, ValueError, TypeError):
            return Store(self._home, registry.source(row.name)).lines(row.digest)
        return None


def _groups(lines: Mapping[str, Lines]) -> Mapping[Member, Group]:
    """Who stands on several lists, by the lists' own statements; only entries that are named so are read."""
    entries: dict[Member, Listed] = {}
    for name, held in lines.items():
        entries |= {(name, one.reference): one for one in map(held.entry, held.elsewhere) if one}
    for text in [text for one in entries.values() for text in one.same_as]:
        name, _, reference = text.partition(":")
        found = lines[name].entry(reference) if name in lines else None
        if found:
            entries[name, reference] = found
    of_lists = ((held, tuple(one for (at, _), one in entries.items() if at == name)) for name, held in lines.items())
    return groups.by_member(groups.groups(replace(held.list, entries=found) for held, found in of_lists))


def _wire(name: str) -> str:
    return name.replace("-", "_")


def _answer(one: Answered) -> Answer:
    return Answer(tuple(found.match for found in one.found), one.total, one.versions)


def _origin(row: lists.Dataset, lines: Lines | None) -> Origin:
    at = lines.list.generated if lines else datetime.fromisoformat(row.date).replace(tzinfo=UTC)
    if row.name == rules.LIST:
        return Origin(_wire(row.name), say("api.title_list"), topics=(TERROR,), at=at)
    issuer = lines.list.issuer if lines else registry.source(row.name).participant
    asserted = measures.measure(issuer)
    return Origin(_wire(row.name), asserted, asserted if issuer else "", at=at)


def _dataset(row: lists.Dataset, origin: Origin, lines: Lines | None) -> Dataset:
    def title(lang: str) -> str:
        if row.name == rules.LIST:
            return say("api.title_list", lang)
        return say("api.title", lang, name=row.name, measure=measures.measure(lines.list.issuer if lines else "", lang))

    titles = {lang: title(lang) for lang in LANGUAGES}
    return Dataset(origin, titles, deltas.name_of(row.date, row.digest), row.entries)
