"""Where the next page begins: signed, opaque, and good for one reader and one question alone."""

from __future__ import annotations

from typing import Final

from django.core import signing

from comity.errors import Refused

_SALT: Final = "comity.site.api.cursors"


def dump(reader: str, question: str, last: str) -> str:
    """The cursor that stands after ``last``."""
    return signing.dumps([reader, question, last], salt=_SALT, compress=True)


def load(cursor: str, reader: str, question: str) -> str:
    """After which entry to go on; empty for the beginning. Raises Refused (``api.cursor``)."""
    if not cursor:
        return ""
    try:
        found = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        found = None
    if not isinstance(found, list) or found[:2] != [reader, question]:
        raise Refused("api.cursor")
    return str(found[2])
