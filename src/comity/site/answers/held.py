"""Drafts of one's authority: a text, its documents and, once its drafter has signed, the acts."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from comity import canonical
from comity.acts import SignedAct
from comity.bootstrap import random_bytes
from comity.canonical import Json
from comity.engine import Receipt
from comity.errors import Refused
from comity.interchange.dossier import folder, signing
from comity.site.answers.visit import Visit
from comity.store import drafts

DOSSIER: Final = "dossier"
TELLING: Final = "telling"
_ID_BYTES: Final = 16
_KIND: Final = re.compile(r"^kind: *\"?([a-z]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a draft, with the salt under which it will be known."""

    salt: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """What a draft holds: its text, its documents by name, and, once its drafter has signed, the acts, so that sending
    again after a stop sends the same ones. ``form``: of what it is a draft."""

    text: str
    documents: Mapping[str, Document] = field(default_factory=dict)
    signed: tuple[SignedAct, ...] = ()
    form: str = DOSSIER

    @property
    def contents(self) -> dict[str, bytes]:
        """The bytes of each document."""
        return {name: one.content for name, one in self.documents.items()}

    @property
    def kind(self) -> str:
        """What the text says that it is; empty where it does not say."""
        found = _KIND.search(self.text)
        return found[1] if found else ""

    def to_bytes(self) -> bytes:
        """As it is kept in the store."""
        documents: dict[str, Json] = {
            name: {"salt": one.salt.hex(), "content": base64.b64encode(one.content).decode()}
            for name, one in self.documents.items()
        }
        acts: list[Json] = [signing.dump(one).decode() for one in self.signed]
        return canonical.dump({"form": self.form, "text": self.text, "documents": documents, "signed": acts})


@dataclass(frozen=True, slots=True)
class Lying:
    """A draft in a list."""

    id: str
    kind: str
    officer: str
    saved: str


def begin(visit: Visit, held: Held) -> str:
    """Keep a new draft; its id. Raises Refused (``draft.size``)."""
    name = random_bytes(_ID_BYTES).hex()
    drafts.save(visit.signer, name, held.to_bytes(), visit.now)
    return name


def listed(visit: Visit, form: str) -> tuple[Lying, ...]:
    """The drafts of the visitor's authority that have this form, oldest first."""
    found = [(one, _read(one.content, one.id)) for one in drafts.listed(visit.signer)]
    return tuple(Lying(one.id, held.kind, one.officer, one.saved) for one, held in found if held.form == form)


def opened(visit: Visit, name: str, form: str) -> Held:
    """The draft ``name`` of the visitor's authority. Raises Refused (``draft.unknown``)."""
    held = _read(drafts.load(visit.signer, name).content, name)
    if held.form != form:
        raise Refused("draft.unknown", "design, rule 24")
    return held


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


def send(visit: Visit, name: str, held: Held, signed: tuple[SignedAct, ...], files: Mapping[str, bytes]) -> Receipt:
    """Commit the acts of a draft in order, and discard it. What was signed is kept until the last one stands, so that
    sending again after a stop or a refusal repeats nothing. Raises Refused as the node does."""
    save(visit, name, replace(held, signed=signed))
    node, receipts = visit.registry.node, list[Receipt]()
    try:
        for one in signed:
            receipts.append(node.submit(one, files))
    except Refused:
        if not receipts:
            save(visit, name, replace(held, signed=()))
        raise
    drafts.discard(visit.signer, name)
    return receipts[-1]


def _read(content: bytes, name: str) -> Held:
    raw = canonical.load(content)
    assert isinstance(raw, dict)
    documents, signed = raw["documents"], raw["signed"]
    assert isinstance(documents, dict)
    assert isinstance(signed, list)
    held = {}
    for key, one in documents.items():
        assert isinstance(one, dict)
        held[key] = Document(bytes.fromhex(str(one["salt"])), base64.b64decode(str(one["content"])))
    acts = tuple(signing.parse(str(one).encode(), name) for one in signed)
    return Held(str(raw["text"]), held, acts, str(raw.get("form", DOSSIER)))
