"""What an authority drafts at its own desk: kept in its own folder, signed whole, sent in order.

A dossier or a telling is one act or several, in order. Each stays here until the registry's receipt for it has come:
whatever stops the sending, it goes on with the first that has none, and the same bytes sent again are the same act.
What stands in the log is never made again, even where the rest is written anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Final

from comity import acts, canonical, clocks, private_files
from comity.acts import SignedAct, parse_head
from comity.bootstrap import random_bytes
from comity.canonical import Json
from comity.entries.acting import Prepared
from comity.errors import Refused
from comity.interchange.dossier import draft, signing
from comity.interchange.dossier.draft import Held
from comity.interchange.dossier.folder import DOCUMENTS, MAX_ALL
from comity.interchange.telling.acting import WAYS
from comity.operations.authority import acting
from comity.operations.authority.folder import RULE
from comity.operations.authority.remote import MAX_SENT, Remote, is_final, refused_by, submission
from comity.operations.authority.shapes import Receipt

DOSSIERS: Final = "dossiers"
TELLINGS: Final = "tellings"
LAST: Final = frozenset({"version.submit", *(kind for way in WAYS.values() for kind in (way.submit, way.oral) if kind)})
"""The acts with which a dossier or a telling is complete."""
_ID_BYTES: Final = 16
_SIGNATURES: Final = 400  # bytes that two of them add
_MAX: Final = 2 * MAX_ALL
_LOCKS: Final[defaultdict[str, Lock]] = defaultdict(Lock)


@dataclass(frozen=True, slots=True)
class Kept:
    """One of them. ``officer``: who saved it last; ``held``: text, documents, and what is signed and not yet known to
    be in the log; ``prepared``: what was shown and may be signed; ``standing``: what is in the log."""

    id: str
    officer: str
    saved: str
    held: Held
    prepared: tuple[SignedAct, ...] = ()
    standing: tuple[SignedAct, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether all of it is in the log."""
        return bool(self.standing) and parse_head(self.standing[-1].head).kind in LAST


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in ``folder`` of ``home``, as ``officer`` keeps it at ``now``."""

    home: Path
    officer: str
    now: datetime
    folder: str = DOSSIERS
    random_bytes: Callable[[int], bytes] = field(default=random_bytes)

    def begin(self, held: Held) -> str:
        """Keep a new one; its id, which a new entry will have of a dossier."""
        name = self.random_bytes(_ID_BYTES).hex()
        self.save(Kept(name, self.officer, "", held))
        return name

    def save(self, kept: Kept) -> Kept:
        """Keep it as it is now. Raises Refused (``file.*``)."""
        now = replace(kept, officer=self.officer, saved=acts.to_time(self.now))
        private_files.replace(self._path(kept.id), _to_bytes(now), self.random_bytes)
        return now

    def opened(self, name: str) -> Kept:
        """The one of this id. Raises Refused (``draft.unknown``)."""
        path = self._path(name)
        if not path.exists():
            raise Refused("draft.unknown", "design, rule 24")
        return _of_bytes(private_files.read(path, _MAX), name)

    def listed(self) -> tuple[Kept, ...]:
        """All of the authority, the newest first; what was last saved over thirty days ago is deleted, unless a part of
        it alone is in the log or on the way there."""
        oldest = acts.to_time(self.now - timedelta(days=clocks.DRAFT_DAYS))
        found = [self.opened(path.stem) for path in (self.home / self.folder).glob("*.json")]
        for one in found:
            if one.saved <= oldest and (one.is_complete or not (one.held.signed or one.standing)):
                self.discard(one.id)
        kept = [one for one in found if self._path(one.id).exists()]
        return tuple(sorted(kept, key=lambda one: one.saved, reverse=True))

    def discard(self, name: str) -> None:
        """Keep it no more."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.home / self.folder / f"{name}.json"


def one_at_a_time(name: str) -> Lock:
    """The lock under which the one of this id is changed, signed and sent."""
    return _LOCKS[name]


def rewritten(kept: Kept, held: Held) -> Kept:
    """The same with another text or other documents: nothing that was shown before may be signed any more.

    Raises Refused: ``dossier.on_its_way`` where acts are signed of which nobody knows whether they arrived,
    ``dossier.size`` where the documents are more than one may have."""
    if kept.held.signed:
        raise Refused("dossier.on_its_way", RULE)
    if sum(map(len, held.contents.values())) > MAX_ALL:
        raise Refused("dossier.size", "design, rule 27", file=DOCUMENTS, limit=MAX_ALL)
    return replace(kept, held=held, prepared=())


def unsigned(kept: Kept, made: Sequence[Prepared]) -> Kept:
    """The same with the acts that its drafter would sign. Raises Refused (``dossier.act_size``)."""
    bare = tuple(SignedAct(one.data, b"", b"", one.bodies) for one in made)
    for one in bare:
        sent = len(json.dumps(submission(one, documents(kept, one)))) + _SIGNATURES
        if sent > MAX_SENT:
            raise Refused("dossier.act_size", "design, rule 27", sent=sent >> 20, limit=MAX_SENT >> 20)
    return replace(kept, prepared=bare)


def documents(kept: Kept, act: SignedAct) -> dict[str, bytes]:
    """The documents that an act promises, by digest."""
    promised = set(signing.digests([act]).values())
    every = {canonical.commitment(one.salt, one.content): one.content for one in kept.held.documents.values()}
    return {digest: content for digest, content in every.items() if digest in promised}


def send(shelf: Shelf, remote: Remote, kept: Kept) -> Kept:
    """Send what is signed, in order; each is written down as standing once its receipt has come.

    Raises Refused as ``Remote.submit`` does. Where the registry refused an act for good, neither it nor what follows is
    signed any more; otherwise all of it waits to be sent again.
    """
    while kept.held.signed:
        first = kept.held.signed[0]
        try:
            receipt = remote.submit(first, documents(kept, first))
        except Refused as refused:
            if is_final(refused):
                shelf.save(_unsigned(kept))
            raise
        kept = _moved(shelf, kept, receipt)
    return kept


def settle(shelf: Shelf, remote: Remote, kept: Kept) -> Kept:
    """Ask which of the signed acts arrived; those that did not are signed no more. Raises Refused as ``Remote.receipt``
    does: then nothing is known, and nothing is changed."""
    while kept.held.signed:
        try:
            receipt = remote.receipt(parse_head(kept.held.signed[0].head).id)
        except Refused as refused:
            if refused_by(refused) != "api.act":
                raise
            return shelf.save(_unsigned(kept))
        kept = _moved(shelf, kept, receipt)
    return kept


def _moved(shelf: Shelf, kept: Kept, receipt: Receipt) -> Kept:
    first, *rest = kept.held.signed
    acting.keep(shelf.home, first)
    acting.arrived(shelf.home, receipt)
    moved = replace(kept, held=replace(kept.held, signed=tuple(rest)), standing=(*kept.standing, first))
    if moved.is_complete:  # the documents are the registry's now
        moved = replace(moved, held=replace(moved.held, documents={}), prepared=())
    return shelf.save(moved)


def _unsigned(kept: Kept) -> Kept:
    return replace(kept, held=replace(kept.held, signed=()), prepared=())


def _to_bytes(kept: Kept) -> bytes:
    value: dict[str, Json] = {"officer": kept.officer, "saved": kept.saved, "held": kept.held.to_bytes().decode()}
    return canonical.dump({**value, "prepared": _dumped(kept.prepared), "standing": _dumped(kept.standing)})


def _of_bytes(content: bytes, name: str) -> Kept:
    raw = canonical.load(content)
    assert isinstance(raw, dict)
    held = draft.of_bytes(str(raw["held"]).encode(), name)
    lists = [_parsed(raw[part], name) for part in ("prepared", "standing")]
    return Kept(name, str(raw["officer"]), str(raw["saved"]), held, *lists)


def _dumped(signed: Sequence[SignedAct]) -> list[Json]:
    return [signing.dump(one).decode() for one in signed]


def _parsed(raw: Json, name: str) -> tuple[SignedAct, ...]:
    assert isinstance(raw, list)
    return tuple(signing.parse(str(one).encode(), name) for one in raw)
