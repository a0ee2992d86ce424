"""Blocks screened on all cores: each process loads the saved index once, answers come in the order of the rows."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any, Final

from comity.errors import Refused
from comity.interchange.batch import blocks
from comity.interchange.batch.blocks import Block
from comity.interchange.batch.source import Row
from comity.screening.batch import Screener

_WAITING: Final = 2  # blocks a worker may have before it: more would only fill memory


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does with a block."""

    screener: Screener
    fields: tuple[str, ...]

    def __call__(self, block: Block) -> bytes:
        """The answer to a block, as an Arrow stream of one batch."""
        import pyarrow as pa  # noqa: PLC0415

        answer = self.screener.screen(blocks.batch(block, self.fields))
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, answer.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
            writer.write_batch(answer)
        written: bytes = sink.getvalue().to_pybytes()
        return written


def answers(work: Work, given: Iterable[Block], workers: int) -> Iterator[bytes]:
    """The answer to each block, in order; one worker is this process.

    Raises Refused (``batch.worker``) where a worker was ended from outside.
    """
    if workers == 1:
        yield from map(work, given)
        return
    # A new interpreter for each: a fork would copy locks that threads of Arrow hold.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (work,)) as pool:
        waiting: deque[Future[bytes]] = deque()
        try:
            for block in given:
                waiting.append(pool.submit(_do, *_columns(block)))
                if len(waiting) >= workers * _WAITING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise Refused("batch.worker") from None
        finally:
            for one in waiting:
                one.cancel()


_held: list[Work] = []  # of a worker: what `_begin` was given


def _begin(work: Work) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends us
    threading.Thread(target=_follow, daemon=True).start()
    _held[:] = [work]
    gc.disable()  # rows come and go by the thousand, and are in no cycle


def _columns(block: Block) -> tuple[int, list[Any], list[str]]:
    """A block as it is sent: by columns, for thousands of rows are packed far more slowly."""
    first, rows = block
    return first, list(zip(*[row.cells for row in rows], strict=True)), [row.problem for row in rows]


def _do(first: int, columns: list[Any], problems: list[str]) -> bytes:
    rows = zip(zip(*columns, strict=True), problems, strict=True)
    return _held[0]((first, [Row(cells, problem) for cells, problem in rows]))


def _follow() -> None:
    """End with the parent: one that was killed cannot say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
