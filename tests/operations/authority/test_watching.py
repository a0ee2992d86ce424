"""A log that goes back, or tells two stories under one key, is noticed, and what was shown is written down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.errors import Refused
from comity.operations.authority import watching
from comity.operations.authority.folder import Desk
from comity.operations.authority.shapes import Growth
from comity.operations.authority.watching import Ask
from comity.translog.bundle import ProofBundle
from comity.translog.checkpoint import Checkpoint, sign_checkpoint
from comity.translog.proofs import prove_consistency, range_root
from comity.translog.tree import leaf_hash, node_hash
from comity.translog.vkeys import Signer, encode_base64
from tests.asking import refused
from tests.operations.authority.conftest import ORIGIN, Liar


class Log:
    """A log of so many leaves, which may tell another story from one leaf on."""

    def __init__(self, signer: Signer, size: int, forked_at: int = 10**9) -> None:
        self.signer, self.size, self.forked_at = signer, size, forked_at

    def read(self, level: int, index: int) -> bytes:
        if level:
            return node_hash(self.read(level - 1, 2 * index), self.read(level - 1, 2 * index + 1))
        return leaf_hash(f"{index}{'another' if index >= self.forked_at else ''}".encode())

    def note(self) -> str:
        root = range_root(self.read, 0, self.size) if self.size else hashlib.sha256().digest()
        return sign_checkpoint(Checkpoint(ORIGIN, self.size, root), [self.signer]).decode()

    def growth(self, old: int) -> Growth:
        proof = prove_consistency(self.read, old, self.size)
        return Growth(note=self.note(), proof=[encode_base64(one) for one in proof])


def nobody(size: int) -> Growth:
    raise Refused("authority.unreachable", registry="-", problem="-")


def shown(desk: Desk, log: Log, ask: Ask | None = None) -> None:
    """The registry answers with this log."""
    watching.newest(desk, watching.kept(desk), log.note(), ask or log.growth)


def size(desk: Desk) -> int:
    found = watching.kept(desk)
    return found.size if found else 0


def test_the_largest_verified_checkpoint_is_kept(desk: Desk, liar: Liar) -> None:
    watching.newest(desk, None, "", nobody)  # before the first
    assert size(desk) == 0
    for count in (3, 3, 4, 70):
        shown(desk, Log(liar.log, count))
        assert size(desk) == count
    (file,) = [one for one in (desk.home / "log").rglob("*") if one.is_file()]
    assert file.stat().st_mode & 0o077 == 0
    assert watching.alarms(desk) == ()


def test_nothing_newer_is_taken_without_a_proof(desk: Desk, liar: Liar) -> None:
    shown(desk, Log(liar.log, 5))
    with refused("authority.unreachable"):
        shown(desk, Log(liar.log, 9), nobody)
    assert size(desk) == 5
    assert watching.alarms(desk) == ()


Shows = Callable[[Desk, Signer], None]


@pytest.mark.parametrize(
    "shows",
    [
        lambda desk, key: shown(desk, Log(key, 7)),
        lambda desk, key: shown(desk, Log(key, 0)),
        lambda desk, key: watching.newest(desk, watching.kept(desk), "", nobody),
        lambda desk, key: shown(desk, Log(key, 8, forked_at=7)),
        lambda desk, key: shown(desk, Log(key, 12, forked_at=2)),
        lambda desk, key: shown(desk, Log(key, 12), lambda size: Log(key, 12, forked_at=7).growth(size)),
        lambda desk, key: shown(desk, Log(key, 12), lambda size: Growth(note=Log(key, 12).note(), proof=["AAAA"])),
        lambda desk, key: shown(desk, Log(key, 12), lambda size: Growth(note=Log(key, 6).note(), proof=[])),
        lambda desk, key: watching.of_proof(desk, bundle(Log(key, 8, forked_at=7)), nobody),
        lambda desk, key: watching.of_proof(desk, bundle(Log(key, 6, forked_at=2)), Log(key, 8).growth),
        lambda desk, key: watching.of_proof(desk, bundle(Log(key, 12, forked_at=2)), Log(key, 12, forked_at=2).growth),
    ],
)
def test_a_log_that_goes_back_is_noticed_and_written_down(desk: Desk, liar: Liar, shows: Shows) -> None:
    shown(desk, Log(liar.log, 8))
    kept = watching.kept(desk)
    assert kept is not None
    for _ in range(3):
        with refused("authority.rolled_back") as found:
            shows(desk, liar.log)
    assert size(desk) == 8
    (file,) = watching.alarms(desk)
    assert found().refusal.evidence["file"] == file
    assert kept.note in Path(file).read_text()
    shown(desk, Log(liar.log, 9))
    assert watching.alarms(desk) == (file,), "it stays until somebody takes it away"


def bundle(log: Log) -> str:
    return ProofBundle(0, (), log.note().encode()).to_bytes().decode()


def test_the_checkpoint_of_a_proof_may_be_older_or_newer(desk: Desk, liar: Liar) -> None:
    shown(desk, Log(liar.log, 8))
    for count in (3, 8, 11):
        watching.of_proof(desk, bundle(Log(liar.log, count)), Log(liar.log, max(count, 8)).growth)
    assert size(desk) == 11
    with refused("log.proof"):
        watching.of_proof(desk, "nothing", nobody)


def test_two_requests_at_once_raise_no_alarm(desk: Desk, liar: Liar) -> None:
    shown(desk, Log(liar.log, 5))
    before = watching.kept(desk)
    shown(desk, Log(liar.log, 9))
    watching.newest(desk, before, Log(liar.log, 7).note(), Log(liar.log, 9).growth)
    assert size(desk) == 9


def test_a_kept_checkpoint_that_was_damaged_is_said(desk: Desk, liar: Liar) -> None:
    shown(desk, Log(liar.log, 5))
    (file,) = (desk.home / "log").iterdir()
    file.write_text(file.read_text().replace("\n5\n", "\n4\n"))
    with refused("authority.kept"):
        shown(desk, Log(liar.log, 5))
