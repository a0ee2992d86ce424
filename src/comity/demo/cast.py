"""The cast: fictional officers with keys made for this run, acting on one node through its front door.

Everything goes through ``prepare``, two signatures and ``commit``, as at a real desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from comity import acts, keys, sealing
from comity.acts import BodyHead, Head, Link, SignedAct
from comity.bootstrap import Node, found
from comity.canonical import Json
from comity.engine import Receipt
from comity.entries import acting
from comity.interchange.dossier import acting as dossier_acts
from comity.interchange.dossier import reading
from comity.keys import SoftSigner
from comity.matters import Matter
from comity.profile.founding import Founders
from comity.profile.procedures import SEALING
from comity.provenance import Opened
from comity.sealing import SealingKey

SEALED_TO: Final = frozenset({"competent", "executive", "review"})  # the duties of those that open what is sealed


@dataclass(slots=True)
class StoryClock:
    """The clock of a story: it stands still until the story moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **amount: float) -> None:
        """Let time pass, in the units of ``timedelta``."""
        self.now += timedelta(**amount)


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a dossier: the matters it opened."""

    entry: str
    version: str
    decisions: Mapping[str, str]


@dataclass(slots=True)
class Cast:
    """All officers and authorities of a fictional profile, with their keys."""

    node: Node
    random_bytes: acting.RandomBytes
    officers: dict[str, SoftSigner] = field(default_factory=dict)
    seals: dict[str, SoftSigner] = field(default_factory=dict)
    sealing: dict[str, SealingKey] = field(default_factory=dict)  # by authority

    @classmethod
    def gather(cls, node: Node, random_bytes: acting.RandomBytes) -> Cast:
        """Make keys for everybody in the profile and found the log with them."""
        profile = node.treaty.profile
        cast = cls(node, random_bytes)
        cast.officers = {o.id: keys.generate(random_bytes) for o in profile.officers}
        cast.seals = {a.id: keys.generate(random_bytes) for a in profile.authorities}
        cast.sealing = {a.id: sealing.generate(random_bytes) for a in profile.authorities if a.duty in SEALED_TO}
        found(
            node,
            Founders(
                {name: key.public_key for name, key in cast.officers.items()},
                {name: key.public_key for name, key in cast.seals.items()},
            ),
            random_bytes,
        )
        return cast

    def new_id(self) -> str:
        return self.random_bytes(16).hex()

    def authority_of(self, officer: str) -> str:
        return self.node.treaty.profile.officer(officer).authority

    def identity(self, officer: str) -> acting.Identity:
        """Who signs when ``officer`` acts."""
        authority = self.authority_of(officer)
        origin = self.node.located.config.origin
        return acting.Identity(officer, authority, self.officers[officer].key_id, self.seals[authority].key_id, origin)

    def matter(self, name: str) -> Matter:
        with self.node.reading() as unit:
            matter = unit.matter(name)
        if matter is None:
            raise LookupError(name)
        return matter

    def sign(self, head: Head, bodies: tuple[tuple[Opened, ...], ...] = ()) -> SignedAct:
        """Both signatures over ``head``."""
        data = head.to_bytes()
        message = acts.signing_bytes(data)
        officer = self.officers[head.officer].sign(message)
        return SignedAct(data, officer, self.seals[head.authority].sign(message), bodies)

    def head(
        self,
        officer: str,
        capacity: str,
        kind: str,
        procedure: str,
        matter: str,
        terms: Mapping[str, Json] | None = None,
        links: tuple[Link, ...] = (),
        bodies: tuple[BodyHead, ...] = (),
        after: str = "",
    ) -> Head:
        """The head of an act by ``officer``, now."""
        return acting.head(
            self.identity(officer),
            capacity,
            kind,
            procedure,
            matter,
            self.node.clock(),
            self.random_bytes,
            after=after,
            terms=terms,
            links=links,
            bodies=bodies,
        )

    def open(
        self,
        officer: str,
        capacity: str,
        kind: str,
        procedure: str,
        on: str = "",
        *,
        because: str = "",
        **terms: Json,
    ) -> str:
        """Open a matter linked to ``on`` with a first act; ``because`` becomes a body. Returns its id."""
        matter = self.new_id()
        links = (Link("on", on),) if on else ()
        bodies, opened = self._reasons(officer, because, matter, links) if because else ((), ())
        head = self.head(officer, capacity, kind, procedure, matter, terms, links, bodies)
        self.node.submit(self.sign(head, opened))
        return matter

    def move(self, officer: str, capacity: str, kind: str, matter: str, *, because: str = "", **terms: Json) -> Receipt:
        """Make the next move on ``matter``."""
        standing = self.matter(matter)
        bodies, opened = self._reasons(officer, because, matter, standing.links) if because else ((), ())
        head = self.head(
            officer, capacity, kind, standing.procedure, matter, terms, (), bodies, after=standing.last.act
        )
        return self.node.submit(self.sign(head, opened))

    def _reasons(
        self, officer: str, reason: str, matter: str, links: tuple[Link, ...]
    ) -> tuple[tuple[BodyHead, ...], tuple[tuple[Opened, ...], ...]]:
        participant = self.node.treaty.profile.authority(self.authority_of(officer)).participant
        with self.node.reading() as unit:
            about = (matter, *acting.ancestors(unit, links))
        body, opened = acting.reasons(reason, officer, participant, about, self.node.clock(), self.random_bytes)
        return (body,), (opened,)

    def file(self, folder: Path, drafter: str, approver: str) -> Filed:
        """Read, prepare, sign and submit the dossier in ``folder``; ``drafter`` and ``approver`` sign."""
        dossier = reading.read(folder, lambda name: self.random_bytes(16))
        attachments = {one.digest: one.content for one in dossier.attachments.values()}
        drafted = dossier_acts.prepare_draft(dossier, self.identity(drafter), self.node.clock(), self.random_bytes)
        for prepared in drafted:
            self.node.submit(self.sign(prepared.head, prepared.bodies), attachments)
        submitted = drafted[-1].head
        approval = dossier_acts.prepare_approval(
            dossier, submitted, self.identity(approver), self.node.clock(), self.random_bytes
        )
        self.node.submit(self.sign(approval.head, approval.bodies))
        references = [one.reference for one in dossier.decisions]
        rests = [link.to for link in submitted.links if link.relation == "rests_on"]
        entry = next(link.to for link in submitted.links if link.relation == "version_of")
        return Filed(entry, submitted.matter, dict(zip(references, rests, strict=True)))

    def authenticate(self, filed: Filed, reviewer: str) -> None:
        """The reviewer verifies every decision of a dossier that is not verified yet."""
        for decision in filed.decisions.values():
            if self.matter(decision).step == "recorded":
                self.move(reviewer, "CR", "decision.authenticate", decision)

    def blind_check(self, filed: Filed, asked: str, officer: str, reviewer: str = "IR-1", answer: str = "none") -> str:
        """The reviewer asks one asylum authority; ``officer`` of it answers."""
        check = self.open(reviewer, "IR", "asylum.ask", "asylum", filed.entry, authority=asked)
        self.move(officer, "AA", "asylum.answer", check, answer=answer)
        return check

    def permit(self, filed: Filed, reviewer: str, attests: tuple[int, ...]) -> Receipt:
        """The compliance reviewer attests and asks the door."""
        listed: list[Json] = list(attests)
        return self.move(reviewer, "CR", "version.permit", filed.version, attests=listed)

    def publish_sealing_keys(self) -> None:
        """Every authority to which one seals publishes its key through its head, who approves or reviews."""
        publishing = SEALING.moves[0].capacities
        for officer in self.node.treaty.profile.officers:
            capacity = next((one.value for one in officer.capacities if one.value in publishing), "")
            key = self.sealing.get(officer.authority)
            if officer.head_or_deputy == "head" and capacity and key is not None:
                public = key.public_key.hex()
                self.open(
                    officer.id, capacity, "sealing.publish", SEALING.name, authority=officer.authority, key=public
                )

    def sign_safeguards(self) -> None:
        """Every competent authority, and the Executive Committee, signs the safeguards protocol through its head."""
        for officer in self.node.treaty.profile.officers:
            for capacity in {"NAA", "ECA"} & set(officer.capacities) if officer.head_or_deputy == "head" else ():
                self.open(officer.id, capacity, "safeguards.sign", "safeguards", digest=self.node.treaty.safeguards)
