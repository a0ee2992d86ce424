"""One run from a file of names to a file of answers: begun, broken, gone on with, finished."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from comity.checks.carried import Carried
from comity.errors import Refused
from comity.interchange.batch import blocks, journal, opening, pool, writing
from comity.interchange.batch.columns import Columns
from comity.interchange.batch.journal import Journal
from comity.interchange.batch.source import Source
from comity.interchange.batch.writing import Totals
from comity.screening import Index, Versions
from comity.screening.batch import Arrow, Screener, schema
from comity.screening.versions import versions

FORM: Final = 2  # of what a journal holds
_SAME: Final = ("form", "input", "columns", "threshold", "limit", "officer")  # what must not differ when a run goes on

Lists = list[Mapping[str, Any]]
"""What is screened against: dataset, date, entries and digest of each."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run is screened against; and what was decided of matches before, where an officer screens."""

    index: Index
    lists: Lists
    decisions: Carried | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked: ``file`` opened as ``given``, its ``columns``, where the answers go, how they are found; which
    ``officer`` screens, if one does."""

    file: Path
    given: Source
    columns: Columns
    out: Path
    threshold: float
    limit: int
    officer: str = ""

    def told(self) -> dict[str, Any]:
        """The job as a journal keeps it; reads the file once, for its digest."""
        return {
            "form": FORM,
            "input": {"name": self.file.name, "read_as": list(self.given.form), "sha256": opening.digest(self.file)},
            "columns": [list(one) for one in self.columns.taken],
            "threshold": self.threshold,
            "limit": self.limit,
            "officer": self.officer,
        }


def begin(job: Job, gather: Callable[[], Gathered]) -> Journal:
    """Begin ``job`` against what ``gather`` gives. Raises Refused (``batch.unfinished``, as ``writing.check``)."""
    if journal.place(job.out).exists():
        raise Refused("batch.unfinished", folder=str(journal.place(job.out)))
    writing.check(job.out, job.given.total, job.limit)
    told = job.told()
    found = gather()
    decisions = found.decisions.content() if found.decisions else None
    run = {**told, "lists": found.lists, "versions": asdict(versions()), "decisions": decisions}
    return journal.begin(job.out, run, found.index.save)


def resume(job: Job) -> Journal | None:
    """Go on with ``job`` where it broke; None where it has not begun.

    Raises Refused (``batch.differs``, ``batch.versions``, as ``journal.resume``).
    """
    held = journal.resume(job.out)
    if held is None:
        return None
    try:
        told = job.told()
        differs = [name for name in _SAME if held.run.get(name) != told[name]]
        if differs:
            raise Refused("batch.differs", folder=str(held.folder), what=differs)
        _check_versions(held)
    except BaseException:
        held.close()
        raise
    return held


def run(job: Job, held: Journal, workers: int, advance: Callable[[int], None]) -> None:
    """Screen what is not done yet; ``advance`` hears of rows of the input. Raises Refused (``batch.changed``,
    ``batch.worker``)."""
    before = _stat(job.file)
    decisions = Carried.read(held.run["decisions"]) if held.run["decisions"] else None
    screener = Screener(held.index, job.threshold, job.limit, decisions)
    work = pool.Work(screener, tuple(field for field, _ in job.columns.taken))
    rows = job.given.rows([heading for _, heading in job.columns.taken])
    left = islice(blocks.cut(rows), held.blocks, None)
    for message in pool.answers(work, left, workers):
        held.append(message)
        advance(blocks.ROWS)
    if _stat(job.file) != before:
        raise Refused("batch.changed", file=job.file.name, folder=str(held.folder))


def finish(job: Job, held: Journal, advance: Callable[[int], None]) -> Totals:
    """Write the output and clear the journal away. Raises Refused as ``writing.finish``."""
    form = _form(held)
    totals = writing.finish(held.answers(form), form, held.draft, job.out, advance)
    held.remove()
    return totals


def decided(held: Journal) -> Mapping[str, Any] | None:
    """Whose decisions were taken along in a run, as they stood when, and how many; None where no officer screens."""
    kept = held.run["decisions"]
    return kept and {"authority": kept["authority"], "at": kept["at"], "count": len(kept["held"])}


def _form(held: Journal) -> Arrow:
    """The schema of the answers: their metadata say against what, how, and by which versions they were found."""
    form = schema(Versions(**held.run["versions"]))
    told = {name: held.run[name] for name in ("lists", "threshold", "limit")} | {"decisions": decided(held)}
    return form.with_metadata({**form.metadata, b"comity.run": json.dumps(told, sort_keys=True).encode()})


def _check_versions(held: Journal) -> None:
    try:
        Index.load(held.index)
    except (ValueError, OSError):
        raise Refused("batch.versions", folder=str(held.folder)) from None
    if asdict(versions()) != held.run["versions"]:
        raise Refused("batch.versions", folder=str(held.folder))


def _stat(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns
