"""Renewal: a draft of the next version, made from the one in effect."""

from __future__ import annotations

from comity.bootstrap import CLAIMS, random_bytes
from comity.canonical import SALT_BYTES
from comity.entries.doors import BESIDE
from comity.entries.procedures import KIND, RESTS_ON
from comity.entries.shown import Shown
from comity.errors import Refused
from comity.interchange.dossier import attachments, renewing
from comity.judiciary.bodies import JudicialDecision
from comity.provenance import Statement
from comity.site.answers import acting
from comity.site.answers.held import Document, Held
from comity.site.answers.visit import Visit
from comity.store import drafts
from comity.store.documents import place_of


def begin(visit: Visit, entry: str) -> Held:
    """The draft that renews ``entry`` and bears its id. Raises Refused: ``act.unknown_matter`` where the visitor may
    not know of it or none of its versions was permitted, ``actor.claimant_only``, ``claim.body``."""
    matter = visit.unit.matter(entry)
    if matter is None or matter.procedure not in KIND or not visit.view.sees(entry):
        raise Refused("act.unknown_matter")
    if visit.reader.participant != matter.participant:
        raise Refused("actor.claimant_only", "law.md D(iii), Renewal", claimant=matter.participant)
    current = acting.in_effect(visit, entry)
    version = visit.unit.matter(current[0]) if current else None
    if version is None:
        raise Refused("act.unknown_matter")
    said = [one for one in visit.view.shown(version.id) if one.statement is not None]
    claim = CLAIMS[matter.procedure].from_statements(_claims(said))
    decided, files = [], _documents(visit, said)
    for decision in version.all_linked(RESTS_ON):
        shown = [one for one in visit.view.shown(decision) if one.statement is not None]
        decided.append((decision, JudicialDecision.from_statements(_claims(shown))))
        files |= _documents(visit, shown)
    names = {digest: name for digest, (name, _) in files.items()}
    text = renewing.text(KIND[matter.procedure], entry, claim, decided, names)
    named = {name: Document(random_bytes(SALT_BYTES), content) for name, content in files.values() if name in text}
    return Held(text, named)


def is_drafted(visit: Visit, entry: str) -> bool:
    """Whether the visitor's authority has a draft of this renewal already."""
    return any(one.id == entry for one in drafts.listed(visit.signer))


def _claims(said: list[Shown]) -> list[Statement]:
    return [one.statement for one in said if one.statement is not None and not one.schema.startswith(BESIDE)]


def _documents(visit: Visit, said: list[Shown]) -> dict[str, tuple[str, bytes]]:
    """Name and content of each document, by digest; one whose file is gone is left out, and the form will say so."""
    found = {}
    for one in said:
        value = one.statement.value if one.statement else None
        if one.schema == attachments.SCHEMA and isinstance(value, dict):
            digest = str(value.get("digest"))
            path = visit.registry.located.path("blobs") / place_of(digest)
            if path.is_file():
                found[digest] = (str(value.get("name")), path.read_bytes())
    return found
