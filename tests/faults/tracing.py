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
    "x86_64": "write 1 pwrite64 18 writev 20 pwritev 296 fsync 74 fdatasync 75 ftruncate 77 fallocate 285 rename 82"
    " renameat 264 renameat2 316 unlink 87 unlinkat 263 mkdir 83 mkdirat 258 link 86 linkat 265",
    "aarch64": "write 64 pwrite64 68 writev 66 pwritev 70 fsync 82 fdatasync 83 ftruncate 46 fallocate 47"
    " renameat 38 renameat2 276 unlinkat 35 mkdirat 34 linkat 37",
}
MACHINE = platform.machine()
_words = NUMBERS.get(MACHINE, "").split()
WATCHED = dict(zip(map(int, _words[1::2]), _words[::2], strict=True))
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
