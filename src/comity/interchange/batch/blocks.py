"""Rows of a file become batches for the screener: cells cleaned, names put together, dates made plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from comity.dates import CIRCA_YEARS, parse_or_unknown
from comity.interchange.batch import columns as meant
from comity.interchange.batch.columns import PARTS
from comity.interchange.batch.source import Row

ROWS: Final = 10_000  # of the input, in one block; the unit of work, and of what is kept of a broken run
_HAN: Final = re.compile("[㐀-鿿]+\\Z")
_EAST: Final = re.compile(r"\s*(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日)?)?\s*\Z")

Block = tuple[int, list[Row]]
"""The number of its first row, from 1, and the rows."""


def cut(rows: Iterable[Row]) -> Iterator[Block]:
    """Yield the rows in blocks of ``ROWS``."""
    taken, first = iter(rows), 1
    while block := list(islice(taken, ROWS)):
        yield first, block
        first += len(block)


def batch(block: Block, fields: Sequence[str]) -> Any:
    """The RecordBatch of a block whose cells are ``fields``, in that order."""
    import pyarrow as pa  # noqa: PLC0415

    first, rows = block
    number = range(first, first + len(rows))
    text, texts = pa.string(), pa.list_(pa.string())
    form = pa.schema(
        [("row", pa.int64()), ("id", text), ("name", text), ("alias", texts), ("birth_date", text),
         ("document", texts), ("kind", text), ("problem", text)]
    )  # fmt: skip
    values = _plain(rows, fields) or zip(*[_record(row, fields) for row in rows], strict=True)
    return pa.record_batch([pa.array(v, f.type) for v, f in zip([number, *values], form, strict=True)], schema=form)


def _plain(rows: Sequence[Row], fields: Sequence[str]) -> list[Sequence[Any]] | None:
    """The columns from id on, where a row is a name and no more than a key, as in most files; else None."""
    if "name" not in fields or not {"id", "name"}.issuperset(fields):
        return None
    if any(type(cell) is not str for row in rows for cell in row.cells):
        return None
    said = dict(zip(fields, zip(*[row.cells for row in rows], strict=True), strict=True))
    nothing, empty = [None] * len(rows), [()] * len(rows)
    keys, names = ([_clean(cell) or None for cell in said[one]] if one in said else nothing for one in ("id", "name"))
    problems = [row.problem or None for row in rows]
    return [keys, names, empty, nothing, empty, nothing, problems]


def _record(row: Row, fields: Sequence[str]) -> tuple[Any, ...]:
    """Id, name, alias, birth_date, document, kind, problem."""
    held: dict[str, list[str]] = {}
    for field, cell in zip(fields, row.cells, strict=True):
        texts = [text for one in ([cell] if isinstance(cell, str) else cell) if (text := _clean(one))]
        held.setdefault(field, []).extend(texts)
    names = held.get("name") or _joined(held)
    born, kinds, key = ((held.get(one) or [""])[0] for one in ("birth_date", "kind", "id"))
    return (
        key or None,
        names[0] if names else None,
        [*names[1:], *held.get("alias", ())],
        day(born) if born else None,
        held.get("document", []),
        meant.kind(kinds) if kinds else None,
        row.problem or None,
    )


def _joined(held: dict[str, list[str]]) -> list[str]:
    """A name of its parts: given name first, but family name first where both are Han."""
    first, middle, last = ((held.get(part) or [""])[0] for part in PARTS)
    if _HAN.match(first) and _HAN.match(last):
        return [last + first]
    whole = " ".join(part for part in (first, middle, last) if part)
    return [whole] if whole else []


def _clean(text: str) -> str:
    """White space folded; control characters and halves of characters taken for spaces."""
    if not text.isprintable():
        text = "".join(" " if c < " " or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" else c for c in text)
    return " ".join(text.split())


@lru_cache(maxsize=1 << 14)
def day(text: str) -> str:
    """A date of birth as people write it, as two ISO days with a slash between; unread, it stays as it is."""
    east = _EAST.match(text)
    found = parse_or_unknown("-".join(f"{int(one):02}" for one in east.groups() if one) if east else text)
    first, last = found.earliest, found.latest
    if first is None or last is None:
        return text[:100]
    if found.circa:
        first, last = date(first.year - CIRCA_YEARS, 1, 1), date(last.year + CIRCA_YEARS, 12, 31)
    return f"{first.isoformat()}/{last.isoformat()}"
