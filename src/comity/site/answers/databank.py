"""The databank: files of organisations and incidents, each with who says what, and what does not add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from comity.databank import face as told_face
from comity.databank import links
from comity.databank.face import FileFace, Section
from comity.databank.findings.finding import Finding
from comity.databank.links import NEAR, Extent, Graph
from comity.databank.merged import under as placed
from comity.databank.procedures import INCIDENT, KEEPS, WITH
from comity.databank.told import Told
from comity.entries.choosing import Choice
from comity.errors import Refused
from comity.site.answers import acting, effects, paged
from comity.site.answers.kept import Kept
from comity.site.answers.paged import PAGE, After, Paged, page
from comity.site.answers.visit import Visit
from comity.store import telling, uses
from comity.store.files import Files

BEGINNING: Final = 20  # statements of a section, where all sections are shown


@dataclass(frozen=True, slots=True)
class Row:
    """One file in a list: its names and tellers as far as they may be read without a case."""

    file: str
    is_incident: bool
    names: tuple[str, ...]
    owners: tuple[str, ...]
    statements: int
    restricted: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one State told at once: when, for whom, on what conditions, until when, and how many statements."""

    id: str
    owner: str
    time: str
    code: str
    recipients: tuple[str, ...]
    conditions: tuple[str, ...]
    kept_until: str
    statements: int


@dataclass(frozen=True, slots=True)
class Merging:
    """A merging of this file with ``other``, both of which the reader sees: where it stands, whether this is the file
    that is kept, and what the visitor may do on it."""

    id: str
    other: str
    step: str
    kept: bool
    moves: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """As much of a section as is shown; of how many statements; where it goes on, 0 where that is all."""

    section: Section
    total: int
    more: int


@dataclass(frozen=True, slots=True)
class Further:
    """A page of a section; of how many statements; the one with which it ends, empty where no more follow."""

    section: Section
    total: int
    last: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One file as it stands for the reader."""

    face: FileFace
    is_incident: bool
    findings: tuple[Finding, ...]
    contributions: tuple[Contribution, ...]
    mergings: tuple[Merging, ...]
    graph: Graph
    names: Mapping[str, str]
    recorded: bool
    moves: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What of a file is compared and gathered, and not only read; ``names``: of the files in the drawing. What is
    overdue is no part of it: that changes by the clock alone."""

    face: FileFace
    graph: Graph
    names: Mapping[str, str]


_DRAWN: Final[Kept[_Drawn]] = Kept(64)  # files, each for one reader


@dataclass(frozen=True, slots=True)
class Uses:
    """What became of what one's State gave: counts by month, delayed; each use for reviewer and auditor alone."""

    months: tuple[tuple[str, int, int], ...]
    each: Paged[uses.Use]


def rows(visit: Visit, offset: int = 0) -> Paged[Row]:
    """The files and incidents in which the reader may see anything, the newest first."""
    files = Files(visit.unit, visit.reader)
    found = page(files.listed()[::-1], offset, str)
    return Paged(_rows(visit, files, found.rows), found.total, found.offset)


def after(visit: Visit, last: str) -> After[Row]:
    """The same that follow ``last`` (empty: from the newest). Raises Refused (``api.cursor``)."""
    files = Files(visit.unit, visit.reader)
    found = paged.after(files.listed()[::-1], last, str)
    return After(_rows(visit, files, found.rows), found.total, found.last)


def file(visit: Visit, name: str, *, case: str = "", reason: str = "", extent: Extent = NEAR) -> Opened:
    """One file, its links as far as ``extent`` goes. What another told to some alone is opened for a case and a
    reason, and the journal keeps it.

    Raises Refused: ``act.unknown_matter`` alike where there is none and where nothing may be seen, ``face.*``.
    """
    files = Files(visit.unit, visit.reader)
    told = files.told_in(name)
    hidden = telling.restricted(told, visit.reader)
    visit.record_each(hidden, case, reason)
    drawn = _DRAWN.get((effects.unchanged(visit), name, extent), lambda: _draw(visit, files, name, told, extent))
    return Opened(
        drawn.face,
        _is_incident(visit, name),
        files.analysed(told, visit.registry.profile.working_languages),
        _contributions(told),
        tuple(_mergings(visit, files, name)),
        drawn.graph,
        drawn.names,
        bool(hidden),
        acting.moves_on(visit, name),
    )


def section(visit: Visit, name: str, of: str, last: str, *, case: str = "", reason: str = "") -> Further:
    """The statements of one section that follow ``last`` (empty: from its beginning); a case as for the whole file.

    Raises Refused: ``act.unknown_matter`` where there is no such section for the reader, ``api.cursor``, ``face.*``.
    """
    told = Files(visit.unit, visit.reader).told_in(name)
    found = next((one for one in told_face.face(name, told).sections if one.property == of), None)
    if found is None:
        raise Refused("act.unknown_matter")
    visit.record_each(telling.restricted(told, visit.reader), case, reason)
    by_name = {one.commitment: one for one in found.told}
    page = paged.after(tuple(by_name), last, by_name.__getitem__)
    return Further(replace(found, told=page.rows), page.total, page.last)


def parts(face: FileFace, of: str = "", offset: int = 0) -> tuple[Part, ...]:
    """The beginning of every section; or, where ``of`` names one, a page of that from ``offset`` on."""
    if of:
        return tuple(_part(one, offset, PAGE) for one in face.sections if one.property == of)
    return tuple(_part(one, 0, BEGINNING) for one in face.sections)


def _part(section: Section, offset: int, most: int) -> Part:
    end, total = offset + most, len(section.told)
    return Part(replace(section, told=section.told[offset:end]), total, end if end < total else 0)


def used(visit: Visit, offset: int = 0, older: int = 0) -> Uses:
    """How often what one's State gave was given on or opened; whoever oversees sees each use, the newest first, from
    ``offset`` on, or the newest of the ``older`` first ones. Raises Refused (``desk.not_for_you``) for others."""
    reader = visit.reader
    if uses.sees_each_use(reader.capacity):
        every = uses.uses(visit.unit)[::-1]
        return Uses((), page(every, len(every) - older if older else offset, lambda one: one))
    counted = uses.counts(visit.unit, reader.participant, visit.now.date())
    months = tuple((month, counts["given"], counts["read"]) for month, counts in sorted(counted.items()))
    return Uses(months, Paged((), 0, 0))


def _rows(visit: Visit, files: Files, names: Sequence[str]) -> tuple[Row, ...]:
    summed = files.summed(names)
    return tuple(
        Row(name, _is_incident(visit, name), one.names, one.owners, one.statements, one.restricted)
        for name in names
        for one in [summed[name]]
    )


def _is_incident(visit: Visit, name: str) -> bool:
    matter = visit.unit.matter(name)
    return matter is not None and matter.procedure == INCIDENT


def _contributions(told: Sequence[Told]) -> tuple[Contribution, ...]:
    held: dict[str, list[Told]] = {}
    for one in told:
        held.setdefault(one.contribution, []).append(one)
    return tuple(
        Contribution(
            name,
            some[0].owner,
            some[0].time,
            some[0].code,
            some[0].recipients,
            tuple(sorted({condition for one in some for condition in one.conditions})),
            min((one.kept_until for one in some if one.kept_until), default=""),
            len(some),
        )
        for name, some in sorted(held.items(), key=lambda pair: pair[1][0].index)
    )


def _mergings(visit: Visit, files: Files, name: str) -> list[Merging]:
    found = []
    for one in files.mergings:
        pair = (one.linked(KEEPS), one.linked(WITH))
        if name in pair:
            other, moves = pair[1] if pair[0] == name else pair[0], acting.moves_on(visit, one.id)
            found.append(Merging(one.id, other, one.step, pair[0] == name, moves))
    return found


def _draw(visit: Visit, files: Files, name: str, told: Sequence[Told], extent: Extent) -> _Drawn:
    return _Drawn(told_face.face(name, told), *_graph(visit, files, name, told, extent))


def _graph(visit: Visit, files: Files, name: str, told: Sequence[Told], extent: Extent) -> tuple[Graph, dict[str, str]]:
    """The links of the file that is opened; of others only what may be read without a case."""
    centre = files.together(name)[0]
    called = {centre: next(iter(told_face.names(told)), "")}

    def about(file: str) -> Sequence[Told]:
        every = told if file == centre else files.open_part(files.of(file, links.LINKING))
        return placed([*every, *files.naming(file)], files.under)

    def names(some: Sequence[str]) -> Mapping[str, str]:
        summed = files.summed([one for one in dict.fromkeys(some) if one not in called])
        called.update({file: next(iter(one.names), "") for file, one in summed.items() if one.statements})
        return called

    kind = "incident" if _is_incident(visit, centre) else "organisation"
    return links.graph(centre, kind, about, names, extent), called
