"""A backup is one whole file; a restored node is the node, without what was erased."""

from __future__ import annotations

import tarfile
from datetime import timedelta
from pathlib import Path

import pytest

from comity import private_files
from comity.errors import Refused
from comity.operations import archive, backup, opening, restore
from comity.store import checking, publishing, reading
from tests.operations import nodes
from tests.operations.nodes import CANARY, Home


def backed_up(home: Home) -> Path:
    opening.read(home.located)
    return backup.write(home.located, clock=home.clock).path


def test_a_backup_brings_back_the_whole_node(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    node = home.open()
    nodes.list_an_entry(node)
    node.publish()
    size, root = reading.directory()[0], publishing.newest()
    file = backed_up(home)
    assert file.stat().st_mode & 0o777 == private_files.FILE_MODE
    assert [p.name for p in file.parent.iterdir()] == [file.name]
    again = tmp_path / "elsewhere" / "home"
    done = restore.restore(file, again)
    assert (done.aside, done.erased, done.manifest.acts) == (None, 0, size)
    opening.read(opening.locate(again))
    assert checking.check().faults == [] and publishing.newest() == root
    assert nodes.holding(again), "the attachment came back"
    other = Home(again, home.passphrase, home.now)
    nodes.erase_the_entry(other.open())
    assert other.open().publish().size == size + 1  # the log grows on from the restored tiles


def test_what_was_written_meanwhile_is_not_in_the_backup_and_does_no_harm(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    node = home.open()
    seen = False

    def interrupt(count: int) -> None:
        nonlocal seen
        if not seen:
            seen = True
            nodes.list_an_entry(node)
            node.publish()

    file = backup.write(home.located, taken=interrupt, clock=home.clock).path
    assert seen
    done = restore.restore(file, tmp_path / "again")
    assert done.manifest.acts == done.manifest.published == 1


def test_an_erasure_meanwhile_makes_the_copy_anew(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    node = home.open()
    nodes.list_an_entry(node)
    seen = False

    def interrupt(count: int) -> None:
        nonlocal seen
        if not seen:
            seen = True
            nodes.erase_the_entry(node)

    backup.write(home.located, taken=interrupt, clock=home.clock)
    assert seen and nodes.holding(home.path) == []


def test_a_backup_older_than_an_erasure_does_not_bring_back_what_was_erased(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    node = home.open()
    nodes.list_an_entry(node)
    old = tmp_path / "old.backup"
    backed_up(home).rename(old)
    assert CANARY.encode() in old.read_bytes(), "the test can fail"
    nodes.erase_the_entry(node)
    done = restore.restore(old, home.path, clock=home.clock)
    assert done.erased == 2 and done.aside is not None
    assert nodes.holding(tmp_path / "home") == []
    assert nodes.holding(done.aside) == []
    opening.read(opening.locate(home.path))
    assert checking.check().faults == []
    assert nodes.holding(tmp_path / "home") == []


def test_the_ledger_in_the_archive_counts_too(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    node = home.open()
    nodes.list_an_entry(node)
    old = backed_up(home).rename(tmp_path / "old.backup")
    nodes.erase_the_entry(node)
    new = backed_up(home).rename(tmp_path / "new.backup")
    restore.restore(new, tmp_path / "b" / "home")
    restore.restore(old, tmp_path / "b" / "home", clock=home.clock)
    assert nodes.holding(tmp_path / "b" / "home") == []


def test_a_log_does_not_go_back_behind_what_it_published(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    file = backed_up(home).rename(tmp_path / "old.backup")
    node = home.open()
    nodes.list_an_entry(node)
    node.publish()
    with pytest.raises(Refused) as caught:
        restore.restore(file, home.path)
    assert caught.value.refusal.code == "backup.older"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["home", "old.backup"]
    done = restore.restore(file, home.path, accept_loss=True, clock=home.clock)
    assert done.aside is not None and (done.aside / "config.yaml").exists()


def test_places_outside_the_home_become_places_below_it(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    text = (home.path / "config.yaml").read_text()
    outside = tmp_path / "disk" / "acts.db"
    outside.parent.mkdir(mode=0o700)
    nodes.database_is_closed()
    (home.path / "comity.sqlite3").rename(outside)
    (home.path / "config.yaml").write_text(text.replace("database: comity.sqlite3", f"database: {outside}"))
    located = opening.locate(home.path)
    opening.read(located)
    file = backup.write(located, clock=home.clock).path
    restore.restore(file, tmp_path / "again")
    assert (tmp_path / "again" / "comity.sqlite3").exists()


def damage(file: Path, how: str) -> None:
    data = bytearray(file.read_bytes())
    if how == "byte":
        data[data.index(b"SQLite format 3") + 4000] ^= 1
        file.write_bytes(data)
    elif how == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "noise":
        file.write_bytes(bytes(range(256)) * 100)
    elif how == "manifest":
        file.write_bytes(data.replace(b'"format": "comity-backup/1"', b'"format": "comity-backup/9"'))
    else:
        with tarfile.open(file, "w") as tar:
            member = tarfile.TarInfo(how.partition(":")[2])
            if how.startswith("link"):
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            if how.startswith("hole"):
                member.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.size": str(1 << 60)}
            tar.addfile(member)


@pytest.mark.parametrize(
    "how",
    [
        "byte",
        "cut",
        "empty",
        "noise",
        "manifest",
        "name:../evil",
        "name:/etc/evil",
        "name:keys/../../x",
        "link:config.yaml",
        "hole:config.yaml",
    ],
)
def test_a_bad_archive_changes_nothing(tmp_path: Path, how: str) -> None:
    home = nodes.copy(tmp_path)
    file = backed_up(home).rename(tmp_path / "a.backup")
    nodes.database_is_closed()
    before = {path: path.read_bytes() for path in home.path.rglob("*") if path.is_file()}
    damage(file, how)
    with pytest.raises(Refused) as caught:
        restore.restore(file, home.path)
    assert caught.value.refusal.code in ("backup.damaged", "backup.unreadable", "backup.member")
    assert {path: path.read_bytes() for path in home.path.rglob("*") if path.is_file()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.backup", "home"]


def test_a_planted_extra_member_is_found(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    file = backed_up(home)
    writer = archive.Writer((tmp_path / "b").open("wb"))
    writer.content("config.yaml", b"x")
    with writer.stream:
        manifest = archive.unpack(file, None)
        writer.close(manifest)
    with pytest.raises(Refused):
        archive.unpack(tmp_path / "b", None)


def test_two_backups_do_not_mix(tmp_path: Path) -> None:
    home = nodes.copy(tmp_path)
    opening.read(home.located)
    first = backup.write(home.located, clock=lambda: home.now)
    with pytest.raises(Refused) as caught:
        backup.write(home.located, clock=lambda: home.now)
    assert caught.value.refusal.code == "file.exists"
    assert archive.unpack(first.path, None) == first.manifest
    later = home.now + timedelta(seconds=1)
    assert backup.write(home.located, clock=lambda: later).path != first.path
    with pytest.raises(Refused) as caught:
        backup.write(home.located, taken=lambda count: void(backup.write(home.located)), clock=home.clock)
    assert caught.value.refusal.code == "backup.busy"


def void(_: object) -> None:
    """Nothing."""
