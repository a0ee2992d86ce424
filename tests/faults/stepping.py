"""Kill a piece of work before each of its steps: every write, fsync, rename, link, unlink, mkdir, SQL statement.

The work runs in a forked child. Python's profiler tells it of every call into C, of which those
that change files are steps; at the step that it was told it ends itself with SIGKILL.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Any

_SYSTEM = frozenset("fsync write rename replace link unlink remove mkdir rmdir truncate ftruncate fchmod chmod".split())
_STREAMS = frozenset("write flush close truncate execute executemany commit".split())
_STREAM_MODULES = frozenset({"_io", "sqlite3"})
DONE, FAILED = 0, 3


def run(work: Callable[[], object], kill_at: int) -> tuple[bool, int]:
    """Run ``work`` in a child that dies at step ``kill_at`` (0: never). Returns whether it ended, and its steps."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _child(work, kill_at, write)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False, kill_at
    assert os.WEXITSTATUS(status) == DONE, "the work failed; see its traceback above"
    return True, int(told)


def _is_step(function: Any) -> bool:
    name, owner = getattr(function, "__name__", ""), getattr(function, "__self__", None)
    if getattr(owner, "__name__", "") == "posix":
        return name in _SYSTEM
    return name in _STREAMS and any(base.__module__ in _STREAM_MODULES for base in type(owner).__mro__)


def _child(work: Callable[[], object], kill_at: int, pipe: int) -> None:
    steps = 0

    def called(frame: FrameType, event: str, function: Any) -> None:
        nonlocal steps
        if event == "c_call" and _is_step(function):
            steps += 1
            if steps == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.setprofile(called)
        work()
        sys.setprofile(None)
        os.write(pipe, str(steps).encode())
        os._exit(DONE)
    except BaseException:
        traceback.print_exc()
        os._exit(FAILED)
