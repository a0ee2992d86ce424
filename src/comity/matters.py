"""Matters, procedures and moves: what acts are done to, and the tables of what can happen.

A **procedure** is a table of moves; what is not in the table cannot happen. A **matter** is one
thing with one procedure and one step. Folding a matter reads heads and stamps only and consults
no table of today (design, rules 2 and 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from comity import terms as termsets
from comity.acts import Door, Head, Link, Stamp
from comity.canonical import Json
from comity.errors import Refused

OPENING: Final = ""  # the step before the first act

# Who may not make a move, whatever the capacity (four eyes belong to the table).
NOT_SECONDED_BY_CLAIMANT: Final = "not_seconded_by_claimant"
NOT_THE_DRAFTER: Final = "not_the_drafter"
CLAIMANT_ONLY: Final = "claimant_only"
NOT_THE_CLAIMANT: Final = "not_the_claimant"
SAME_AUTHORITY: Final = "same_authority"
STATES_OWN: Final = "states_own"  # a State to its own, an organ to any


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow: ``act`` takes a matter from a step in ``before`` to ``after``.

    ``capacities``: who may make it; ``head_or_deputy``: the officer must hold that attribute
    (Conv. Art 8(4)); ``bars``: who may not; ``door``: the decision point that must permit, as
    ``name`` or ``{door}`` where the matter's own terms name it; ``clock``: how long the next
    move may take, for instance ``72h``; ``terms``: the names that the head must carry;
    ``optional``: those that it may carry; ``bodies``: the kinds of body that it may bring.
    """

    act: str
    before: frozenset[str]
    after: str
    capacities: frozenset[str]
    provision: str
    bars: frozenset[str] = frozenset()
    head_or_deputy: bool = False
    door: str = ""
    clock: str = ""
    terms: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset({"reasons"})


def move(
    act: str,
    before: str,
    after: str,
    capacities: str,
    provision: str,
    *,
    bars: Iterable[str] = (),
    head_or_deputy: bool = False,
    door: str = "",
    clock: str = "",
    terms: str = "",
    optional: str = "",
    bodies: str = "reasons",
) -> Move:
    """A row of a procedure's table; ``before``, ``capacities``, ``terms``, ``optional`` and ``bodies`` are
    words apart."""
    return Move(
        act,
        frozenset(before.split()) or frozenset({OPENING}),
        after,
        frozenset(capacities.split()),
        provision,
        frozenset(bars),
        head_or_deputy,
        door,
        clock,
        frozenset(terms.split()),
        frozenset(optional.split()),
        frozenset(bodies.split()),
    )


@dataclass(frozen=True, slots=True)
class Procedure:
    """A table of moves. ``broad_kind`` is what the public leaf shows; ``parent`` is the relation
    to the one matter that it must be linked to (empty: it stands alone), and ``parents`` are the
    procedures that this matter may have. ``cites``: other relations, each with the procedure that
    it leads to, always of the same claimant. ``refers``: relations to matters of any claimant, each with the
    procedures that they may have. ``owned``: what is claimed is its author's own, whoever the parent's is."""

    name: str
    broad_kind: str
    moves: tuple[Move, ...]
    parent: str = ""
    parents: frozenset[str] = frozenset()
    cites: Mapping[str, str] = field(default_factory=dict)
    audience: str = "member"
    refers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    owned: bool = False

    def find(self, act: str, step: str) -> Move | None:
        """The move for ``act`` at ``step``; None where the table has none."""
        return next((m for m in self.moves if m.act == act and step in m.before), None)

    def acts_from(self, step: str) -> tuple[str, ...]:
        """The acts that the table allows at ``step``."""
        return tuple(m.act for m in self.moves if step in m.before)


@dataclass(frozen=True, slots=True)
class Done:
    """One act as folding sees it: its head and stamp without the bodies."""

    act: str
    kind: str
    index: int
    time: str
    officer: str
    authority: str
    participant: str
    capacity: str
    officer_key: str
    seal_key: str
    terms: Mapping[str, Json]
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing with one procedure and one step, and what was done to it, in order."""

    id: str
    procedure: str
    step: str
    participant: str
    links: tuple[Link, ...] = ()
    acts: tuple[Done, ...] = field(default=())

    @property
    def last(self) -> Done:
        return self.acts[-1]

    @property
    def opened(self) -> Done:
        return self.acts[0]

    def term(self, name: str) -> Json:
        """The latest value that an act of this matter gave ``name``; None where none did."""
        return next((done.terms[name] for done in reversed(self.acts) if name in done.terms), None)

    def text(self, name: str) -> str:
        """``term`` as text; empty where there is none."""
        value = self.term(name)
        return value if isinstance(value, str) else ""

    def linked(self, relation: str) -> str:
        """The id of the matter linked by ``relation``; empty where there is none."""
        return next((link.to for link in self.links if link.relation == relation), "")

    def all_linked(self, relation: str) -> tuple[str, ...]:
        return tuple(link.to for link in self.links if link.relation == relation)

    def last_of(self, kind: str) -> Done | None:
        """The latest act of this kind; None where there was none."""
        return next((done for done in reversed(self.acts) if done.kind == kind), None)


def done(head: Head, stamp: Stamp, participant: str) -> Done:
    """What folding keeps of an act; ``participant`` is the State or body of its authority."""
    return Done(
        head.id,
        head.kind,
        stamp.index,
        stamp.time,
        head.officer,
        head.authority,
        participant,
        head.capacity,
        head.officer_key,
        head.seal_key,
        head.terms,
        stamp.door,
    )


def fold(matter: Matter | None, head: Head, stamp: Stamp, participant: str) -> Matter:
    """The matter after one more act. Pure: the head and stamp say everything."""
    latest = done(head, stamp, participant)
    if matter is None:
        return Matter(head.matter, head.procedure, stamp.after, participant, head.links, (latest,))
    return Matter(
        matter.id, matter.procedure, stamp.after, matter.participant, matter.links + head.links, (*matter.acts, latest)
    )


def next_move(procedure: Procedure, head: Head, matter: Matter | None) -> Move:
    """The move that ``head`` asks for. Raises Refused (``act.stale``, ``act.no_move``, ``act.terms``)."""
    seen = matter.last.act if matter else ""
    if head.after != seen:
        since = matter.acts if matter else ()
        known = next((n for n, d in enumerate(since) if d.act == head.after), -1)
        raise Refused("act.stale", "design, rule 6", missed=[d.kind for d in since[known + 1 :]] or ["-"])
    step = matter.step if matter else OPENING
    found = procedure.find(head.kind, step)
    if found is None:
        raise Refused(
            "act.no_move",
            f"procedure {procedure.name}",
            act=head.kind,
            step=step or "opening",
            allowed=list(procedure.acts_from(step)) or ["-"],
        )
    termsets.check(head.terms, found.terms, found.optional, f"procedure {procedure.name}")
    return found
