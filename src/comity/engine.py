"""Prepare and commit: the only way anything changes.

``commit`` is one decision: is this signed act allowed now, and with which stamp? It reads through
a ``Unit`` (one transaction over one store, under the log's lock), consults the ``Charter`` (the
tables and the door keeper of today) and returns what is to be written. It writes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from comity import acts, appointments, bringing, deriving, matters
from comity.acts import Door, Head, SignedAct, Stamp
from comity.deriving import Cited
from comity.errors import Refused
from comity.handling import Reader, looks
from comity.matters import Matter, Move, Procedure
from comity.participants import NODE, Authority, Capacity, Directory, Officer
from comity.provenance import Opened

LEAP: Final = timedelta(days=1)  # rule 15: a longer leap of the clock holds stamping


@dataclass(frozen=True, slots=True)
class Position:
    """Where the log stands: the index that the next act gets, the last stamp's time, and the time
    up to which an officer confirmed the clock (empty: never asked)."""

    index: int
    last_time: str
    confirmed_until: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a committed act; the same act sent again gets the same one."""

    act: str
    index: int
    time: str
    after: str


class Unit(Protocol):
    """What deciding may read, all from one transaction."""

    def position(self) -> Position: ...
    def matter(self, matter: str) -> Matter | None: ...
    def linking(self, matter: str, relation: str) -> tuple[Matter, ...]: ...
    def directory(self) -> Directory: ...
    def of_procedure(self, *procedures: str) -> tuple[Matter, ...]: ...
    def at_step(self, procedure: str, *steps: str) -> tuple[Matter, ...]: ...
    def is_purged(self, matter: str) -> bool: ...
    def is_erased(self, commitment: str) -> bool: ...
    def are_fresh(self, commitments: Sequence[str]) -> bool: ...
    def opened(self, matter: str) -> tuple[tuple[acts.BodyHead, tuple[bytes, ...]], ...]: ...
    def cited(self, commitments: Sequence[str]) -> Mapping[str, Cited]: ...
    def readable(self, commitments: Sequence[str], reader: Reader) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Question:
    """What a door is asked: this act with its bodies, by this officer, on this matter, now."""

    door: str
    head: Head
    matter: Matter | None
    officer: Officer
    now: datetime
    bodies: tuple[tuple[Opened, ...], ...] = ()


DoorKeeper = Callable[[Question, Unit], Door]
Guard = Callable[[Question, SignedAct, Unit], None]


@dataclass(frozen=True, slots=True)
class Charter:
    """The tables of today: procedures, the schemas that a body may have, who answers at a door, what each
    act must satisfy besides (``guards``, by the act's kind), and what may be public (by schema).
    ``hold_after``: a leap of the clock over this holds stamping; at most ``LEAP`` counts."""

    procedures: Mapping[str, Procedure]
    schemas: frozenset[str]
    ask_door: DoorKeeper
    guards: Mapping[str, Guard]
    publishable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hold_after: timedelta = LEAP


@dataclass(frozen=True, slots=True)
class Accepted:
    """A decided act with everything that is to be written, at once or not at all."""

    signed: SignedAct
    head: Head
    stamp: Stamp
    stamp_bytes: bytes
    matter: Matter
    directory: Directory
    leaf: bytes
    participant: str

    @property
    def receipt(self) -> Receipt:
        return Receipt(self.head.id, self.stamp.index, self.stamp.time, self.stamp.after)


def commit(
    signed: SignedAct,
    unit: Unit,
    charter: Charter,
    *,
    now: datetime,
    salt: str,
    verify: Callable[[bytes, bytes, bytes], bool],
) -> Accepted:
    """Decide ``signed`` at ``now``. ``salt``: 32 hex digits for the stamp; ``verify``: public key,
    signature and message to truth. Raises Refused; nothing has changed then."""
    head = acts.parse_head(signed.head)
    position = unit.position()
    check_clock(position, now, charter.hold_after)
    directory = unit.directory()
    log = directory.origin if position.index else str(head.terms.get("origin", ""))
    if head.origin != log:
        raise Refused("act.origin", "design, rule 1", named=head.origin or "-", log=log or "-")
    officer, authority = _actor(head, directory, position, now)
    _check_signatures(signed, head, directory, position, verify)
    procedure = charter.procedures.get(head.procedure)
    if procedure is None:
        raise Refused("act.unknown_procedure", "design, the seven nouns", procedure=head.procedure)
    matter = unit.matter(head.matter)
    if matter is not None and matter.procedure != head.procedure:
        raise Refused("act.unknown_matter")
    _check_may_know(head, matter, procedure)
    move = matters.next_move(procedure, head, matter)
    bringing.check_bodies(signed, head, matter, unit, charter.schemas, charter.publishable, move, procedure)
    _check_due(head, now)
    claimant = _claimant(head, matter, procedure, unit, authority)
    bringing.check_links(head, matter, procedure, unit, claimant)
    author = looks(directory, officer, authority, head.capacity, acts.to_time(now))
    for body in head.bodies:
        deriving.check(body, author, claimant, directory, unit.cited, unit.readable)
    check_bars(move, head.capacity, matter, officer, claimant, directory)
    appointments.check_change(directory, head.kind, head.terms, officer)
    question = Question(_door_name(move, head, matter), head, matter, officer, now, signed.bodies)
    guard = charter.guards.get(head.kind)
    if guard is not None:
        guard(question, signed, unit)
    door = charter.ask_door(question, unit) if question.door else None
    return _accept(signed, head, position, now, salt, move, matter, door, directory, procedure, authority)


def _accept(
    signed: SignedAct,
    head: Head,
    position: Position,
    now: datetime,
    salt: str,
    move: Move,
    matter: Matter | None,
    door: Door | None,
    directory: Directory,
    procedure: Procedure,
    authority: Authority,
) -> Accepted:
    stamp = Stamp(position.index, acts.to_time(now), matter.step if matter else "", move.after, salt, door)
    stamp_bytes = stamp.to_bytes()
    folded = matters.fold(matter, head, stamp, authority.participant)
    if head.kind in appointments.DIRECTORY_ACTS:
        directory = appointments.apply(directory, head.kind, head.terms, stamp.index, stamp.time)
    face = {"audience": procedure.audience, "day": stamp.time[:10], "kind": procedure.broad_kind}
    data = acts.leaf(signed.head, signed.officer_signature, signed.seal_signature, stamp_bytes, face)
    return Accepted(signed, head, stamp, stamp_bytes, folded, directory, data, authority.participant)


def check_clock(position: Position, now: datetime, hold_after: timedelta = LEAP) -> None:
    """A clock behind the log stops writing; a leap over ``hold_after``, at most a day, holds it (rule 15).

    Raises Refused (``act.clock_behind``, ``act.clock_leap``)."""
    if not position.last_time:
        return
    last = acts.from_time(position.last_time)
    shown = acts.to_time(now)
    if shown < position.last_time:
        raise Refused("act.clock_behind", "design, rule 15", now=shown, last=position.last_time)
    if now - last > min(hold_after, LEAP) and shown > position.confirmed_until:
        raise Refused("act.clock_leap", "design, rule 15", now=shown, last=position.last_time)


def _actor(head: Head, directory: Directory, position: Position, now: datetime) -> tuple[Officer, Authority]:
    if position.index == 0:
        if head.kind != "treaty.found":
            raise Refused("act.no_move", "design, rule 8", act=head.kind, step="opening", allowed=["treaty.found"])
        directory = appointments.apply(directory, head.kind, head.terms, 0, acts.to_time(now))
    elif head.kind == "treaty.found":
        raise Refused("act.founded", "design, rule 8")
    return directory.actor(head.officer, head.authority, head.capacity, acts.to_time(now)[:10])


def _check_signatures(
    signed: SignedAct,
    head: Head,
    directory: Directory,
    position: Position,
    verify: Callable[[bytes, bytes, bytes], bool],
) -> None:
    if position.index == 0:
        directory = appointments.apply(directory, head.kind, head.terms, 0, head.signed_at)
    message = acts.signing_bytes(signed.head)
    officer = directory.signing_key(head.officer_key, head.officer, seal=False, index=position.index)
    if not verify(officer.public, signed.officer_signature, message):
        raise Refused("act.signature", "Conv. Art 8(4)", who="officer")
    seal = directory.signing_key(head.seal_key, head.authority, seal=True, index=position.index)
    if not verify(seal.public, signed.seal_signature, message):
        raise Refused("act.signature", "Conv. Art 8(4)", who="authority")


def _check_may_know(head: Head, matter: Matter | None, procedure: Procedure) -> None:
    """What was done and where a matter stands is told to nobody who could not act on it (gate 19: a State
    does not learn that another was asked)."""
    fit = {capacity for move in procedure.moves if move.act == head.kind for capacity in move.capacities}
    if fit and head.capacity not in fit:
        provision = f"law.md D(iv); procedure {procedure.name}"
        raise Refused("actor.capacity", provision, officer=head.officer, capacity=", ".join(sorted(fit)))
    if matter is None or procedure.audience != "restricted" or head.capacity == Capacity.CLOCK:
        return
    if head.authority not in (matter.opened.authority, matter.text("authority"), matter.text("to")):
        raise Refused("act.unknown_matter")


def _check_due(head: Head, now: datetime) -> None:
    """A clock move cites the due time that has come (rule 13)."""
    if head.capacity != Capacity.CLOCK:
        return
    due = head.terms.get("due")
    if not isinstance(due, str) or acts.from_time(due) > now:
        raise Refused("act.not_due", "design, rule 13", due=str(due)[:40])


def _claimant(head: Head, matter: Matter | None, procedure: Procedure, unit: Unit, authority: Authority) -> str:
    """The participant whose claim the matter is, found through the parents' links."""
    if matter is not None:
        link = matter.linked(procedure.parent) if procedure.parent else ""
        if not link:
            return matter.participant
    elif procedure.parent:
        link = next((one.to for one in head.links if one.relation == procedure.parent), "")
    else:
        return authority.participant
    parent = unit.matter(link) if link else None
    if parent is None or (matter is None and parent.procedure not in procedure.parents):
        raise Refused("act.parent", f"procedure {procedure.name}", relation=procedure.parent)
    if procedure.owned:
        return matter.participant if matter else authority.participant
    return parent.participant


def check_bars(
    move: Move, capacity: str, matter: Matter | None, officer: Officer, claimant: str, directory: Directory
) -> None:
    """Who may not make ``move``, whatever the tables allow besides; ``claimant``: whose claim the matter is.

    Raises Refused (``actor.*``)."""
    if capacity not in move.capacities:
        raise Refused(
            "actor.capacity",
            f"law.md D(iv); {move.provision}",
            officer=officer.id,
            capacity=", ".join(sorted(move.capacities)),
        )
    own = directory.participant_of(officer.authority) or NODE
    if matters.NOT_SECONDED_BY_CLAIMANT in move.bars and (
        not officer.seconded_by or claimant in (officer.seconded_by, own)
    ):
        raise Refused("actor.seconded", "law.md D(iii), gate 28; RPD 86", officer=officer.id, claimant=claimant)
    if matters.NOT_THE_DRAFTER in move.bars and matter and any(d.officer == officer.id for d in matter.acts):
        raise Refused("actor.drafter", "law.md D(iii), gate 28; RPD 86", officer=officer.id)
    states_own = matters.STATES_OWN in move.bars and capacity in (Capacity.NLO, Capacity.NAA)
    if (states_own or matters.CLAIMANT_ONLY in move.bars) and own != claimant:
        raise Refused("actor.claimant_only", "SIS 2018/1862 Art 59(3)", claimant=claimant)
    if matters.NOT_THE_CLAIMANT in move.bars and own == claimant:
        raise Refused("actor.not_the_claimant", move.provision, claimant=claimant)
    if matters.SAME_AUTHORITY in move.bars and matter and matter.opened.authority != officer.authority:
        raise Refused("actor.not_own", move.provision, officer=officer.id)
    if move.head_or_deputy and not officer.head_or_deputy:
        raise Refused("actor.head_or_deputy", "Conv. Art 8(4); law.md D(iii), gate 2", officer=officer.id)


def _door_name(move: Move, head: Head, matter: Matter | None) -> str:
    """The door of the move; ``{door}`` stands for the term ``door`` of the matter or head."""
    if move.door != "{door}":
        return move.door
    named = matter.text("door") if matter else head.terms.get("door")
    return named if isinstance(named, str) else ""
