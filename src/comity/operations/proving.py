"""Prove that an act is in the log, and verify such a proof without a node (C2SP tlog-proof).

The proof carries the leaf as its extra data: day, broad kind, audience class and commitment, what
everyone may see. Whoever was also given the act itself (head, signatures, stamp) can check that
this leaf is that act's; the proof alone shows nothing of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from comity import acts
from comity.errors import Refused
from comity.store import reading
from comity.translog import vkeys
from comity.translog.bundle import MAX_BUNDLE, ProofBundle, parse_bundle
from comity.translog.checkpoint import parse_checkpoint
from comity.translog.errors import TranslogError
from comity.translog.files import read_limited
from comity.translog.note import MAX_NOTE, parse_note
from comity.translog.paths import CHECKPOINT_PATH
from comity.translog.proofs import prove_consistency, prove_inclusion
from comity.translog.tiles import TileReader
from comity.translog.tree import leaf_hash

_RULE: Final = "C2SP tlog-proof"
_GROWTH: Final = "RFC 6962, 2.1.2"
MAX_ACT: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Verified:
    """What a good proof shows: the place, the log's size and origin, and the public face of the leaf."""

    index: int
    size: int
    origin: str
    day: str
    kind: str
    audience: str
    commitment: str
    act: str = ""  # the id of the act, where its own bytes were given and fit


def prove(log: Path, act: str) -> bytes:
    """The tlog-proof of ``act`` (index or id) from the files under ``log``.

    Raises Refused: ``log.no_act``, ``log.unpublished`` where the checkpoint does not reach it yet,
    ``log.damaged`` where the files do not hold what they should.
    """
    index = reading.record(act)[0]
    try:
        note = read_limited(log / CHECKPOINT_PATH, MAX_NOTE)
        size = parse_checkpoint(parse_note(note).text).size if note else 0
        if note is None or index >= size:
            raise Refused("log.unpublished", _RULE, index=index, size=size)
        tiles = TileReader(log, size)
        proof = tuple(prove_inclusion(tiles.read_hash, index, size))
        return ProofBundle(index, proof, note, tiles.entry(index)).to_bytes()
    except TranslogError as error:
        raise Refused("log.damaged", _RULE, detail=str(error)[:200]) from None


def prove_growth(log: Path, note: bytes, size: int) -> tuple[bytes, ...]:
    """The proof that the log whose newest checkpoint is ``note`` begins with its own first ``size`` acts.

    Raises Refused: ``log.no_act`` where it does not have so many, ``log.damaged``.
    """
    try:
        newest = parse_checkpoint(parse_note(note).text).size if note else 0
        if size > newest:
            raise Refused("log.no_act", _GROWTH, act=str(size - 1))
        return tuple(prove_consistency(TileReader(log, newest).read_hash, size, newest)) if size else ()
    except TranslogError as error:
        raise Refused("log.damaged", _GROWTH, detail=str(error)[:200]) from None


def disclose(act: str) -> bytes:
    """The act's own bytes as JSON (head, signatures, stamp), for whoever may see them; no bodies."""
    _, head, officer, seal, stamp = reading.record(act)
    shown = {"head": head.decode(), "officer_signature": officer.hex(), "seal_signature": seal.hex()}
    return json.dumps({**shown, "stamp": stamp.decode()}, indent=1).encode() + b"\n"


def verify(data: bytes, vkey: str, act: bytes | None = None) -> Verified:
    """Check a tlog-proof against the log's ``vkey`` (``origin+id+key``), and ``act`` (see ``disclose``) against it.

    Needs no node and no network. Raises Refused: ``log.vkey``, ``log.proof``, ``log.leaf``, ``log.other_act``.
    """
    try:
        key = vkeys.parse_vkey(vkey)
    except TranslogError as error:
        raise Refused("log.vkey", "C2SP signed-note", detail=str(error)[:200]) from None
    if len(data) > MAX_BUNDLE:
        raise Refused("log.proof", _RULE, detail=f"> {MAX_BUNDLE} bytes")
    try:
        bundle = parse_bundle(data)
        leaf = bundle.extra or b""
        opened = bundle.verify(leaf_hash(leaf), key, key.name)
    except TranslogError as error:
        raise Refused("log.proof", _RULE, detail=str(error)[:200]) from None
    face = _face(leaf)
    return Verified(
        bundle.index,
        opened.checkpoint.size,
        opened.checkpoint.origin,
        face["day"],
        face["kind"],
        face["audience"],
        face["commitment"],
        _fitting(act, leaf) if act is not None else "",
    )


def _face(leaf: bytes) -> dict[str, str]:
    try:
        raw: Any = json.loads(leaf)
        return {name: str(raw[name]) for name in ("day", "kind", "audience", "commitment")}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("log.leaf", "design, rule 20") from None


def _fitting(act: bytes, leaf: bytes) -> str:
    """The id of the act where its bytes are the leaf's."""
    try:
        raw = json.loads(act[: MAX_ACT + 1])
        head, stamp = str(raw["head"]).encode(), str(raw["stamp"]).encode()
        officer, seal = bytes.fromhex(raw["officer_signature"]), bytes.fromhex(raw["seal_signature"])
        if acts.fits_leaf(head, officer, seal, stamp, leaf):
            return acts.parse_head(head).id
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise Refused("log.other_act", "design, rule 1")
