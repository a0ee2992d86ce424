"""Receipts: signed proof that a query was put on a date, also where nothing was found.

A receipt is a signed note (C2SP signed-note) by the node's key over one line of canonical JSON. It shows no
name: the query and the result stand in it as salted digests, and only the asker holds the salt. With the name
and the salt anyone can check that this was the query; with the node's public key, that the node said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from comity import canonical
from comity.canonical import Json
from comity.checks.answers import Answered, Found
from comity.checks.dispositions import said
from comity.checks.lists import Dataset
from comity.errors import Refused
from comity.screening import Query
from comity.translog.errors import TranslogError
from comity.translog.note import MAX_NOTE, parse_note, sign_note, verify_note
from comity.translog.tree import EMPTY_ROOT
from comity.translog.vkeys import Signer, VerifierKey, parse_vkey

SCHEMA: Final = "comity.screening.receipt/1"
_FIRST: Final = f"{SCHEMA}\n"  # no checkpoint and no act begins so
_RULE: Final = "C2SP signed-note; design, Receipt"
_POINTS: Final = 10_000  # scores in ten thousandths: canonical JSON has no fractions


@dataclass(frozen=True, slots=True)
class Place:
    """Where the node's log stood: its origin, size and root."""

    origin: str
    size: int
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True, slots=True)
class Asked:
    """Under what a query was put: lists, moment (``as_of``: the day asked for, or empty), threshold and limit."""

    datasets: tuple[Dataset, ...]
    at: str
    as_of: str
    threshold: float
    limit: int


@dataclass(frozen=True, slots=True)
class Verified:
    """What a good receipt says. ``fits``: whether the given name and salt are its query; None if none were given."""

    origin: str
    size: int
    at: str
    as_of: str
    lists: tuple[tuple[str, str, str], ...]
    algorithm: str
    found: int
    threshold: int
    fits: bool | None


def digest(salt: bytes, queries: Sequence[Query]) -> str:
    """The salted digest of what was asked, as the journal and a receipt have it."""
    return canonical.commitment(salt, b"\n".join(said(query) for query in queries))


def write(place: Place, asked: Asked, answered: Answered, salt: bytes, signer: Signer) -> bytes:
    """The receipt of one query. Raises Refused (``node.locked``) where the key was not opened."""
    versions = answered.versions
    result = canonical.dump([*map(_row, (*answered.found, *answered.cleared))])
    value: dict[str, Json] = {
        "algorithm": {name: getattr(versions, name) for name in ("algorithm", "names", "rigour", "icu")},
        "as_of": asked.as_of,
        "at": asked.at,
        "checkpoint": {"origin": place.origin, "root": place.root.hex(), "size": place.size},
        "found": answered.total,
        "limit": asked.limit,
        "lists": [{"date": one.date, "digest": one.digest, "name": one.name} for one in asked.datasets],
        "query": digest(salt, [answered.query]),
        "result": canonical.commitment(salt, result),
        "threshold": round(asked.threshold * _POINTS),
    }
    return sign_note(f"{_FIRST}{canonical.dump(value).decode()}\n", [signer]).to_bytes()


def verify(data: bytes, vkey: str, queries: Iterable[Query] = (), salt: bytes | None = None) -> Verified:
    """Check a receipt against the node's ``vkey``, and whether one of ``queries`` is the query under ``salt``.

    Needs no node and no network. Raises Refused: ``log.vkey``, ``screen.receipt``.
    """
    try:
        key = parse_vkey(vkey)
    except TranslogError as error:
        raise Refused("log.vkey", "C2SP signed-note", detail=str(error)[:200]) from None
    try:
        note = parse_note(data[: MAX_NOTE + 1])
        verify_note(note, (key,))
        first, line, end = note.text.split("\n")
        value = canonical.load(line.encode())
        if f"{first}\n" != _FIRST or end or not isinstance(value, dict):
            raise ValueError("another kind of note")
        return _verified(value, key, queries, salt)
    except (TranslogError, Refused, ValueError, KeyError, TypeError) as error:
        detail = error.refusal.code if isinstance(error, Refused) else str(error)
        raise Refused("screen.receipt", _RULE, detail=detail[:200]) from None


def _verified(value: dict[str, Json], key: VerifierKey, queries: Iterable[Query], salt: bytes | None) -> Verified:
    place, versions, lists = value["checkpoint"], value["algorithm"], value["lists"]
    found, threshold = value["found"], value["threshold"]
    if not (isinstance(place, dict) and isinstance(versions, dict) and isinstance(lists, list)):
        raise ValueError("a member is missing")
    size = place["size"]
    if not (isinstance(size, int) and isinstance(found, int) and isinstance(threshold, int)):
        raise ValueError("a number is missing")
    if f"{place['origin']}{KEY_NAME}" != key.name:
        raise ValueError("the key is another node's")
    fits = None if salt is None else any(digest(salt, [one]) == value["query"] for one in queries)
    rows = [one for one in lists if isinstance(one, dict)]
    return Verified(
        str(place["origin"]),
        size,
        str(value["at"]),
        str(value["as_of"]),
        tuple((str(one["name"]), str(one["date"]), str(one["digest"])) for one in rows),
        str(versions["algorithm"]),
        found,
        threshold,
        fits,
    )


KEY_NAME: Final = "/screening"
"""Behind the log's origin: the name under which the node's key signs receipts."""


def node_key(origin: str, public_key: bytes) -> VerifierKey:
    """The key that verifies receipts of the node with this log and this public key."""
    return VerifierKey(f"{origin}{KEY_NAME}", public_key)


def _row(found: Found) -> Json:
    subject = found.match.subject
    return [subject.dataset, subject.id, round(found.match.score * _POINTS)]
