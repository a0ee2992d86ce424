"""Acts: one signed statement that an officer did one thing, in a capacity, for an authority.

An act has a **head** (ids, enums, days and commitments; never free text), **bodies** (statements,
each with its salt) and a **stamp** that the node adds (index, time, steps, what the door answered).
Officer and authority sign the head. The leaf in the public log commits to head, signatures and
stamp. Heads and stamps alone determine steps and effect; bodies never do (design, rules 1 and 2).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from comity import canonical, forms
from comity.canonical import Json
from comity.errors import Refused
from comity.provenance import Opened

SIGNED: Final = b"comity act v1\n"
LEAF: Final = b"comity leaf v1\n"
MAX_HEAD: Final = 192 * 1024  # room for the commitments of MAX_STATEMENTS
MAX_STATEMENTS: Final = 2_000
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
HANDLING_CODES: Final = ("PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW")


@dataclass(frozen=True, slots=True)
class Link:
    """``relation`` of the act's matter to the matter ``to``."""

    relation: str
    to: str


@dataclass(frozen=True, slots=True)
class BodyHead:
    """What the head says of one body: its schema, who may see it, and its commitments in order.

    ``conditions`` of use and ``kept_until`` (a UTC time) follow into whatever is made of it; ``readers``
    are the sealing keys of a sealed body. Each is left out of the bytes where it is empty.
    """

    schema: str
    code: str
    recipients: tuple[str, ...]
    about: tuple[str, ...]
    derived_from: tuple[str, ...]
    statements: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    kept_until: str = ""
    readers: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """As the head holds it."""
        held: dict[str, Json] = {
            "about": list(self.about),
            "code": self.code,
            "derived_from": list(self.derived_from),
            "recipients": list(self.recipients),
            "schema": self.schema,
            "statements": list(self.statements),
        }
        if self.conditions:
            held["conditions"] = list(self.conditions)
        if self.kept_until:
            held["kept_until"] = self.kept_until
        if self.readers:
            held["readers"] = list(self.readers)
        return held


@dataclass(frozen=True, slots=True)
class Head:
    """The signed part of an act. ``terms`` hold tokens, whole numbers, truth values and lists of them;
    ``origin`` names the log that it is for, so that no other registry takes it (empty in the oldest logs)."""

    id: str
    kind: str
    procedure: str
    matter: str
    after: str
    officer: str
    authority: str
    capacity: str
    officer_key: str
    seal_key: str
    signed_at: str
    terms: Mapping[str, Json] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    bodies: tuple[BodyHead, ...] = ()
    origin: str = ""

    def to_bytes(self) -> bytes:
        """The canonical bytes to sign."""
        named: dict[str, Json] = {"origin": self.origin} if self.origin else {}
        return canonical.dump(
            {
                **named,
                "after": self.after,
                "authority": self.authority,
                "bodies": [body.to_json() for body in self.bodies],
                "capacity": self.capacity,
                "id": self.id,
                "kind": self.kind,
                "links": [{"relation": link.relation, "to": link.to} for link in self.links],
                "matter": self.matter,
                "officer": self.officer,
                "officer_key": self.officer_key,
                "procedure": self.procedure,
                "seal_key": self.seal_key,
                "signed_at": self.signed_at,
                "terms": dict(self.terms),
                "v": 1,
            }
        )


@dataclass(frozen=True, slots=True)
class SignedAct:
    """What a client sends: the head's bytes as signed, two signatures, and the bodies opened."""

    head: bytes
    officer_signature: bytes
    seal_signature: bytes
    bodies: tuple[tuple[Opened, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """What the door of a move answered: the law's part of a stamp."""

    name: str
    rulebook: str
    supports: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """The node's part of an act: where in the log, when, from which step to which."""

    index: int
    time: str
    before: str
    after: str
    salt: str
    door: Door | None = None

    def to_bytes(self) -> bytes:
        door: Json = None
        if self.door is not None:
            door = {
                "name": self.door.name,
                "rulebook": self.door.rulebook,
                "supports": [list(one) for one in self.door.supports],
            }
        return canonical.dump(
            {
                "after": self.after,
                "before": self.before,
                "door": door,
                "index": self.index,
                "salt": self.salt,
                "time": self.time,
            }
        )


def signing_bytes(head: bytes) -> bytes:
    """The bytes that officer and authority sign: a domain prefix, then the head."""
    return SIGNED + head


def leaf(head: bytes, officer_signature: bytes, seal_signature: bytes, stamp: bytes, face: Mapping[str, str]) -> bytes:
    """The public leaf: day, broad kind, audience class and a salted commitment (rule 20).

    ``face`` holds what the leaf shows in the clear; the salt stands inside ``stamp``, so the
    commitment confirms no guess about the act.
    """
    return canonical.dump({**face, "commitment": _commitment(head, officer_signature, seal_signature, stamp)})


def fits_leaf(head: bytes, officer_signature: bytes, seal_signature: bytes, stamp: bytes, data: bytes) -> bool:
    """True when the leaf ``data`` commits to this act; a damaged leaf commits to none."""
    try:
        said = canonical.stored(data)["commitment"]
    except (ValueError, KeyError, TypeError):
        return False
    return bool(said == _commitment(head, officer_signature, seal_signature, stamp))


def _commitment(*parts: bytes) -> str:
    digest = hashlib.sha256(LEAF)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big"))
        digest.update(part)
    return digest.hexdigest()


def to_time(moment: datetime) -> str:
    """UTC, whole seconds, as the log writes it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def from_time(text: str) -> datetime:
    """Raises Refused (``act.time``) where ``text`` is not a UTC time of the log's form."""
    try:
        if not _TIME.match(text):
            raise ValueError
        return datetime.fromisoformat(text)
    except ValueError:
        raise Refused("act.time", "design, rule 15", value=text[:40]) from None


def parse_stamp(data: bytes) -> Stamp:
    """Read a stamp from the store; its bytes were made here, so they are not judged again."""
    raw = canonical.stored(data)
    door = raw["door"]
    if door is not None:
        door = Door(door["name"], door["rulebook"], tuple(tuple(one) for one in door["supports"]))
    return Stamp(raw["index"], raw["time"], raw["before"], raw["after"], raw["salt"], door)


@lru_cache(maxsize=64)  # one commit asks for the same head several times
def parse_head(data: bytes) -> Head:
    """Read a head as received. Raises Refused (``act.*``, ``canonical.*``)."""
    if len(data) > MAX_HEAD:
        raise Refused("act.size", "design, rule 1", limit=MAX_HEAD)
    raw = canonical.load(data)
    if not isinstance(raw, dict) or set(raw) - {"origin"} != _HEAD_FIELDS or raw["v"] != 1:
        raise Refused("act.fields", "design, rule 1")
    return head_from(raw)


def promised(data: bytes) -> list[str]:
    """The commitments that a head from the store holds, of all its bodies."""
    return [one for body in canonical.stored(data)["bodies"] for one in body["statements"]]


def trusted_head(data: bytes, *, bodies: bool = True) -> Head:
    """Read a head from the store without judging it again; what commit accepted, folding reads fast.

    Folding never reads bodies (rule 2); it leaves them out.
    """
    raw = canonical.stored(data)
    return Head(
        id=raw["id"],
        kind=raw["kind"],
        procedure=raw["procedure"],
        matter=raw["matter"],
        after=raw["after"],
        officer=raw["officer"],
        authority=raw["authority"],
        capacity=raw["capacity"],
        officer_key=raw["officer_key"],
        seal_key=raw["seal_key"],
        signed_at=raw["signed_at"],
        terms=raw["terms"],
        links=tuple([Link(one["relation"], one["to"]) for one in raw["links"]]),
        bodies=tuple([_trusted_body(one) for one in raw["bodies"]]) if bodies else (),
        origin=raw.get("origin", ""),
    )


def _trusted_body(raw: Mapping[str, Any]) -> BodyHead:
    return BodyHead(
        raw["schema"],
        raw["code"],
        tuple(raw["recipients"]),
        tuple(raw["about"]),
        tuple(raw["derived_from"]),
        tuple(raw["statements"]),
        tuple(raw.get("conditions", ())),
        raw.get("kept_until", ""),
        tuple(raw.get("readers", ())),
    )


_HEAD_FIELDS: Final = frozenset(
    "after authority bodies capacity id kind links matter officer officer_key procedure seal_key signed_at"
    " terms v".split()
)


def head_from(raw: Mapping[str, Json]) -> Head:
    """Type the fields of a parsed head. Raises Refused (``act.*``)."""
    from_time(forms.token(raw["signed_at"]))
    terms = raw["terms"]
    if not isinstance(terms, dict):
        raise Refused("act.fields", "design, rule 1")
    forms.check_terms(terms, 4)
    head = Head(
        id=forms.matching(forms.ID, raw["id"]),
        kind=forms.token(raw["kind"]),
        procedure=forms.token(raw["procedure"]),
        matter=forms.matching(forms.ID, raw["matter"]),
        after=forms.matching(forms.ID, raw["after"]) if raw["after"] != "" else "",
        officer=forms.token(raw["officer"]),
        authority=forms.token(raw["authority"]),
        capacity=forms.token(raw["capacity"]),
        officer_key=forms.matching(forms.ID, raw["officer_key"]),
        seal_key=forms.matching(forms.ID, raw["seal_key"]),
        signed_at=forms.token(raw["signed_at"]),
        terms=terms,
        links=tuple(_link(item) for item in forms.listed(raw["links"])),
        bodies=tuple(_body(item) for item in forms.listed(raw["bodies"])),
        origin=forms.matching(forms.ORIGIN, raw["origin"]) if "origin" in raw else "",
    )
    if sum(len(body.statements) for body in head.bodies) > MAX_STATEMENTS:
        raise Refused("act.size", "design, rule 1", limit=MAX_STATEMENTS)
    return head


_LINK: Final = frozenset({"relation", "to"})
_BODY: Final = frozenset({"schema", "code", "recipients", "about", "derived_from", "statements"})
_BODY_MAY: Final = frozenset({"conditions", "kept_until", "readers"})  # present only where they say something


def _link(value: Json) -> Link:
    raw = forms.fields(value, _LINK)
    return Link(forms.token(raw["relation"]), forms.matching(forms.ID, raw["to"]))


def _body(value: Json) -> BodyHead:
    may = _BODY_MAY & value.keys() if isinstance(value, dict) else frozenset()
    raw = forms.fields(value, _BODY | may)
    if not all(raw[name] for name in may):
        raise Refused("act.fields", "design, rule 1")
    if "kept_until" in raw:
        from_time(forms.token(raw["kept_until"]))
    if raw["code"] not in HANDLING_CODES:
        raise Refused("act.handling", "law.md D(iii), gate 34", given=str(raw["code"])[:40])
    return BodyHead(
        schema=forms.matching(forms.SCHEMA, raw["schema"]),
        code=str(raw["code"]),
        recipients=tuple(forms.token(item) for item in forms.listed(raw["recipients"])),
        about=tuple(forms.matching(forms.ID, item) for item in forms.listed(raw["about"])),
        derived_from=tuple(forms.matching(forms.DIGEST, item) for item in forms.listed(raw["derived_from"])),
        statements=tuple(forms.matching(forms.DIGEST, item) for item in forms.listed(raw["statements"])),
        conditions=tuple(forms.token(item) for item in forms.listed(raw.get("conditions", []))),
        kept_until=str(raw.get("kept_until", "")),
        readers=tuple(forms.matching(forms.ID, item) for item in forms.listed(raw.get("readers", []))),
    )
