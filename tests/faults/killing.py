"""Kill a piece of work at each of its steps: every open, rename, link, unlink, mkdir, fsync and write.

The work runs in a forked child that counts its steps by Python's audit events and by wrapped
functions, and ends itself with SIGKILL at the one that it was told.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

_EVENTS = ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate", "sqlite3.connect")
_FUNCTIONS = ("fsync", "write")
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


def _child(work: Callable[[], object], kill_at: int, pipe: int) -> None:
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        # Reading changes nothing: only what is opened for writing is a step.
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        if event in _EVENTS:
            step()

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any) -> Any:
            step()
            return function(*arguments)

        return wrapped

    plain_write = os.write
    try:
        sys.addaudithook(heard)
        for name in _FUNCTIONS:
            setattr(os, name, counted(getattr(os, name)))
        work()
        plain_write(pipe, str(steps).encode())
        os._exit(DONE)
    except BaseException:
        traceback.print_exc()
        os._exit(FAILED)
