"""Games: sequences of acts, allowed or not, by anybody on anything, drawn from a source of chances."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from comity import acts, keys, matters, sealing
from comity.acts import BodyHead, Head, Link, SignedAct
from comity.bootstrap import PROCEDURES
from comity.canonical import Json
from comity.engine import Accepted, Charter, Unit
from comity.entries.guards import CHOICES, GROUNDS
from comity.entries.procedures import KIND, LIST_ENTRY, SUPPORT_ENTRY, SUPPORTED
from comity.errors import Refused
from comity.matters import Matter, Move, Procedure
from comity.profile import loading
from comity.profile.founding import Founders, founding_terms
from comity.provenance import Opened, Standing, Statement
from tests.properties.memory import Fold, Memory, charter, commit

BEGINS = datetime(2026, 3, 2, 9, tzinfo=UTC)
TOLD = frozenset("file incident contribution trend result merging consent request answer warning".split())
"""Procedures of what is told: they have games of their own (``test_databank``)."""
PLAYED = tuple(
    p for p in PROCEDURES if p.name not in TOLD | {"treaty", "import", "safeguards", "authority", "rulebook"}
)
SPINE = frozenset({"decision", "version", "suspension"})  # in every hand, with a kind of entry or two
_OFTEN = {
    "version.submit": 5, "version.approve": 5, "version.permit": 15, "suspension.begin": 2,
    "suspension.lift": 1.5, "decision.record": 1.5, "ruling.authenticate": 2,
}  # fmt: skip
_SELDOM = {
    **dict.fromkeys("entry.claim suspension.urgent reviewer.order".split(), 0.3),
    **dict.fromkeys("erasure.declare erasure.own erasure.lapse".split(), 0.3),
    **dict.fromkeys("officer.appoint officer.dismiss key.revoke key.rotate entry.narrow".split(), 0.3),
    **dict.fromkeys("position.take flag.raise member.propose decision.reject".split(), 0.5),
    **dict.fromkeys("version.correct version.return version.refuse proposal.open".split(), 0.5),
    "entry.withdraw": 0.2,
}
WEIGHTS = {**_OFTEN, **_SELDOM}  # of moves; the others weigh 1: few entries, and much done to each
STATES = ("XA", "XB", "XC", "XD", "XE", "XF")
Commit = Callable[[SignedAct, Unit, Charter, datetime], Accepted]


@dataclass(frozen=True, slots=True)
class Cards:
    """Fictional officers with the keys that a game is played with."""

    officers: Mapping[str, tuple[str, str, str, str]]  # id -> authority, capacity, officer key, seal key
    seconded: Mapping[str, str]  # officer -> the State that sent it
    founding: Mapping[str, Json]


@cache
def cards() -> Cards:
    profile, made = loading.load("sco_rats_demo"), itertools.count(1)
    key = {name: keys.generate(lambda size: next(made).to_bytes(size, "big")) for name in
           ["node", *(o.id for o in profile.officers), *(a.id for a in profile.authorities)]}  # fmt: skip
    founders = Founders(
        {o.id: key[o.id].public_key for o in profile.officers},
        {a.id: key[a.id].public_key for a in profile.authorities},
    )
    officers = {
        o.id: (o.authority, str(o.capacities[0].value), key[o.id].key_id, key[o.authority].key_id)
        for o in profile.officers
    }
    officers["node"] = ("node", "CLOCK", key["node"].key_id, key["node"].key_id)
    seconded = {o.id: o.seconded_by for o in profile.officers if o.seconded_by}
    return Cards(officers, seconded, founding_terms(profile, founders, key["node"].public_key, BEGINS.date()))


@dataclass(slots=True)
class Game:
    """One game: the node, the time, the hand that was dealt, and what is planted in it. ``commit``, ``fold`` and
    ``tables`` are the program's own unless a test plants a bug."""

    chance: random.Random
    commit: Commit = commit
    fold: Fold = matters.fold
    tables: Charter = field(default_factory=lambda: charter(PROCEDURES))
    node: Memory = field(default_factory=Memory)
    now: datetime = BEGINS
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    states: tuple[str, ...] = ()
    plays: list[tuple[Procedure, Move]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Deal the hand: half of the procedures, so that each game goes deep with some (Groce et al., Swarm
        Testing, ISSTA 2012), and two States."""
        self.states = tuple(self.chance.sample(STATES, 2))
        kinds = self.chance.sample(sorted(KIND), self.chance.choice([1, 1, 2]))
        hand = {*SPINE, *kinds, *(p.name for p in PLAYED if p.name not in KIND and self.chance.random() < 0.5)}
        self.plays = [(p, m) for p in PLAYED if p.name in hand for m in p.moves]
        self.weights = [WEIGHTS.get(m.act, 1) for _, m in self.plays]

    def new_id(self) -> str:
        return f"{next(self.ids):032x}"

    def found(self) -> None:
        _, _, key, _ = cards().officers["node"]
        head = Head(
            self.new_id(), "treaty.found", "treaty", self.new_id(), "", "node", "node", "NODE", key, key,
            acts.to_time(self.now), {**cards().founding, "rulebook": "0" * 64, "safeguards": "0" * 64},
        )  # fmt: skip
        self.play(head, ())

    def play(self, head: Head, bodies: tuple[tuple[Opened, ...], ...]) -> Accepted | Refused:
        try:
            accepted = self.commit(SignedAct(head.to_bytes(), b"", b"", bodies), self.node, self.tables, self.now)
        except Refused as refused:
            return refused
        self.node.append(accepted, self.fold)
        return accepted

    def turn(self) -> tuple[Head, Accepted | Refused]:
        """Somebody does something; mostly what the table allows, by somebody fit for it."""
        procedure, move, matter = self._choice()
        links = self._links(procedure) if matter is None else ()
        fit = self._fit(move, matter, links)
        lucky = self.chance.random() < 0.9
        officer = self.chance.choice(fit) if fit and lucky else self.chance.choice(sorted(cards().officers))
        head, bodies = self._head(procedure, move, matter, links, officer)
        return head, self.play(head, bodies)

    def _choice(self) -> tuple[Procedure, Move, Matter | None]:
        """A move with the matter that it is made on; one time in eight whatever the step of the matter is."""
        wild = self.chance.random() < 0.125
        while True:
            ((procedure, move),) = self.chance.choices(self.plays, self.weights)
            held = self.node.of_procedure(procedure.name)
            if wild:
                going_on = [m for m in held if procedure.acts_from(m.step)] or held
                return procedure, move, self.chance.choice(going_on) if going_on else None
            if matters.OPENING in move.before and (not procedure.parent or self._targets(procedure)):
                return procedure, move, None
            standing = [m for m in held if m.step in move.before and not self._is_about_erased(m)]
            if standing:
                return procedure, move, self.chance.choice(standing)

    def _fit(self, move: Move, matter: Matter | None, links: tuple[Link, ...]) -> list[str]:
        """Who may make the move, as far as capacity, claimant, secondment and rank say; mostly of the two States."""
        parent = self.node.held.get(links[0].to) if links else matter
        everybody = cards().officers
        keys_held = self.node.people.keys
        fit = [
            name for name, card in everybody.items() if card[1] in move.capacities and keys_held[card[2]].until is None
        ]
        if parent is not None:
            claimant = parent.participant
            if {matters.CLAIMANT_ONLY, matters.STATES_OWN} & move.bars:
                organs = ("EC-",) if matters.STATES_OWN in move.bars else ()
                fit = [name for name in fit if name.startswith((claimant, *organs))]
            if matters.NOT_SECONDED_BY_CLAIMANT in move.bars:
                fit = [name for name in fit if cards().seconded.get(name) != claimant]
        if matter is not None and matters.SAME_AUTHORITY in move.bars:
            fit = [name for name in fit if everybody[name][0] == matter.opened.authority]
        if move.head_or_deputy:
            fit = [name for name in fit if name.endswith("NAA-1")]
        return [name for name in fit if name[:2] in self.states or name[:2] not in STATES] or fit

    def _head(
        self, procedure: Procedure, move: Move, matter: Matter | None, links: tuple[Link, ...], officer: str
    ) -> tuple[Head, tuple[tuple[Opened, ...], ...]]:
        authority, capacity, key, seal = cards().officers[officer]
        name = matter.id if matter else self.new_id()
        reason = Statement("reason", "Because.", "XA", officer, Standing.ASSESSED, "A1")
        opened = (Opened(self.chance.randbytes(16), reason.content()),)
        body = BodyHead("reasons/1", "EYES_OF_REVIEW", (), (name,), (), (opened[0].commitment,))
        wanted = move.terms | (move.optional & {"due"})
        terms = self._fitting(self._terms(move.act, wanted, key), links, move.act, officer)
        head = Head(
            self.new_id(), move.act, procedure.name, name, matter.last.act if matter else "", officer, authority,
            capacity, key, seal, acts.to_time(self.now), terms, links,
            (body,) if "reasons" in move.bodies else (),
        )  # fmt: skip
        return head, (opened,) if head.bodies else ()

    def _fitting(self, terms: dict[str, Json], links: tuple[Link, ...], act: str, officer: str) -> dict[str, Json]:
        """Mostly the door of the entry's own register, reasons as a list, and a sealing key of one's own authority."""
        parent = self.node.held.get(links[0].to) if links else None
        if "door" in terms and parent is not None and self.chance.random() < 0.9:
            terms["door"] = f"{parent.procedure.split('.')[0]}.circulate"
        if act == "sealing.publish":  # mostly for one's own authority
            own = cards().officers[officer][0]
            terms["authority"] = own if self.chance.random() < 0.9 else "XB-CENTRAL"
            terms["key"] = sealing.generate(self.chance.randbytes).public_key.hex()
        if "reasons" in terms:
            terms["reasons"] = [terms["reasons"]]
        return terms

    def _is_about_erased(self, matter: Matter) -> bool:
        return any(self.node.is_purged(link.to) for link in matter.links)

    def _targets(self, procedure: Procedure) -> list[Matter]:
        """What a matter of the procedure may be about, and was not erased."""
        parents = self.node.of_procedure(*procedure.parents)
        return [m for m in parents if not self.node.is_purged(m.id)]

    def _links(self, procedure: Procedure) -> tuple[Link, ...]:
        """To a parent, one time in twenty to anything, and to what a version rests on."""
        anything = self.chance.random() < 0.05
        targets = list(self.node.held.values()) if anything else self._targets(procedure)
        if not procedure.parent or not targets:
            return ()
        parent = self.chance.choice(targets)
        links = [Link(procedure.parent, parent.id)]
        if procedure.name == "version":
            own = {
                name: [m.id for m in self.node.of_procedure(name) if m.participant == parent.participant]
                for name in ("decision", LIST_ENTRY)
            }
            rests = self.chance.sample(own["decision"], min(len(own["decision"]), 2))
            links += [Link("rests_on", one) for one in rests]
            if parent.procedure == SUPPORT_ENTRY and own[LIST_ENTRY]:
                links.append(Link(SUPPORTED, self.chance.choice(own[LIST_ENTRY])))
        return tuple(links)

    def _terms(self, act: str, names: frozenset[str], own_key: str) -> dict[str, Json]:
        soon = (self.now.date() + timedelta(self.chance.choice([40, 120, 300]))).isoformat()
        due = acts.to_time(self.now - timedelta(1))
        said: dict[str, Json] = {
            "door": self.chance.choice([f"{kind}.circulate" for kind in KIND.values()]), "sunset": soon, "effects": [],
            "attests": [], "reasons": [], "type": "ban", "ground": self.chance.choice(sorted(GROUNDS)),
            "authority": "XB-ASYLUM", "statements": [], "participant": self.chance.choice(["XA", "XB"]),
            "joins": self.chance.random() < 0.8, "day": date.fromisoformat(soon).replace(day=1).isoformat(),
            "key": self._some_key(own_key), "suspect_from": self.chance.randrange(1, 200),
            "old": self._some_key(own_key),
            "due": due, "question": "asylum",
            "reason": "other",
        }  # fmt: skip
        if "new" in names:
            said["new"] = keys.generate(self.chance.randbytes).public_key.hex()
        chosen = {term: self.chance.choice(sorted(allowed)) for term, allowed in CHOICES.get(act, {}).items()}
        return {**{name: said.get(name, "") for name in sorted(names)}, **chosen}

    def _some_key(self, own: str) -> str:
        return own if self.chance.random() < 0.5 else self.chance.choice(sorted(cards().officers.values()))[2]

    def wait(self) -> None:
        (hours,) = self.chance.choices([0, 1, 20, 80, 2000], [30, 20, 10, 10, 1])
        self.now += timedelta(hours=hours)
