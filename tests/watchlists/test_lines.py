"""One entry is read from a stored list without the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from comity.watchlists import index, registry, synthetic, un
from comity.watchlists.lines import Lines
from comity.watchlists.store import Store

SNAPSHOT = un.read(BytesIO(synthetic.make(date(2026, 3, 1))))


def written(folder: Path, *references: str) -> Lines:
    entries = [replace(SNAPSHOT.entries[0], reference=one) for one in references] or list(SNAPSHOT.entries)
    (folder / "lines").write_bytes(index.write(replace(SNAPSHOT, entries=tuple(entries))))
    return Lines(folder / "lines")


def test_each_entry_is_read_as_it_was_written(tmp_path: Path) -> None:
    lines = written(tmp_path)
    assert len(lines) == len(SNAPSHOT.entries)
    assert lines.list == replace(SNAPSHOT, entries=())
    assert [lines.entry(one.reference) for one in SNAPSHOT.entries] == list(SNAPSHOT.entries)


@pytest.mark.parametrize("reference", ['a"b', "a\\", "Яя", "", "a\nb", '"],['])
def test_any_reference_is_found_and_only_it(tmp_path: Path, reference: str) -> None:
    lines = written(tmp_path, "before", reference, "after")
    found = lines.entry(reference)
    assert found is not None
    assert found.reference == reference
    assert lines.entry("nobody") is None


def test_a_store_makes_its_lines_again(tmp_path: Path) -> None:
    store = Store(tmp_path, registry.source("un"))
    store.take_in(BytesIO(synthetic.make(date(2026, 3, 1))), datetime(2026, 3, 2, tzinfo=UTC))
    for path in store.directory.glob("*.jsonl"):
        path.unlink()
    lines = store.lines(store.digest_in_force())
    assert len(lines) == len(SNAPSHOT.entries)
