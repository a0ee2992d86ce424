"""The only wiring: which procedures, which rulebook and which files make a node."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from django.db import transaction

from comity import acts, canonical
from comity.acts import Door as DoorStamp
from comity.acts import Head, Link, SignedAct
from comity.assistance.bodies import Answer, Warning
from comity.assistance.bodies import Question as AskedQuestion
from comity.assistance.guards import GUARDS as ASSISTANCE_GUARDS
from comity.assistance.procedures import PROCEDURES as ASSISTANCE
from comity.config import Located
from comity.council.procedures import PROCEDURES as COUNCIL
from comity.databank.guards import GUARDS as DATABANK_GUARDS
from comity.databank.incident import IncidentReport
from comity.databank.organisation import OrganisationFile
from comity.databank.procedures import PROCEDURES as DATABANK
from comity.databank.result import ResultClaim
from comity.databank.support import SupportEntry
from comity.databank.trend import Trend
from comity.engine import LEAP, Charter, Question, Receipt, Unit
from comity.entries.acting import CONSENT
from comity.entries.doors import DoorKeeper
from comity.entries.due import purge_due
from comity.entries.guards import GUARDS
from comity.entries.procedures import LIST_ENTRY, ON, REGISTER_ENTRY, SUPPORT_ENTRY
from comity.entries.procedures import PROCEDURES as ENTRIES
from comity.errors import Fault, Refusal, Refused
from comity.information.doors import Keeper
from comity.information.due import Due, due_acts, is_held
from comity.information.guards import GUARDS as INFORMATION_GUARDS
from comity.information.procedures import PROCEDURES as INFORMATION
from comity.information.sealed import SCHEMA as SEALED
from comity.judiciary.bodies import JudicialDecision
from comity.judiciary.procedures import PROCEDURES as JUDICIARY
from comity.keys import Signer
from comity.listing.bodies import ListEntry
from comity.matters import Procedure
from comity.participants import NODE, Capacity
from comity.profile import loading, safeguards
from comity.profile.founding import Founders, founding_terms
from comity.profile.guards import GUARDS as TREATY_GUARDS
from comity.profile.model import Profile
from comity.profile.procedures import PROCEDURES as TREATY
from comity.programlog import Event, ProgramLog
from comity.qualification import floor
from comity.qualification.body import Body
from comity.qualification.claim import Claim
from comity.qualification.envelope import Envelope
from comity.qualification.lifting import DOCUMENT, REASONS
from comity.qualification.of_profile import rulebook_of, says
from comity.qualification.rulebook import Rulebook
from comity.qualification.vocabulary import Door
from comity.register.bodies import RegisterEntry
from comity.store import database, disposing, drafts, erasing, journal, texts
from comity.store.committing import Writer
from comity.store.publishing import Publisher
from comity.store.records import SqlRecords
from comity.store.unit import SqlUnit
from comity.translog import vkeys
from comity.translog.checkpoint import Checkpoint
from comity.watchlists.adopting import GUARDS as IMPORT_GUARDS
from comity.watchlists.procedures import PROCEDURES as IMPORTS

PROCEDURES: Final[tuple[Procedure, ...]] = (
    *TREATY,
    *JUDICIARY,
    *ENTRIES,
    *INFORMATION,
    *DATABANK,
    *ASSISTANCE,
    *COUNCIL,
    *IMPORTS,
)
TABLES: Final = MappingProxyType({procedure.name: procedure for procedure in PROCEDURES})
CLAIMS: Final[dict[str, type[Claim]]] = {
    LIST_ENTRY: ListEntry,
    REGISTER_ENTRY: RegisterEntry,
    SUPPORT_ENTRY: SupportEntry,
}
TELLINGS: Final[tuple[type[Envelope], ...]] = (
    OrganisationFile,
    IncidentReport,
    Trend,
    ResultClaim,
    AskedQuestion,
    Answer,
    Warning,
)
_BODIES: Final[tuple[type[Body], ...]] = (*CLAIMS.values(), JudicialDecision, *TELLINGS)
SCHEMAS: Final = frozenset({*(body.SCHEMA for body in _BODIES), DOCUMENT, REASONS, SEALED, CONSENT})
PUBLISHABLE: Final = {body.SCHEMA: body.PUBLISHABLE for body in _BODIES}
LEDGER: Final = "erasures.jsonl"
TOLD_GUARDS: Final = {**INFORMATION_GUARDS, **DATABANK_GUARDS, **ASSISTANCE_GUARDS}


def utc_now() -> datetime:
    """The clock of a running node; tests and stories bring their own."""
    return datetime.now(UTC)


random_bytes: Final[Callable[[int], bytes]] = secrets.token_bytes
"""The randomness of a running node."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """A profile with its rulebook and the digest of the safeguards protocol in force."""

    profile: Profile
    rulebook: Rulebook
    safeguards: str


@cache
def treaty(name: str) -> Treaty:
    """Read the profile ``name``. Raises Refused where it is faulty or its rules are below the floor."""
    rulebook = rulebook_of(name)
    below = floor.below_floor(rulebook)
    if below:
        raise Fault(below[0].sentence())
    return Treaty(loading.load(name), rulebook, safeguards.protocol().digest)


@dataclass(frozen=True, slots=True)
class Doors:
    """Who answers at which door: of entries, and of what is told."""

    entries: DoorKeeper
    tellings: Keeper

    def __call__(self, question: Question, unit: Unit) -> DoorStamp:
        return (self.entries if Door(question.door).is_entry else self.tellings)(question, unit)


def charter(treaty: Treaty, hold_after: timedelta = LEAP, kept: Path | None = None) -> Charter:
    """The tables of today for ``treaty``; a leap of the clock over ``hold_after`` holds stamping. ``kept``: the
    folder of the texts that the log names by digest."""

    def records(unit: Unit) -> SqlRecords:
        if not isinstance(unit, SqlUnit):
            raise Fault("a door was asked outside the store's transaction; this is a programming error")
        return SqlRecords(unit, treaty.safeguards)

    entries = DoorKeeper(treaty.rulebook, CLAIMS, partial(says, treaty.profile), records)
    models = {model.SCHEMA: model for model in TELLINGS}
    tellings = Keeper(treaty.rulebook, models, frozenset(treaty.profile.working_languages), records)

    guards = {**GUARDS, **TREATY_GUARDS, **IMPORT_GUARDS, **TOLD_GUARDS, **(texts.guards(kept) if kept else {})}
    return Charter(TABLES, SCHEMAS, Doors(entries, tellings), guards, PUBLISHABLE, hold_after)


@dataclass(frozen=True, slots=True)
class Node:
    """An opened node: its treaty, its tables, its files, and the two keys that it holds."""

    treaty: Treaty
    charter: Charter
    located: Located
    writer: Writer
    publisher: Publisher
    node_key: Signer
    clock: Callable[[], datetime]
    program: ProgramLog

    def submit(self, signed: SignedAct, attachments: Mapping[str, bytes] | None = None) -> Receipt:
        """Commit one act; carry out what it erases. Raises Refused."""
        receipt = self.writer.submit(signed, attachments)
        head = acts.parse_head(signed.head)
        self.program.write(Event.ACT_COMMITTED, act=head.id, matter=head.matter, index=receipt.index)
        if head.kind in erasing.KINDS:
            self.finish_erasures()
            self.program.write(Event.ERASURE_DONE, act=head.id, index=receipt.index)
        return receipt

    def finish_erasures(self) -> None:
        """Bring files and raw bytes in line with what was erased; run at every start."""
        erasing.finish(self.located.path("database"), self.located.path("blobs"), self.located.home / LEDGER)

    def confirm_time(self, officer: str) -> None:
        """``officer`` says that the clock is right now, after a leap (rule 15); the journal keeps who did.

        Raises Refused (``actor.officer``) where no such officer is in office today.
        """
        now = self.clock()
        with transaction.atomic():
            unit = SqlUnit()
            known = unit.directory().officers.get(officer)
            if known is None or not known.valid_on(acts.to_time(now)[:10]):
                raise Refused("actor.officer", "design, rule 15", officer=officer[:80], authority="-")
            unit.confirm_time(acts.to_time(now))
        journal.append([journal.Line("time", officer, {"confirmed": acts.to_time(now)})], now)

    def publish(self) -> Checkpoint:
        """Bring the public log up to the last act."""
        checkpoint = self.publisher.publish()
        self.program.write(Event.CHECKPOINT_WRITTEN, index=checkpoint.size)
        return checkpoint

    @contextmanager
    def reading(self) -> Iterator[SqlUnit]:
        """A unit of work for reading: one consistent view."""
        with transaction.atomic():
            yield SqlUnit()


def open_node(located: Located, log_key: Signer, node_key: Signer, clock: Callable[[], datetime] = utc_now) -> Node:
    """Open the node at ``located``: migrate, replay the erasure ledger, finish what a stop interrupted."""
    database.use(located.path("database"))
    erasing.replay(located.home / LEDGER)
    the_treaty = treaty(located.config.profile)
    kept = located.home / texts.FOLDER
    texts.keep(kept, the_treaty.rulebook.digest, the_treaty.rulebook.text, random_bytes)
    texts.keep(kept, the_treaty.profile.digest, lambda: canonical.dump(the_treaty.profile.source), random_bytes)
    tables = charter(the_treaty, located.config.clock.hold_after, kept)
    program = ProgramLog(located.path("program_log"), clock)

    def note_refusal(refusal: Refusal, signed: SignedAct) -> None:
        line = journal.refusal(refusal.code, signed.head)
        journal.append([line], clock())
        ids = line.content if isinstance(line.content, dict) else {}
        program.write(Event.ACT_REFUSED, act=str(ids["act"]) if "act" in ids else None, code=refusal.code)

    writer = Writer(tables, located.path("blobs"), _effects, clock, on_refusal=note_refusal)
    name = vkeys.VerifierKey(located.config.origin, log_key.public_key)
    publisher = Publisher(located.path("log"), located.config.origin, vkeys.Signer(name, log_key.sign))
    node = Node(the_treaty, tables, located, writer, publisher, node_key, clock, program)
    node.finish_erasures()
    erasing.sweep(located.path("blobs"))
    drafts.sweep(clock())
    disposing.sweep(clock())
    return node


def _effects(unit: SqlUnit, head: Head) -> None:
    if head.kind in erasing.KINDS:
        erasing.apply(unit, head)


def found(node: Node, founders: Founders, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> Receipt:
    """Write the log's first act: the profile's digest and the founding keys (rule 8), signed by the node."""
    treaty, key, now = node.treaty, node.node_key, node.clock()
    terms = founding_terms(treaty.profile, founders, key.public_key, now.date())
    terms["origin"] = node.located.config.origin
    terms["log_key"] = node.publisher.signer.key.public_key.hex()
    terms["rulebook"], terms["safeguards"] = treaty.rulebook.digest, treaty.safeguards
    head = Head(
        id=random_bytes(16).hex(),
        kind="treaty.found",
        procedure="treaty",
        matter=random_bytes(16).hex(),
        after="",
        officer=NODE,
        authority=NODE,
        capacity=Capacity.NODE,
        officer_key=key.key_id,
        seal_key=key.key_id,
        signed_at=acts.to_time(now),
        terms=terms,
        origin=node.located.config.origin,
    )
    data = head.to_bytes()
    signature = key.sign(acts.signing_bytes(data))
    return node.submit(SignedAct(data, signature, signature))


def keep_time(node: Node, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> list[Receipt]:
    """Make the clock's acts that are due, signed by the node in both places (rule 13). Run it daily;
    where it runs late, no answer changes."""
    at = acts.to_time(node.clock())
    with node.reading() as unit:
        origin = unit.directory().origin
        entries = [entry for entry in unit.of_procedure(*CLAIMS) if not unit.is_purged(entry.id)]
        purges = [one for entry in entries for one in [purge_due(unit, entry, at)] if one is not None]
        found = [
            *(Due("erasure.declare", "erasure", "", "", one.entry, one.due, one.reason) for one in purges),
            *due_acts(unit, unit.ended(at), at),
        ]
    done: list[Receipt] = []
    for one in found:
        if _stands(node, one):
            done.append(node.submit(_of_the_clock(node, one, at, origin, random_bytes)))
    return done + keep_time(node, random_bytes) if len(done) < len(found) else done


def _stands(node: Node, due: Due) -> bool:
    """Whether there is still something to do: a lapse takes what was made of what it ends, wherever it lies."""
    if due.kind != erasing.LAPSE:
        return True
    with node.reading() as unit:
        return is_held(unit, due.on, due.due)


def _of_the_clock(node: Node, due: Due, at: str, origin: str, random_bytes: Callable[[int], bytes]) -> SignedAct:
    reason = {"reason": due.reason} if due.reason else {}
    head = Head(
        id=random_bytes(16).hex(),
        kind=due.kind,
        procedure=due.procedure,
        matter=due.matter or random_bytes(16).hex(),
        after=due.after,
        officer=NODE,
        authority=NODE,
        capacity=Capacity.CLOCK,
        officer_key=node.node_key.key_id,
        seal_key=node.node_key.key_id,
        signed_at=at,
        terms={"due": due.due, **reason},
        links=(Link(ON, due.on),) if due.on else (),
        origin=origin,
    )
    signature = node.node_key.sign(acts.signing_bytes(head.to_bytes()))
    return SignedAct(head.to_bytes(), signature, signature)
