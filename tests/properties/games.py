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
from comity.entries.procedures import KIND, LIST_ENTRY, REGISTER_ENTRY, SUPPORT_ENTRY, SUPPORTED
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
_OFTEN = {"version": 24, "suspension": 4, "decision": 3, "ruling": 3}
_SELDOM = {LIST_ENTRY: 0.7, **dict.fromkeys((REGISTER_ENTRY, SUPPORT_ENTRY), 0.3), "withdrawal": 0.5, "erasure": 0.5}
WEIGHTS = [{**_OFTEN, **_SELDOM}.get(p.name, 1) for p in PLAYED]  # few entries, and much done to each
Commit = Callable[[SignedAct, Unit, Charter, datetime], Accepted]


@dataclass(frozen=True, slots=True)
class Cards:
    """Fictional officers with the keys that a game is played with."""

    officers: Mapping[str, tuple[str, str, str, str]]  # id -> authority, capacity, officer key, seal key
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
    return Cards(officers, founding_terms(profile, founders, key["node"].public_key, BEGINS.date()))


@dataclass(slots=True)
class Game:
    """One game: the node, the time, and what is planted in it. ``commit``, ``fold`` and ``tables`` are the
    program's own unless a test plants a bug."""

    chance: random.Random
    commit: Commit = commit
    fold: Fold = matters.fold
    tables: Charter = field(default_factory=lambda: charter(PROCEDURES))
    node: Memory = field(default_factory=Memory)
    now: datetime = BEGINS
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

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
        (procedure,) = self.chance.choices(PLAYED, WEIGHTS)
        move = self.chance.choice(procedure.moves)
        matter = self._matter(procedure, move.before)
        links = self._links(procedure) if matter is None else ()
        fit = self._fit(move, matter, links)
        lucky = self.chance.random() < 0.9
        officer = self.chance.choice(fit) if fit and lucky else self.chance.choice(sorted(cards().officers))
        head, bodies = self._head(procedure, move, matter, links, officer)
        return head, self.play(head, bodies)

    def _fit(self, move: Move, matter: Matter | None, links: tuple[Link, ...]) -> list[str]:
        """Who may make the move, as far as capacity, claimant and rank say."""
        parent = self.node.held.get(links[0].to) if links else matter
        fit = [name for name, card in cards().officers.items() if card[1] in move.capacities]
        if {matters.CLAIMANT_ONLY, matters.STATES_OWN} & move.bars and parent is not None:
            organs = ("EC-",) if matters.STATES_OWN in move.bars else ()
            fit = [name for name in fit if name.startswith((parent.participant, *organs))]
        return [name for name in fit if name.endswith("NAA-1")] if move.head_or_deputy else fit

    def _matter(self, procedure: Procedure, before: frozenset[str]) -> Matter | None:
        if "" in before and self.chance.random() < 0.95:
            return None
        wild = self.chance.random() < 0.15
        standing = [m for m in self.node.held.values() if m.procedure == procedure.name and (wild or m.step in before)]
        return self.chance.choice(standing) if standing else None

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

    def _links(self, procedure: Procedure) -> tuple[Link, ...]:
        wanted = {"version_of": tuple(KIND), "on": ()}.get(procedure.parent)
        if procedure.name == "ruling":
            wanted = ("decision",)
        elif procedure.name == "council.position":
            wanted = ("proposal",)
        elif procedure.parent == "on":
            wanted = (*KIND, "version")
        targets = [m.id for m in self.node.held.values() if wanted and m.procedure in wanted]
        links = [Link(procedure.parent, self.chance.choice(targets))] if procedure.parent and targets else []
        if procedure.name == "version":
            entry = self.node.held[links[0].to] if links else None
            claimant = entry.participant if entry else ""
            own = [m for m in self.node.held.values() if m.procedure == "decision" and m.participant == claimant]
            decisions = [m.id for m in own]
            links += [Link("rests_on", one) for one in self.chance.sample(decisions, min(len(decisions), 2))]
            lists = [m for m in self.node.held.values() if m.procedure == LIST_ENTRY and m.participant == claimant]
            if entry and entry.procedure == SUPPORT_ENTRY and lists:
                links.append(Link(SUPPORTED, self.chance.choice(lists).id))
        return tuple(links)

    def _terms(self, act: str, names: frozenset[str], own_key: str) -> dict[str, Json]:
        soon = (self.now.date() + timedelta(self.chance.choice([40, 90, 300]))).isoformat()
        due = acts.to_time(self.now - timedelta(1))
        said: dict[str, Json] = {
            "door": self.chance.choice([f"{kind}.circulate" for kind in KIND.values()]), "sunset": soon, "effects": [],
            "attests": [], "reasons": [], "type": "ban", "ground": self.chance.choice(sorted(GROUNDS)),
            "authority": "XB-ASYLUM", "statements": [], "participant": self.chance.choice(["XA", "XB"]),
            "joins": self.chance.random() < 0.8, "day": date.fromisoformat(soon).replace(day=1).isoformat(),
            "key": self._some_key(own_key), "suspect_from": self.chance.randrange(1, 200),
            "old": self._some_key(own_key),
            "new": keys.generate(self.chance.randbytes).public_key.hex(), "due": due, "question": "asylum",
            "reason": "other",
        }  # fmt: skip
        chosen = {term: self.chance.choice(sorted(allowed)) for term, allowed in CHOICES.get(act, {}).items()}
        return {**{name: said.get(name, "") for name in sorted(names)}, **chosen}

    def _some_key(self, own: str) -> str:
        return own if self.chance.random() < 0.5 else self.chance.choice(sorted(cards().officers.values()))[2]

    def wait(self) -> None:
        (hours,) = self.chance.choices([0, 1, 20, 80, 2000], [40, 20, 10, 5, 4])
        self.now += timedelta(hours=hours)
