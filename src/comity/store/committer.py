"""Lines of the journal from many threads, written in groups: whoever comes first writes for all who wait.

One durable transaction costs a few milliseconds however many lines it has. A thread that finds nobody writing
writes at once; those that come meanwhile wait, and the next of them writes for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock
from typing import Final

from comity.errors import Fault
from comity.store import journal
from comity.store.journal import Line

MOST: Final = 512  # groups in one transaction


@dataclass(slots=True)
class _Waiting:
    """A group of lines whose thread waits; it is woken when they are written, or else to write itself."""

    lines: tuple[Line, ...]
    woken: Event = field(default_factory=Event)
    answer: int | BaseException | None = None


class Committer:
    """Writes groups of lines; any number of threads may call it at once. ``clock`` stamps them."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._guard = Lock()
        self._queue: list[_Waiting] = []
        self._somebody_writes = False

    def append_many(self, lines: Sequence[Line]) -> int:
        """Write ``lines``, all or none; return the journal's size when they are durable.

        Raises Refused (``screen.quota``), and whatever the database raises.
        """
        mine = _Waiting(tuple(lines))
        with self._guard:
            self._queue.append(mine)
            waits, self._somebody_writes = self._somebody_writes, True
        if waits:
            mine.woken.wait()
        if mine.answer is None:
            self._write()
        if isinstance(mine.answer, int):
            return mine.answer
        raise mine.answer or Fault("a group of lines was left unwritten; this is a programming error")

    def _write(self) -> None:
        """Write for all who wait now, then hand over to one who came meanwhile."""
        with self._guard:
            group, self._queue = self._queue[:MOST], self._queue[MOST:]
        try:
            answers: Sequence[int | BaseException] = journal.append_groups([one.lines for one in group], self._clock())
        except BaseException as error:  # whoever waits must hear of it
            answers = [error] * len(group)
        with self._guard:
            for one, answer in zip(group, answers, strict=True):
                one.answer = answer
                one.woken.set()
            if self._queue:
                self._queue[0].woken.set()
            else:
                self._somebody_writes = False
