"""Documents that statements promise: what one says of its document, by which digest, and where that lies."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from comity.errors import Refused
from comity.provenance import parse

_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a statement of the property ``attachment`` says of a document."""

    digest: str
    name: str
    salt: bytes
    size: int


def blob_digest(salt: bytes, content: bytes) -> str:
    """The salted digest that names a document."""
    return hashlib.sha256(salt + content).hexdigest()


def place_of(digest: str) -> str:
    """Where the document of this digest lies below the folder of documents."""
    return f"{digest[:2]}/{digest}"


def attachment(content: bytes) -> Attachment | None:
    """The document that a statement promises; None for other statements. Raises Refused (``act.attachment``)."""
    if b'"property":"attachment"' not in content:
        return None
    statement = parse(content)
    if statement.property != "attachment":
        return None
    value = statement.value
    try:
        if not isinstance(value, dict) or not isinstance(value["size"], int):
            raise ValueError
        found = Attachment(str(value["digest"]), str(value["name"]), bytes.fromhex(str(value["salt"])), value["size"])
        if not _DIGEST.match(found.digest):
            raise ValueError
    except (KeyError, ValueError):
        raise Refused("act.attachment", "design, rule 27", name="-") from None
    return found
