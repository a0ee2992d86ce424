"""Ed25519 keys (RFC 8032): who signed these bytes; and what all private keys have in common.

Four kinds of key sign: an officer's and an authority's seal sign the heads of acts, the log's
signs checkpoints, the node's signs clock acts and receipts. The fifth, an authority's sealing key,
signs nothing: it opens what was sealed to the authority (``sealing``). Whether a key was valid is a
question of log position and is answered elsewhere; here a signature only fits or does not.

Weak keys are refused: under a public key of small order anyone can sign anything, and a key
written in two ways would have two ids.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Final, Generic, NewType, NoReturn, Protocol, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from comity.errors import Fault, Refused

KeyId = NewType("KeyId", str)

SEED_BYTES: Final = 32
PUBLIC_KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
KEY_ID_DIGITS: Final = 32
_CACHED_KEYS: Final = 4096  # more officers than a Structure has; keeps a hostile log from filling memory
_KEY_ID: Final = re.compile(rf"[0-9a-f]{{{KEY_ID_DIGITS}}}\Z")
_HEX_KEY: Final = re.compile(rf"[0-9a-f]{{{2 * PUBLIC_KEY_BYTES}}}\Z")

_PRIME: Final = 2**255 - 19
# The y coordinates of the eight points of small order: 1 and p - 1 belong to one point each, the others to two.
_SMALL_ORDER_Y: Final = frozenset(
    {
        0,
        1,
        _PRIME - 1,
        int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
        int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
    }
)


class KeyKind(StrEnum):
    """What a key is for; a key of one kind is never used as another."""

    OFFICER = "officer"  # heads of acts, by the person who acts
    SEAL = "seal"  # heads of acts, by the authority for which the officer acts
    LOG = "log"  # checkpoints
    NODE = "node"  # clock acts and receipts
    SEALING = "sealing"  # nothing: it opens what was sealed to an authority


class Signer(Protocol):
    """Something that signs: a key in memory or a hardware token."""

    @property
    def key_id(self) -> KeyId: ...

    @property
    def public_key(self) -> bytes:
        """The raw public key, 32 bytes (RFC 8032, 5.1.5)."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The 64-byte signature of ``data``."""
        ...


def key_id(public_key: bytes) -> KeyId:
    """The id of a raw public key: the first 32 hex digits of its SHA-256. No check of the key is made."""
    return KeyId(hashlib.sha256(public_key).hexdigest()[:KEY_ID_DIGITS])


def parse_key_id(text: str) -> KeyId:
    """Read a key id: 32 lower-case hex digits. Raises Refused (``key.id``)."""
    if not _KEY_ID.match(text):
        raise Refused("key.id", "design, Acts", id=text[:40])
    return KeyId(text)


def raw_public_key(text: str) -> bytes:
    """The 32 bytes that 64 lower-case hex digits write, not judged further. Raises Refused (``key.public``)."""
    if not _HEX_KEY.match(text):
        raise Refused("key.public", "RFC 8032, 5.1.5; RFC 7748, 5")
    return bytes.fromhex(text)


def parse_public_key(text: str) -> bytes:
    """Read a public key that signs from 64 hex digits. Raises Refused (``key.public``, ``key.weak``)."""
    raw = raw_public_key(text)
    if _is_weak(raw):
        raise Refused("key.weak", "RFC 8032, 5.1.3")
    return raw


def verify(public_key: bytes, signature: bytes, data: bytes) -> bool:
    """Whether ``signature`` over ``data`` fits the raw ``public_key``. Malformed or weak input is False."""
    parsed = _parsed(public_key)
    if parsed is None:
        return False
    try:
        parsed.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _is_weak(public_key: bytes) -> bool:
    """Of small order, or not the one canonical encoding of its point (y >= p)."""
    y = int.from_bytes(public_key, "little") & (2**255 - 1)
    return y >= _PRIME or y in _SMALL_ORDER_Y


@lru_cache(maxsize=_CACHED_KEYS)
def _parsed(public_key: bytes) -> Ed25519PublicKey | None:
    if len(public_key) != PUBLIC_KEY_BYTES or _is_weak(public_key):
        return None
    return Ed25519PublicKey.from_public_bytes(public_key)


_Private = TypeVar("_Private", Ed25519PrivateKey, X25519PrivateKey)


class HeldKey(Generic[_Private]):
    """A private key in this process's memory. Shows its id only; cannot be pickled or copied."""

    __slots__ = ("_key_id", "_private", "_public")

    def __init__(self, private: _Private) -> None:
        self._private: _Private = private
        self._public: Final = private.public_key().public_bytes_raw()
        self._key_id: Final = key_id(self._public)

    @property
    def key_id(self) -> KeyId:
        return self._key_id

    @property
    def public_key(self) -> bytes:
        """The raw public key, 32 bytes."""
        return self._public

    def export_seed(self) -> bytes:
        """The secret itself, 32 bytes: for writing an encrypted key file, and for nothing else."""
        return self._private.private_bytes_raw()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._key_id})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is not pickled or copied")


class SoftSigner(HeldKey[Ed25519PrivateKey]):
    """A private key that signs."""

    __slots__ = ()

    def __init__(self, seed: bytes) -> None:
        """``seed``: the 32-byte private key of RFC 8032, 5.1.5. Raises Fault on another length."""
        super().__init__(Ed25519PrivateKey.from_private_bytes(whole_seed(seed)))

    def sign(self, data: bytes) -> bytes:
        return self._private.sign(data)


def whole_seed(seed: bytes) -> bytes:
    """``seed``, of 32 bytes. Raises Fault on another length."""
    if len(seed) != SEED_BYTES:
        raise Fault(f"a private key has {SEED_BYTES} bytes, not {len(seed)}; check the source of randomness")
    return seed


def generate(random_bytes: Callable[[int], bytes]) -> SoftSigner:
    """Make a new key; ``random_bytes(n)`` returns n secret random bytes (``os.urandom`` outside tests)."""
    return SoftSigner(random_bytes(SEED_BYTES))
