"""How the directory changes: founding, notices, appointments, keys and members, folded from heads.

The first act of a log founds it: it names the authorities, officers and keys that may act from
then on. Later acts notify, appoint, dismiss, rotate, revoke, let States join and leave, and publish
the keys to which one seals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from comity import sealing
from comity.canonical import Json
from comity.errors import Refused
from comity.keys import key_id, parse_public_key
from comity.participants import (
    APART,
    CAPACITIES_AT,
    FOREVER,
    NATIONAL,
    Authority,
    Directory,
    Key,
    Membership,
    Officer,
    Revocation,
    SealingPublic,
)


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
            said = Revocation(index, time, _number(terms, "suspect_from"))
            suspect = replace(_closed(old, index), revocations=(*old.revocations, said))
            return replace(directory, keys={**directory.keys, old.id: suspect})
        case "member.adopt":
            return _member(directory, terms, index, time)
        case "sealing.publish":
            return _publish(directory, terms, index)
    return directory


DIRECTORY_ACTS: Final = frozenset(
    "treaty.found authority.notify authority.end officer.appoint officer.dismiss"
    " key.rotate key.revoke member.adopt sealing.publish".split()
)


def check_change(directory: Directory, kind: str, terms: Mapping[str, Json], actor: Officer) -> None:
    """Refuse a change of the directory that its author may not make (``actor.*``, ``sealing.*``, ``key.*``).

    An authority changes its own officers and keys, and a State its own authorities; a notice of a
    new authority comes from another authority of the same State. An officer's key is rotated by the
    officer alone, a seal by head or deputy; whoever lost a key is appointed anew.
    """
    if kind == "member.propose":
        _check_ids(directory, kind, terms)
    if kind not in DIRECTORY_ACTS or kind in ("treaty.found", "member.adopt"):
        return
    if not _is_own(directory, kind, terms, actor):
        raise Refused("actor.not_own", "law.md D(iv)", officer=actor.id)
    if kind == "officer.appoint":
        duty = directory.authorities[actor.authority].duty
        _check_capacities(_texts(terms, "capacities"), CAPACITIES_AT.get(duty, frozenset()))
    if kind == "key.revoke" and not _is_whole(terms.get("suspect_from")):
        raise Refused("actor.suspect_from", "design, rule 16")
    _check_ids(directory, kind, terms)
    _check_office(directory, kind, terms, actor)
    _check_key_is_new(directory, kind, terms)


def _check_ids(directory: Directory, kind: str, terms: Mapping[str, Json]) -> None:
    """One id names one holder: keys are held and content is addressed by it."""
    participants = {*directory.members, *(a.participant for a in directory.authorities.values())}
    name, others = {
        "authority.notify": (_text(terms, "authority"), {*directory.officers, *participants}),
        "officer.appoint": (_text(terms, "officer"), {*directory.authorities, *participants}),
        "member.propose": (_text(terms, "participant"), {*directory.authorities, *directory.officers}),
    }.get(kind, ("-", set()))
    if not name or name in others:
        raise Refused("actor.id_taken", "design, rule 16", id=name[:64] or "-")


def _check_office(directory: Directory, kind: str, terms: Mapping[str, Json], actor: Officer) -> None:
    """A State has no organ of the treaty, and an official of an organ is sent by a member."""
    if kind == "authority.notify":
        known = directory.authorities.get(_text(terms, "authority"))
        duty = _text(terms, "duty")
        if duty not in NATIONAL or (known is not None and known.duty != duty):
            raise Refused("actor.duty", "Conv. Art 4; law.md D(iv)", duty=duty[:40])
    if kind == "officer.appoint":
        sent_by = _text(terms, "seconded_by")
        national = directory.authorities[actor.authority].duty in NATIONAL
        if sent_by and (national or sent_by not in directory.members):
            raise Refused("actor.seconding", "law.md D(iii), gate 28", seconded_by=sent_by[:64])


def _is_own(directory: Directory, kind: str, terms: Mapping[str, Json], actor: Officer) -> bool:
    own = directory.participant_of(actor.authority)
    if kind == "authority.notify":
        known = directory.authorities.get(_text(terms, "authority"))
        return _text(terms, "participant") == own and (known is None or known.participant == own)
    if kind == "authority.end":
        return directory.participant_of(_text(terms, "authority")) == own
    if kind in ("officer.appoint", "officer.dismiss"):
        officer = directory.officers.get(_text(terms, "officer"))
        if officer is None:
            return kind == "officer.appoint" and _text(terms, "authority") == actor.authority
        return officer.authority == actor.authority == (_text(terms, "authority") or actor.authority)
    if kind == "sealing.publish":
        return _text(terms, "authority") == actor.authority
    key = directory.keys.get(_text(terms, "old" if kind == "key.rotate" else "key"))
    if key is None:
        return False
    if kind == "key.rotate":
        if key.until is not None:  # what was replaced or revoked has no successor but the one it got
            return False
        return key.holder == actor.id or (key.holder == actor.authority and actor.head_or_deputy)
    return actor.authority in (key.holder, _authority_of(directory, key.holder))


def _check_key_is_new(directory: Directory, kind: str, terms: Mapping[str, Json]) -> None:
    if kind == "sealing.publish":
        published = key_id(sealing.parse_public_key(_text(terms, "key")))
        if published in directory.sealing:
            raise Refused("sealing.key_taken", "design, rule 16", key=published)
    name = {"key.rotate": "new", "officer.appoint": "key", "authority.notify": "seal"}.get(kind)
    if name is None:
        return
    public = _text(terms, name)
    if key_id(parse_public_key(public)) in directory.keys:
        raise Refused("actor.key_taken", "design, rule 16", key=public[:12])


def _check_capacities(capacities: frozenset[str], at: frozenset[str]) -> None:
    """Fit for the authority's duty, and no two that must stay apart."""
    if sum(bool(duty & capacities) for duty in APART) > 1 or not capacities <= at:
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
    return Directory(authorities, officers, keys, members, _text(terms, "origin"))


def _member(directory: Directory, terms: Mapping[str, Json], index: int, time: str) -> Directory:
    name, day = _text(terms, "participant"), _text(terms, "day")
    held = directory.members.get(name)
    if terms.get("joins") is not True:
        held = held or Membership(name, day)
        new = replace(held, until=day, ends=(*held.ends, (index, max(f"{day}T00:00:00Z", time))))
    elif held is None:
        new = Membership(name, day)
    elif time[:10] < held.until and day <= held.until:  # an end that had not come is taken back
        new = replace(held, until=FOREVER, ends=held.ends[:-1])
    else:
        new = Membership(name, day, ends=held.ends)
    return replace(directory, members={**directory.members, name: new})


def _notify(directory: Directory, terms: Mapping[str, Json], index: int, day: str) -> Directory:
    name, participant = _text(terms, "authority"), _text(terms, "participant")
    first = not any(a.participant == participant for a in directory.authorities.values())
    authority = Authority(name, participant, _text(terms, "duty"), _text(terms, "since"), notified=day, first=first)
    seal = _key(_text(terms, "seal"), name, True, index + 1)
    authorities = {**directory.authorities, name: authority}
    return replace(directory, authorities=authorities, keys=_succeed(directory, name, seal, index))


def _succeed(directory: Directory, holder: str, new: Key, index: int) -> dict[str, Key]:
    """The keys after ``new`` took the place of all that ``holder`` had, from the next act on."""
    closed = {
        k: _closed(v, index + 1) if v.holder == holder and v.seal is new.seal else v for k, v in directory.keys.items()
    }
    return {**closed, new.id: new}


def _publish(directory: Directory, terms: Mapping[str, Json], index: int) -> Directory:
    """A new sealing key takes the place of the authority's old one, from the next act on."""
    name, raw = _text(terms, "authority"), sealing.parse_public_key(_text(terms, "key"))
    held = {
        k: replace(v, until=index + 1) if v.authority == name and v.until is None else v
        for k, v in directory.sealing.items()
    }
    new = SealingPublic(name, key_id(raw), raw, index + 1)
    return replace(directory, sealing={**held, new.id: new})


def _appoint(directory: Directory, terms: Mapping[str, Json], index: int, day: str) -> Directory:
    officer = _officer(terms, "officer", day)
    key = _key(_text(terms, "key"), officer.id, False, index + 1)
    officers = {**directory.officers, officer.id: officer}
    return replace(directory, officers=officers, keys=_succeed(directory, officer.id, key, index))


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


def _is_whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _number(terms: Mapping[str, Json], name: str) -> int:
    value = terms.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _rows(terms: Mapping[str, Json], name: str) -> list[Mapping[str, Json]]:
    value = terms.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
