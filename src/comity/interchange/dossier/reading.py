"""Make a Dossier of a folder, or say everything that is wrong with it, with file and line."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from comity import canonical, yamltext
from comity.databank.support import SupportEntry
from comity.errors import Refusal, Refused
from comity.interchange.dossier.folder import TEXT, TYPES, fault, read_files
from comity.interchange.dossier.model import DIGEST_FIELDS, KINDS, AttachedDecision, DossierText
from comity.judiciary.procedures import FINALITIES
from comity.listing.bodies import ListEntry
from comity.qualification.body import faults as model_faults
from comity.register.bodies import RegisterEntry
from comity.yamltext import Document, Yaml
from comity.yamltext import Path as Place

SaltFor = Callable[[str], bytes]
_DOCUMENTS_OF: Final = (("decisions", "*", "documents", "*"),)


class Malformed(Refused):
    """Raised with every fault of a dossier; ``faults`` holds them in the order of the text."""

    def __init__(self, file: str, faults: tuple[Refusal, ...]) -> None:
        super().__init__("dossier.faults", "law.md D(i)", file=file, count=len(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Attachment:
    """One document: its name, media type, content, and salted digest."""

    name: str
    type: str
    salt: bytes
    digest: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A folder that fits its form. ``used`` names the attachments of each decision (by reference) and,
    under the empty name, those of the entry; ``source`` knows the line of every field."""

    text: DossierText
    attachments: Mapping[str, Attachment]
    used: Mapping[str, tuple[str, ...]]
    source: Document

    @property
    def entry(self) -> ListEntry | RegisterEntry | SupportEntry:
        return self.text.entry

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the subject, the official one first."""
        entry = self.entry
        official = () if isinstance(entry, RegisterEntry) else (entry.official_name,)
        return (*official, *(name.name for name in entry.names))

    @property
    def decisions(self) -> tuple[AttachedDecision, ...]:
        return self.text.decisions

    def attached_to(self, reference: str) -> tuple[Attachment, ...]:
        """The attachments of the decision ``reference``; of the entry where it is empty."""
        return tuple(self.attachments[name] for name in self.used.get(reference, ()))


def read(folder: Path, salt_for: SaltFor) -> Dossier:
    """Read a dossier's folder. ``salt_for`` gives, for a document's name, the 16 bytes of its salt.

    Raises Malformed with every fault; Refused (``dossier.missing``, ``dossier.link``,
    ``dossier.size``) where there is no text to read.
    """
    files = read_files(folder)
    faults = list(files.faults)
    try:
        source = yamltext.read(files.text, TEXT)
    except Refused as refused:
        raise Malformed(TEXT, (*faults, refused.refusal)) from None
    attachments = {name: _attach(name, content, salt_for(name)) for name, content in files.documents.items()}
    faults += _naming_faults(source, attachments)
    text = _typed(_with_digests(source, attachments), faults)
    if text is not None:
        faults += _form_faults(text, source)
    if faults or text is None:
        raise Malformed(TEXT, tuple(faults))
    return Dossier(text, attachments, _used(source, text), source)


def _attach(name: str, content: bytes, salt: bytes) -> Attachment:
    media = TYPES[os.path.splitext(name)[1].lower()]
    return Attachment(name, media, salt, canonical.commitment(salt, content), content)


def _typed(source: Document, faults: list[Refusal]) -> DossierText | None:
    data = source.data
    kind = data.get("kind") if isinstance(data, dict) else None
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        faults.append(fault("kind", file=source.name, line=source.line(("kind",)), known=sorted(KINDS)))
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults += model_faults(error, source)
        return None


def _at(value: Yaml, pattern: tuple[str, ...], place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Each text in ``value`` whose place fits ``pattern``; ``*`` stands for every item of a list."""
    if not pattern:
        if isinstance(value, str):
            yield place, value
    elif pattern[0] == "*" and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _at(item, pattern[1:], (*place, number))
    elif isinstance(value, dict) and pattern[0] in value:
        yield from _at(value[pattern[0]], pattern[1:], (*place, pattern[0]))


def named_files(data: Yaml) -> Iterator[tuple[Place, str]]:
    """Each document that a parsed ``dossier.yaml`` names, with the place of its name."""
    for pattern in (*_DOCUMENTS_OF, *DIGEST_FIELDS):
        yield from _at(data, pattern)


def _naming_faults(source: Document, attachments: Mapping[str, Attachment]) -> list[Refusal]:
    found: list[Refusal] = []
    named = list(named_files(source.data))
    for place, name in named:
        if name not in attachments:
            path = ".".join(map(str, place))
            found.append(fault("no_document", file=source.name, line=source.line(place), field=path, name=name[:100]))
    for name in sorted(set(attachments) - {name for _, name in named}):
        found.append(fault("unnamed", name=name))
    return found


def _with_digests(source: Document, attachments: Mapping[str, Attachment]) -> Document:
    """The same text with the digest of each named document in place of its name."""
    data: Any = copy.deepcopy(source.data)
    for pattern in DIGEST_FIELDS:
        for place, name in _at(source.data, pattern):
            holder = data
            for step in place[:-1]:
                holder = holder[step]
            # A missing file is a fault already; any digest keeps it from being reported twice.
            holder[place[-1]] = attachments[name].digest if name in attachments else "0" * 64
    return replace(source, data=data)


def _form_faults(text: DossierText, source: Document) -> list[Refusal]:
    found: list[Refusal] = []
    seen: set[str] = set()
    for number, decision in enumerate(text.decisions):
        where = ("decisions", number, "reference")
        if decision.reference in seen:
            found.append(fault("reference", file=source.name, line=source.line(where), reference=decision.reference))
        seen.add(decision.reference)
        if decision.finality not in FINALITIES:
            line = source.line(("decisions", number, "finality"))
            found.append(fault("finality", file=source.name, line=line, known=sorted(FINALITIES)))
    return found


def _used(source: Document, text: DossierText) -> dict[str, tuple[str, ...]]:
    used: dict[str, dict[str, None]] = {}
    for place, name in named_files(source.data):
        number = place[1]
        owner = text.decisions[number].reference if place[0] == "decisions" and isinstance(number, int) else ""
        used.setdefault(owner, {})[name] = None
    return {owner: tuple(names) for owner, names in used.items()}
