"""The log never goes back: the largest checkpoint that was verified here is kept, and each other must agree with it.

A log that shrinks, or that shows another tree, under its own key has two stories, of which one was told here. What was
shown is then written down with what is kept: both are signed by the log, and anyone can compare them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from comity import private_files
from comity.bootstrap import random_bytes
from comity.errors import Refused
from comity.operations.authority.folder import RULE, Desk
from comity.operations.authority.shapes import Growth
from comity.translog import checkpoint
from comity.translog.bundle import parse_bundle
from comity.translog.checkpoint import Checkpoint
from comity.translog.errors import Code, TranslogError
from comity.translog.note import MAX_NOTE
from comity.translog.vkeys import decode_base64

_LOG: Final = "log"
_ALARMS: Final = "alarms"
_ONE: Final = Lock()
Ask = Callable[[int], Growth]
"""The registry's proof that its log still begins with its first so many acts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A checkpoint that the log's key signed, as it came."""

    note: str
    checkpoint: Checkpoint

    @property
    def size(self) -> int:
        return self.checkpoint.size


def kept(desk: Desk) -> Seen | None:
    """The largest checkpoint that was verified here; None before the first.

    Raises Refused (``authority.kept``) where its file is damaged, ``file.*``."""
    path = _path(desk)
    if not path.exists():
        return None
    try:
        return _opened(desk, private_files.read(path, MAX_NOTE).decode())
    except (TranslogError, UnicodeDecodeError):
        raise Refused("authority.kept", RULE, file=str(path)) from None


def newest(desk: Desk, before: Seen | None, note: str, ask: Ask) -> None:
    """Take ``note`` as the registry's newest (empty: it says that it has none). ``before``: what was kept before the
    registry was asked, so that two requests at once raise no alarm.

    Raises Refused: ``authority.rolled_back`` where it is smaller than what was kept or no continuation of it, and
    whatever ``ask`` raises: without a proof nothing newer is taken.
    """
    shown = _judged(desk, note) if note else None
    if before is None:
        if shown is not None:
            _keep(desk, shown)
    elif shown is None or shown.size < before.size:
        raise _alarm(desk, before, note)
    elif shown.size == before.size:
        if shown.checkpoint.root != before.checkpoint.root:
            raise _alarm(desk, before, note)
    else:
        _keep(desk, _grown(desk, before, ask))


def of_proof(desk: Desk, proof: str, ask: Ask) -> None:
    """The same for the checkpoint under which an act was proven: it may be older than what is kept, and no other.

    Raises Refused: ``log.proof`` where it is no proof, and as ``newest`` does."""
    try:
        note = parse_bundle(proof.encode()).checkpoint.decode()
    except (TranslogError, UnicodeDecodeError) as error:
        raise Refused("log.proof", RULE, detail=str(error)[:200]) from None
    before, shown = kept(desk), _judged(desk, note)
    if before is not None and shown.size < before.size:
        newest(desk, before, _grown(desk, shown, ask).note, ask)
    else:
        newest(desk, before, note, ask)


def alarms(desk: Desk) -> tuple[str, ...]:
    """The files in which it stands that the log went back; they stay until somebody takes them away."""
    return tuple(sorted(str(path) for path in (desk.home / _LOG / _ALARMS).glob("*.txt")))


def _grown(desk: Desk, before: Seen, ask: Ask) -> Seen:
    """The checkpoint that is proven to continue ``before``."""
    told = ask(before.size)
    after = _judged(desk, told.note)
    try:
        proof = [decode_base64(one, Code.PROOF_SHAPE) for one in told.proof]
        checkpoint.check_growth(before.checkpoint, after.checkpoint, proof)
    except TranslogError:
        raise _alarm(desk, before, told.note, told.proof) from None
    return after


def _judged(desk: Desk, note: str) -> Seen:
    """Raises Refused (``authority.log``) where the log's key did not sign it."""
    try:
        return _opened(desk, note)
    except TranslogError as error:
        raise Refused("authority.log", RULE, found=str(error)[:200], pinned=desk.log.vkey()) from None


def _opened(desk: Desk, note: str) -> Seen:
    return Seen(note, checkpoint.open_checkpoint(note.encode(), desk.log, desk.log.name).checkpoint)


def _keep(desk: Desk, seen: Seen) -> None:
    with _ONE:
        now = kept(desk)
        if now is None or now.size < seen.size:
            private_files.replace(_path(desk), seen.note.encode(), random_bytes)


def _path(desk: Desk) -> Path:
    return desk.home / _LOG / f"{desk.log.key_id.hex()}.checkpoint"


def _alarm(desk: Desk, before: Seen, note: str, proof: list[str] | None = None) -> Refused:
    """Write down what was kept and what was shown, once for each pair of them; the file's own time says when."""
    parts = [before.note, note or "-\n", *(f"{one}\n" for one in proof or ())]
    name = hashlib.sha256("\n".join([before.note, note]).encode()).hexdigest()[:16]
    path = desk.home / _LOG / _ALARMS / f"{name}.txt"
    with suppress(Refused):  # it was written down before, or cannot be: it is said in any case
        private_files.create(path, "\n".join(parts).encode(), random_bytes)
    shown = _judged(desk, note).size if note else 0
    return Refused("authority.rolled_back", RULE, kept=before.size, shown=shown, file=str(path))
