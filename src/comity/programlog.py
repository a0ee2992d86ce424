"""The program's own log: one line of JSON for each event, with ids only (rule 22).

There is no field for free text. What is passed where an id belongs and is none is written as
"erased", so that a name passed by mistake never reaches the file; messages and arguments of
exceptions and of other libraries' log records are not looked at. Writing never fails loudly: the
program log must not stop the work that it describes.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from comity import language

ERASED: Final = "erased"
_ID: Final = re.compile(r"[0-9a-f]{16,64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # digests and UUIDs, no words
_NUMBER_LIMIT: Final = 2**53
_LIBRARIES: Final = frozenset({"asyncio", "comity", "django", "granian", "py"})  # the first word of a logger's name
_PACKAGE: Final = Path(__file__).parent


class Event(StrEnum):
    """Everything that the program log can say."""

    STARTED = "started"
    STOPPED = "stopped"
    ACT_COMMITTED = "act.committed"
    ACT_REFUSED = "act.refused"
    ACT_REPEATED = "act.repeated"
    REFUSED = "refused"  # a command that is no act
    CLOCK_HELD = "clock.held"
    CHECKPOINT_WRITTEN = "checkpoint.written"
    LOG_CHECKED = "log.checked"
    ERASURE_DONE = "erasure.done"
    REBUILT = "rebuilt"
    IMPORTED = "imported"
    BACKUP_WRITTEN = "backup.written"
    BACKUP_RESTORED = "backup.restored"
    UPGRADED = "upgraded"
    JOB_DONE = "job.done"
    JOB_FAILED = "job.failed"
    FAILED = "failed"  # an exception that nobody expected
    LIBRARY = "library"  # something that another library logged


class ProgramLog:
    """Appends to ``path`` (made 0600, links not followed); ``now`` returns an aware time.

    ``lost`` counts the lines that could not be written, for ``comity doctor``.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        self.lost = 0

    def write(
        self,
        event: Event,
        *,
        act: str | None = None,
        matter: str | None = None,
        index: int | None = None,
        duration_ms: int | None = None,
        code: str | None = None,
    ) -> None:
        """Log one event. ``act`` and ``matter`` are ids, ``index`` a leaf's, ``code`` a refusal's (``area.name``)."""
        self._append(
            event=event if isinstance(event, Event) else ERASED,
            act=_id(act),
            matter=_id(matter),
            index=_number(index),
            duration_ms=_number(duration_ms),
            code=_code(code),
        )

    def failed(self, error: BaseException, *, act: str | None = None, matter: str | None = None) -> None:
        """Log an unexpected exception: its class and the last of our own lines that it passed, no message."""
        self._append(event=Event.FAILED, act=_id(act), matter=_id(matter), error=_class(error), at=_at(error))

    def library(self, record: logging.LogRecord) -> None:
        """Log that another library logged something: which, how grave, and the class of its exception."""
        name = str(record.name).partition(".")[0]
        error = record.exc_info[1] if record.exc_info else None
        self._append(
            event=Event.LIBRARY,
            library=name if name in _LIBRARIES else ERASED,
            level=_number(record.levelno),
            error=_class(error) if error else None,
            at=_at(error) if error else None,
        )

    def _append(self, **fields: str | int | None) -> None:
        line = {"time": self._time(), **{name: value for name, value in fields.items() if value is not None}}
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            opened = os.open(self._path, flags, 0o600)  # opened for each line, so that the file can be rotated
            try:
                os.write(opened, json.dumps(line).encode("ascii") + b"\n")  # one call: lines never mix
            finally:
                os.close(opened)
        except OSError:
            self.lost += 1

    def _time(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Handler(logging.Handler):
    """Carries what other libraries log into a ProgramLog, without their words."""

    def __init__(self, log: ProgramLog, level: int = logging.WARNING) -> None:
        super().__init__(level)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log.library(record)


def _id(value: object) -> str | None:
    if value is None:
        return None
    return value if isinstance(value, str) and _ID.fullmatch(value) else ERASED


def _number(value: object) -> int | str | None:
    if value is None:
        return None
    return value if type(value) is int and 0 <= value < _NUMBER_LIMIT else ERASED


def _code(value: object) -> str | None:
    """A code of the catalogue, and nothing that only looks like one."""
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[a-z_]{1,40}\.[a-z_0-9]{1,60}", value):
        return ERASED
    try:
        language.entry("refusals", value)
    except language.UnknownSentence:
        return ERASED
    return value


def _class(error: BaseException) -> str:
    """The name of an exception's class, where it is a class of a module and not one made at run time."""
    kind = type(error)
    module = sys.modules.get(kind.__module__)
    return f"{kind.__module__}.{kind.__name__}" if getattr(module, kind.__name__, None) is kind else ERASED


def _at(error: BaseException) -> str | None:
    """``module.py:line`` of the innermost of our own frames."""
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE)}:{line}"
    return None
