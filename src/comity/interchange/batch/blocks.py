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
    records = [(number, *_record(row, fields)) for number, row in enumerate(rows, first)]
    text, texts = pa.string(), pa.list_(pa.string())
    form = pa.schema(
        [("row", pa.int64()), ("id", text), ("name", text), ("alias", texts), ("birth_date", text),
         ("document", texts), ("kind", text), ("problem", text)]
    )  # fmt: skip
    values = zip(*records, strict=True)
    return pa.record_batch([pa.array(v, f.type) for v, f in zip(values, form, strict=True)], schema=form)


def _record(row: Row, fields: Sequence[str]) -> tuple[Any, ...]:
    """Id, name, alias, birth_date, document, kind, problem."""
    if _plain(tuple(fields)) and all(isinstance(cell, str) for cell in row.cells):
        said = dict(zip(fields, map(_clean, row.cells), strict=True))  # type: ignore[arg-type]  # each is a text
        return said.get("id") or None, said["name"] or None, [], None, [], None, row.problem or None
    return _parts(row, fields)


@lru_cache
def _plain(fields: tuple[str, ...]) -> bool:
    """Whether a row is a name and no more than a key, as most are."""
    return fields in (("name",), ("id", "name"), ("name", "id"))


def _parts(row: Row, fields: Sequence[str]) -> tuple[Any, ...]:
    """The same of any row."""
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
