"""Kill one commit at each system call that changes a file, and look at what is left each time.

``python -m tests.faults.killing [--share N/OF] [--sample N] [--seed SEED]`` does it for every kind of
act, for publishing and for erasing, and prints how many calls and kills there were. It is a program of
its own because it forks, which a test runner with threads should not.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import hashlib
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from django.db import connection

from comity.bootstrap import Node
from comity.demo.cast import StoryClock
from comity.errors import Refused
from comity.store import checking, committing, database, erasing, publishing
from comity.translog import check
from comity.translog.paths import CHECKPOINT_PATH
from comity.translog.tree import leaf_hash
from tests.faults import staging, tracing
from tests.faults.staging import Staged

APART = frozenset({"django_migrations", "sqlite_sequence", "journal", "journal_tree"})
PUBLISH = "(publish)"
REFUSED = (b"store.disk", b"store.unfinished", b"store.unpublished")


@dataclass(slots=True)
class Tally:
    """What a campaign saw."""

    kinds: int = 0
    kills: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def state(node: Node) -> dict[str, str]:
    """A digest of each table and of each file that the tables speak of: equal states are equal."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in cursor.fetchall():
            if table not in APART:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
                found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
        cursor.execute("SELECT path FROM blob ORDER BY path")
        for (path,) in cursor.fetchall():
            found[path] = _digest(node.located.path("blobs") / path)
    ledger = node.located.home / "erasures.jsonl"
    return {**found, "ledger": _digest(ledger), "log": _digest(node.located.path("log") / "checkpoint")}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The names of what differs."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@dataclass(slots=True)
class Trial:
    """One act (or the publishing of the log) tried again and again from the same folder."""

    node: Node
    staged: Staged
    room: Path
    count: int = 0

    def fresh(self) -> Node:
        """The node in a new copy of the folder."""
        home = self.room / f"{self.count}"
        shutil.rmtree(home, ignore_errors=True)
        self.count += 1
        home = self.room / f"{self.count}"
        shutil.copytree(self.staged.home, home)
        clock = self.node.clock
        if isinstance(clock, StoryClock):
            clock.now = self.staged.now
        return staging.moved(self.node, home)

    def act(self, node: Node) -> bytes:
        """Do it, and say what was answered."""
        try:
            if self.staged.kind == PUBLISH:
                return repr(node.publish()).encode()
            return repr(node.submit(self.staged.signed, self.staged.attachments)).encode()
        except Refused as refused:
            return refused.refusal.code.encode()

    def recover(self, node: Node) -> None:
        """What opening a node does after a stop."""
        database.close()
        erasing.replay(node.located.home / "erasures.jsonl")
        node.finish_erasures()
        erasing.sweep(node.located.path("blobs"))

    def killed_at(self, number: int) -> tuple[Node, tracing.Traced]:
        """The node after a kill before the call of this number, opened again."""
        node = self.fresh()
        seen = tracing.run(connection.ensure_connection, lambda: self.act(node), kill_at=number)
        self.recover(node)
        return node, seen

    def full_from(self, number: int) -> tuple[Node, tracing.Traced]:
        """The node after a disk was full from the call of this number on, and has room again."""
        node = self.fresh()
        seen = tracing.run(connection.ensure_connection, lambda: self.act(node), fail_at=number, errno=errno.ENOSPC)
        return node, seen


def try_all(node: Node, staged: Staged, room: Path, tally: Tally, chosen: Callable[[int], Iterator[int]]) -> None:
    """Kill ``staged`` at the calls ``chosen`` of all, and note everything that is wrong after it."""
    trial = Trial(node, staged, room)
    whole, seen = trial.killed_at(-1)
    after = state(whole)
    _verify(trial, whole, tally, "not killed")
    if seen.killed or seen.code or not seen.told:
        tally.wrong.append(f"{staged.kind}: the commit does not end ({seen.code})")
        return
    tally.kinds += 1
    tally.calls.update(seen.calls)
    fresh = trial.fresh()
    trial.recover(fresh)
    before = state(fresh)
    for number in chosen(len(seen.calls)):
        where = f"{staged.kind}: killed before call {number + 1} of {len(seen.calls)} ({seen.calls[number]})"
        left, cut = trial.killed_at(number)
        tally.kills += 1
        if not cut.killed or cut.calls != seen.calls[:number]:
            tally.wrong.append(f"{where}: the calls before it were others")
        now = state(left)
        orphans = [one for one in blobs(left) if one not in now] + (leftovers(left) if staged.kind != PUBLISH else [])
        tally.wrong.extend(f"{where}: {name} is left" for name in orphans)
        if now not in (before, after) and staged.kind != PUBLISH:  # which writes tiles first, then says so
            tally.wrong.append(f"{where}: half-written {differing(now, before)}, {differing(now, after)}")
        if cut.told and (now != after or cut.told != seen.told):
            tally.wrong.append(f"{where}: acknowledged and lost")
        try:
            answer = trial.act(left)
        except Exception as error:
            tally.wrong.append(f"{where}: sent again, {type(error).__name__}: {error}")
            continue
        if answer != seen.told or state(left) != after:
            tally.wrong.append(f"{where}: sent again, differs in {differing(state(left), after)}")
        tally.wrong.extend(f"{where}: {name} is left" for name in leftovers(left))
        if number % 40 == 0:
            _verify(trial, left, tally, where)
    database.close()


def blobs(node: Node) -> list[str]:
    """The attachments on disk."""
    folder = node.located.path("blobs")
    return [str(path.relative_to(folder)) for path in folder.glob("*/*")]


def fill_all(node: Node, staged: Staged, room: Path, tally: Tally, chosen: Callable[[int], Iterator[int]]) -> None:
    """Let the disk be full from the calls ``chosen`` of all on: a clear refusal, and nothing changed."""
    trial = Trial(node, staged, room)
    whole, seen = trial.killed_at(-1)
    after = state(whole)
    fresh = trial.fresh()
    trial.recover(fresh)
    before = state(fresh)
    tally.kinds += 1
    tally.calls.update(seen.calls)
    for number in chosen(len(seen.calls)):
        where = f"{staged.kind}: disk full from call {number + 1} of {len(seen.calls)} ({seen.calls[number]})"
        left, cut = trial.full_from(number)
        tally.kills += 1
        now = state(left)
        if cut.code or cut.told not in (*REFUSED, seen.told):
            tally.wrong.append(f"{where}: answered {cut.told!r}, ended {cut.code}")
        if cut.told == seen.told and now != after:
            tally.wrong.append(f"{where}: acknowledged, differs in {differing(now, after)}")
        atomic = staged.kind not in (PUBLISH, *erasing.KINDS)
        if atomic and cut.told == b"store.disk" and now != before:
            tally.wrong.append(f"{where}: refused, and changed {differing(now, before)}")
        if trial.act(left) != seen.told or state(left) != after:
            tally.wrong.append(f"{where}: sent again with room, differs in {differing(state(left), after)}")
    database.close()


def leftovers(node: Node) -> list[str]:
    """Files that a write aside left behind."""
    return [path.name for path in node.located.home.rglob("*") if path.suffix in (".part", ".new")]


def _verify(trial: Trial, node: Node, tally: Tally, where: str) -> None:
    """The whole log again, and its published form; equal states need it only once."""
    tally.wrong.extend(f"{where}: {fault}" for fault in checking.check().faults)
    tally.wrong.extend(f"{where}: {name} is left" for name in leftovers(node))
    if trial.staged.kind == PUBLISH:
        note = (node.located.path("log") / CHECKPOINT_PATH).read_bytes()
        hashes = [leaf_hash(data) for data in publishing.leaves(0, publishing.parse(note.decode()).size)]
        check.check_files(node.located.path("log"), publishing.parse(note.decode()), hashes)


def main() -> None:
    """Do what the command line says; exit 1 where anything was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--share", default="1/1", help="the part of the kinds to do, for instance 1/2")
    parser.add_argument("--sample", type=int, default=0, help="kills for each kind; 0: all")
    parser.add_argument("--kind", default="", help="this kind of act only")
    parser.add_argument("--full", action="store_true", help="fill the disk instead of killing")
    parser.add_argument("--plant", action="store_true", help="commit without a transaction, to be found out")
    parser.add_argument("--seed", type=int, default=None)
    told = parser.parse_args()
    seed = told.seed if told.seed is not None else random.SystemRandom().randrange(10**6)
    part, of = (int(word) for word in told.share.split("/"))
    reason = tracing.why_not()
    if reason:
        print(f"SKIPPED: {reason}")
        sys.exit(77)
    draw = random.Random(seed)

    def chosen(count: int) -> Iterator[int]:
        numbers = range(count)
        yield from sorted(draw.sample(numbers, min(told.sample, count)) if told.sample else numbers)

    campaign = fill_all if told.full else try_all
    if told.plant:
        committing.transaction = SimpleNamespace(atomic=contextlib.nullcontext)  # type: ignore[assignment]
    started, tally = time.perf_counter(), Tally()
    folder = Path(tempfile.mkdtemp(prefix="comity-faults-"))
    try:
        node, staged = staging.stage(folder)
        last = staged["erasure.declare"]
        staged[PUBLISH] = Staged(PUBLISH, last.home, last.signed, {}, last.now)
        for kind in sorted(staged)[part - 1 :: of]:
            if told.kind in ("", kind):
                campaign(node, staged[kind], folder / "room" / kind, tally, chosen)
    finally:
        database.close()
        shutil.rmtree(folder)
    calls = ", ".join(f"{count} {name}" for name, count in sorted(tally.calls.items()))
    print(f"{tally.kinds} kinds of act, {tally.calls.total()} system calls ({calls})")
    what, seconds = "full disks" if told.full else "kills", time.perf_counter() - started
    print(f"{tally.kills} {what} in {seconds:.0f} s; seed {seed}; {len(tally.wrong)} wrong")
    for line in tally.wrong[:60]:
        print(f"  {line}")
    sys.exit(bool(tally.wrong))


if __name__ == "__main__":
    main()
