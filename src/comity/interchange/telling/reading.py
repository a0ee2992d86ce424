"""Make a Telling of a folder, or say everything that is wrong with it, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from comity import yamltext
from comity.databank.organisation import PersonLink
from comity.errors import Evidence, Refusal, Refused
from comity.interchange.dossier import attachments, folder
from comity.interchange.dossier.attachments import Attachment, SaltFor
from comity.interchange.dossier.reading import Malformed
from comity.interchange.telling.model import (
    COMMAND,
    DIGEST_FIELDS,
    KINDS,
    NAMING,
    TEXT,
    IncidentTelling,
    OrganisationTelling,
    QuestionTelling,
    TellingText,
    WarningTelling,
)
from comity.qualification.body import faults as model_faults
from comity.qualification.envelope import Envelope, Item
from comity.qualification.vocabulary import HandlingCode
from comity.yamltext import Document
from comity.yamltext import Path as Place

PERSONS: Final = "law.md A2, D1"
_FREE_PERSON: Final = re.compile(r"says\.persons\.[0-9]+\.([^.]+)\Z")
_GATE_34: Final = "law.md D(iii), gate 34"


@dataclass(frozen=True, slots=True)
class Telling:
    """A folder that fits its form; ``source`` knows the line of every field."""

    text: TellingText
    attachments: Mapping[str, Attachment]
    source: Document

    @property
    def says(self) -> Envelope:
        """What is told."""
        return self.text.says


def of(text: TellingText) -> Telling:
    """A telling that was made and not read: without documents, and without lines to name."""
    return Telling(text, {}, Document(TEXT, {}, {}))


def read(path: Path, salt_for: SaltFor) -> Telling:
    """Read a telling's folder. ``salt_for`` gives, for a document's name, the 16 bytes of its salt.

    Raises Malformed with every fault; Refused (``dossier.missing``, ``dossier.link``,
    ``dossier.size``) where there is no text to read.
    """
    return of_files(folder.read_files(path, TEXT), salt_for)


def of_files(files: folder.Files, salt_for: SaltFor) -> Telling:
    """The telling that these files are, wherever they lay. Raises Malformed with every fault."""
    faults = list(files.faults)
    try:
        source = yamltext.read(files.text, TEXT)
    except Refused as refused:
        raise Malformed(TEXT, (*faults, refused.refusal), COMMAND) from None
    attached = attachments.attach(files.documents, salt_for)
    faults += attachments.naming_faults(source, attached, NAMING)
    text = _typed(attachments.with_digests(source, attached, DIGEST_FIELDS), faults)
    if text is not None:
        faults += _form_faults(text, source)
    if faults or text is None:
        raise Malformed(TEXT, tuple(faults), COMMAND)
    return Telling(text, attached, source)


def _typed(source: Document, faults: list[Refusal]) -> TellingText | None:
    data = source.data
    kind = data.get("kind") if isinstance(data, dict) else None
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        line = source.line(("kind",))
        faults.append(folder.fault("kind", file=source.name, line=line, known=sorted(KINDS)))
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults += [_free_person(one) or one for one in model_faults(error, source)]
        return None


def _free_person(fault: Refusal) -> Refusal | None:
    """A field that a reference to a person does not have: somebody tried to write the person down."""
    found = _FREE_PERSON.match(str(fault.evidence["field"]))
    if found is None or found[1] in PersonLink.model_fields:
        return None
    where = {name: fault.evidence[name] for name in ("file", "line", "field")}
    return Refusal("folder.person", PERSONS, where)


def placed(says: Envelope) -> Iterator[tuple[Place, Item]]:
    """Everything told, with its place in the text."""
    for name in type(says).model_fields:
        value = getattr(says, name)
        for number, one in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(one, Item):
                yield ("says", name, number), one


def _form_faults(text: TellingText, source: Document) -> Iterator[Refusal]:
    if isinstance(text, OrganisationTelling | IncidentTelling) and (text.file is None) != bool(text.new_file):
        yield _fault("file", "RATS Agr. Art 6(4)", source, ("file",))
    if isinstance(text, WarningTelling) and text.documents:
        yield _fault("documents", "law.md D(iii), Danger now", source, ("documents",))
    if isinstance(text, QuestionTelling) and text.says.addressee not in (None, text.to):
        place = ("says", "addressee")
        yield _fault("addressee", "Conv. Art 8(3)", source, place, to=text.to, other=str(text.says.addressee))
    yield from _handling_faults(text.says, source)


def _handling_faults(says: Envelope, source: Document) -> Iterator[Refusal]:
    fields = sorted(says.PUBLISHABLE)
    if says.handling_code is HandlingCode.PUBLIC and not any(getattr(says, name) for name in fields):
        yield _fault("public", _GATE_34, source, ("says", "handling_code"), fields=fields or ["-"])
    for place, item in placed(says):
        if item.handling is HandlingCode.PUBLIC and place[1] not in says.PUBLISHABLE:
            yield _fault("public", _GATE_34, source, (*place, "handling"), fields=fields or ["-"])
        if (item.handling is HandlingCode.NAMED) != bool(item.recipients):
            yield _fault("recipients", _GATE_34, source, (*place, "recipients"))
        if item.kept_until and says.kept_until and item.kept_until > says.kept_until:
            yield _fault("later", _GATE_34, source, (*place, "kept_until"), until=says.kept_until.isoformat())


def _fault(code: str, provision: str, source: Document, place: Place, **more: Evidence) -> Refusal:
    return Refusal(f"folder.{code}", provision, {"file": source.name, "line": source.line(place), **more})
