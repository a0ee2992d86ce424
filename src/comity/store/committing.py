"""Commit signed acts: decide and write in one transaction, one at a time or grouped.

Grouping makes one durable write of many acts; each is still decided for itself, and one refused
leaves the others standing (design, rule 26).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.utils import OperationalError

from comity import acts, engine
from comity.acts import Head, SignedAct
from comity.engine import Charter, Receipt
from comity.errors import Refusal, Refused
from comity.store import reading, verifying
from comity.store.documents import attachment, blob_digest, place_of
from comity.store.unit import SqlUnit
from comity.store.verifying import Verify


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Writer:
    """Commits acts under one charter. ``effects``: what else an act writes in its own transaction;
    ``clock`` and ``salts`` are arguments so that tests replay."""

    charter: Charter
    blobs: Path
    effects: Callable[[SqlUnit, Head], None] = lambda unit, head: None
    clock: Callable[[], datetime] = utc_now
    salts: Callable[[], str] = lambda: secrets.token_hex(16)
    on_refusal: Callable[[Refusal, SignedAct], None] = field(default=lambda refusal, signed: None)

    def submit(self, signed: SignedAct, attachments: Mapping[str, bytes] | None = None) -> Receipt:
        """Commit one act durably. Raises Refused; then nothing has changed, and the refusal is journaled."""
        (answer,) = self.submit_all([signed], attachments)
        if isinstance(answer, Refused):
            raise answer
        return answer

    def submit_all(
        self, group: Iterable[SignedAct], attachments: Mapping[str, bytes] | None = None
    ) -> list[Receipt | Refused]:
        """Commit a group in one transaction: for each act its receipt or its refusal, in order."""
        listed, sent = list(group), attachments or {}
        try:
            verify = verifying.beforehand(listed, lambda: reading.directory()[3])
            with transaction.atomic():
                unit = SqlUnit()
                answers = [self._one(signed, unit, sent, verify) for signed in listed]
            for answer, signed in zip(answers, listed, strict=True):
                if isinstance(answer, Refused):
                    self.on_refusal(answer.refusal, signed)
        except OperationalError as error:
            raise _unavailable(error) from None
        return answers

    def _one(self, signed: SignedAct, unit: SqlUnit, sent: Mapping[str, bytes], verify: Verify) -> Receipt | Refused:
        try:
            again = _repeated(signed, unit)
            if again is not None:
                return again
            accepted = engine.commit(signed, unit, self.charter, now=self.clock(), salt=self.salts(), verify=verify)
            placed = place_blobs(self.blobs, _documents(signed, sent, unit))
        except Refused as refused:
            return refused
        unit.append(accepted, placed)
        self.effects(unit, accepted.head)
        return accepted.receipt


def _repeated(signed: SignedAct, unit: SqlUnit) -> Receipt | None:
    """The same act sent again gets the same answer; other bytes under its id are refused (rule 6)."""
    head = acts.parse_head(signed.head)
    stored = unit.stored(head.id)
    if stored is None:
        return None
    if stored[:3] != (signed.head, signed.officer_signature, signed.seal_signature):
        raise Refused("act.other_bytes", "design, rule 6")
    stamp = acts.parse_stamp(stored[4])
    return Receipt(head.id, stamp.index, stamp.time, stamp.after)


def _documents(signed: SignedAct, sent: Mapping[str, bytes], unit: SqlUnit) -> dict[str, bytes]:
    """The documents that the act's statements promise, by digest. Raises Refused (``act.attachment``) where
    one was not sent or is not what was signed: a digest must never outlive bytes that nobody had. Two
    statements never share a file (``act.repeated``): erasing one would take it from the other."""
    found: dict[str, bytes] = {}
    for promised in (attachment(one.content) for body in signed.bodies for one in body):
        if promised is None:
            continue
        content = sent.get(promised.digest)
        if content is None or len(content) != promised.size or blob_digest(promised.salt, content) != promised.digest:
            raise Refused("act.attachment", "design, rule 27", name=promised.name[:80])
        if promised.digest in found or unit.has_file(promised.digest):
            raise Refused("act.repeated", "design, rule 27")
        found[promised.digest] = content
    return found


def place_blobs(folder: Path, attachments: Mapping[str, bytes]) -> dict[str, tuple[str, int]]:
    """Write attachments durably before the act commits (rule 27); an existing file is kept.

    Only what an accepted act promises is written, under the log's lock: a refused act leaves no byte,
    and what a kill leaves behind no act names (``erasing.sweep``).
    """
    placed: dict[str, tuple[str, int]] = {}
    for digest, content in attachments.items():
        path = folder / place_of(digest)
        placed[digest] = (place_of(digest), len(content))
        if path.exists():
            continue
        partial = path.with_suffix(".part")
        try:
            _make_folder(path.parent)
            partial.unlink(missing_ok=True)  # what a kill left; under the log's lock nobody else is writing it
            opened = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(opened, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise Refused("store.disk", reason=error.strerror or "input/output error") from None
    return placed


def _make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, durably."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
        sync_folder(missing.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename or an unlink in ``folder`` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unavailable(error: OperationalError) -> Refused:
    connection.close()
    return Refused("store.disk", reason=str(error)[:120])
