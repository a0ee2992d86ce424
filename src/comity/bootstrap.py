"""The only wiring: which procedures, which rulebook and which files make a node."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final

from django.db import transaction

from comity import acts
from comity.acts import Head, SignedAct
from comity.canonical import Json
from comity.config import Located
from comity.council.procedures import PROCEDURES as COUNCIL
from comity.engine import Charter, Receipt, Unit
from comity.entries.doors import DoorKeeper
from comity.entries.guards import GUARDS
from comity.entries.procedures import LIST_ENTRY, REGISTER_ENTRY
from comity.entries.procedures import PROCEDURES as ENTRIES
from comity.errors import Fault, Refusal
from comity.judiciary.procedures import PROCEDURES as JUDICIARY
from comity.keys import Signer
from comity.listing.bodies import ListEntry
from comity.matters import Procedure
from comity.participants import NODE, Capacity
from comity.profile import loading
from comity.profile.founding import Founders, founding_terms
from comity.profile.model import Profile
from comity.profile.procedures import PROCEDURES as TREATY
from comity.programlog import Event, ProgramLog
from comity.qualification import floor, rulebook_reader
from comity.qualification.claim import Claim
from comity.qualification.ports import ProfileFacts
from comity.qualification.rulebook import Rulebook
from comity.register.bodies import RegisterEntry
from comity.store import database, erasing, journal
from comity.store.committing import Writer
from comity.store.publishing import Publisher
from comity.store.records import SqlRecords
from comity.store.unit import SqlUnit
from comity.translog import vkeys
from comity.translog.checkpoint import Checkpoint
from comity.watchlists.procedures import PROCEDURES as IMPORTS

PROCEDURES: Final[tuple[Procedure, ...]] = (*TREATY, *JUDICIARY, *ENTRIES, *COUNCIL, *IMPORTS)
CLAIMS: Final[dict[str, type[Claim]]] = {LIST_ENTRY: ListEntry, REGISTER_ENTRY: RegisterEntry}
LEDGER: Final = "erasures.jsonl"


def utc_now() -> datetime:
    """The clock of a running node; tests and stories bring their own."""
    return datetime.now(UTC)


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
    return Treaty(loading.load(name), rulebook, "0" * 64)


def rulebook_of(name: str) -> Rulebook:
    """The rulebook of a profile: the files of what it extends, then its own."""
    base = loading.load(name).extends
    files: list[tuple[str, bytes]] = []
    for one in [base, name] if base else [name]:
        folder = loading.locate(one) / "rulebook"
        if folder.is_dir():
            files.extend((f"{one}/{file}", content) for file, content in rulebook_reader.folder(folder))
    return rulebook_reader.load(name, files)


def charter(treaty: Treaty) -> Charter:
    """The tables of today for ``treaty``."""

    def records(unit: Unit) -> SqlRecords:
        if not isinstance(unit, SqlUnit):
            raise Fault("a door was asked outside the store's transaction; this is a programming error")
        return SqlRecords(unit, treaty.safeguards)

    languages = frozenset(treaty.profile.working_languages)
    keeper = DoorKeeper(treaty.rulebook, CLAIMS, lambda claim: ProfileFacts(languages, True), records)
    return Charter({p.name: p for p in PROCEDURES}, keeper, GUARDS)


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
    if erasing.replay(located.home / LEDGER):
        erasing.scrub(located.path("database"))
    the_treaty = treaty(located.config.profile)
    tables = charter(the_treaty)
    program = ProgramLog(located.path("program_log"), clock)

    def note_refusal(refusal: Refusal, signed: SignedAct) -> None:
        head = acts.parse_head(signed.head)
        content: Json = {"act": head.id, "code": refusal.code, "kind": head.kind, "matter": head.matter}
        journal.append([journal.Line("refusal", head.officer, content)], clock())
        program.write(Event.ACT_REFUSED, act=head.id, matter=head.matter, code=refusal.code)

    writer = Writer(tables, located.path("blobs"), _effects, clock, on_refusal=note_refusal)
    name = vkeys.VerifierKey(located.config.origin, log_key.public_key)
    publisher = Publisher(located.path("log"), located.config.origin, vkeys.Signer(name, log_key.sign))
    node = Node(the_treaty, tables, located, writer, publisher, node_key, clock, program)
    node.finish_erasures()
    return node


def _effects(unit: SqlUnit, head: Head) -> None:
    if head.kind in erasing.KINDS:
        erasing.apply(unit, head)


def found(node: Node, founders: Founders, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> Receipt:
    """Write the log's first act: the profile's digest and the founding keys (rule 8), signed by the node."""
    treaty, key, now = node.treaty, node.node_key, node.clock()
    terms = founding_terms(treaty.profile, founders, key.public_key, now.date())
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
    )
    data = head.to_bytes()
    signature = key.sign(acts.signing_bytes(data))
    return node.submit(SignedAct(data, signature, signature))
