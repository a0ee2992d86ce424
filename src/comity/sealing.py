"""Sealing: one content that named readers open, and nobody between them (design, rule 21).

An envelope holds one ciphertext and, for each reader, the key to it. The content's secret is fresh;
HPKE (RFC 9180; DHKEM X25519 and HKDF-SHA256, ChaCha20-Poly1305) wraps it for each reader's X25519
key (RFC 7748), and ChaCha20-Poly1305 (RFC 8439) under a key derived from it encrypts the content.

- Every part is bound to ``info`` (which act, in which log), so an envelope opens nowhere else.
- The ciphertext is bound to all wrapped keys: one changed bit anywhere, or a reader taken out, and
  nobody opens it.
- It begins with a commitment to the secret. ChaCha20-Poly1305 alone lets a dishonest author make one
  ciphertext that opens to different texts under different keys (Len, Grubbs, Ristenpart, "Partitioning
  Oracle Attacks", USENIX Security 2021); with it all readers see the same.
- The content is padded to a power of two, so that its length says little.

Nobody can see from outside that a wrapped key opens: an author who seals rubbish for one reader is
found out when that reader tries. HPKE draws its one-time key itself; all other randomness is an argument.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from comity.canonical import Json
from comity.errors import Fault, Refused
from comity.keys import SEED_BYTES, HeldKey, key_id, parse_key_id, raw_public_key, whole_seed

SMALLEST: Final = 1 << 10  # the least and the largest padded content, in bytes
LARGEST: Final = 1 << 18
MAX_READERS: Final = 16
_RULE: Final = "design, rule 21"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_SECRET_BYTES: Final = 32
_COMMITMENT_BYTES: Final = 32
_TAG_BYTES: Final = 16
_WRAPPED_BYTES: Final = 32 + _SECRET_BYTES + _TAG_BYTES  # the one-time public key, the secret, the tag
_NONCE: Final = bytes(12)  # every secret encrypts once
_DOMAIN: Final = b"comity sealed v1\n"
_KEY: Final = _DOMAIN + b"key\n"
_COMMITMENT: Final = _DOMAIN + b"commitment\n"
_END: Final = b"\x80"  # of the content; zeros follow (ISO/IEC 7816-4)

_PRIME: Final = 2**255 - 19
# The u coordinates of small order: whatever is sealed to one of them, anyone opens.
_SMALL_ORDER_U: Final = frozenset(
    {
        0,
        1,
        _PRIME - 1,
        int.from_bytes(bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"), "little"),
        int.from_bytes(bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"), "little"),
    }
)


class SealingKey(HeldKey[X25519PrivateKey]):
    """A private key that opens what was sealed to its authority."""

    __slots__ = ()

    def __init__(self, seed: bytes) -> None:
        """``seed``: the 32-byte private key of RFC 7748, 5. Raises Fault on another length."""
        super().__init__(X25519PrivateKey.from_private_bytes(whole_seed(seed)))

    def unwrap(self, wrapped: bytes, info: bytes) -> bytes:
        """The secret that ``seal`` wrapped for this key. Raises InvalidTag."""
        return _SUITE.decrypt(wrapped, self._private, info=info)


def generate(random_bytes: Callable[[int], bytes]) -> SealingKey:
    """Make a new key; ``random_bytes(n)`` returns n secret random bytes."""
    return SealingKey(random_bytes(SEED_BYTES))


def parse_public_key(text: str) -> bytes:
    """Read a sealing key's public part from 64 hex digits. Raises Refused (``key.public``, ``sealing.weak``)."""
    return _strong(raw_public_key(text))


def _strong(public_key: bytes) -> bytes:
    """Not of small order, and the one canonical encoding of its point (u < p)."""
    u = int.from_bytes(public_key, "little")
    if u >= _PRIME or u in _SMALL_ORDER_U:
        raise Refused("sealing.weak", "RFC 7748, 6.1")
    return public_key


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is sealed: the ciphertext, and the secret wrapped for each reader, by key id."""

    cipher: bytes
    wrapped: Mapping[str, bytes]

    def to_json(self) -> dict[str, Json]:
        """As a statement holds it: base64."""
        return {"cipher": _text(self.cipher), "wrapped": {name: _text(one) for name, one in self.wrapped.items()}}


def parse(value: Json) -> Envelope:
    """Read an envelope's JSON; only its form is judged. Raises Refused (``sealing.form``)."""
    try:
        if not isinstance(value, dict) or value.keys() != {"cipher", "wrapped"}:
            raise ValueError
        cipher, held = _bytes(value["cipher"]), value["wrapped"]
        size = len(cipher) - _COMMITMENT_BYTES - _TAG_BYTES
        if not SMALLEST <= size <= LARGEST or size.bit_count() != 1:
            raise ValueError
        if not isinstance(held, dict) or not 1 <= len(held) <= MAX_READERS:
            raise ValueError
        wrapped: dict[str, bytes] = {parse_key_id(name): _bytes(one) for name, one in held.items()}
        if any(len(one) != _WRAPPED_BYTES for one in wrapped.values()):
            raise ValueError
    except (ValueError, Refused):
        raise Refused("sealing.form", _RULE) from None
    return Envelope(cipher, wrapped)


def seal(
    plaintext: bytes, readers: Sequence[bytes], info: bytes, random_bytes: Callable[[int], bytes]
) -> dict[str, Json]:
    """Seal ``plaintext`` to the raw public keys ``readers``, bound to ``info``; the envelope's JSON.

    Raises Refused (``sealing.size``, ``sealing.weak``), Fault where there is no reader or too many.
    """
    if not 1 <= len(readers) <= MAX_READERS or len(set(readers)) < len(readers):
        raise Fault(f"an envelope has 1 to {MAX_READERS} different readers, not {len(readers)}; check who is named")
    padded = _padded(plaintext)
    secret = random_bytes(_SECRET_BYTES)
    bound = _DOMAIN + info
    wrapped: dict[str, bytes] = {
        key_id(_strong(one)): _SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(one), info=bound)
        for one in readers
    }
    sealed = _cipher(secret).encrypt(_NONCE, padded, _associated(info, wrapped))
    return Envelope(_commitment(secret) + sealed, wrapped).to_json()


def open_sealed(envelope: Json, key: SealingKey, info: bytes) -> bytes:
    """What was sealed, for a reader's ``key``.

    Raises Refused: ``sealing.form``, ``sealing.not_for_key`` where the key is no reader's, and
    ``sealing.damaged`` where anything was changed or was sealed for another ``info``.
    """
    held = parse(envelope)
    mine = held.wrapped.get(key.key_id)
    if mine is None:
        raise Refused("sealing.not_for_key", _RULE, key=key.key_id)
    try:
        secret = key.unwrap(mine, _DOMAIN + info)
        if _commitment(secret) != held.cipher[:_COMMITMENT_BYTES]:
            raise InvalidTag
        sealed = held.cipher[_COMMITMENT_BYTES:]
        padded = _cipher(secret).decrypt(_NONCE, sealed, _associated(info, held.wrapped))
    except InvalidTag:
        raise Refused("sealing.damaged", "RFC 9180, 5.2; RFC 8439, 2.8") from None
    plaintext = padded.rstrip(b"\0")
    if not plaintext.endswith(_END):
        raise Refused("sealing.form", _RULE)
    return plaintext[:-1]


def _padded(plaintext: bytes) -> bytes:
    ended = plaintext + _END
    if len(ended) > LARGEST:
        raise Refused("sealing.size", _RULE, limit=LARGEST - 1)
    return ended.ljust(max(SMALLEST, 1 << (len(ended) - 1).bit_length()), b"\0")


def _cipher(secret: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hashlib.sha256(_KEY + secret).digest())


def _commitment(secret: bytes) -> bytes:
    return hashlib.sha256(_COMMITMENT + secret).digest()


def _associated(info: bytes, wrapped: Mapping[str, bytes]) -> bytes:
    """What the ciphertext is bound to; the ids are in order and of one length, so it reads one way only."""
    keys = b"".join(name.encode() + wrapped[name] for name in sorted(wrapped))
    return _DOMAIN + len(info).to_bytes(4, "big") + info + keys


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(value: Json) -> bytes:
    """Read base64 that is written the one way in which ``_text`` writes it. Raises ValueError."""
    if not isinstance(value, str) or _text(data := base64.b64decode(value, validate=True)) != value:
        raise ValueError
    return data
