"""How far a long run is: a bar on a terminal, a line now and then elsewhere, nothing with ``--json``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from comity.cli.output import Output

_BETWEEN: Final = 10.0  # seconds from one line to the next

Advance = Callable[[int], None]


@contextmanager
def progress(out: Output, label: str, done: int, total: int) -> Iterator[Advance]:
    """Show progress from ``done`` to ``total`` rows while the body runs; yields ``advance(rows)``."""
    if out.as_json:
        yield lambda rows: None
    elif sys.stderr.isatty():
        yield from _bar(out, label, done, total)
    else:
        yield _Lines(out, label, done, total).advance


def _bar(out: Output, label: str, done: int, total: int) -> Iterator[Advance]:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    rate = TextColumn(out.word("batch.bar_rate", rate="{task.fields[rate]}"))
    shown = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), rate, TimeRemainingColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, completed=done, rate="-")
        began, at = monotonic(), done

        def advance(rows: int) -> None:
            nonlocal at
            at = min(at + rows, total)
            bar.update(task, completed=at, rate=f"{(at - done) / max(monotonic() - began, 0.001):,.0f}")

        yield advance


class _Lines:
    """Lines for a log file."""

    def __init__(self, out: Output, label: str, done: int, total: int) -> None:
        self._out, self._label, self._first, self._at, self._total = out, label, done, done, total
        self._began = self._said = monotonic()

    def advance(self, rows: int) -> None:
        """Say a line where the last one is old."""
        self._at, now = min(self._at + rows, self._total), monotonic()
        if now - self._said < _BETWEEN:
            return
        self._said = now
        rate = (self._at - self._first) / max(now - self._began, 0.001)
        left = (self._total - self._at) / rate if rate else 0.0
        told = {"done": f"{self._at:,}", "total": f"{self._total:,}", "rate": f"{rate:,.0f}", "left": f"{left:,.0f}"}
        self._out.note(self._out.word("batch.line", label=self._label, **told))
