"""Encrypted key files: one private key each, opened by a passphrase.

Three lines of text: the format, a header in JSON, the encrypted seed in base64.

    comity-key/1
    {"cost":{...},"fictional":false,"key_id":"...","kind":"officer",...}
    <ChaCha20-Poly1305 (RFC 8439) of the seed, under Argon2id (RFC 9106) of the passphrase>

The first two lines are authenticated with the seed, so nobody can turn a demo key into a real one.
A wrong passphrase and a damaged file get one and the same answer, which helps nobody who guesses.
Whether a file may be used at all (owner, permissions, links) is the business of ``private_files``.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from comity import canonical, private_files
from comity.errors import Fault, Refused
from comity.keys import PUBLIC_KEY_BYTES, KeyKind, SoftSigner, key_id
from comity.sealing import SealingKey

FORMAT: Final = b"comity-key/1"
MAX_BYTES: Final = 4096
MIN_PASSPHRASE: Final = 12  # characters when typed; the custodians' is 32 random bytes
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_LINES: Final = 3
Held = SoftSigner | SealingKey
_PURPOSE: Final = r"^[a-zA-Z0-9][a-zA-Z0-9._:/-]{0,119}$"


def _hex(count: int) -> StringConstraints:
    return StringConstraints(pattern=rf"^[0-9a-f]{{{2 * count}}}$")


class Cost(BaseModel):
    """The work that one guess of a passphrase takes (RFC 9106, 4). Bounds hold before any is done."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    memory_kib: Annotated[int, Field(ge=8 * 1024, le=256 * 1024)]
    iterations: Annotated[int, Field(ge=1, le=8)]
    lanes: Annotated[int, Field(ge=1, le=8)]


REAL_COST: Final = Cost(memory_kib=64 * 1024, iterations=3, lanes=4)  # RFC 9106, 4: the second recommended option
FICTIONAL_COST: Final = Cost(memory_kib=8 * 1024, iterations=1, lanes=1)  # for keys that guard nothing


@dataclass(frozen=True, slots=True)
class Label:
    """What a key is for.

    ``purpose`` is an id (of an officer, an authority, a log, a node), never a name: latin letters,
    digits and ``. _ : / -``, at most 120; anything else raises Refused (``key.purpose``).
    ``fictional`` keys sign demonstrations only; a real node refuses them.
    """

    kind: KeyKind
    purpose: str
    fictional: bool

    def __post_init__(self) -> None:
        if not re.fullmatch(_PURPOSE, self.purpose):
            raise Refused("key.purpose", "design, rule 22", purpose=self.purpose[:40])


class Header(BaseModel):
    """What a key file says openly; true only once the file has been opened."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: KeyKind
    key_id: str
    public_key: Annotated[str, _hex(PUBLIC_KEY_BYTES)]
    purpose: Annotated[str, StringConstraints(pattern=_PURPOSE)]
    fictional: bool
    cost: Cost
    salt: Annotated[str, _hex(_SALT_BYTES)]
    nonce: Annotated[str, _hex(_NONCE_BYTES)]

    def line(self) -> bytes:
        """The header as it stands in the file."""
        return canonical.dump(self.model_dump(mode="json"))


@dataclass(frozen=True, slots=True)
class _Sealed:
    header: Header
    associated: bytes
    sealed: bytes


def typed(passphrase: str) -> bytes:
    """The bytes of a passphrase that a person typed: NFC, so that keyboards agree (RFC 8265, 4.2)."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def write(
    folder: Path,
    held: Held,
    passphrase: bytes,
    label: Label,
    random_bytes: Callable[[int], bytes],
) -> Path:
    """Seal the key ``held`` into ``folder``/<kind>-<key id>.key (0600; the folder is made 0700); return the path.

    Raises Refused: ``key.passphrase`` where it is shorter than 12 bytes, ``file.exists`` where the
    key has a file already, ``file.*`` where the folder is not private or cannot be written. Fault
    where the kind is not this key's.
    """
    if not isinstance(held, _class_of(label.kind)):
        raise Fault(f"a {type(held).__name__} is no key of kind {label.kind.value}; this is a programming error")
    if len(passphrase) < MIN_PASSPHRASE:
        raise Refused("key.passphrase", "RFC 9106, 4", least=MIN_PASSPHRASE)
    header = Header(
        kind=label.kind,
        key_id=held.key_id,
        public_key=held.public_key.hex(),
        purpose=label.purpose,
        fictional=label.fictional,
        cost=FICTIONAL_COST if label.fictional else REAL_COST,
        salt=random_bytes(_SALT_BYTES).hex(),
        nonce=random_bytes(_NONCE_BYTES).hex(),
    )
    associated = FORMAT + b"\n" + header.line() + b"\n"
    sealed = _cipher(header, passphrase).encrypt(bytes.fromhex(header.nonce), held.export_seed(), associated)
    path = folder / f"{label.kind}-{held.key_id}.key"
    private_files.create(path, associated + base64.b64encode(sealed) + b"\n", random_bytes)
    return path


def read_header(path: Path) -> Header:
    """The header, without a passphrase and so unproven. Raises Refused as ``open_key`` does."""
    return _read(path).header


def open_key(path: Path, passphrase: bytes, *, kind: KeyKind, fictional: bool) -> SoftSigner:
    """Open the file of a key that signs. Raises Refused as ``open_any`` does."""
    held = open_any(path, passphrase, kind=kind, fictional=fictional)
    if not isinstance(held, SoftSigner):
        raise Fault(f"a key of kind {kind.value} signs nothing; this is a programming error")
    return held


def open_sealing_key(path: Path, passphrase: bytes, *, fictional: bool) -> SealingKey:
    """Open the file of an authority's sealing key. Raises Refused as ``open_any`` does."""
    held = open_any(path, passphrase, kind=KeyKind.SEALING, fictional=fictional)
    if not isinstance(held, SealingKey):
        raise Fault("a sealing key was opened as another; this is a programming error")
    return held


def open_any(path: Path, passphrase: bytes, *, kind: KeyKind, fictional: bool) -> Held:
    """Open the key file at ``path``, of whatever ``kind``.

    ``fictional``: whether this node is a demo; a real node refuses demo keys, a demo real ones.
    Raises Refused: ``file.*`` where the file is missing or not private, ``key.kind``,
    ``key.fictional``, ``key.real``, and ``key.unopened`` for a wrong passphrase or any damage.
    """
    file = _read(path)
    header = file.header
    if header.fictional != fictional:
        raise Refused("key.fictional" if header.fictional else "key.real", "design, What it is not", file=path.name)
    if header.kind is not kind:
        raise Refused("key.kind", "design, rule 4", file=path.name, found=header.kind.value, wanted=kind.value)
    try:
        seed = _cipher(header, passphrase).decrypt(bytes.fromhex(header.nonce), file.sealed, file.associated)
    except InvalidTag:
        raise _unopened(path) from None
    held = _class_of(kind)(seed)
    if held.public_key.hex() != header.public_key:
        raise _unopened(path)
    return held


def _class_of(kind: KeyKind) -> type[Held]:
    return SealingKey if kind is KeyKind.SEALING else SoftSigner


def _unopened(path: Path) -> Refused:
    return Refused("key.unopened", "RFC 8439, 2.8", file=path.name)


def _read(path: Path) -> _Sealed:
    content = private_files.read(path, MAX_BYTES)
    lines = content.split(b"\n")
    if len(lines) != _LINES + 1 or lines[0] != FORMAT or lines[-1]:
        raise _unopened(path)
    try:
        header = Header.model_validate_json(lines[1])
        sealed = base64.b64decode(lines[2], validate=True)
    except (ValidationError, binascii.Error):
        raise _unopened(path) from None
    least = FICTIONAL_COST if header.fictional else REAL_COST
    if header.cost.memory_kib < least.memory_kib:
        raise _unopened(path)
    if header.key_id != key_id(bytes.fromhex(header.public_key)):
        raise _unopened(path)
    return _Sealed(header, b"\n".join(lines[:2]) + b"\n", sealed)


def _cipher(header: Header, passphrase: bytes) -> ChaCha20Poly1305:
    derived = Argon2id(
        salt=bytes.fromhex(header.salt),
        length=32,
        iterations=header.cost.iterations,
        lanes=header.cost.lanes,
        memory_cost=header.cost.memory_kib,
    ).derive(passphrase)
    return ChaCha20Poly1305(derived)
