"""After an erasure no byte of it is in any file below the home, in whatever state the files were."""

from __future__ import annotations

from pathlib import Path

from comity.operations import backup, opening
from comity.store import checking
from tests.operations import nodes


def test_no_byte_is_left_after_an_erasure(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    node = home.open()
    nodes.list_an_entry(node)
    node.publish()
    before = nodes.holding(home.path)
    assert any(name.startswith("comity.sqlite3") for name in before), "the test can fail"
    assert any(name.startswith("blobs/") for name in before)
    nodes.erase_the_entry(node)
    node.publish()
    backup.write(home.located, clock=home.clock)
    assert nodes.holding(home.path) == []
    assert checking.check().faults == []


def test_an_erasure_that_was_stopped_is_finished_at_the_next_start(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    node = home.open()
    nodes.list_an_entry(node)
    node.writer.submit(nodes.erasure(node))  # the act is durable, its files are not done yet
    assert nodes.holding(home.path), "the test can fail"
    nodes.database_is_closed()
    opening.read(home.located)
    assert nodes.holding(home.path) == []
