"""A service over the synthetic list and a second, unilateral one, in memory."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from comity.errors import Refused
from comity.interchange import ftm_subjects
from comity.interchange.ftm_subjects import Entity, Origin
from comity.screening import Answer, Index, Query, Subject, Versions
from comity.site.service import Dataset, Signed
from comity.watchlists import subjects, synthetic, un
from comity.watchlists.listed import Detail, Listed, Snapshot

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Held:
    """Answers as the real one does; ``kept`` are the calls that would be in the journal."""

    def __init__(self, *snapshots: Snapshot) -> None:
        self.snapshots = {one.source: one for one in snapshots or (the_list(), another())}
        self.held = {
            (name, entry.reference): (subjects.subject(name, entry), entry)
            for name, one in self.snapshots.items()
            for entry in one.entries
        }
        self.index = _index(tuple(subject for subject, _ in self.held.values()))
        self.kept: list[int] = []

    def now(self) -> Held:
        return self

    def datasets(self) -> Mapping[str, Dataset]:
        return {name: _dataset(one) for name, one in self.snapshots.items()}

    def entity(self, subject: Subject) -> Entity:
        origin = _origin(self.snapshots[subject.dataset])
        return ftm_subjects.entity(origin, subject, self.held[subject.dataset, subject.id][1])

    def beside(self, subject: Subject) -> Mapping[str, Sequence[Entity]]:
        origin = _origin(self.snapshots[subject.dataset])
        return ftm_subjects.nested(origin, subject, self.held[subject.dataset, subject.id][1])

    def ask(self, queries: Sequence[Query], limit: int, threshold: float, datasets: Sequence[str]) -> Sequence[Answer]:
        among = dict.fromkeys(datasets)
        found = [self.index.search(query, limit=limit, threshold=threshold, among=among) for query in queries]
        self.kept.append(sum(one.total for one in found))
        return found

    def ask_signed(self, query: Query, limit: int, threshold: float, datasets: Sequence[str]) -> tuple[Answer, Signed]:
        raise Refused("screen.no_key")

    def count(self, query: Query, threshold: float, datasets: Sequence[str]) -> int:
        return self.index.search(query, limit=1, threshold=threshold, among=dict.fromkeys(datasets)).total

    def versions(self) -> Versions:
        return self.index.search(Query(("Nobody at all",)), limit=1).versions

    def editions(self, dataset: str) -> None:
        return None

    def subject(self, dataset: str, name: str) -> Subject | None:
        found = self.held.get((dataset, name))
        return found[0] if found else None


def _origin(one: Snapshot) -> Origin:
    if one.source == "un":
        return Origin("un", "Nobody's Council", at=one.generated)
    return Origin(one.source, "Xanadu", TITLES[one.source], at=one.generated)


def _dataset(one: Snapshot) -> Dataset:
    titles = dict.fromkeys(("en", "ru", "zh"), TITLES[one.source])
    return Dataset(_origin(one), titles, one.digest[:16], len(one.entries))


@cache
def _index(subjects: tuple[Subject, ...]) -> Index:
    return Index(subjects)


TITLES = {"un": "Nobody's consolidated list", "xa": "unilateral measure of Xanadu"}


@cache
def the_list() -> Snapshot:
    """The synthetic list; one person has a country and a passport, one body a country."""
    read = un.read(io.BytesIO(synthetic.make(date(2026, 3, 1))))
    return replace(read, entries=tuple(map(_more, read.entries)))


def _more(entry: Listed) -> Listed:
    match entry.reference:
        case "ZZi.001":
            told = (
                Detail("nationality", "Kyrgyzstan"),
                Detail("place_of_birth", "Port Sarn"),
                Detail("gender", "Male"),
            )
            return replace(
                entry,
                details=told,
                documents=("Passport, ZZ1234567, issued in Port Sarn",),
                amended_on=(date(2024, 5, 6),),
            )
        case "ZZe.001":
            return replace(entry, details=(Detail("country", "Uzbekistan"),), regime="Taliban")
    return entry  # fmt: skip


@cache
def another() -> Snapshot:
    """Two persons of the same names on the list of one State."""
    mine = [one for one in the_list().entries if one.reference in ("ZZi.001", "ZZi.007")]
    renamed = tuple(replace(one, reference=one.reference.replace("ZZi", "XA-")) for one in mine)
    return Snapshot("xa", "ab" * 32, AT, AT.date(), renamed)
