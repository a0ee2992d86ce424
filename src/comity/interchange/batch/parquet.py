"""Read Parquet, a batch of rows at a time and the columns asked for only.

A page may claim any size, and a dictionary of one long text may stand for a million rows: text is read as its
dictionary, and what a file claims is measured before it is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from comity.errors import Refused
from comity.interchange.batch.source import RULE, Cell, Row
from comity.interchange.batch.source import headings as named

MAX_GROUP: Final = 1 << 30  # bytes of a column of a row group, unpacked
MAX_TEXT: Final = 1 << 16  # bytes of one text
ROWS: Final = 5_000  # at a time
_THRIFT: Final = 100 << 20


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file whose columns were measured."""

    file: Path
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    texts: frozenset[str]  # those that are read as their dictionary
    total: int

    @property
    def form(self) -> tuple[str, ...]:
        """For people: the format."""
        return ("Parquet",)

    def rows(self, headings: Sequence[str]) -> Iterator[Row]:
        """Every row; dates as ISO days, numbers as text, lists as lists."""
        import pyarrow as pa  # noqa: PLC0415

        wanted = [self.columns[self.headings.index(one)] for one in headings]
        try:
            with _opened(self.file, [one for one in wanted if one in self.texts]) as held:
                for batch in held.iter_batches(batch_size=ROWS, columns=wanted):
                    cells = [_cells(self.file.name, batch.column(one)) for one in wanted]
                    yield from (Row(row) for row in zip(*cells, strict=True))
        except (pa.ArrowException, OSError) as error:
            raise _unread(self.file, error) from None


def read(file: Path) -> Parquet:
    """Open a Parquet file. Raises Refused (``batch.parquet``, ``batch.headings``)."""
    import pyarrow as pa  # noqa: PLC0415

    try:
        with _opened(file, []) as held:
            told = held.metadata
            columns = [one for one in held.schema_arrow if _readable(one.type)]
            for group in range(told.num_row_groups):
                parts = [told.row_group(group).column(at) for at in range(told.num_columns)]
                if max((one.total_uncompressed_size for one in parts), default=0) > MAX_GROUP:
                    raise Refused("batch.parquet", RULE, file=file.name, problem="size")
            names = tuple(one.name for one in columns)
            texts = frozenset(one.name for one in columns if _is_text(one.type))
            return Parquet(file, named(file.name, names), names, texts, told.num_rows)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _unread(file, error) from None


def _opened(file: Path, texts: Sequence[str]) -> Any:
    from pyarrow import parquet  # noqa: PLC0415

    limits = {"thrift_string_size_limit": _THRIFT, "thrift_container_size_limit": 1_000_000}
    return parquet.ParquetFile(file, read_dictionary=list(texts) or None, pre_buffer=False, **limits)


def _readable(kind: Any) -> bool:
    """Text, numbers, days, and lists of text; nothing nested deeper."""
    from pyarrow import types  # noqa: PLC0415

    if types.is_list(kind) or types.is_large_list(kind):
        return _is_text(kind.value_type)
    return _is_text(kind) or types.is_integer(kind) or types.is_temporal(kind) or types.is_dictionary(kind)


def _is_text(kind: Any) -> bool:
    from pyarrow import types  # noqa: PLC0415

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _cells(name: str, column: Any) -> list[Cell]:
    from pyarrow import compute, types  # noqa: PLC0415

    texts = column.dictionary if types.is_dictionary(column.type) else column
    if _is_text(texts.type):
        longest = compute.max(compute.binary_length(texts)).as_py() or 0
        if longest > MAX_TEXT:
            raise Refused("batch.parquet", RULE, file=name, problem="size")
    return [_cell(one) for one in column.to_pylist()]


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case list():
            return [str(one)[:MAX_TEXT] for one in value if one is not None]
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value)


def _unread(file: Path, error: Exception) -> Refused:
    return Refused("batch.parquet", RULE, file=file.name, problem=str(error).split("\n")[0][:100])
