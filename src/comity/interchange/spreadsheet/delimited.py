"""Read CSV: UTF-8 unless another encoding is named, the delimiter guessed from the headings and shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from comity.errors import Refused
from comity.interchange.spreadsheet.sheet import MAX_COLUMNS, RULE, Sheet, table

ENCODINGS: Final = ("utf-8", "cp1251", "gb18030")
"""What may be named; the first is read where nothing is, with or without a byte order mark."""
DELIMITERS: Final = {";": "semicolon", ",": "comma", "\t": "tab"}


def read(data: bytes, name: str, encoding: str = "") -> Sheet:
    """The table in ``data``. Raises Refused (``spreadsheet.encoding``, ``.no_encoding``, ``.syntax``, and as
    ``sheet.table``)."""
    text = _decoded(data, name, encoding)
    delimiter = _delimiter(text)
    lines = _lines(text, name, delimiter)
    return table(name, (encoding or ENCODINGS[0], DELIMITERS[delimiter]), lines)


def _decoded(data: bytes, name: str, encoding: str) -> str:
    if encoding and encoding not in ENCODINGS:
        raise Refused("spreadsheet.no_encoding", RULE, given=encoding[:40], known=list(ENCODINGS))
    try:
        return data.decode("utf-8-sig" if encoding in ("", "utf-8") else encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        tried = encoding or ENCODINGS[0]
        raise Refused("spreadsheet.encoding", RULE, file=name, line=line, tried=tried) from None


def _delimiter(text: str) -> str:
    """The one that cuts the first line into most headings; a semicolon where none cuts it."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda one: _count(first[: 1 << 16], one))


def _count(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0


def _lines(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    last = 0
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                raise Refused("spreadsheet.columns", RULE, file=name, limit=MAX_COLUMNS)
            yield last + 1, cells
            last = reader.line_num
    except csv.Error as error:
        raise Refused("spreadsheet.syntax", RULE, file=name, line=reader.line_num, problem=str(error)[:100]) from None
