"""Verify the whole log again from storage: tree, commitments, bodies, signatures, folded tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import connection

from comity import acts, appointments, canonical, keys
from comity.errors import ComityError, Refused
from comity.participants import Directory
from comity.store import projected, publishing, rebuilding
from comity.store.documents import attachment, blob_digest
from comity.translog.errors import TranslogError
from comity.translog.tree import Frontier, leaf_hash

_BATCH: Final = 4_000
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the check: how many were verified, in how many seconds, and what was wrong."""

    name: str
    count: int
    seconds: float
    faults: tuple[str, ...] = ()

    @property
    def rate(self) -> int:
        """Verified in a second."""
        return round(self.count / self.seconds) if self.seconds else 0


@dataclass(slots=True)
class Report:
    """The whole check. ``size`` and ``root`` are those of the stored leaves."""

    size: int = 0
    root: str = ""
    parts: list[Part] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [fault for part in self.parts for fault in part.faults]


def check(progress: Progress = lambda name, done: None, blobs: Path | None = None) -> Report:
    """Verify everything. ``progress`` hears the part's name and how many it has done; ``blobs`` is the
    folder of the attachments, which are verified with the bodies where it is given."""
    report = Report()
    for name, part in (
        ("tree", _tree),
        ("commitments", _commitments),
        ("bodies", partial(_bodies, blobs)),
        ("signatures", _signatures),
        ("folded", _folded),
    ):
        started = time.perf_counter()
        try:
            count, faults = part(report, partial(progress, name))
        except (ComityError, TranslogError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            count, faults = 0, [f"{name}: a damaged row cannot be read ({type(error).__name__})"]
        report.parts.append(Part(name, count, time.perf_counter() - started, tuple(faults[:20])))
    return report


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(_BATCH):
            yield from rows


def _tree(report: Report, progress: Callable[[int], None]) -> tuple[int, list[str]]:
    """Hash every leaf and compare with the head row and every signed checkpoint."""
    frontier, faults = Frontier(), []
    wanted = {
        c.size: c.root for c in (publishing.parse(note) for (note,) in _rows("SELECT note FROM checkpoint")) if c.size
    }
    for index, data in _rows("SELECT idx, data FROM leaf ORDER BY idx"):
        if index != frontier.size:
            return frontier.size, [f"leaf {frontier.size} is missing"]
        frontier.append(leaf_hash(bytes(data)))
        if frontier.size in wanted and frontier.root() != wanted.pop(frontier.size):
            faults.append(f"the checkpoint of size {frontier.size} has another root")
        if frontier.size % _BATCH == 0:
            progress(frontier.size)
    faults.extend(f"a checkpoint of size {size} is larger than the log" for size in wanted)
    row = next(_rows("SELECT size, frontier FROM tree"), None)
    if row and (row[0] != frontier.size or bytes(row[1]) != frontier.to_bytes()):
        faults.append("the head row does not fit the leaves")
    report.size, report.root = frontier.size, frontier.root().hex()
    return frontier.size, faults


def _commitments(report: Report, progress: Callable[[int], None]) -> tuple[int, list[str]]:
    """Each leaf commits to its act: head, signatures and stamp."""
    count, faults = 0, []
    for index, head, officer, seal, stamp, data in _rows(
        "SELECT a.idx, a.head, a.officer_signature, a.seal_signature, a.stamp, l.data"
        " FROM act a JOIN leaf l ON l.idx = a.idx ORDER BY a.idx"
    ):
        if not acts.fits_leaf(bytes(head), bytes(officer), bytes(seal), bytes(stamp), bytes(data)):
            faults.append(f"act {index} does not fit its leaf")
        count += 1
        if count % _BATCH == 0:
            progress(count)
    if count != report.size:
        faults.append(f"{report.size} leaves, but {count} acts")
    return count, faults


def _bodies(blobs: Path | None, report: Report, progress: Callable[[int], None]) -> tuple[int, list[str]]:
    """Each statement held opens a commitment of its act's head; each one missing is withheld by an erasure."""
    promised: dict[str, int] = {}
    for index, head in _rows("SELECT idx, head FROM act ORDER BY idx"):
        promised.update(dict.fromkeys(acts.promised(bytes(head)), index))
    count, faults = 0, []
    for commitment, salt, content in _rows("SELECT commitment, salt, content FROM statement"):
        if canonical.commitment(bytes(salt), bytes(content)) != commitment or promised.pop(commitment, None) is None:
            faults.append(f"statement {commitment[:12]} does not open its commitment")
        count += 1
        if count % _BATCH == 0:
            progress(count)
    for (commitment,) in _rows("SELECT commitment FROM erased"):
        promised.pop(commitment, None)
    faults.extend(f"a statement of act {index} is missing and no erasure covers it" for index in promised.values())
    return count, faults if blobs is None else faults + _attachments(blobs)


def _attachments(blobs: Path) -> list[str]:
    """Each attachment on disk has the bytes that its statement promises."""
    faults = []
    rows = "SELECT b.digest, b.path, s.content FROM blob b JOIN statement s ON s.body = b.body ORDER BY b.digest"
    for digest, path, content in _rows(rows):
        promised = attachment(bytes(content))
        if promised is None or promised.digest != digest:
            continue
        try:
            if blob_digest(promised.salt, (blobs / path).read_bytes()) != digest:
                faults.append(f"attachment {digest[:12]} has other bytes than its statement says")
        except OSError:
            faults.append(f"attachment {digest[:12]} cannot be read")
    return faults


def _signatures(report: Report, progress: Callable[[int], None]) -> tuple[int, list[str]]:
    """Each act was signed by an officer's key and a seal that counted at its place in the log."""
    directory, count, faults = Directory(), 0, []
    for index, head_bytes, officer, seal, stamp_bytes, participant in _rows(
        "SELECT idx, head, officer_signature, seal_signature, stamp, participant FROM act ORDER BY idx"
    ):
        head, stamp = acts.trusted_head(bytes(head_bytes)), acts.parse_stamp(bytes(stamp_bytes))
        if index == 0:
            directory = appointments.apply(directory, head.kind, head.terms, 0, stamp.time)
        if directory.participant_of(head.authority) != participant:
            faults.append(f"act {index}: the row names another participant than that of {head.authority}")
        message = acts.signing_bytes(bytes(head_bytes))
        for name, holder, is_seal, signature in (
            (head.officer_key, head.officer, False, officer),
            (head.seal_key, head.authority, True, seal),
        ):
            if not _verifies(directory, name, holder, is_seal, index, bytes(signature), message):
                faults.append(f"act {index}: the signature of {holder} does not verify")
        if index and head.kind in appointments.DIRECTORY_ACTS:
            directory = appointments.apply(directory, head.kind, head.terms, index, stamp.time)
        count += 1
        if count % 500 == 0:
            progress(count)
    return count, faults


def _verifies(
    directory: Directory, name: str, holder: str, seal: bool, index: int, signature: bytes, message: bytes
) -> bool:
    try:
        key = directory.signing_key(name, holder, seal=seal, index=index)
    except Refused:
        return False
    return keys.verify(key.public, signature, message)


def _folded(report: Report, progress: Callable[[int], None]) -> tuple[int, list[str]]:
    found = [*rebuilding.differences(), *projected.differences()]
    return report.size, [f"rebuilt differs from live: {name}" for name in found]
