"""Receipts at the desk: whether one is this node's, and whether a name was its query."""

from __future__ import annotations

from dataclasses import replace

from comity.checks import receipts
from comity.checks.receipts import Verified
from comity.errors import Refused
from comity.keys import KeyKind
from comity.operations import opening
from comity.screening import Kind
from comity.site.answers import checking
from comity.site.answers.checking import Form
from comity.site.registry import Registry

_SALT_BYTES = 16


def vkey(registry: Registry) -> str:
    """The text of the key that verifies receipts of this node, as its log has it."""
    return receipts.node_key(registry.located.config.origin, opening.recorded_key(KeyKind.NODE)).vkey()


def verify(receipt: str, key: str, form: Form, salt: str) -> Verified:
    """Check ``receipt`` against ``key``, and where ``form`` has a name, whether it was the query under ``salt``.

    Raises Refused: ``log.vkey``, ``screen.receipt``, ``screen.salt``, ``screen.other_query``.
    """
    text = receipt.replace("\r\n", "\n").rstrip("\n") + "\n"
    asked = [checking.queries(replace(form, kind=kind.value))[0] for kind in Kind] if form.name else []
    found = receipts.verify(text.encode(), key, asked, _salt(salt) if asked else None)
    if found.fits is False:
        raise Refused("screen.other_query", "design, Receipt")
    return found


def _salt(text: str) -> bytes:
    try:
        found = bytes.fromhex(text.strip())
    except ValueError:
        found = b""
    if len(found) != _SALT_BYTES:
        raise Refused("screen.salt", file="…")
    return found
