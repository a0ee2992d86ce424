"""Read CSV that someone else wrote, giving it no power: UTF-8 only, limits before the parser, nothing guessed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from comity.errors import Refused

MAX_ROWS: Final = 1_000_000
MAX_LINE: Final = 100_000  # characters; the longest line of a real list has 9,000
MAX_FIELDS: Final = 200
_END: Final = "\x1a"  # OFAC ends its files with this sign of old systems


def text_of(data: bytes) -> str:
    """The text of a file, its byte order mark left out. Raises Refused (``lists.encoding``)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("lists.encoding") from None
    if "\x00" in text:
        raise Refused("lists.encoding")
    return text


def rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the number of its last line and the fields of every row that is not empty.

    A last row of one field, or of the sign that ends a file, is left out. Raises Refused (``lists.table``,
    ``lists.table_limit``).
    """
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    for _ in range(MAX_ROWS):
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "lists.table_limit" if "limit" in str(error) else "lists.table"
            raise Refused(code, line=reader.line_num, problem=str(error)[:100]) from None
        if len(row) > MAX_FIELDS:
            raise Refused("lists.table_limit", line=reader.line_num, problem=f"{len(row)} fields")
        if row and row != [_END]:
            yield reader.line_num, row
    raise Refused("lists.table_limit", line=reader.line_num, problem=f"{MAX_ROWS} rows")


def records(text: str, needed: frozenset[str], delimiter: str = ",") -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table whose first row names its columns.

    Raises Refused (``lists.columns``) where a needed column is missing or named twice, or where a row has
    another number of fields.
    """
    found = rows(text, delimiter)
    _, head = next(found, (0, []))
    names = [name.strip() for name in head]
    if missing := sorted(name for name in needed if names.count(name) != 1):
        raise Refused("lists.columns", line=1, found=names[:40], expected=missing)
    for line, row in found:
        if len(row) != len(names):
            raise Refused("lists.columns", line=line, found=[str(len(row))], expected=[str(len(names))])
        yield line, dict(zip(names, row, strict=True))


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > MAX_LINE:
            raise Refused("lists.table_limit", line=number, problem=f"{len(line)} characters")
        yield line
