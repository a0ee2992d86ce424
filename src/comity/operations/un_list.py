"""The list of the UN Security Council beside which the List is shown."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from comity.store.unit import SqlUnit
from comity.watchlists import registry
from comity.watchlists.status import ByName, by_name
from comity.watchlists.store import Store


def counting(home: Path, unit: SqlUnit, at: str) -> ByName | None:
    """The list that counts at ``at``: the last one adopted, else the one imported at ``home``; None without one.

    Raises Refused (``lists.stored``).
    """
    store = Store(home, registry.source("un"))
    adopted = [m for m in unit.of_procedure("import") if m.text("source") == "un" and m.opened.time <= at]
    digest = adopted[-1].text("digest") if adopted else store.digest_in_force()
    return _named(home, digest) if digest else None


@lru_cache(maxsize=4)  # every entry is shown beside it; a digest names one content
def _named(home: Path, digest: str) -> ByName:
    return by_name(Store(home, registry.source("un")).load(digest))
