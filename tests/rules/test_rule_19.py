"""Rule 19: an erasure is done when no byte is left in tables, write-ahead log, search index, files, snapshots,
jobs or program logs. Restoring a backup replays the erasure ledger before the node answers.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from comity.bootstrap import LEDGER, open_node
from comity.demo.cast import Cast, Filed
from comity.store import database, drafts, erasing
from tests.asking import rows
from tests.planted import caught
from tests.stories.conftest import dossier


def _secrets(home: Path) -> list[bytes]:
    """What must be gone: every salt, every content, every name key, every document."""
    found = [bytes(part) for row in rows("SELECT salt, content FROM statement") for part in row]
    found += [str(key).encode() for (key,) in rows("SELECT key FROM name")]
    found += [path.read_bytes() for path in (home / "blobs").rglob("*") if path.is_file()]
    assert len(found) > 40
    return found


def no_byte_is_left(home: Path, secrets: list[bytes]) -> None:
    for path in home.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            for secret in secrets:
                assert secret not in raw, f"{path.name} still holds {secret[:20]!r}"
                assert secret.hex().encode() not in raw, path.name


def _erase(cast: Cast, filed: Filed) -> None:
    cast.open("IR-1", "IR", "erasure.declare", "erasure", filed.entry, reason="court_order")


def test_no_byte_is_left_in_the_raw_files(cast: Cast, circulated: Filed, home: Path) -> None:
    officer = _officer(cast)
    drafts.save(officer, circulated.entry, b"a draft about a person of the fictional Ember Column", cast.node.clock())
    secrets = [*_secrets(home), b"a draft about a person"]
    caught(no_byte_is_left, home, secrets)
    cast.node.publish()
    _erase(cast, circulated)
    no_byte_is_left(home, secrets)


def _officer(cast: Cast):  # type: ignore[no-untyped-def]
    with cast.node.reading() as unit:
        return unit.directory().officers["XA-NLO-1"]


def test_tables_alone_are_not_enough(
    cast: Cast, circulated: Filed, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: rows deleted, files and write-ahead log left as they were."""
    secrets = _secrets(home)
    monkeypatch.setattr(erasing, "finish", lambda *paths: 0)
    _erase(cast, circulated)
    assert rows("SELECT COUNT(*) FROM statement") == [(0,)]
    caught(no_byte_is_left, home, secrets)


@pytest.mark.parametrize("stop", ["_write_ledger", "_unlink_blobs", "scrub"])
def test_a_kill_on_the_way_is_made_good_at_the_next_start(
    cast: Cast, circulated: Filed, home: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    secrets = _secrets(home)

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing, stop, killed)
        with pytest.raises(KeyboardInterrupt):
            _erase(cast, circulated)
    _reopen(cast)
    no_byte_is_left(home, secrets)
    assert not erasing.pending(home / LEDGER).exists()


def _reopen(cast: Cast) -> None:
    node = cast.node
    database.close()
    open_node(node.located, cast.seals["EC"], node.node_key, node.clock)


def test_restoring_an_older_backup_erases_again_before_the_node_answers(
    cast: Cast, circulated: Filed, home: Path, tmp_path: Path
) -> None:
    secrets = _secrets(home)
    database.close()
    shutil.copytree(home, tmp_path / "backup")
    _erase(cast, circulated)
    database.close()
    ledger = (home / LEDGER).read_bytes()
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "backup", home)
    (home / LEDGER).write_bytes(ledger)  # the ledger outlives what it is about
    caught(no_byte_is_left, home, secrets)
    _reopen(cast)
    no_byte_is_left(home, secrets)


def test_a_refused_act_and_a_killed_one_leave_no_document(cast: Cast, home: Path) -> None:
    cast.node.clock.pass_time(days=-1)
    with pytest.raises(Exception, match="clock"):
        cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    assert [p for p in (home / "blobs").rglob("*") if p.is_file()] == []
    stray = home / "blobs" / "ab" / ("ab" * 32)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"left by a kill")
    _reopen(cast)
    assert not stray.exists()
