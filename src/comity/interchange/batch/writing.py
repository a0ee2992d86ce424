"""The file of answers: CSV, JSON lines, Parquet or Excel, whole or not at all, and its checksum and counts.

CSV is opened by spreadsheets, which take a cell that begins with ``= + - @`` (or a tab or a line end before it)
for a formula: such a cell gets an apostrophe before it. The checksum is over what was answered, so it is the
same in every format.
"""

from __future__ import annotations

import filecmp
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from comity.errors import Refused
from comity.interchange.batch import sheets
from comity.interchange.batch.sheets import FORMULA
from comity.interchange.batch.source import RULE
from comity.screening.batch import Arrow, Status
from comity.screening.checksum import Checksum

FORMATS: Final = (".csv", ".jsonl", ".ndjson", ".parquet", sheets.SUFFIX)
_ROW_GROUP: Final = 100_000


@dataclass(slots=True)
class Totals:
    """``rows`` of the input; ``matches`` and ``matched`` rows; ``cleared`` matches, which are none of these;
    ``errors`` and ``notes`` by code; ``checksum``."""

    rows: int = 0
    matches: int = 0
    matched: int = 0
    cleared: int = 0
    errors: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    checksum: str = ""

    def add(self, batch: Arrow) -> None:
        """Count the rows of one answer."""
        from pyarrow import compute as pc  # noqa: PLC0415

        first = pc.less_equal(batch.column("rank"), 1)  # each input row has one such row
        rows = batch.filter(first)
        self.rows += rows.num_rows
        counted = pc.value_counts(batch.column("status")).to_pylist()
        every = {one["values"]: one["counts"] for one in counted}
        self.matches += every.get(Status.MATCH.value, 0)
        self.cleared += every.get(Status.CLEARED.value, 0)
        said = Counter(rows.column("status").to_pylist())
        self.matched += said[Status.MATCH.value]
        self.errors += said[Status.ERROR.value]
        noted = rows.column("note").drop_null().to_pylist()
        self.notes.update(code for note in noted for code in note.split())


def check(out: Path, rows: int, limit: int) -> None:
    """Raises Refused (``batch.format``, ``.sheet``, ``.exists``, ``.no_folder``) where ``out`` cannot be written, or
    cannot hold ``limit`` matches for each of so many input rows."""
    if out.suffix.lower() not in FORMATS:
        raise Refused("batch.format", RULE, file=out.name[:100], known=list(FORMATS))
    if out.suffix.lower() == sheets.SUFFIX:
        sheets.check(out, rows, limit)
    if not out.parent.is_dir():
        raise Refused("batch.no_folder", folder=str(out.parent)[:200])
    if out.exists() or out.is_symlink():
        raise Refused("batch.exists", file=str(out)[:200])


def finish(answers: Iterable[Arrow], form: Arrow, draft: Path, out: Path, advance: Callable[[int], None]) -> Totals:
    """Write ``answers``, of the schema ``form``, to ``draft``, then give it the name ``out``.

    ``advance`` hears of the rows of the input as they are written.

    Raises Refused (``batch.exists``): what stands there is never written over.
    """
    totals, checksum = Totals(), Checksum()

    def counted() -> Iterable[Arrow]:
        for batch in answers:
            before = totals.rows
            totals.add(batch)
            checksum.update(batch)
            yield batch
            advance(totals.rows - before)

    with draft.open("wb") as stream:
        _writer(out, draft.parent)(stream, form, counted())
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, out)
    except FileExistsError:
        if not filecmp.cmp(draft, out, shallow=False):  # a run that was killed after this very line wrote it
            raise Refused("batch.exists", file=str(out)[:200]) from None
    folder = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    totals.checksum = checksum.hexdigest()
    return totals


def _writer(out: Path, folder: Path) -> Callable[[BinaryIO, Arrow, Iterable[Arrow]], None]:
    suffix = out.suffix.lower()
    if suffix == sheets.SUFFIX:
        return partial(sheets.write, folder=folder)
    return {".csv": _csv, ".parquet": _parquet}.get(suffix, _lines)


def harmless(batch: Arrow) -> Arrow:
    """``batch`` with an apostrophe before every text that a spreadsheet would calculate."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import compute as pc  # noqa: PLC0415

    columns = [
        pc.replace_substring_regex(column, FORMULA, r"'\1") if pa.types.is_string(column.type) else column
        for column in batch.columns
    ]
    return pa.record_batch(columns, schema=batch.schema)


def _csv(stream: BinaryIO, form: Arrow, answers: Iterable[Arrow]) -> None:
    from pyarrow import csv  # noqa: PLC0415

    with csv.CSVWriter(stream, form, write_options=csv.WriteOptions(quoting_style="needed")) as writer:
        for batch in answers:
            writer.write_batch(harmless(batch))


def _lines(stream: BinaryIO, form: Arrow, answers: Iterable[Arrow]) -> None:
    for batch in answers:
        for row in batch.to_pylist():
            told = {name: row[name] for name in form.names if row[name] is not None}
            stream.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _parquet(stream: BinaryIO, form: Arrow, answers: Iterable[Arrow]) -> None:
    """Row groups are whole blocks, ``_ROW_GROUP`` rows of answers or a little more."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    with parquet.ParquetWriter(stream, form, compression="zstd") as writer:
        held: list[Arrow] = []
        for batch in answers:
            held.append(batch)
            if sum(one.num_rows for one in held) >= _ROW_GROUP:
                writer.write_table(pa.Table.from_batches(held))
                held = []
        if held:
            writer.write_table(pa.Table.from_batches(held))
