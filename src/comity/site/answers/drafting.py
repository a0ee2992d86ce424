"""Drafting a dossier: the draft of one's authority, what is wrong with it, and what its drafter would sign."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from comity import canonical
from comity.acts import SignedAct
from comity.bootstrap import random_bytes, treaty
from comity.canonical import Json
from comity.entries import acting as preparing
from comity.entries.acting import Prepared
from comity.errors import Refusal, Refused
from comity.interchange.dossier import acting, checking, folder, reading, signing, templates
from comity.interchange.dossier.checking import Known
from comity.interchange.dossier.reading import Dossier, Malformed
from comity.site.answers.visit import Visit
from comity.store import drafts

_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a draft, with the salt under which it will be known."""

    salt: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """What a draft holds: the text of ``dossier.yaml``, its documents by name, and, once its drafter has signed, the
    acts, so that sending again after a stop sends the same ones."""

    text: str
    documents: Mapping[str, Document] = field(default_factory=dict)
    signed: tuple[SignedAct, ...] = ()

    def to_bytes(self) -> bytes:
        """As it is kept in the store."""
        documents: dict[str, Json] = {
            name: {"salt": one.salt.hex(), "content": base64.b64encode(one.content).decode()}
            for name, one in self.documents.items()
        }
        acts: list[Json] = [signing.dump(one).decode() for one in self.signed]
        return canonical.dump({"text": self.text, "documents": documents, "signed": acts})


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong: faults of form, or else what the gates say as far as the claimant can know."""

    faults: tuple[Refusal, ...] = ()
    known: Known | None = None
    dossier: Dossier | None = None


def new(visit: Visit, kind: str) -> str:
    """Begin a draft from the template of ``kind``; its id. Raises Refused (``dossier.no_kind``)."""
    name = random_bytes(_ID_BYTES).hex()
    drafts.save(visit.signer, name, Held(templates.text(kind, visit.lang)).to_bytes(), visit.now)
    return name


def opened(visit: Visit, name: str) -> Held:
    """The draft ``name`` of the visitor's authority. Raises Refused (``draft.unknown``)."""
    raw = canonical.load(drafts.load(visit.signer, name).content)
    assert isinstance(raw, dict)
    documents, signed = raw["documents"], raw["signed"]
    assert isinstance(documents, dict)
    assert isinstance(signed, list)
    held = {}
    for key, one in documents.items():
        assert isinstance(one, dict)
        held[key] = Document(bytes.fromhex(str(one["salt"])), base64.b64decode(str(one["content"])))
    return Held(str(raw["text"]), held, tuple(signing.parse(str(one).encode(), name) for one in signed))


def save(visit: Visit, name: str, held: Held) -> None:
    """Keep the draft. Raises Refused (``draft.*``)."""
    drafts.load(visit.signer, name)  # what does not exist is not made by saving it
    drafts.save(visit.signer, name, held.to_bytes(), visit.now)


def attach(held: Held, name: str, content: bytes) -> Held:
    """``held`` with one document more. Raises Refused (``dossier.name``, ``dossier.type``)."""
    fault = folder.name_fault(name)
    if fault is not None:
        raise Refused(fault.code, fault.provision, **fault.evidence)
    document = Document(random_bytes(canonical.SALT_BYTES), content)
    return replace(held, documents={**held.documents, name: document}, signed=())


def detach(held: Held, name: str) -> Held:
    """``held`` without the document ``name``."""
    kept = {one: document for one, document in held.documents.items() if one != name}
    return replace(held, documents=kept, signed=())


def check(visit: Visit, held: Held) -> Checked:
    """Every fault of form; where there is none, what the gates say."""
    files = folder.judged(held.text.encode(), {name: one.content for name, one in held.documents.items()})
    try:
        dossier = reading.of(files, lambda name: held.documents[name].salt)
    except Malformed as malformed:
        return Checked(malformed.faults)
    profile = treaty(visit.registry.located.config.profile)
    known = checking.check(dossier, profile.rulebook, profile.profile, visit.now.date())
    return Checked((), known, dossier)


def prepare(visit: Visit, name: str, dossier: Dossier) -> tuple[Prepared, ...]:
    """What the drafter signs, in order. Raises Refused (``desk_acting.other_state``) where the dossier speaks for
    another State or authority, and as ``dossier.acting.prepare_draft`` does."""
    officer, directory = visit.signer, visit.unit.directory()
    own = (directory.participant_of(officer.authority), officer.authority)
    if (dossier.entry.claimant_state, dossier.entry.claimant_authority) != own:
        raise Refused("desk_acting.other_state", "Conv. Art 4; law.md D(iii), gate 1", state=own[0], authority=own[1])
    who = preparing.identity(directory, officer)
    return acting.prepare_draft(dossier, who, visit.now, random_bytes, name)


def attachments(dossier: Dossier) -> dict[str, bytes]:
    """The documents that go with the acts, by digest."""
    return {one.digest: one.content for one in dossier.attachments.values()}
