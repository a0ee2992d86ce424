"""Participants, authorities, officers and keys: who may act, folded from heads.

The first act of a log founds it: it names the authorities, officers and keys that may act from
then on. Later acts appoint, dismiss, notify, rotate and revoke. A key is valid by log position,
never by date (design, rule 16); an authority and an officer are valid by the day of the stamp.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from comity.canonical import Json
from comity.errors import Refused
from comity.keys import key_id, parse_public_key


class Capacity(StrEnum):
    """The roles of ``law.md`` D(iv). No capacity reads everything."""

    NLO = "NLO"  # liaison officer of a member State
    NAA = "NAA"  # approving authority
    ECA = "ECA"  # analyst of the Executive Committee
    CR = "CR"  # compliance reviewer
    CM = "CM"  # Council member
    IR = "IR"  # independent reviewer
    AU = "AU"  # auditor
    CK = "CK"  # checker
    AA = "AA"  # asylum authority
    NODE = "NODE"  # the node itself: founds the log
    CLOCK = "CLOCK"  # the node, when a due time has come


# No role combines two of drafting, approving, reviewing, auditing (law.md D(iv)).
APART: Final = (frozenset({"NLO"}), frozenset({"NAA"}), frozenset({"CR", "IR"}), frozenset({"AU"}))
FIRST_NOTICE: Final = timedelta(days=60)  # Conv. Art 4; Databank Agreement Art 2(1)
CHANGE_NOTICE: Final = timedelta(days=10)  # Databank Agreement Art 2(2)
NODE: Final = "node"  # officer and authority at once: one key signs in both places (rule 4)
FOREVER: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Authority:
    """A competent authority of a participant, as notified."""

    id: str
    participant: str
    duty: str  # competent | executive | council | review | audit | asylum | node
    since: str
    until: str = FOREVER
    notified: str = ""
    first: bool = True

    def valid_on(self, day: str) -> bool:
        return bool(self.notified) and self.since <= day < self.until

    def notice_late_by(self) -> int:
        """Days by which the notice missed its term (60 for a first one, 10 for a change); 0 if none."""
        limit = date.fromisoformat(self.since) + (FIRST_NOTICE if self.first else CHANGE_NOTICE)
        return max(0, (date.fromisoformat(self.notified) - limit).days) if self.notified else 0


@dataclass(frozen=True, slots=True)
class Officer:
    """A person acting for an authority in given capacities."""

    id: str
    authority: str
    capacities: frozenset[str]
    head_or_deputy: bool = False
    seconded_by: str = ""
    since: str = "0001-01-01"
    until: str = FOREVER

    def valid_on(self, day: str) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Key:
    """A public key and the stretch of the log in which it counts."""

    id: str
    public: bytes
    holder: str  # officer id, or authority id for a seal
    seal: bool
    since: int
    until: int | None = None
    suspect_from: int | None = None
    revoked: str = ""  # when the revocation was stamped

    def valid_at(self, index: int) -> bool:
        return self.since <= index and (self.until is None or index < self.until)

    def suspect_at(self, index: int) -> bool:
        """True when a revocation says that what it signed at ``index`` may not be its holder's."""
        return self.suspect_from is not None and index >= self.suspect_from


@dataclass(frozen=True, slots=True)
class Membership:
    """A State's membership, by day; ``index`` is the act that set its end."""

    participant: str
    since: str
    until: str = FOREVER
    index: int = 0

    def covers(self, day: str) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody who may act, at one position of the log."""

    authorities: Mapping[str, Authority] = field(default_factory=dict)
    officers: Mapping[str, Officer] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)
    members: Mapping[str, Membership] = field(default_factory=dict)

    def members_on(self, day: str) -> frozenset[str]:
        return frozenset(name for name, held in self.members.items() if held.covers(day))

    def actor(self, officer_id: str, authority_id: str, capacity: str, day: str) -> tuple[Officer, Authority]:
        """The officer and authority, both valid on ``day`` and fit for ``capacity``.

        Raises Refused (``actor.*``).
        """
        officer, authority = self.officers.get(officer_id), self.authorities.get(authority_id)
        if authority is None or not authority.valid_on(day):
            raise Refused("actor.authority", "Conv. Art 4; law.md D(iii), gate 1", authority=authority_id)
        if officer is None or officer.authority != authority_id or not officer.valid_on(day):
            raise Refused("actor.officer", "Conv. Art 8(4)", officer=officer_id, authority=authority_id)
        if capacity not in officer.capacities:
            raise Refused("actor.capacity", "law.md D(iv)", officer=officer_id, capacity=capacity)
        return officer, authority

    def signing_key(self, key: str, holder: str, *, seal: bool, index: int) -> Key:
        """The key, valid at ``index`` and held by ``holder``. Raises Refused (``actor.key``)."""
        found = self.keys.get(key)
        fits = found is not None and found.holder == holder and (found.seal is seal or holder == NODE)
        if found is None or not fits or not found.valid_at(index):
            raise Refused("actor.key", "design, rule 16", key=key[:12], holder=holder)
        return found

    def participant_of(self, authority: str) -> str:
        found = self.authorities.get(authority)
        return found.participant if found else ""


def apply(directory: Directory, kind: str, terms: Mapping[str, Json], index: int, time: str) -> Directory:
    """The directory after one act of ``DIRECTORY_ACTS``, stamped with ``index`` and ``time``."""
    day = time[:10]
    match kind:
        case "treaty.found":
            return _found(terms, day)
        case "authority.notify":
            return _notify(directory, terms, index, day)
        case "authority.end":
            name = _text(terms, "authority")
            ended = replace(directory.authorities[name], until=_text(terms, "until"))
            return replace(directory, authorities={**directory.authorities, name: ended})
        case "officer.appoint":
            return _appoint(directory, terms, index, day)
        case "officer.dismiss":
            name = _text(terms, "officer")
            gone = replace(directory.officers[name], until=day)
            held = {k: _closed(v, index) if v.holder == name else v for k, v in directory.keys.items()}
            return replace(directory, officers={**directory.officers, name: gone}, keys=held)
        case "key.rotate":
            old = directory.keys[_text(terms, "old")]
            new = _key(_text(terms, "new"), old.holder, old.seal, index + 1)
            return replace(directory, keys={**directory.keys, old.id: _closed(old, index + 1), new.id: new})
        case "key.revoke":
            old = directory.keys[_text(terms, "key")]
            suspect = replace(_closed(old, index), suspect_from=_number(terms, "suspect_from"), revoked=time)
            return replace(directory, keys={**directory.keys, old.id: suspect})
        case "member.adopt":
            return _member(directory, terms, index)
    return directory


DIRECTORY_ACTS: Final = frozenset(
    "treaty.found authority.notify authority.end officer.appoint officer.dismiss key.rotate key.revoke member.adopt".split()
)


def check_change(directory: Directory, kind: str, terms: Mapping[str, Json], actor: Officer) -> None:
    """Refuse a change of the directory that its author may not make (``actor.*``).

    An authority changes its own officers and keys, and a State its own authorities; a notice of a
    new authority comes from another authority of the same State.
    """
    if kind not in DIRECTORY_ACTS or kind in ("treaty.found", "member.adopt"):
        return
    own = directory.participant_of(actor.authority)
    if kind == "authority.notify":
        allowed = _text(terms, "participant") == own
        known = directory.authorities.get(_text(terms, "authority"))
        allowed = allowed and (known is None or known.participant == own)
    elif kind == "authority.end":
        allowed = directory.participant_of(_text(terms, "authority")) == own
    elif kind == "officer.appoint":
        allowed = _text(terms, "authority") == actor.authority
        known_officer = directory.officers.get(_text(terms, "officer"))
        allowed = allowed and (known_officer is None or known_officer.authority == actor.authority)
        _check_apart(_texts(terms, "capacities"))
    elif kind == "officer.dismiss":
        known_officer = directory.officers.get(_text(terms, "officer"))
        allowed = known_officer is not None and known_officer.authority == actor.authority
    else:
        key = directory.keys.get(_text(terms, "old" if kind == "key.rotate" else "key"))
        allowed = key is not None and actor.authority in (key.holder, _authority_of(directory, key.holder))
    if not allowed:
        raise Refused("actor.not_own", "law.md D(iv)", officer=actor.id)
    _check_key_is_new(directory, kind, terms)


def _check_key_is_new(directory: Directory, kind: str, terms: Mapping[str, Json]) -> None:
    name = {"key.rotate": "new", "officer.appoint": "key", "authority.notify": "seal"}.get(kind)
    if name is None:
        return
    public = _text(terms, name)
    if key_id(parse_public_key(public)) in directory.keys:
        raise Refused("actor.key_taken", "design, rule 16", key=public[:12])


def _check_apart(capacities: frozenset[str]) -> None:
    if sum(bool(duty & capacities) for duty in APART) > 1 or not capacities <= set(Capacity) - {"NODE", "CLOCK"}:
        raise Refused("actor.capacities", "law.md D(iv)", capacities=sorted(capacities))


def _authority_of(directory: Directory, officer: str) -> str:
    found = directory.officers.get(officer)
    return found.authority if found else ""


def _found(terms: Mapping[str, Json], day: str) -> Directory:
    authorities: dict[str, Authority] = {}
    officers: dict[str, Officer] = {}
    keys: dict[str, Key] = {}
    for raw in _rows(terms, "authorities"):
        since = _text(raw, "since") or day
        name = _text(raw, "id")
        authorities[name] = Authority(name, _text(raw, "participant"), _text(raw, "duty"), since, notified=day)
        seal = _key(_text(raw, "seal"), name, True, 0)
        keys[seal.id] = seal
    for raw in _rows(terms, "officers"):
        officer = _officer(raw, "id", "0001-01-01")
        officers[officer.id] = officer
        key = _key(_text(raw, "key"), officer.id, False, 0)
        keys[key.id] = key
    members = {_text(raw, "id"): Membership(_text(raw, "id"), _text(raw, "since")) for raw in _rows(terms, "members")}
    return Directory(authorities, officers, keys, members)


def _member(directory: Directory, terms: Mapping[str, Json], index: int) -> Directory:
    name, day = _text(terms, "participant"), _text(terms, "day")
    held = directory.members.get(name)
    if terms.get("joins") is True:
        new = Membership(name, day, FOREVER, index)
    else:
        new = replace(held or Membership(name, day), until=day, index=index)
    return replace(directory, members={**directory.members, name: new})


def _notify(directory: Directory, terms: Mapping[str, Json], index: int, day: str) -> Directory:
    name, participant = _text(terms, "authority"), _text(terms, "participant")
    first = not any(a.participant == participant for a in directory.authorities.values())
    authority = Authority(name, participant, _text(terms, "duty"), _text(terms, "since"), notified=day, first=first)
    seal = _key(_text(terms, "seal"), name, True, index + 1)
    return replace(
        directory,
        authorities={**directory.authorities, name: authority},
        keys={**directory.keys, seal.id: seal},
    )


def _appoint(directory: Directory, terms: Mapping[str, Json], index: int, day: str) -> Directory:
    officer = _officer(terms, "officer", day)
    key = _key(_text(terms, "key"), officer.id, False, index + 1)
    closed = {k: _closed(v, index + 1) if v.holder == officer.id else v for k, v in directory.keys.items()}
    return replace(directory, officers={**directory.officers, officer.id: officer}, keys={**closed, key.id: key})


def _officer(raw: Mapping[str, Json], name: str, day: str) -> Officer:
    return Officer(
        _text(raw, name),
        _text(raw, "authority"),
        _texts(raw, "capacities"),
        raw.get("head_or_deputy") is True,
        _text(raw, "seconded_by"),
        _text(raw, "since") or day,
        _text(raw, "until") or FOREVER,
    )


def _key(public: str, holder: str, seal: bool, since: int) -> Key:
    raw = parse_public_key(public)
    return Key(key_id(raw), raw, holder, seal, since)


def _closed(key: Key, index: int) -> Key:
    return key if key.until is not None else replace(key, until=index)


def _text(terms: Mapping[str, Json], name: str) -> str:
    value = terms.get(name, "")
    return value if isinstance(value, str) else ""


def _texts(terms: Mapping[str, Json], name: str) -> frozenset[str]:
    value = terms.get(name)
    return frozenset(str(item) for item in value) if isinstance(value, list) else frozenset()


def _number(terms: Mapping[str, Json], name: str) -> int:
    value = terms.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _rows(terms: Mapping[str, Json], name: str) -> list[Mapping[str, Json]]:
    value = terms.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
