"""Canonical bytes: RFC 8785, narrowed to what two programs cannot read differently.

Refused at the edge: floats, integers of 2^53 or more, lone surrogates, duplicate keys, and bytes
that are not already canonical. Bytes are stored and verified as received, never written again.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

import rfc8785

from comity.errors import Refused

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
SALT_BYTES: Final = 16
_LIMIT: Final = 2**53


def _refuse_float(text: str) -> Any:
    raise Refused("canonical.number", "RFC 8785", value=text[:40])


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) >= _LIMIT:
        raise Refused("canonical.number", "RFC 8785", value=text[:40])
    return int(text)


def dump(value: Json) -> bytes:
    """Return the canonical bytes of ``value``. Raises Refused (``canonical.*``)."""
    try:
        return rfc8785.dumps(_checked(value))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        raise Refused("canonical.text", "RFC 8785") from None


def _checked(value: Json) -> Any:
    if isinstance(value, float) or (isinstance(value, int) and abs(value) >= _LIMIT):
        raise Refused("canonical.number", "RFC 8785", value=str(value)[:40])
    if isinstance(value, list):
        return [_checked(item) for item in value]
    if isinstance(value, dict):
        return {key: _checked(item) for key, item in value.items()}
    return value


def load(data: bytes) -> Json:
    """Parse canonical bytes. Raises Refused (``canonical.*``) where they are not canonical."""
    try:
        value: Json = json.loads(
            data.decode("utf-8"), parse_float=_refuse_float, parse_int=_whole, parse_constant=_refuse_float
        )
    except (ValueError, RecursionError):
        raise Refused("canonical.syntax", "RFC 8785") from None
    if dump(value) != data:
        raise Refused("canonical.form", "RFC 8785")
    return value


def commitment(salt: bytes, content: bytes) -> str:
    """Commit to ``content`` under ``salt``: 64 hex digits. Without the salt it confirms no guess."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + content).hexdigest()
