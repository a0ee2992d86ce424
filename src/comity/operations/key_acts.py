"""Replace, revoke or publish a key by an act (design, rules 16 and 21): prepared, shown in words, signed, committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from comity import acts, bootstrap, keyfiles, keys, sealing
from comity.acts import Head, SignedAct
from comity.bootstrap import Node
from comity.canonical import Json
from comity.engine import Receipt
from comity.errors import Refused
from comity.keys import KeyKind, Signer
from comity.language import say
from comity.participants import Key
from comity.store import reading

_RULE: Final = "design, rule 16"
_HEX: Final = 64
Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs: the officer's key and the authority's seal, opened."""

    officer: Signer
    seal: Signer


def rotate(
    node: Node, signers: Signers, old: str, new: str, random_bytes: Callable[[int], bytes] = bootstrap.random_bytes
) -> Head:
    """The head that replaces the key with id ``old`` by the public key ``new`` (hex). Raises Refused."""
    _known(old)
    keys.parse_public_key(new)
    return _head(node, signers, "key.rotate", {"old": old, "new": new}, random_bytes)


def revoke(
    node: Node,
    signers: Signers,
    key: str,
    suspect_from: int,
    random_bytes: Callable[[int], bytes] = bootstrap.random_bytes,
) -> Head:
    """The head that revokes ``key``; what it signed from the index ``suspect_from`` on falls. Raises Refused."""
    known, size = _known(key), reading.directory()[0]
    if not known.since <= suspect_from <= size:
        raise Refused("keys.suspect", _RULE, index=suspect_from, least=known.since, most=size)
    return _head(node, signers, "key.revoke", {"key": key, "suspect_from": suspect_from}, random_bytes)


def publish(
    node: Node, signers: Signers, key: str, random_bytes: Callable[[int], bytes] = bootstrap.random_bytes
) -> Head:
    """The head that publishes the public sealing key ``key`` (hex) of the signers' authority. Raises Refused."""
    sealing.parse_public_key(key)
    head = _head(node, signers, "sealing.publish", {"key": key}, random_bytes)
    return replace(head, procedure="sealing", terms={**head.terms, "authority": head.authority})


def preview(head: Head, lang: str) -> str:
    """What the officer is about to sign, in words."""
    who = {"officer": head.officer, "authority": head.authority}
    if head.kind == "sealing.publish":
        return say("keys.preview_publish", lang, **who, published=head.terms["key"])
    if head.kind == "key.rotate":
        return say("keys.preview_rotate", lang, **who, old=head.terms["old"], new=head.terms["new"])
    return say("keys.preview_revoke", lang, **who, revoked=head.terms["key"], index=head.terms["suspect_from"])


def commit(node: Node, signers: Signers, head: Head) -> Receipt:
    """Sign and commit. Raises Refused."""
    data = head.to_bytes()
    message = acts.signing_bytes(data)
    return node.submit(SignedAct(data, signers.officer.sign(message), signers.seal.sign(message)))


def public_key_of(text: str) -> str:
    """A public key in hex, as given or from the head of a key file. Raises Refused (``key.*``, ``file.*``)."""
    if len(text) == _HEX and not Path(text).exists():
        return keys.parse_public_key(text).hex()
    header = keyfiles.read_header(Path(text))
    if header.kind not in (KeyKind.OFFICER, KeyKind.SEAL):
        raise Refused("keys.custody", "design, Custodians", kind=header.kind.value)
    return header.public_key


def sealing_key_of(text: str) -> str:
    """A public sealing key in hex, as given or from the head of a key file. Raises Refused (``key.*``,
    ``sealing.weak``, ``file.*``)."""
    if len(text) == _HEX and not Path(text).exists():
        return sealing.parse_public_key(text).hex()
    header = keyfiles.read_header(Path(text))
    if header.kind is not KeyKind.SEALING:
        found, wanted = header.kind.value, KeyKind.SEALING.value
        raise Refused("key.kind", "design, rule 4", file=Path(text).name, found=found, wanted=wanted)
    return header.public_key


def _known(key: str) -> Key:
    found = reading.directory()[3].keys.get(keys.parse_key_id(key))
    if found is None:
        raise Refused("keys.unknown", _RULE, key=key)
    return found


def _head(node: Node, signers: Signers, kind: str, terms: dict[str, Json], random_bytes: Random) -> Head:
    directory = reading.directory()[3]
    officer = directory.officers.get(_known(signers.officer.key_id).holder)
    if officer is None:
        raise Refused("keys.unknown", _RULE, key=signers.officer.key_id)
    return Head(
        id=random_bytes(16).hex(),
        kind=kind,
        procedure="key",
        matter=random_bytes(16).hex(),
        after="",
        officer=officer.id,
        authority=officer.authority,
        capacity=min(officer.capacities),
        officer_key=signers.officer.key_id,
        seal_key=signers.seal.key_id,
        signed_at=acts.to_time(node.clock()),
        terms=terms,
        origin=directory.origin,
    )
