"""Rates of durable acts, of rebuilding and of checking the log, beside their bars.

Run: python bench/acts.py [ACTS] [FOLDER]. ACTS (default 20,000) is the size of the log that is
rebuilt and checked; FOLDER is where the database lies, so that its disk is the one measured.
Everything in it is fictional.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from comity import config, keys
from comity.acts import BodyHead, SignedAct
from comity.bootstrap import open_node
from comity.demo.cast import Cast, StoryClock
from comity.engine import Receipt
from comity.errors import Refused
from comity.interchange.dossier import acting, reading
from comity.interchange.dossier.reading import Dossier
from comity.provenance import Opened, Standing, Statement, seal
from comity.store import checking, database, rebuilding

GATES = (6, 7, 8, 13, 16, 17, 27, 33, 43)
DOSSIERS = 200
SINGLE = 1_000
GROUP = 500
STATEMENTS = 4


def probe(folder: Path, sync: Callable[[int], None], span: float = 1.0) -> float:
    """Pages appended durably a second, by ``sync``, on the filesystem of ``folder``."""
    path = folder / "probe"
    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    started, count = time.perf_counter(), 0
    while time.perf_counter() - started < span:
        os.pwrite(handle, b"x" * 4096, count * 4096)
        sync(handle)
        count += 1
    rate = count / (time.perf_counter() - started)
    os.close(handle)
    path.unlink()
    return rate


def verifications() -> float:
    """Signatures verified a second by this core now: what no act can do without."""
    signer = keys.generate(os.urandom)
    signature = signer.sign(b"x" * 700)
    started = time.perf_counter()
    for _ in range(2_000):
        keys.verify(signer.public_key, signature, b"x" * 700)
    return 2_000 / (time.perf_counter() - started)


def stage(home: Path) -> Cast:
    """A founded node with all its fictional officers."""
    told = config.Config.model_validate(
        {"node": "bench", "mode": "demo", "origin": "bench.example/fictional", "profile": "sco_rats_demo"}
    )
    located = config.Located(home, told)
    clock = StoryClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    node = open_node(located, keys.generate(os.urandom), keys.generate(os.urandom), clock)
    cast = Cast.gather(node, os.urandom)
    cast.sign_safeguards()
    return cast


def said(cast: Cast, number: int, count: int) -> tuple[Opened, ...]:
    """``count`` statements of a reviewer, each with its salt."""
    day = cast.node.clock().date().isoformat()
    one = Statement("reason", "", "XA", "SC-XA-2022-17#para 31", Standing.ASSESSED, "A1", "en", "", day, day)
    texts = [f"Reason {n} of act {number}: compared with the court's copy, line by line." for n in range(count)]
    return seal([replace(one, value=text) for text in texts], lambda: os.urandom(16))


def body(schema: str, opened: Sequence[Opened], about: str) -> BodyHead:
    """The head's word on one body."""
    code = "EYES_OF_REVIEW" if schema.startswith("reasons/") else "MEMBER"
    return BodyHead(schema, code, (), (about,), (), tuple(one.commitment for one in opened))


def plain(cast: Cast, number: int) -> SignedAct:
    """A signed act without a door: a decision recorded in four statements."""
    matter, opened = cast.new_id(), said(cast, number, STATEMENTS)
    heads = (body("judiciary.decision/1", opened, matter),)
    terms = {"type": "ban", "finality": "final"}
    head = cast.head("XA-NLO-1", "NLO", "decision.record", "decision", matter, terms, bodies=heads)
    return cast.sign(head, (opened,))


def renamed(dossier: Dossier, number: int) -> Dossier:
    """The same dossier about another organisation."""
    name = f"Fictional Organisation {number}"
    entry = dossier.entry.model_copy(update={"official_name": name, "names": ()})
    return replace(dossier, text=dossier.text.model_copy(update={"entry": entry}))


def chain(cast: Cast, dossier: Dossier, number: int) -> tuple[list[SignedAct], SignedAct]:
    """All acts of one dossier, signed beforehand: those up to the door, and the one that asks it."""
    who, now = cast.identity, cast.node.clock()
    prepared = acting.prepare(renamed(dossier, number), who("XA-NLO-1"), who("XA-NAA-1"), now, os.urandom)
    signed = [cast.sign(one.head, one.bodies) for one in prepared]
    recorded = prepared[0].head
    reviewed = cast.head("EC-CR-1", "CR", "decision.authenticate", "decision", recorded.matter, after=recorded.id)
    approved = prepared[-1].head
    permit = cast.head(
        "EC-CR-1",
        "CR",
        "version.permit",
        "version",
        approved.matter,
        {"attests": list(GATES)},
        after=approved.id,
    )
    return [*signed, cast.sign(reviewed)], cast.sign(permit)


def insist(answers: Sequence[Receipt | Refused]) -> int:
    """How many were committed: all of them, for a figure of refused acts would be worth nothing."""
    for answer in answers:
        if isinstance(answer, Refused):
            raise answer
    return len(answers)


def line(name: str, rate: float, bar: float) -> None:
    """Print a rate beside its bar."""
    verdict = "" if not bar else f"bar {bar:>9,.0f}  {'met' if rate >= bar else 'MISSED'}"
    print(f"{name:<46}{rate:>12,.0f}/s  {verdict}", flush=True)


def timed(name: str, count: int, bar: float, action: Callable[[], object]) -> None:
    """Run ``action``, which does ``count`` things, and print the rate."""
    gc.collect()
    gc.freeze()  # what was prepared before is the clients', not the node's
    started = time.perf_counter()
    action()
    line(name, count / (time.perf_counter() - started), bar)


def singly(cast: Cast, bar: float) -> None:
    """Acts committed one by one: with the door, without one, and whole dossiers."""
    folder = Path(str(files("comity.profiles") / "sco_rats_demo" / "dossiers" / "ember-column"))
    dossiers = [reading.read(folder, lambda name: os.urandom(16)) for _ in range(DOSSIERS)]  # each with fresh salts
    stored = {one.digest: one.content for dossier in dossiers for one in dossier.attachments.values()}
    submit = cast.node.writer.submit
    chains = [chain(cast, dossier, number) for number, dossier in enumerate(dossiers)]
    for before, _ in chains[: DOSSIERS // 2]:
        insist(cast.node.writer.submit_all(before, stored))
    permits = [permit for _, permit in chains[: DOSSIERS // 2]]
    timed(
        "singly: door that weighs a dossier, 2 signatures", len(permits), bar, lambda: [submit(one) for one in permits]
    )
    acts = [plain(cast, number) for number in range(SINGLE)]
    timed("singly: no door, 4 statements, 2 signatures", len(acts), bar, lambda: [submit(one) for one in acts])
    whole = [one for before, permit in chains[DOSSIERS // 2 :] for one in (*before, permit)]
    statements = sum(len(part) for one in whole for part in one.bodies)
    name = f"singly: whole dossiers ({statements / len(whole):.0f} statements an act)"
    timed(name, len(whole), bar, lambda: [submit(one, stored) for one in whole])


def grouped(cast: Cast, count: int) -> None:
    """Acts committed by ``GROUP`` in one durable write, and the bytes that each takes."""
    path = cast.node.located.path("database")
    signed = [plain(cast, number) for number in range(count)]
    groups = [signed[low : low + GROUP] for low in range(0, count, GROUP)]
    database.truncate()
    before = path.stat().st_size
    name = f"grouped by {GROUP}: 4 statements, 2 signatures"
    timed(name, count, 2_000, lambda: [insist(cast.node.writer.submit_all(group)) for group in groups])
    database.truncate()
    print(f"{'database bytes an act':<46}{(path.stat().st_size - before) / count:>12,.0f}")


def rebuilt() -> None:
    """Fold the whole log: heads only, and with every row written."""
    started = time.perf_counter()
    count = rebuilding.fold_all().acts
    line("rebuild: heads only", count / (time.perf_counter() - started), 30_000)
    timed("rebuild: rows written", count, 10_000, rebuilding.rebuild)


def checked() -> None:
    """Verify the whole log from storage."""
    bars = {"tree": 100_000, "commitments": 100_000, "bodies": 30_000, "signatures": 2_500}
    report = checking.check()
    if report.faults:
        raise SystemExit(str(report.faults))
    acts = report.size
    for part in report.parts:
        line(f"log check: {part.name} (acts)", acts / part.seconds, bars.get(part.name, 0))


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    parent = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    folder = Path(tempfile.mkdtemp(prefix="comity-bench-", dir=parent))
    try:
        rates = {"fdatasync": probe(folder, os.fdatasync), "fsync": probe(folder, os.fsync)}
        for name, rate in rates.items():
            line(f"this disk: {name} of a page appended", rate, 0)
        line("this core: Ed25519 verifications (two an act)", verifications(), 0)
        cast = stage(folder / "home")
        durable = "WAL, synchronous FULL" if database.fsync_is_on() else "NOT DURABLE"
        bar = min(500, 0.4 * min(rates.values()))
        print(f"durable acts ({durable}); bar: 500/s, or 40 % of the disk's rate where lower")
        singly(cast, bar)
        grouped(cast, count)
        rebuilt()
        checked()
        database.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
