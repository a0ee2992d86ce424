"""Other people's lists as they are in force here: what each says of itself, its entries, and what an edition changed.

Everything here is public; nothing of it is an entry of this register.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from comity import dates
from comity.checks import beside
from comity.errors import Refused
from comity.site.answers.paged import Paged, page
from comity.site.registry import Registry
from comity.watchlists import delta, registry, store
from comity.watchlists.delta import Amendment
from comity.watchlists.groups import Link
from comity.watchlists.listed import Listed
from comity.watchlists.store import Store, Version


@dataclass(frozen=True, slots=True)
class InForce:
    """One list. ``taken_in``: the moment its file was taken in, and ``shrink`` the reason that was given where it
    lost many; ``unread`` and ``damaged``: what of the file could not be read, or was broken by its publisher."""

    source: str
    issuer: str
    day: str
    generated: str
    digest: str
    taken_in: str
    shrink: str
    counts: Mapping[str, int]
    unread: tuple[str, ...]
    damaged: tuple[str, ...]
    editions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: its reference, what it is called there, and whether it is a person or a body."""

    reference: str
    caption: str
    kind: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A list with one page of its entries."""

    about: InForce
    page: Paged[Row]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a list says of an entry."""

    field: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with what its list says, and the lists' own statements that join it to others."""

    about: InForce
    reference: str
    caption: str
    said: tuple[Said, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """One entry that an edition changed, with what it is called."""

    row: Row
    amendment: Amendment


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one edition to another; ``before`` is None where there is no earlier one."""

    about: InForce
    before: Version | None
    after: Version
    delisted: tuple[Row, ...] = ()
    added: tuple[Row, ...] = ()
    amended: tuple[Amended, ...] = ()


def in_force(here: Registry) -> tuple[InForce, ...]:
    """Every list that counts now. Raises Refused (``lists.stored``)."""
    home = here.located.home
    found = ((name, Store(home, source).digest_in_force()) for name, source in store.sources(home).items())
    return tuple(_about(home, name, digest) for name, digest in found if digest)


def about(here: Registry, name: str) -> InForce:
    """One list with its editions. Raises Refused (``lists.source``, ``lists.none``)."""
    home = here.located.home
    return _with_editions(home, name, _digest(home, name))


def rows(here: Registry, name: str, offset: int = 0, edition: str = "") -> tuple[str, Paged[Row]]:
    """The entries of the list in force, or of the stored ``edition``, from ``offset`` on, and which edition it is.

    Raises Refused (``lists.source``, ``lists.none``, ``lists.stored``).
    """
    home = here.located.home
    digest = edition or _digest(home, name)
    return digest, page(_rows(home, name, digest), offset, lambda row: row)


def opened(here: Registry, name: str, offset: int = 0) -> Opened:
    """One list and the entries from ``offset`` on. Raises Refused (``lists.source``, ``lists.none``)."""
    return Opened(about(here, name), rows(here, name, offset)[1])


def entry(here: Registry, name: str, reference: str, lang: str) -> Entry:
    """One entry. Raises Refused (``lists.source``, ``lists.none``, ``lists.entry``)."""
    home = here.located.home
    digest = _digest(home, name)
    listed = Store(home, registry.source(name)).lines(digest).entry(reference)
    about = _about(home, name, digest)
    if listed is None:
        raise Refused("lists.entry", source=name, date=about.day, reference=reference[:40])
    group = beside.group(home, name, reference)
    return Entry(about, reference, listed.caption, _said(listed, lang), group.links if group else ())


def changes(here: Registry, name: str, before: str = "") -> Changes:
    """What the list in force changed against the edition ``before`` (a digest; empty: the last one).

    Raises Refused (``lists.source``, ``lists.none``, ``lists.stored``).
    """
    home = here.located.home
    digest = _digest(home, name)
    about = _with_editions(home, name, digest)
    place = next(at for at, one in enumerate(about.editions) if one.digest == digest)
    older = about.editions[place + 1 :]
    chosen = next((one for one in older if one.digest == before), None) if before else next(iter(older), None)
    if before and chosen is None:
        raise Refused("lists.stored", file=before[:64])
    after = about.editions[place]
    if chosen is None:
        return Changes(about, None, after)
    return Changes(about, chosen, after, *_compared(home, name, chosen.digest, digest))


def _digest(home: Path, name: str) -> str:
    if name not in store.sources(home):
        raise Refused("lists.source", source=name[:20], known=sorted(store.sources(home)))
    found = Store(home, registry.source(name)).digest_in_force()
    if not found:
        raise Refused("lists.none", source=name)
    return found


@lru_cache(maxsize=16)
def _about(home: Path, name: str, digest: str) -> InForce:
    kept = Store(home, registry.source(name))
    snapshot, told = kept.load(digest), {}
    with suppress(OSError, ValueError):
        told = json.loads((kept.directory / f"{digest}.json").read_text("utf-8"))
    said = (str(told.get("taken_in", "")), str(told.get("accept_shrink", "")))
    days = (snapshot.list_date.isoformat(), snapshot.generated.isoformat())
    return InForce(name, snapshot.issuer, *days, digest, *said, snapshot.counts(), snapshot.unread, snapshot.damaged)


def _with_editions(home: Path, name: str, digest: str) -> InForce:
    return replace(_about(home, name, digest), editions=Store(home, registry.source(name)).versions())


@lru_cache(maxsize=2)
def _rows(home: Path, name: str, digest: str) -> tuple[Row, ...]:
    return tuple(map(_row, Store(home, registry.source(name)).load(digest).entries))


@lru_cache(maxsize=4)
def _compared(
    home: Path, name: str, before: str, after: str
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Amended, ...]]:
    kept = Store(home, registry.source(name))
    old, new = kept.load(before), kept.load(after)
    found = delta.between(old, new)
    gone, come = ({one.reference: one for one in snapshot.entries} for snapshot in (old, new))
    amended = (Amended(_row(come[one.reference]), one) for one in found.amended)
    delisted, added = (_row(gone[one]) for one in found.delisted), (_row(come[one]) for one in found.added)
    return tuple(delisted), tuple(added), tuple(amended)


def _row(listed: Listed) -> Row:
    return Row(listed.reference, listed.caption, listed.kind.value)


def _said(listed: Listed, lang: str) -> tuple[Said, ...]:
    told = [Said("kind", listed.kind.value)]
    told += [
        Said(one.field.value, one.value, ", ".join(filter(None, (one.quality.value, one.script))))
        for one in listed.names
    ]
    told += [Said("date_of_birth", dates.describe(one, lang), one.text) for one in listed.births]
    told += [Said("document", one) for one in listed.documents]
    told += [Said(one.field, one.text) for one in listed.details]
    told += [Said("listed_on", str(listed.listed_on or ""))]
    told += [Said("amended_on", one.isoformat()) for one in listed.amended_on]
    told += [Said("regime", listed.regime), Said("narrative", listed.narrative)]
    return tuple(one for one in told if one.value)
