"""Stop a child process at each of its system calls that change files, and kill it or fail the call there.

The kernel's own tracing (ptrace, as strace uses it), so that nothing is missed that a library does
by itself. The child is a fork of this process: hundreds of kills take seconds, not minutes.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

TRACEME, PEEKUSER, POKEUSER, SYSCALL, SETOPTIONS, GET_SYSCALL_INFO = 0, 3, 6, 24, 0x4200, 0x420E
GOOD, EXITKILL = 1, 0x100000
ENTRY, EXIT = 1, 2
ORIG_RAX, RAX = 15 * 8, 10 * 8
NUMBERS = {
    "x86_64": {
        **{1: "write", 18: "pwrite64", 20: "writev", 296: "pwritev", 74: "fsync", 75: "fdatasync", 77: "ftruncate"},
        **{82: "rename", 264: "renameat", 316: "renameat2", 87: "unlink", 263: "unlinkat", 83: "mkdir", 258: "mkdirat"},
        **{86: "link", 265: "linkat", 285: "fallocate"},
    },
    "aarch64": {
        **{64: "write", 68: "pwrite64", 66: "writev", 70: "pwritev", 82: "fsync", 83: "fdatasync", 46: "ftruncate"},
        **{38: "renameat", 276: "renameat2", 35: "unlinkat", 34: "mkdirat", 37: "linkat", 47: "fallocate"},
    },
}
MACHINE = platform.machine()
WATCHED = NUMBERS.get(MACHINE, {})
WRITES = frozenset({"write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate"})
_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


@dataclass(frozen=True, slots=True)
class Traced:
    """What was seen: the calls up to the end, whether it was killed, its exit code, and what it told."""

    calls: tuple[str, ...]
    killed: bool
    code: int
    told: bytes = field(repr=False)


def run(
    ready: Callable[[], None], act: Callable[[], bytes], *, kill_at: int = -1, fail_at: int = -1, errno: int = 0
) -> Traced:
    """Fork; the child makes itself ``ready``, then does ``act`` traced, and tells what it returns.

    ``kill_at``: SIGKILL before the call of this number is done. ``fail_at``: this call and every later
    write fail with ``errno`` instead (x86-64 only). Telling is the last call, a write like any other.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _child(ready, act, reading, writing)
    os.close(writing)
    calls, killed, status = _follow(child, kill_at, fail_at, errno)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    return Traced(tuple(calls), killed, os.waitstatus_to_exitcode(status), content)


def _child(ready: Callable[[], None], act: Callable[[], bytes], reading: int, writing: int) -> None:
    try:
        os.close(reading)
        ready()
        if _libc.ptrace(TRACEME, 0, None, None) != 0:
            os._exit(70)
        os.kill(os.getpid(), signal.SIGSTOP)
        os.write(writing, act())
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(71)
    os._exit(0)


def _follow(child: int, kill_at: int, fail_at: int, errno: int) -> tuple[list[str], bool, int]:
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status):
        raise RuntimeError("the child could not be traced; is ptrace forbidden here?")
    _libc.ptrace(SETOPTIONS, child, None, GOOD | EXITKILL)
    calls: list[str] = []
    passed_on = failing = 0
    while True:
        _libc.ptrace(SYSCALL, child, None, passed_on)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return calls, False, status
        passed_on = os.WSTOPSIG(status)
        if passed_on != signal.SIGTRAP | 0x80:
            continue
        passed_on = 0
        kind, number = _call(child)
        if kind == ENTRY and number in WATCHED:
            name = WATCHED[number]
            if len(calls) == kill_at:
                os.kill(child, signal.SIGKILL)
                _, status = os.waitpid(child, 0)
                return calls, True, status
            fails = 0 <= fail_at <= len(calls) and name in WRITES and _argument(child) > 2
            if fails and not _is_pipe(child):
                _libc.ptrace(POKEUSER, child, ORIG_RAX, ctypes.c_void_p(-1))
                failing = errno
            calls.append(name)
        elif kind == EXIT and failing:
            _libc.ptrace(POKEUSER, child, RAX, ctypes.c_void_p(-failing))
            failing = 0


def _info(child: int) -> bytes:
    buffer = ctypes.create_string_buffer(88)
    if _libc.ptrace(GET_SYSCALL_INFO, child, 88, ctypes.addressof(buffer)) < 0:
        raise RuntimeError("the kernel tells nothing of system calls; Linux 5.3 is needed")
    return buffer.raw


def _call(child: int) -> tuple[int, int]:
    raw = _info(child)
    return raw[0], struct.unpack_from("<Q", raw, 24)[0]


def _argument(child: int) -> int:
    return int(struct.unpack_from("<Q", _info(child), 32)[0])


def _is_pipe(child: int) -> bool:
    return os.readlink(f"/proc/{child}/fd/{_argument(child)}").startswith("pipe:")


def why_not() -> str:
    """Why tracing does not work here; empty where it does."""
    if not WATCHED:
        return f"system calls of {MACHINE} are not known to this test"
    try:
        seen = run(lambda: None, lambda: b"x")
    except (RuntimeError, OSError) as error:
        return str(error)
    return "" if seen.calls == ("write",) and seen.told == b"x" else "ptrace does not work here"
