"""Open a file to be screened by its ending."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path
from typing import Final

from comity.errors import Refused
from comity.interchange.batch import delimited, jsonlines, parquet, workbook
from comity.interchange.batch.source import RULE, Source

DELIMITED: Final = (".csv", ".tsv", ".txt")
LINES: Final = (".jsonl", ".ndjson")
PARQUET: Final = (".parquet",)
WORKBOOK: Final = (".xlsx",)


def opened(file: Path, encoding: str = "") -> Source:
    """Open ``file``. Raises Refused (``batch.kind``, ``batch.no_file``, ``cli.file``, and as the readers do)."""
    suffix = file.suffix.lower()
    if suffix not in (*DELIMITED, *LINES, *PARQUET, *WORKBOOK):
        raise Refused("batch.kind", RULE, file=file.name[:100], known=[*DELIMITED, *LINES, *PARQUET, *WORKBOOK])
    if not file.is_file():
        raise Refused("batch.no_file", file=str(file)[:200])
    try:
        return _reader(file, suffix, encoding)
    except OSError as error:
        raise Refused("cli.file", file=str(file), problem=error.strerror or "") from None


def _reader(file: Path, suffix: str, encoding: str) -> Source:
    if suffix in DELIMITED:
        return delimited.read(file, encoding)
    if suffix in LINES:
        return jsonlines.read(file)
    return parquet.read(file) if suffix in PARQUET else workbook.read(file)


def digest(file: Path) -> str:
    """SHA-256 of the bytes of ``file``, 64 hex characters."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
