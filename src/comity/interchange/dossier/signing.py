"""Sign prepared acts, keep them as files, and read them back.

``signatures/`` holds one file for each act: ``<number>-<kind>.json``, canonical JSON with the head
as signed, both signatures and the opened bodies. So an act is signed where its keys are and
submitted elsewhere. A dossier that no longer says what was signed is refused.
"""

from __future__ import annotations

import binascii
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from comity import acts, canonical
from comity.acts import Head, SignedAct, parse_head, signing_bytes
from comity.canonical import Json
from comity.entries.acting import Prepared
from comity.errors import Refused
from comity.interchange.dossier import attachments
from comity.interchange.dossier.acting import BY_APPROVER
from comity.interchange.dossier.attachments import SaltFor
from comity.interchange.dossier.folder import SIGNATURES, read_folder
from comity.interchange.dossier.reading import Dossier, read
from comity.judiciary.bodies import JudicialDecision
from comity.keys import Signer
from comity.provenance import Opened, Statement

MAX_FILE: Final = 4 << 20
MAX_ACTS: Final = 32
_FIELDS: Final = frozenset({"head", "officer_signature", "seal_signature", "bodies"})
_RULE: Final = "design, rule 5"
_Read = TypeVar("_Read")


def sign(prepared: Prepared, officer: Signer, seal: Signer) -> SignedAct:
    """Sign with both keys. Raises Refused (``dossier.wrong_key``) where a key is not the one in the head."""
    head = prepared.head
    for signer, key, holder in ((officer, head.officer_key, head.officer), (seal, head.seal_key, head.authority)):
        if signer.key_id != key:
            raise Refused("dossier.wrong_key", "Conv. Art 8(4)", holder=holder, key=key[:12])
    message = signing_bytes(prepared.data)
    return SignedAct(prepared.data, officer.sign(message), seal.sign(message), prepared.bodies)


def dump(signed: SignedAct) -> bytes:
    """The file of one signed act."""
    bodies: list[Json] = [
        [{"content": one.content.decode(), "salt": one.salt.hex()} for one in body] for body in signed.bodies
    ]
    return canonical.dump(
        {
            "bodies": bodies,
            "head": signed.head.decode(),
            "officer_signature": signed.officer_signature.hex(),
            "seal_signature": signed.seal_signature.hex(),
        }
    )


def parse(data: bytes, file: str) -> SignedAct:
    """Read the file of one signed act. Raises Refused (``dossier.signature_form``)."""
    try:
        raw = canonical.load(data)
        if not isinstance(raw, dict) or set(raw) != _FIELDS or not isinstance(raw["bodies"], list):
            raise _not_a_signed_act(file)
        bodies = tuple(_body(body, file) for body in raw["bodies"])
        signed = SignedAct(
            _text(raw["head"], file).encode(),
            bytes.fromhex(_text(raw["officer_signature"], file)),
            bytes.fromhex(_text(raw["seal_signature"], file)),
            bodies,
        )
        head = parse_head(signed.head)
        if [list(b.statements) for b in head.bodies] != [[o.commitment for o in body] for body in bodies]:
            raise _not_a_signed_act(file)
        _ = [one.statement for body in bodies for one in body]
    except (ValueError, binascii.Error):
        raise _not_a_signed_act(file) from None
    except Refused as refused:
        if refused.refusal.code.startswith("dossier."):
            raise
        raise _not_a_signed_act(file) from None
    return signed


def _body(raw: Json, file: str) -> tuple[Opened, ...]:
    if not isinstance(raw, list):
        raise _not_a_signed_act(file)
    opened: list[Opened] = []
    for one in raw:
        if not isinstance(one, dict) or set(one) != {"content", "salt"}:
            raise _not_a_signed_act(file)
        opened.append(Opened(bytes.fromhex(_text(one["salt"], file)), _text(one["content"], file).encode()))
    return tuple(opened)


def _text(value: Json, file: str) -> str:
    if not isinstance(value, str):
        raise _not_a_signed_act(file)
    return value


def _not_a_signed_act(file: str) -> Refused:
    return Refused("dossier.signature_form", _RULE, file=file)


def save(folder: Path, signed: Sequence[SignedAct], first: int = 1) -> tuple[Path, ...]:
    """Write each act into ``signatures/``, numbered from ``first``; an existing file is never overwritten.

    Raises Refused (``dossier.exists``, ``dossier.unwritten``).
    """
    target = folder / SIGNATURES
    written: list[Path] = []
    try:
        target.mkdir(mode=0o700, exist_ok=True)
        for number, one in enumerate(signed, first):
            path = target / f"{number:02}-{parse_head(one.head).kind}.json"
            opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(opened, "wb") as file:
                file.write(dump(one))
            written.append(path)
    except FileExistsError as error:
        raise Refused("dossier.exists", file=str(error.filename)) from None
    except OSError as error:
        raise Refused("dossier.unwritten", file=str(error.filename), reason=error.strerror or "") from None
    return tuple(written)


def stored(folder: Path) -> tuple[SignedAct, ...]:
    """The signed acts of a folder in their order, not compared with its text."""
    files = read_folder(folder, SIGNATURES, MAX_FILE, MAX_ACTS)
    return tuple(parse(content, f"{SIGNATURES}/{name}") for name, content in sorted(files.items()))


def load_signed(folder: Path, random_bytes: Callable[[int], bytes]) -> tuple[Dossier, tuple[SignedAct, ...]]:
    """The dossier and its signed acts, in order. ``random_bytes`` salts documents that nobody signed.

    Raises Refused: ``dossier.changed`` where text or documents are no longer what was signed, and
    whatever ``read`` and ``parse`` raise.
    """
    return load(folder, random_bytes, read, _says_the_same)


def load(
    folder: Path,
    random_bytes: Callable[[int], bytes],
    read_folder_as: Callable[[Path, SaltFor], _Read],
    says_the_same: Callable[[_Read, Sequence[SignedAct]], bool],
) -> tuple[_Read, tuple[SignedAct, ...]]:
    """What a folder says, as ``read_folder_as`` reads it, and its signed acts; as ``load_signed`` for a dossier."""
    signed = stored(folder)
    salts = _salts(signed)
    found = read_folder_as(folder, lambda name: salts.get(name) or random_bytes(canonical.SALT_BYTES))
    if signed and not says_the_same(found, signed):
        raise Refused("dossier.changed", "design, rule 5", file=str(folder))
    return found, signed


def statements(signed: Sequence[SignedAct], schema: str) -> list[Statement]:
    """What these acts say in bodies of one schema, in order."""
    return [
        one.statement
        for act in signed
        for promised, body in zip(parse_head(act.head).bodies, act.bodies, strict=True)
        if promised.schema == schema
        for one in body
    ]


def _salts(signed: Sequence[SignedAct]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for statement in statements(signed, attachments.SCHEMA):
        value = statement.value
        if statement.property == attachments.PROPERTY and isinstance(value, dict):
            found[str(value.get("name"))] = bytes.fromhex(str(value.get("salt")))
    return found


def _says_the_same(dossier: Dossier, signed: Sequence[SignedAct]) -> bool:
    """Whether the signed statements, read back, are the dossier's; what nobody signed yet may still change."""
    heads = [parse_head(act.head) for act in signed]
    entry = dossier.entry
    approved = any(head.kind == "version.approve" for head in heads)
    expected = entry if approved else entry.model_copy(update={BY_APPROVER: None})
    try:
        if type(entry).from_statements(statements(signed, entry.SCHEMA)) != expected:
            return False
        recorded = [
            JudicialDecision.from_statements(statements([act], JudicialDecision.SCHEMA))
            for act, head in zip(signed, heads, strict=True)
            if head.kind == "decision.record"
        ]
    except Refused:
        return False
    if recorded != [one.decision for one in dossier.decisions if one.recorded_as is None]:
        return False
    return digests(signed) == {a.name: a.digest for a in dossier.attachments.values()}


def digests(signed: Sequence[SignedAct]) -> dict[str, str]:
    """The digest of each document that these acts name, by its name."""
    found: dict[str, str] = {}
    for statement in statements(signed, attachments.SCHEMA):
        if isinstance(statement.value, dict):
            found[str(statement.value.get("name"))] = str(statement.value.get("digest"))
    return found


def submitted(signed: Sequence[SignedAct]) -> Head | None:
    """The head of the version that the drafter submitted; None where nobody signed one."""
    heads = [acts.parse_head(act.head) for act in signed]
    return next((head for head in heads if head.kind == "version.submit"), None)
