"""One checksum for one answer, whatever engine gave it and whatever file it went into.

SHA-256 over the rows in the order of ``row`` and ``rank``. Each row is its fields in the order of
``batch.COLUMNS``, each as a netstring (its length in bytes, a colon, its UTF-8, a comma); what is not there is
``-,``; a score is written in millionths.
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np

from comity.screening.batch import COLUMNS, Arrow

_MILLION: Final = 1_000_000


class Checksum:
    """Fed with RecordBatches in order; how the rows are divided into batches does not matter."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()

    def update(self, batch: Arrow) -> None:
        """Add the rows of ``batch``, which has ``batch.COLUMNS``; other columns and metadata do not count."""
        self._sum.update(canonical(batch))

    def hexdigest(self) -> str:
        """64 hex characters over what was added so far."""
        return self._sum.hexdigest()


def canonical(batch: Arrow) -> bytes:
    """The rows of ``batch`` as bytes."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import compute as pc  # noqa: PLC0415

    texts = []
    for name, _ in COLUMNS:
        column = batch.column(name)
        if pa.types.is_floating(column.type):
            column = pc.round(pc.multiply(column, float(_MILLION))).cast(pa.int64())
        text = column.cast(pa.string()).cast(pa.binary())
        size = pc.binary_length(text).cast(pa.string()).cast(pa.binary())
        texts.append(pc.binary_join_element_wise(size, text, b":"))
    row = pc.binary_join_element_wise(*texts, b"", b",", null_handling="replace", null_replacement=b"-")
    if isinstance(row, pa.ChunkedArray):
        return b"".join(row.to_pylist())
    starts = np.frombuffer(row.buffers()[1], np.int32)[row.offset :]  # the rows lie one behind the other
    return memoryview(row.buffers()[2])[int(starts[0]) : int(starts[len(row)])].tobytes() if len(row) else b""
