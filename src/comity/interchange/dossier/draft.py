"""A draft, wherever it is kept: a text, its documents and, once its drafter has signed, the acts."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from comity import canonical, yamltext
from comity.acts import SignedAct, parse_head
from comity.canonical import Json
from comity.errors import Refusal, Refused
from comity.interchange.dossier import acting, checking, folder, reading, signing
from comity.interchange.dossier.acting import Stands
from comity.interchange.dossier.checking import Known
from comity.interchange.dossier.file_names import tidy
from comity.interchange.dossier.reading import Dossier, Malformed
from comity.judiciary.bodies import JudicialDecision
from comity.judiciary.procedures import DECISION
from comity.profile.model import Profile
from comity.provenance import Opened
from comity.qualification.rulebook import Rulebook

DOSSIER: Final = "dossier"
TELLING: Final = "telling"
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

    @property
    def subject(self) -> str:
        """Of whom it is, as far as the text can be read; empty where it does not say."""
        entry = _said(self).get("entry")
        names = entry.get("names") if isinstance(entry, dict) else None
        first = names[0].get("name") if isinstance(names, list) and names and isinstance(names[0], dict) else ""
        found = (entry.get("official_name") if isinstance(entry, dict) else "") or first
        return str(found or "")[:200]

    def to_bytes(self) -> bytes:
        """As it is kept."""
        documents: dict[str, Json] = {
            name: {"salt": one.salt.hex(), "content": base64.b64encode(one.content).decode()}
            for name, one in self.documents.items()
        }
        acts: list[Json] = [signing.dump(one).decode() for one in self.signed]
        return canonical.dump({"form": self.form, "text": self.text, "documents": documents, "signed": acts})


def renews(held: Held) -> str:
    """The entry that a dossier renews, as far as its text can be read; empty where it renews none."""
    return str(_said(held).get("renews") or "")


def _said(held: Held) -> dict[str, Json]:
    try:
        said = yamltext.read(held.text.encode(), folder.TEXT).data
    except Refused:
        return {}
    return said if isinstance(said, dict) else {}


def of_bytes(content: bytes, name: str) -> Held:
    """The draft that ``Held.to_bytes`` wrote down; ``name`` is for what is said of acts that were damaged."""
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


def attach(held: Held, name: str, content: bytes, salt: bytes) -> Held:
    """``held`` with one document more, under its name as it is kept. Raises Refused (``dossier.name``,
    ``dossier.type``)."""
    name = tidy(name)
    fault = folder.name_fault(name)
    if fault is not None:
        raise Refused(fault.code, fault.provision, **fault.evidence)
    return replace(held, documents={**held.documents, name: Document(salt, content)}, signed=())


def detach(held: Held, name: str) -> Held:
    """``held`` without the document ``name``."""
    kept = {one: document for one, document in held.documents.items() if one != name}
    return replace(held, documents=kept, signed=())


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong: faults of form, or else what the gates say as far as the claimant can know."""

    faults: tuple[Refusal, ...] = ()
    known: Known | None = None
    dossier: Dossier | None = None


def check(held: Held, rulebook: Rulebook, profile: Profile, on: date) -> Checked:
    """Every fault of form; where there is none, what the gates say."""
    files = folder.judged(held.text.encode(), held.contents)
    try:
        dossier = reading.of(files, lambda name: held.documents[name].salt)
    except Malformed as malformed:
        return Checked(malformed.faults)
    return Checked((), checking.check(dossier, rulebook, profile, on), dossier)


def attachments(dossier: Dossier) -> dict[str, bytes]:
    """The documents that go with the acts, by digest."""
    return {one.digest: one.content for one in dossier.attachments.values()}


def stands(dossier: Dossier, standing: Sequence[SignedAct]) -> Stands:
    """What ``standing``, acts of this draft that are in the log, say already. Raises Refused (``dossier.recorded``)
    where the dossier says of a recorded decision, or attaches to it, something else than was signed."""
    said, decided = {one.reference: one for one in dossier.decisions}, dict[str, str]()
    bodies: list[tuple[Opened, ...]] = []
    heads = [parse_head(act.head) for act in standing]
    for act, head in zip(standing, heads, strict=True):
        if head.procedure != DECISION:
            continue
        signed = JudicialDecision.from_statements(signing.statements([act], JudicialDecision.SCHEMA))
        one = said.get(signed.reference)
        if one is None:
            continue
        attached = {file.name: file.digest for file in dossier.attached_to(one.reference)}
        if one.decision != signed or attached != signing.digests([act]):
            raise Refused("dossier.recorded", "design, rule 5", reference=one.reference)
        decided[one.reference] = head.matter
        bodies += act.bodies
    return Stands(decided, acting.cited(bodies), any(head.kind == "entry.claim" for head in heads))
