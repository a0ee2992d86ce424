"""Open the node of this machine: for reading, for committing without its keys, or with them.

Reading and committing need no private key of the node: an officer's act carries the officer's
signature and the authority's seal. Only publishing and the node's own acts need the passphrase
that the two custodians hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from comity import bootstrap, config, keyfiles
from comity.bootstrap import LEDGER, Node, utc_now
from comity.config import Located, Mode
from comity.errors import Refused
from comity.home import FILE_NAME
from comity.keys import KeyId, KeyKind, Signer, key_id
from comity.participants import NODE
from comity.programlog import Event, ProgramLog
from comity.store import database, erasing
from comity.store.moment import at_one_moment
from comity.store.unit import SqlUnit

RULE: Final = "design, Custodians"


@dataclass(frozen=True, slots=True)
class LockedSigner:
    """Stands for a key that was not opened: it shows its public half and refuses to sign."""

    public_key: bytes

    @property
    def key_id(self) -> KeyId:
        return key_id(self.public_key)

    def sign(self, data: bytes) -> bytes:
        """Raises Refused (``node.locked``), always."""
        raise Refused("node.locked", RULE)


def is_demo(located: Located) -> bool:
    """Whether the node is a demonstration: then its keys are fictional, else none is."""
    return located.config.mode is Mode.DEMO


def locate(home: Path) -> Located:
    """The configuration in ``home``. Raises Refused (``node.none``, ``config.*``)."""
    file = home / FILE_NAME
    if not file.is_file():
        raise Refused("node.none", "design, rule 8", folder=str(home))
    return config.load(file)


def read(located: Located) -> None:
    """Open the database for reading. What a stop left of an erasure is finished before anything is answered.

    Raises Refused: ``node.not_founded``, ``store.outdated``, ``store.newer``.
    """
    path = located.path("database")
    if not path.is_file():
        raise Refused("node.not_founded", "design, rule 8", file=str(path))
    database.use(path)
    ledger = located.home / LEDGER
    erasing.replay(ledger)
    erasing.finish(path, located.path("blobs"), ledger)


def key_file(located: Located, kind: KeyKind) -> Path:
    """The one file of the node's key of this kind. Raises Refused (``node.keys``) where there is not exactly one."""
    folder = located.path("keys")
    found = sorted(folder.glob(f"{kind}-*.key"))
    if len(found) != 1:
        raise Refused("node.keys", RULE, kind=kind.value, folder=str(folder), found=len(found))
    return found[0]


def public_key(located: Located, kind: KeyKind) -> bytes:
    """The public half of one of the node's keys, from the head of its file."""
    return bytes.fromhex(keyfiles.read_header(key_file(located, kind)).public_key)


def recorded_key(kind: KeyKind) -> bytes:
    """The public half of the node's log key or node key, as the open database has it from the log."""
    with at_one_moment() as unit:
        return recorded_in(unit, kind)


def recorded_in(unit: SqlUnit, kind: KeyKind) -> bytes:
    """The same, for whoever reads already."""
    if kind is KeyKind.NODE:
        return next(key.public for key in unit.directory().keys.values() if key.holder == NODE)
    (treaty,) = unit.of_procedure("treaty")
    return bytes.fromhex(treaty.text("log_key"))


def open_node(located: Located, passphrase: bytes | None = None, clock: Callable[[], datetime] = utc_now) -> Node:
    """Open the node. Without ``passphrase`` it commits what others signed and signs nothing itself.

    Raises Refused: ``node.*``, ``key.*``, ``file.*``, ``store.*``, ``profile.*``.
    """
    return bootstrap.open_node(
        located, signer(located, KeyKind.LOG, passphrase), signer(located, KeyKind.NODE, passphrase), clock
    )


def signer(located: Located, kind: KeyKind, passphrase: bytes | None) -> Signer:
    """One of the node's two keys: opened with ``passphrase``; without, as the log names it, and locked."""
    if passphrase is None:
        return LockedSigner(recorded_key(kind))
    return keyfiles.open_key(key_file(located, kind), passphrase, kind=kind, fictional=is_demo(located))


@contextmanager
def recorded(
    located: Located, event: Event | None = None, clock: Callable[[], datetime] = utc_now
) -> Iterator[ProgramLog]:
    """Keep the program log of one command: ``event`` when it is done, a refusal's code, a failure's class."""
    program = ProgramLog(located.path("program_log"), clock)
    began = clock()
    try:
        yield program
    except Refused as refused:
        program.write(Event.REFUSED, code=refused.refusal.code)
        raise
    except Exception as error:
        program.failed(error)
        raise
    if event is not None:
        program.write(event, duration_ms=max(0, round((clock() - began).total_seconds() * 1000)))
