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


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_READER: Final = json.JSONDecoder()
_DECODER: Final = json.JSONDecoder(parse_float=_refuse_float, parse_int=_whole, parse_constant=_refuse_float)


def dump(value: Json) -> bytes:
    """Return the canonical bytes of ``value``. Raises Refused (``canonical.*``)."""
    try:
        if _is_plain(value):
            return _write(value)
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, TypeError):
        raise Refused("canonical.text", "RFC 8785") from None
    except RecursionError:
        raise Refused("canonical.syntax", "RFC 8785") from None


def _is_plain(value: Json) -> bool:
    """Whether the standard library's C encoder writes ``value`` as RFC 8785 says.

    It orders keys by code points, RFC 8785 by UTF-16 units: equal for ASCII keys. Numbers that two
    programs read differently are refused here.
    """
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if isinstance(value, dict):
        # every value is looked at, also behind a key that is not plain, so that no number slips through
        plain = [type(item) is str or _is_plain(item) for item in value.values()]
        return kind is dict and all(plain) and all(map(str.isascii, value))
    if isinstance(value, list | tuple):
        plain = [type(item) is str or _is_plain(item) for item in value]
        return kind is list and all(plain)
    if isinstance(value, float) or (isinstance(value, int) and abs(value) >= _LIMIT):
        raise Refused("canonical.number", "RFC 8785", value=str(value)[:40])
    return kind is int


def _write(value: Json) -> bytes:
    return _ENCODER.encode(value).encode()


def _is_ascii(data: bytes) -> bool:
    """Whether every text in these bytes of JSON is ASCII, keys among them; its numbers were judged in reading."""
    return data.isascii() and b"\\u" not in data


def load(data: bytes) -> Json:
    """Parse canonical bytes. Raises Refused (``canonical.*``) where they are not canonical."""
    try:
        value: Json = _DECODER.decode(data.decode())
        written = _write(value) if _is_ascii(data) else dump(value)
    except (ValueError, RecursionError):
        raise Refused("canonical.syntax", "RFC 8785") from None
    if written != data:
        raise Refused("canonical.form", "RFC 8785")
    return value


def stored(data: bytes) -> Any:
    """Parse canonical bytes from the store, which were judged when they came in. Raises ValueError."""
    return _READER.raw_decode(data.decode())[0]  # nothing stands before or behind them


def commitment(salt: bytes, content: bytes) -> str:
    """Commit to ``content`` under ``salt``: 64 hex digits. Without the salt it confirms no guess."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + content).hexdigest()
