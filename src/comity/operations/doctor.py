"""Examine a node: what is wrong, why it matters, what to do next. Nothing is changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from comity import bootstrap, config, private_files
from comity.bootstrap import utc_now
from comity.config import Located
from comity.engine import check_clock
from comity.errors import Refusal, Refused
from comity.home import FILE_NAME
from comity.keys import KeyKind
from comity.operations import backup, opening, restore, status
from comity.profile import loading
from comity.store import database, erasing, publishing, reading, texts
from comity.store.unit import SqlUnit
from comity.translog.errors import TranslogError
from comity.translog.files import read_limited
from comity.translog.note import MAX_NOTE
from comity.translog.paths import CHECKPOINT_PATH
from comity.translog.tiles import TileReader

ROOM: Final = 1 << 30
BACKUP_AGE: Final = timedelta(days=7)
STALE_AGE: Final = timedelta(hours=1)
_UNFINISHED: Final = (".draft", ".part", ".new")
_OTHERS: Final = 0o077
Value = str | int | Refusal


class Grade(StrEnum):
    """Whether it must be mended before work goes on, or soon."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` names the sentence ``doctor.<code>``, ``values`` fill it: ids, paths, numbers and refusals."""

    code: str
    grade: Grade
    values: dict[str, Value] = field(default_factory=dict)


def _fault(code: str, **values: Value) -> Finding:
    return Finding(code, Grade.FAULT, values)


def _warning(code: str, **values: Value) -> Finding:
    return Finding(code, Grade.WARNING, values)


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined, and when."""

    located: Located
    now: datetime


def examine(home: Path, clock: Callable[[], datetime] = utc_now) -> list[Finding]:
    """Everything that is wrong with the node in ``home``, faults first. Raises Refused where there is no node."""
    problems = config.check(home / FILE_NAME)
    if problems:
        return [_fault("config", problem=problem) for problem in problems]
    patient = Patient(opening.locate(home), clock())
    opening.read(patient.located)
    found = [finding for check in CHECKS for finding in _tried(check, patient)]
    return sorted(found, key=lambda finding: finding.grade is not Grade.FAULT)


def _tried(check: Callable[[Patient], Iterator[Finding]], patient: Patient) -> list[Finding]:
    try:
        return list(check(patient))
    except Refused as refused:
        return [_fault("hindered", problem=refused.refusal)]


def permissions(patient: Patient) -> Iterator[Finding]:
    located = patient.located
    folders = [located.home, located.path("keys"), located.path("blobs"), located.path("backups")]
    files = [located.path("database"), *located.path("keys").glob("*"), located.home / bootstrap.LEDGER]
    wanted = [(path, private_files.FOLDER_MODE) for path in folders]
    wanted += [(path, private_files.FILE_MODE) for path in files if path.is_file()]
    for path, mode in wanted:
        if path.exists() and path.stat().st_mode & _OTHERS:
            yield _fault(
                "open_to_others", path=str(path), mode=f"{path.stat().st_mode & 0o777:04o}", wanted=f"{mode:04o}"
            )


def room(patient: Patient) -> Iterator[Finding]:
    path = patient.located.path("database")
    free, needed = shutil.disk_usage(path.parent).free, max(ROOM, 3 * path.stat().st_size)
    if free < needed:
        yield _warning("room", free=free >> 20, needed=needed >> 20, path=str(path.parent))


def durable(patient: Patient) -> Iterator[Finding]:
    if not database.fsync_is_on():
        yield _fault("not_durable")


def clock(patient: Patient) -> Iterator[Finding]:
    try:
        check_clock(SqlUnit().position(), patient.now, patient.located.config.clock.hold_after)
    except Refused as refused:
        yield _fault("clock", problem=refused.refusal)


def unfinished(patient: Patient) -> Iterator[Finding]:
    """Drafts that a stopped process left; a young one may be at work."""
    located, oldest = patient.located, (patient.now - STALE_AGE).timestamp()
    for path in sorted(located.home.rglob("*")):
        if path.suffix in _UNFINISHED and path.exists() and path.stat().st_mtime < oldest:
            yield _warning("unfinished", path=str(path))
    home = located.home
    for path in sorted(
        [*home.parent.glob(f"{home.name}{restore.ASIDE}*"), *home.parent.glob(f".{home.name}{restore.STAGED}*")]
    ):
        yield _warning("aside", path=str(path))


def attachments(patient: Patient) -> Iterator[Finding]:
    folder = patient.located.path("blobs")
    named = {path for path, _ in reading.blob_paths()}
    held = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.suffix not in _UNFINISHED}
    for path in sorted(named - held):
        yield _fault("attachment_missing", path=path)
    if held - named:
        yield _warning("attachment_orphan", count=len(held - named), path=str(folder / min(held - named)))


def published_log(patient: Patient) -> Iterator[Finding]:
    """The quick look: files against the newest checkpoint. `comity log check` verifies everything."""
    newest, folder = publishing.newest(), patient.located.path("log")
    if newest is None:
        return
    try:
        note = read_limited(folder / CHECKPOINT_PATH, MAX_NOTE)
        whole = note == publishing.newest_note() and TileReader(folder, newest.size).root() == newest.root
    except TranslogError:
        whole = False
    if not whole:
        yield _fault("log_files", path=str(folder), size=newest.size)
    acts = reading.directory()[0]
    if acts > newest.size:
        yield _warning("unpublished", count=acts - newest.size)


def treaty(patient: Patient) -> Iterator[Finding]:
    founded = str(reading.founding_terms().get("profile_digest", ""))
    today = loading.load(patient.located.config.profile).digest
    if founded and founded != today:
        yield _fault("profile", profile=patient.located.config.profile, founded=founded[:12], today=today[:12])


def kept_texts(patient: Patient) -> Iterator[Finding]:
    folder = patient.located.home / texts.FOLDER
    for digest in texts.named(SqlUnit()):
        if texts.read(folder, digest) is None:
            yield _warning("text_missing", digest=digest[:12], path=str(folder))


def node_keys(patient: Patient) -> Iterator[Finding]:
    terms = reading.founding_terms()
    held = {key.public.hex() for key in reading.directory()[3].keys.values()} | {str(terms.get("log_key", ""))}
    for kind in (KeyKind.LOG, KeyKind.NODE):
        try:
            if opening.public_key(patient.located, kind).hex() not in held:
                yield _fault("foreign_key", kind=kind.value)
        except Refused as refused:
            yield _fault("key_file", kind=kind.value, problem=refused.refusal)


def notices(patient: Patient) -> Iterator[Finding]:
    for authority in reading.directory()[3].authorities.values():
        days = authority.notice_late_by()
        if days:
            yield _warning("late_notice", authority=authority.id, days=days)


def safeguards(patient: Patient) -> Iterator[Finding]:
    node = opening.open_node(patient.located, clock=lambda: patient.now)
    unsigned = status.standing(patient.located, node, patient.now).unsigned
    if unsigned:
        yield _warning("unsigned", authorities=", ".join(unsigned))


def backups(patient: Patient) -> Iterator[Finding]:
    folder = patient.located.path("backups")
    made = sorted(path.stat().st_mtime for path in folder.glob(f"*{backup.SUFFIX}"))
    if not made:
        yield _warning("no_backup", path=str(folder))
        return
    age = patient.now.timestamp() - made[-1]
    if age > BACKUP_AGE.total_seconds():
        yield _warning("old_backup", days=int(age // 86_400))
    ledger = patient.located.home / bootstrap.LEDGER
    if erasing.read_ledger(ledger) and made[0] < ledger.stat().st_mtime:
        yield _warning("backup_before_erasure", path=str(folder))


CHECKS: Final[tuple[Callable[[Patient], Iterator[Finding]], ...]] = (
    permissions,
    room,
    durable,
    clock,
    unfinished,
    attachments,
    published_log,
    treaty,
    kept_texts,
    node_keys,
    notices,
    safeguards,
    backups,
)
