"""What each stored edition of a list changed, as FollowTheMoney entities: for clients that keep a copy of their own.

A version's name begins with its list's day, so that names sort as editions follow each other. The oldest stored edition
adds everything that it has: whoever has none begins there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pydantic_core import to_json

from comity.errors import Refused
from comity.interchange import ftm_subjects
from comity.interchange.ftm_subjects import Entity, Origin
from comity.watchlists import delta, measures, registry, subjects
from comity.watchlists.listed import Listed, Snapshot
from comity.watchlists.store import Store

LINES: Final = "application/x-ndjson"
DESCRIBED: Final[dict[str, Any]] = {
    "responses": {200: {"description": "OK", "content": {LINES: {"schema": {"type": "string"}}}}}
}
ADD, MOD, DEL = "ADD", "MOD", "DEL"
_DIGITS: Final = 16


def name_of(day: date | str, digest: str) -> str:
    """What a version of a list is called on the wire; ``digest`` is empty for what lives."""
    plain = str(day).replace("-", "")
    return f"{plain}-{digest[:_DIGITS]}" if digest else plain


class Editions:
    """The stored editions of the list ``name`` at ``home``, which is called ``dataset`` on the wire."""

    def __init__(self, home: Path, name: str, dataset: str) -> None:
        """Raises Refused (``lists.source``) where no such list is known."""
        self._home, self._name, self._dataset = home, name, dataset
        self._store = Store(home, registry.source(name))

    def versions(self) -> tuple[str, ...]:
        """Their names, the oldest first, up to the one in force. Raises Refused (``lists.stored``)."""
        return tuple(self._held())

    def lines(self, version: str) -> bytes:
        """What ``version`` changed against the one before it: one operation a line, delisted ones first.

        Raises Refused: ``api.path`` where there is no such version, ``lists.stored``.
        """
        held = self._held()
        if version not in held:
            raise Refused("api.path")
        digests, at = [*held.values()], [*held].index(version)
        return _lines(self._home, self._name, self._dataset, digests[at - 1] if at else "", digests[at])

    def _held(self) -> dict[str, str]:
        """The digest of each by its name."""
        every = {name_of(one.list_date, one.digest): one.digest for one in self._store.versions()[::-1]}
        last = [*every.values()].index(self._store.digest_in_force())
        return dict([*every.items()][: last + 1])


@lru_cache(maxsize=4)
def _lines(home: Path, name: str, dataset: str, before: str, after: str) -> bytes:
    """An edition never changes, so what leads to it is made once for those who ask in turn."""
    kept = Store(home, registry.source(name))
    old, new = kept.load(before) if before else None, kept.load(after)
    return b"".join(to_json(one) + b"\n" for one in _operations(name, dataset, old, new))


def _operations(name: str, dataset: str, old: Snapshot | None, new: Snapshot) -> Iterator[dict[str, Any]]:
    asserted = measures.measure(new.issuer)
    origin = Origin(dataset, asserted, asserted if new.issuer else "", at=new.generated)

    def entity(listed: Listed) -> Entity:
        """As it stands in its edition; that other lists name the same is said of what is in force alone."""
        return ftm_subjects.entity(origin, subjects.subject(name, listed), listed)

    if old is None:
        yield from ({"op": ADD, "entity": entity(one)} for one in new.entries)
        return
    entries, changed = {one.reference: one for one in new.entries}, delta.between(old, new)
    for reference in changed.delisted:
        yield {"op": DEL, "entity": {"id": ftm_subjects.identity(dataset, reference)}}
    yield from ({"op": ADD, "entity": entity(entries[one])} for one in changed.added)
    yield from ({"op": MOD, "entity": entity(entries[one.reference])} for one in changed.amended)
