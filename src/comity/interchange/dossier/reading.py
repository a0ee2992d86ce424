"""Make a Dossier of a folder, or say everything that is wrong with it, with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from comity import yamltext
from comity.databank.support import SupportEntry
from comity.errors import Refusal, Refused
from comity.interchange.dossier import attachments
from comity.interchange.dossier.attachments import Attachment, SaltFor
from comity.interchange.dossier.folder import TEXT, Files, fault, read_files
from comity.interchange.dossier.model import DIGEST_FIELDS, KINDS, AttachedDecision, DossierText
from comity.judiciary.procedures import FINALITIES
from comity.listing.bodies import ListEntry
from comity.qualification.body import faults as model_faults
from comity.register.bodies import RegisterEntry
from comity.yamltext import Document, Yaml
from comity.yamltext import Path as Place

_NAMING: Final = (("decisions", "*", "documents", "*"), *DIGEST_FIELDS)


class Malformed(Refused):
    """Raised with every fault of a folder; ``faults`` holds them in the order of the text.

    ``command`` is the group of commands that a person uses on such a folder.
    """

    def __init__(self, file: str, faults: tuple[Refusal, ...], command: str = "dossier") -> None:
        super().__init__("dossier.faults", "law.md D(i)", file=file, count=len(faults), command=command)
        self.faults = faults


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
    return of(read_files(folder), salt_for)


def of(files: Files, salt_for: SaltFor) -> Dossier:
    """The dossier that these files are, wherever they lay. Raises Malformed with every fault."""
    faults = list(files.faults)
    try:
        source = yamltext.read(files.text, TEXT)
    except Refused as refused:
        raise Malformed(TEXT, (*faults, refused.refusal)) from None
    attached = attachments.attach(files.documents, salt_for)
    faults += attachments.naming_faults(source, attached, _NAMING)
    text = _typed(attachments.with_digests(source, attached, DIGEST_FIELDS), faults)
    if text is not None:
        faults += _form_faults(text, source)
    if faults or text is None:
        raise Malformed(TEXT, tuple(faults))
    return Dossier(text, attached, _used(source, text), source)


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


def named_files(data: Yaml) -> Iterator[tuple[Place, str]]:
    """Each document that a parsed ``dossier.yaml`` names, with the place of its name."""
    return attachments.named(data, _NAMING)


def _form_faults(text: DossierText, source: Document) -> list[Refusal]:
    found: list[Refusal] = []
    seen: set[str] = set()
    for number, decision in enumerate(text.decisions):
        where = ("decisions", number, "reference")
        if decision.reference in seen:
            line, field = source.line(where), f"decisions.{number}.reference"
            found.append(fault("reference", file=source.name, line=line, field=field, reference=decision.reference))
        seen.add(decision.reference)
        if decision.finality not in FINALITIES:
            line, field = source.line(("decisions", number, "finality")), f"decisions.{number}.finality"
            found.append(fault("finality", file=source.name, line=line, field=field, known=sorted(FINALITIES)))
    return found


def _used(source: Document, text: DossierText) -> dict[str, tuple[str, ...]]:
    used: dict[str, dict[str, None]] = {}
    for place, name in named_files(source.data):
        number = place[1]
        owner = text.decisions[number].reference if place[0] == "decisions" and isinstance(number, int) else ""
        used.setdefault(owner, {})[name] = None
    return {owner: tuple(names) for owner, names in used.items()}
