"""Documents beside a text: each named in the text, and known there by its salted digest."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from comity import canonical
from comity.canonical import Json
from comity.errors import Refusal
from comity.interchange.dossier.folder import TYPES, fault
from comity.provenance import Standing, Statement
from comity.yamltext import Document, Yaml
from comity.yamltext import Path as Place

SaltFor = Callable[[str], bytes]
Fields = tuple[tuple[str, ...], ...]
"""Places in a text; ``*`` stands for every item of a list."""
SCHEMA: Final = "document/1"
PROPERTY: Final = "attachment"
GRADE: Final = "A2"  # a court's text, not yet authenticated by anyone else


@dataclass(frozen=True, slots=True)
class Attachment:
    """One document: its name, media type, content, and salted digest."""

    name: str
    type: str
    salt: bytes
    digest: str
    content: bytes = field(repr=False)

    def statement(self, asserted_by: str, seen: date) -> Statement:
        """What an act says of the document: everything but its bytes (rule 27)."""
        value: Json = {
            "digest": self.digest,
            "name": self.name,
            "salt": self.salt.hex(),
            "size": len(self.content),
            "type": self.type,
        }
        day = seen.isoformat()
        return Statement(PROPERTY, value, asserted_by, self.name, Standing.RECORDED, GRADE, "", "", day, day)


def attach(documents: Mapping[str, bytes], salt_for: SaltFor) -> dict[str, Attachment]:
    """The documents of a folder as attachments, by name; ``salt_for`` gives the 16 bytes of each name's salt."""
    return {name: _attach(name, content, salt_for(name)) for name, content in documents.items()}


def _attach(name: str, content: bytes, salt: bytes) -> Attachment:
    media = TYPES[os.path.splitext(name)[1].lower()]
    return Attachment(name, media, salt, canonical.commitment(salt, content), content)


def named(data: Yaml, fields: Fields) -> Iterator[tuple[Place, str]]:
    """Each document that a parsed text names in one of ``fields``, with the place of its name."""
    for pattern in fields:
        yield from _at(data, pattern)


def _at(value: Yaml, pattern: tuple[str, ...], place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Each text in ``value`` whose place fits ``pattern``."""
    if not pattern:
        if isinstance(value, str):
            yield place, value
    elif pattern[0] == "*" and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _at(item, pattern[1:], (*place, number))
    elif isinstance(value, dict) and pattern[0] in value:
        yield from _at(value[pattern[0]], pattern[1:], (*place, pattern[0]))


def naming_faults(source: Document, attachments: Mapping[str, Attachment], fields: Fields) -> list[Refusal]:
    """What is named and does not exist, with its line; what exists and is not named."""
    found: list[Refusal] = []
    names = list(named(source.data, fields))
    for place, name in names:
        if name not in attachments:
            path = ".".join(map(str, place))
            found.append(fault("no_document", file=source.name, line=source.line(place), field=path, name=name[:100]))
    for name in sorted(set(attachments) - {name for _, name in names}):
        found.append(fault("unnamed", name=name, text=source.name))
    return found


def with_digests(source: Document, attachments: Mapping[str, Attachment], fields: Fields) -> Document:
    """The same text with the digest of each document named in ``fields`` in place of its name."""
    data: Any = copy.deepcopy(source.data)
    for place, name in named(source.data, fields):
        holder = data
        for step in place[:-1]:
            holder = holder[step]
        # A missing file is a fault already; any digest keeps it from being reported twice.
        holder[place[-1]] = attachments[name].digest if name in attachments else "0" * 64
    return replace(source, data=data)
