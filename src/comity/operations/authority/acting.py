"""What an authority's desk signs: exactly what its officer asked for, judged on the act's own bytes.

The registry prepares an act because it knows the record. That it prepared this act and no other is compared here,
part by part, before the words are shown; the words too come from the bytes. What was sent is kept, so that the same
bytes can be sent again after a stop, and proven once a signed checkpoint reaches them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from comity import acts, keyfiles, private_files
from comity.acts import BodyHead, Head, Link, SignedAct
from comity.bootstrap import TABLES, random_bytes
from comity.canonical import Json
from comity.databank.procedures import WITH
from comity.entries.acting import CONSENT, REASONS, Identity, Prepared, terms_of
from comity.errors import Refused
from comity.information.moves import CONSENTS, MERGES, MORE
from comity.interchange.dossier import signing
from comity.interchange.dossier.acting import BY_APPROVER
from comity.keys import KeyKind
from comity.operations import proving, signable
from comity.operations.authority import retold
from comity.operations.authority.folder import RULE, Desk, Files
from comity.operations.authority.retold import Body
from comity.operations.authority.shapes import Proof, Receipt
from comity.operations.proving import Verified

FRESH: Final = timedelta(minutes=15)  # between the clock here and the time that the act names
APPROVE: Final = "version.approve"
_SENT: Final = "sent"
_RECEIPTS: Final = "receipts"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the officer asked for: the move (``opens``: a new matter about ``matter``) and what he typed."""

    kind: str
    matter: str
    opens: bool
    terms: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    words: str = ""


def check(
    signed: SignedAct, asked: Asked, who: Identity, now: datetime, told_here: Callable[[str], SignedAct | None]
) -> Head:
    """The head of ``signed``, where it does what was asked and nothing else. ``told_here``: the act that told something
    on a matter, where this desk signed it; what is told again is compared with it.

    Raises Refused (``authority.other_act``) with the part that differs, ``authority.clock``, and what is wrong with
    the terms that were typed.
    """
    head = acts.parse_head(signed.head)
    require_own(head, who)
    table, row = TABLES.get(head.procedure), signable.row(head)
    if head.kind != asked.kind or table is None or row is None:
        raise _other("kind")
    if not any(head.capacity in move.capacities for move in table.moves if move.act == head.kind):
        raise _other("capacity")
    terms, more = _split(asked)
    about: tuple[Link, ...] = (Link(table.parent, asked.matter),) if asked.opens else ()
    about += (Link(WITH, more),) if head.kind == MERGES else ()
    if head.links != about or asked.opens is (head.matter == asked.matter) or asked.opens is bool(head.after):
        raise _other("matter")
    if _sorted(head.terms) != _sorted(terms_of(terms, asked.kind, row)):
        raise _other("terms")
    if len(head.bodies) != len(signed.bodies):
        raise _other("bodies")
    again = retold.told(head, signed) if head.kind in retold.KINDS else []
    if head.kind in retold.KINDS and not retold.fits(head, again, more, told_here(asked.matter)):
        raise _other("bodies")
    rest = [one for one in zip(head.bodies, signed.bodies, strict=True) if one not in again]
    _check_bodies(rest, head, asked, more)
    if abs(now - acts.from_time(head.signed_at)) > FRESH:
        raise Refused("authority.clock", "design, rule 15", named=head.signed_at, here=acts.to_time(now))
    return head


def require_own(head: Head, who: Identity) -> None:
    """Raises Refused (``authority.other_act``) unless the act is this officer's, with these keys, for this log."""
    named = Identity(head.officer, head.authority, head.officer_key, head.seal_key, head.origin)
    if named != who:
        raise _other("officer")


def sign(desk: Desk, files: Files, unsigned: Sequence[SignedAct], officer: bytes, seal: bytes) -> tuple[SignedAct, ...]:
    """Open both files, sign one act or several of one officer, and forget them; ``officer`` and ``seal`` are their
    passphrases.

    Raises Refused: ``authority.key``, ``key.*``, ``file.*``, ``dossier.wrong_key``.
    """
    heads = [acts.parse_head(one.head) for one in unsigned]
    head = heads[0]
    own = files.of(KeyKind.OFFICER, head.officer, head.officer_key)
    authority = files.of(KeyKind.SEAL, head.authority, head.seal_key)
    fictional = desk.is_fictional
    keys = (
        keyfiles.open_key(own, officer, kind=KeyKind.OFFICER, fictional=fictional),
        keyfiles.open_key(authority, seal, kind=KeyKind.SEAL, fictional=fictional),
    )
    return tuple(
        signing.sign(Prepared(head, one.head, one.bodies, {}), *keys) for head, one in zip(heads, unsigned, strict=True)
    )


def keep(home: Path, signed: SignedAct, random_bytes: Callable[[int], bytes] = random_bytes) -> None:
    """Keep a signed act before it is sent. Raises Refused (``file.*``)."""
    path = home / _SENT / f"{acts.parse_head(signed.head).id}.json"
    if not path.exists():
        private_files.create(path, signing.dump(signed), random_bytes)


def arrived(home: Path, receipt: Receipt, random_bytes: Callable[[int], bytes] = random_bytes) -> None:
    """Keep the receipt of an act that was signed here. Raises Refused (``file.*``)."""
    path = home / _RECEIPTS / f"{receipt.act}.json"
    if not path.exists():
        private_files.replace(path, receipt.model_dump_json().encode(), random_bytes)


def receipt(home: Path, act: str) -> Receipt | None:
    """The receipt of an act, where it came; the log proves it, not this."""
    path = home / _RECEIPTS / f"{act}.json"
    return Receipt.model_validate_json(private_files.read(path, signing.MAX_FILE)) if path.exists() else None


def forget(home: Path, act: str) -> None:
    """Keep an act no more that the registry refused: nothing came of it."""
    (home / _SENT / f"{act}.json").unlink(missing_ok=True)


def sent(home: Path, officer: str) -> tuple[Head, ...]:
    """The heads of the acts that ``officer`` signed here, the newest first."""
    found = [acts.parse_head(_read(path).head) for path in (home / _SENT).glob("*.json")]
    own = [head for head in found if head.officer == officer]
    return tuple(sorted(own, key=lambda head: head.signed_at, reverse=True))


def one_sent(home: Path, officer: str, act: str) -> SignedAct:
    """One of them. Raises Refused (``authority.no_act``)."""
    found = signed_here(home, act)
    if found is None or acts.parse_head(found.head).officer != officer:
        raise Refused("authority.no_act")
    return found


def told_here(home: Path, matter: str) -> SignedAct | None:
    """The newest act that was signed here, by whichever officer, and tells something on ``matter``; None where none
    was. The registry does not name it: it is found by the matter that the officer chose."""
    found = [(parsed, one) for one in map(_read, (home / _SENT).glob("*.json")) if (parsed := _head_on(one, matter))]
    return max(found, key=lambda pair: pair[0].signed_at)[1] if found else None


def _head_on(signed: SignedAct, matter: str) -> Head | None:
    head = acts.parse_head(signed.head)
    return head if head.matter == matter and retold.told(head, signed) else None


def signed_here(home: Path, act: str) -> SignedAct | None:
    """The act of this id, whichever officer of the authority signed it here; None where none did."""
    path = home / _SENT / f"{act}.json"
    return _read(path) if path.exists() else None


def verified(signed: SignedAct, receipt: Receipt, proof: Proof, log_key: str) -> Verified:
    """That the act is in the log of ``log_key``, where its receipt says and as it says. Raises Refused: ``log.*``,
    ``authority.receipt``."""
    whole = {**json.loads(signing.dump(signed)), "stamp": proof.stamp}
    found = proving.verify(proof.proof.encode(), log_key, json.dumps(whole).encode())
    stamp = acts.parse_stamp(proof.stamp.encode())
    if (receipt.act, receipt.index, receipt.time, receipt.after) != (found.act, found.index, stamp.time, stamp.after):
        raise Refused("authority.receipt", RULE, index=receipt.index)
    return found


def _read(path: Path) -> SignedAct:
    return signing.parse(private_files.read(path, signing.MAX_FILE), path.name)


def _split(asked: Asked) -> tuple[tuple[tuple[str, str], ...], str]:
    """The terms of the act's row, and what its form asks besides; empty where that is nothing."""
    name = MORE.get(asked.kind, "")
    return tuple(one for one in asked.terms if one[0] != name), dict(asked.terms).get(name, "")


def _check_bodies(bodies: Sequence[Body], head: Head, asked: Asked, to: str) -> None:
    """One body with one statement, which is the reasons, a consent ``to`` others or the approver's own words; or none
    where none were given."""
    typed = asked.words if asked.kind == APPROVE else asked.reason
    if not typed:
        if bodies:
            raise _other("bodies")
        return
    if len(bodies) != 1 or len(bodies[0][1]) != 1:
        raise _other("bodies")
    (body, (opened,)) = bodies[0]
    said, value = opened.statement.property, opened.statement.value
    plain = BodyHead(body.schema, body.code, body.recipients, body.about, (), body.statements)
    if asked.kind == APPROVE:
        own = {"officer": head.officer, "effects": head.terms.get("effects"), "words": typed}
        fits = isinstance(value, dict) and said == BY_APPROVER and _sorted(value) == _sorted(own)
    else:
        consents = asked.kind == CONSENTS
        form = (CONSENT, "NAMED") if consents else (REASONS, "EYES_OF_REVIEW")
        readers = tuple(to.split(",")) if consents else ()
        fits = (body.schema, body.code, body.recipients, said, value) == (*form, readers, "reason", typed)
    if not fits or body != plain:  # a term, a condition or a source that nobody asked for
        raise _other("bodies")


def _sorted(terms: object) -> dict[str, Json]:
    """Terms with their lists in one order: the order in which boxes were ticked means nothing."""
    assert isinstance(terms, dict)
    return {name: sorted(value, key=str) if isinstance(value, list) else value for name, value in terms.items()}


def _other(part: str) -> Refused:
    return Refused("authority.other_act", RULE, part=part)
