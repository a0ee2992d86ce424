"""The list of the UN Security Council beside which the List is shown."""

from __future__ import annotations

from pathlib import Path

from comity.store.unit import SqlUnit
from comity.watchlists import registry
from comity.watchlists.listed import Snapshot
from comity.watchlists.store import Store


def counting(home: Path, unit: SqlUnit, at: str) -> Snapshot | None:
    """The list that counts at ``at``: the last one adopted, else the one imported at ``home``; None without one."""
    store = Store(home, registry.source("un"))
    adopted = [m for m in unit.of_procedure("import") if m.text("source") == "un" and m.opened.time <= at]
    return store.load(adopted[-1].text("digest")) if adopted else store.in_force()
