"""Bring a node to this version: back up, migrate, rebuild, verify. What fails leaves the backup to go back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from comity import bootstrap
from comity.bootstrap import utc_now
from comity.config import Located
from comity.errors import Fault, Refused
from comity.operations import backup, opening
from comity.operations.archive import Taken
from comity.store import checking, database, journal, rebuilding
from comity.store.checking import Progress, Report


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The backup that was made first, whether tables changed, how many acts were folded again, and the check."""

    backup: Path
    migrated: bool
    rebuilt: int
    report: Report


def upgrade(
    located: Located,
    taken: Taken = lambda count: None,
    progress: Progress = lambda name, done: None,
    clock: Callable[[], datetime] = utc_now,
    random_bytes: Callable[[int], bytes] = bootstrap.random_bytes,
) -> Upgraded:
    """Upgrade the node at ``located``, which must be stopped.

    Raises Refused (``node.not_founded``, ``store.newer``, ``backup.*``, ``profile.*``), and Fault
    where the upgraded node does not verify.
    """
    path = located.path("database")
    if not path.is_file():
        raise Refused("node.not_founded", "design, rule 8", file=str(path))
    outdated = database.use_as_it_is(path)
    made = backup.write(located, taken=taken, clock=clock, random_bytes=random_bytes)
    if outdated:
        database.migrate()
    opening.read(located)
    bootstrap.treaty(
        located.config.profile
    )  # an old profile that this version refuses is told now, not at the next act
    rebuilt = rebuilding.rebuild().acts
    report = checking.check(progress, located.path("blobs"))
    faults = report.faults + [f"journal line {line}" for line in journal.check()[1]]
    if faults:
        raise Fault(f"the upgraded node does not verify ({faults[0]}); run `comity restore {made.path}`")
    return Upgraded(made.path, outdated, rebuilt, report)
