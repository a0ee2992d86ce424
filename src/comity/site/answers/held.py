"""Drafts of one's authority: a text, its documents and, once its drafter has signed, the acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from comity import canonical
from comity.acts import SignedAct
from comity.bootstrap import random_bytes
from comity.engine import Receipt
from comity.errors import Refused
from comity.interchange.dossier import draft
from comity.interchange.dossier.draft import DOSSIER, TELLING, Document, Held, detach, of_bytes
from comity.site.answers.visit import Visit
from comity.store import drafts
from comity.store.drafts import Draft

__all__ = ["DOSSIER", "TELLING", "Document", "Held", "detach", "of_bytes"]  # what a draft is, whoever keeps it

_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Lying:
    """A draft in a list."""

    id: str
    kind: str
    officer: str
    saved: str


def begin(visit: Visit, held: Held, name: str = "") -> str:
    """Keep a new draft; its id, which is ``name`` where that is given. Raises Refused (``draft.size``)."""
    name = name or random_bytes(_ID_BYTES).hex()
    drafts.save(visit.signer, name, held.to_bytes(), visit.now)
    return name


def listed(visit: Visit, form: str) -> tuple[Lying, ...]:
    """The drafts of the visitor's authority that have this form, oldest first."""
    found = [(one, of_bytes(one.content, one.id)) for one in drafts.listed(visit.signer)]
    return tuple(Lying(one.id, held.kind, one.officer, one.saved) for one, held in found if held.form == form)


def opened(visit: Visit, name: str, form: str) -> Held:
    """The draft ``name`` of the visitor's authority. Raises Refused (``draft.unknown``)."""
    held = of_bytes(drafts.load(visit.signer, name).content, name)
    if held.form != form:
        raise Refused("draft.unknown", "design, rule 24")
    return held


def save(visit: Visit, name: str, held: Held, was: Draft | None = None) -> Draft:
    """Keep the draft; only while it is still ``was``, where that is said. Raises Refused (``draft.*``)."""
    drafts.load(visit.signer, name)  # what does not exist is not made by saving it
    return drafts.save(visit.signer, name, held.to_bytes(), visit.now, was)


def attach(held: Held, name: str, content: bytes) -> Held:
    """``held`` with one document more. Raises Refused (``dossier.name``, ``dossier.type``)."""
    return draft.attach(held, name, content, random_bytes(canonical.SALT_BYTES))


def send(visit: Visit, name: str, held: Held, signed: tuple[SignedAct, ...], files: Mapping[str, bytes]) -> Receipt:
    """Commit the acts of a draft in order, and discard it. What was signed is kept until the last one stands, so that
    sending again after a stop repeats nothing; after a refusal the log says what stands of a dossier, and the rest is
    signed anew. Raises Refused as the node does."""
    save(visit, name, replace(held, signed=signed))
    node, receipts = visit.registry.node, list[Receipt]()
    try:
        for one in signed:
            receipts.append(node.submit(one, files))
    except Refused:
        if not receipts or held.form == DOSSIER:
            save(visit, name, replace(held, signed=()))
        raise
    drafts.discard(visit.signer, name)
    return receipts[-1]
