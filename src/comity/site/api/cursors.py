"""Where the next page begins: signed, opaque, and good for one reader and one question alone.

A cursor names the last one that was shown and not a number of rows, so that what comes in meanwhile shifts no page.
"""

from __future__ import annotations

from typing import Final

from django.core import signing

from comity.errors import Refused

_SIGNER: Final = signing.Signer(salt="comity.site.api.cursors")


def dump(reader: str, question: str, last: str) -> str:
    """The cursor that stands after ``last``: the same for the same three, so that a page keeps its tag."""
    return _SIGNER.sign_object([reader, question, last], compress=True)


def load(cursor: str, reader: str, question: str) -> str:
    """After which one to go on; empty for the beginning. Raises Refused (``api.cursor``)."""
    if not cursor:
        return ""
    try:
        found = _SIGNER.unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError):
        found = None
    if not isinstance(found, list) or found[:2] != [reader, question]:
        raise Refused("api.cursor")
    return str(found[2])
