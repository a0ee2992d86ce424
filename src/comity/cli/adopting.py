"""Prepare the act that adopts an imported list; apart from ``lists``, whose other commands need no node."""

from __future__ import annotations

import secrets

from comity.cli import desk
from comity.entries import acting
from comity.entries.acting import Prepared
from comity.entries.wording import words_of
from comity.home import home
from comity.watchlists import adopting, registry
from comity.watchlists.listed import Snapshot
from comity.watchlists.procedures import PROCEDURES
from comity.watchlists.store import Store


def prepare(snapshot: Snapshot, officer: str) -> Prepared:
    """The act by which ``officer`` adopts ``snapshot``. Raises Refused (``lists.adopted``, ``face.*``, ``actor.*``)."""
    adopting.refuse_unilateral(snapshot.source)
    (table,) = PROCEDURES
    (move,) = table.moves
    with desk.reading() as unit:
        imports = unit.of_procedure(adopting.PROCEDURE)
        adopting.refuse_again(imports, snapshot.source, snapshot.digest)
        held = acting.officer_of(unit.directory(), officer)
        who = acting.identity(unit.directory(), held)
    newest = adopting.last_adopted(imports, snapshot.source)
    old = Store(home(), registry.source(snapshot.source)).load(newest.text("digest")) if newest else None
    made = acting.head(
        who,
        acting.capacity_for(held, move),
        move.act,
        table.name,
        secrets.token_hex(16),
        desk.now(),
        secrets.token_bytes,
        terms=adopting.terms(snapshot, old),
    )
    return Prepared(made, made.to_bytes(), (), words_of(made, move))
