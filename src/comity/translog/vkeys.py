"""Ed25519 keys of signed notes, in the text forms of Go's sumdb/note (C2SP signed-note)."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from comity.translog.errors import Code, TranslogError

ED25519: Final = 0x01
KEY_BYTES: Final = 32
ID_BYTES: Final = 4
_MAX_NAME: Final = 255
_MAX_KEY_TEXT: Final = 1024
_FIELD: Final = 2**255 - 19
_Y_BITS: Final = 2**255 - 1  # the topmost bit is the sign of x
_ORDER_8: Final = int("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16)
_LOW_ORDER_Y: Final = frozenset({0, 1, _FIELD - 1, _ORDER_8, _FIELD - _ORDER_8})
_KEY_ID: Final = re.compile(r"[0-9a-f]{8}", re.ASCII)

Sign = Callable[[bytes], bytes]
"""Signs a message with Ed25519 and returns 64 bytes: a key in memory, or a hardware token."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """An Ed25519 key of type 0x01, the kind that signs a log's checkpoints."""

    name: str
    public_key: bytes  # 32 bytes, RFC 8032

    def __post_init__(self) -> None:
        check_key(self.name, self.public_key)

    @property
    def key_id(self) -> bytes:
        """The first four bytes of the key's hash."""
        return key_id(self.name, ED25519, self.public_key)

    def vkey(self) -> str:
        """Return ``name+id+base64``, as it is published."""
        return encode_vkey(self.name, ED25519, self.public_key)

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Return whether ``signature`` is this key's over ``text``."""
        return verify_ed25519(self.public_key, signature, text)


@dataclass(frozen=True, slots=True)
class Signer:
    """A verifier key and the means to sign with it."""

    key: VerifierKey
    sign: Sign


def parse_vkey(text: str) -> VerifierKey:
    """Read a log's vkey. Raises TranslogError (``key``)."""
    name, algorithm, public_key = decode_vkey(text)
    if algorithm != ED25519:
        raise TranslogError(Code.KEY, f"a key of type 0x{algorithm:02x}; expected 0x{ED25519:02x}")
    return VerifierKey(name, public_key)


def encode_skey(name: str, seed: bytes) -> str:
    """Return ``PRIVATE+KEY+name+id+base64`` of a 32-byte seed, as Go's sumdb/note. A secret."""
    key = Ed25519PrivateKey.from_private_bytes(_seed(seed)).public_key().public_bytes_raw()
    check_key(name, key)
    return f"PRIVATE+KEY+{name}+{key_id(name, ED25519, key).hex()}+{encode_base64(bytes([ED25519]) + seed)}"


def parse_skey(text: str) -> Signer:
    """Read an skey into a signer in memory. Raises TranslogError (``key``); the message shows no part of it."""
    head, key_word, rest = text[:_MAX_KEY_TEXT].partition("+KEY+")
    name, identity, seed = _split_key(rest)
    if head != "PRIVATE" or not key_word or len(text) > _MAX_KEY_TEXT or seed[0] != ED25519:
        raise TranslogError(Code.KEY, "not an Ed25519 signer key")
    signer = signer_from_seed(name, seed[1:])
    if signer.key.key_id.hex() != identity:
        raise TranslogError(Code.KEY, "the signer key's id does not belong to it")
    return signer


def signer_from_seed(name: str, seed: bytes) -> Signer:
    """Return a signer in memory for a 32-byte seed. Raises TranslogError (``key``)."""
    private = Ed25519PrivateKey.from_private_bytes(_seed(seed))
    return Signer(VerifierKey(name, private.public_key().public_bytes_raw()), private.sign)


def is_name(name: str) -> bool:
    """Return whether ``name`` can name a key: not empty, no Unicode space, no plus, no control character."""
    return (
        0 < len(name) <= _MAX_NAME
        and "+" not in name
        and not any(character.isspace() or character < " " or "\ud800" <= character <= "\udfff" for character in name)
    )


def check_key(name: str, public_key: bytes) -> None:
    """Raise TranslogError (``key``) unless this can be the name and the bytes of an Ed25519 key.

    Keys of low order or in a second spelling are refused: under some of them one signature fits many
    messages, so its holder could deny what it signed.
    """
    if not is_name(name) or len(public_key) != KEY_BYTES:
        raise TranslogError(Code.KEY, "a key has a name without spaces or plus, and 32 bytes")
    y = int.from_bytes(public_key, "little") & _Y_BITS
    if y >= _FIELD or y in _LOW_ORDER_Y:
        raise TranslogError(Code.KEY, "a weak key: of low order, or not in its one canonical spelling")


def key_id(name: str, algorithm: int, public_key: bytes) -> bytes:
    """Return the first four bytes of SHA-256 of name, newline, algorithm, key."""
    return sha256(name.encode() + b"\n" + bytes([algorithm]) + public_key).digest()[:ID_BYTES]


def encode_vkey(name: str, algorithm: int, public_key: bytes) -> str:
    """Return ``name+id+base64(algorithm, key)``."""
    return f"{name}+{key_id(name, algorithm, public_key).hex()}+{encode_base64(bytes([algorithm]) + public_key)}"


def decode_vkey(text: str) -> tuple[str, int, bytes]:
    """Return name, algorithm and public key of a vkey. Raises TranslogError (``key``)."""
    name, identity, key = _split_key(text)
    if key_id(name, key[0], key[1:]).hex() != identity:
        raise TranslogError(Code.KEY, "the key's id does not belong to it")
    return name, key[0], key[1:]


def _split_key(text: str) -> tuple[str, str, bytes]:
    name, _, rest = text[: _MAX_KEY_TEXT + 1].partition("+")
    identity, _, encoded = rest.partition("+")
    if len(text) > _MAX_KEY_TEXT or not is_name(name) or not _KEY_ID.fullmatch(identity):
        raise TranslogError(Code.KEY, "a key is name+id+base64")
    key = decode_base64(encoded, Code.KEY)
    if len(key) != 1 + KEY_BYTES:
        raise TranslogError(Code.KEY, "a key is one byte of type and 32 of key")
    return name, identity, key


def verify_ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether this is an Ed25519 signature (RFC 8032) by this key; malformed means no."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _seed(seed: bytes) -> bytes:
    if len(seed) != KEY_BYTES:
        raise TranslogError(Code.KEY, "a seed has 32 bytes")
    return seed


def encode_base64(data: bytes) -> str:
    """Return standard base64 with padding (RFC 4648, 4)."""
    return b64encode(data).decode("ascii")


def decode_base64(text: str, code: Code) -> bytes:
    """Read standard base64, canonical only: one sequence of bytes has one text. Raises TranslogError (``code``)."""
    try:
        data = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        raise TranslogError(code, "not base64") from None
    if encode_base64(data) != text:
        raise TranslogError(code, "not canonical base64")
    return data
