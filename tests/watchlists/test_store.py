import io
import os
import signal
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from comity.errors import Refused
from comity.watchlists import registry, store, synthetic
from comity.watchlists.store import Imported, Store
from tests.watchlists.foreign import WITH_MAPPING

NOW = datetime(2026, 3, 20, tzinfo=UTC)
OLD, NEW = synthetic.make(date(2026, 3, 1)), synthetic.make(date(2026, 3, 2), without=("ZZe.004",))
TINY = synthetic.make(date(2026, 3, 3), without=("ZZi.001", "ZZi.002", "ZZe.004"))


@pytest.fixture
def held(tmp_path: Path) -> Store:
    return Store(tmp_path, registry.source("un"))


def take(held: Store, data: bytes, reason: str = "") -> Imported:
    return held.take_in(io.BytesIO(data), NOW, reason)


def refused(held: Store, data: bytes, reason: str = "") -> str:
    before = held.in_force()
    with pytest.raises(Refused) as caught:
        take(held, data, reason)
    assert held.in_force() == before
    assert not list(held.directory.glob(".*"))
    return caught.value.refusal.code


def test_first_then_next(held: Store) -> None:
    assert held.in_force() is None
    assert take(held, OLD).delta is None
    done = take(held, NEW)
    assert done.delta is not None
    assert done.delta.delisted == ("ZZe.004",)
    assert held.in_force() == done.snapshot


def test_the_bytes_are_kept_as_received_for_their_owner_only(held: Store) -> None:
    digest = take(held, OLD).snapshot.digest
    assert (held.directory / f"{digest}.xml").read_bytes() == OLD
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in held.directory.iterdir())
    assert stat.S_IMODE(held.directory.stat().st_mode) == 0o700


def test_what_is_refused_leaves_the_old_version_in_force(held: Store) -> None:
    take(held, NEW)
    assert refused(held, OLD) == "lists.older"
    assert refused(held, NEW[:-200]) == "lists.xml"
    assert refused(held, TINY) == "lists.shrunken"
    assert refused(held, synthetic.make(date(2031, 1, 1))) == "lists.future"
    assert refused(held, TINY, "why not") == "lists.reason"


def test_the_same_file_again_changes_nothing(held: Store) -> None:
    take(held, OLD)
    before = {path: path.stat().st_mtime_ns for path in held.directory.iterdir() if path.name != "lock"}
    assert take(held, OLD).unchanged
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_shrunken_file_is_taken_in_for_a_reason_that_is_kept(held: Store) -> None:
    take(held, OLD)
    done = take(held, TINY, "the committee closed this programme")
    assert held.in_force() == done.snapshot
    assert "closed this programme" in (held.directory / f"{done.snapshot.digest}.json").read_text("utf-8")


def test_a_lost_or_damaged_index_is_made_again(held: Store) -> None:
    snapshot = take(held, OLD).snapshot
    (index,) = held.directory.glob("*.jsonl")
    whole = index.read_bytes()
    index.write_bytes(whole[: len(whole) // 2])
    assert held.in_force() == snapshot
    assert index.read_bytes() == whole


def test_damaged_stored_bytes_are_not_believed(held: Store) -> None:
    digest = take(held, OLD).snapshot.digest
    (index,) = held.directory.glob("*.jsonl")
    index.unlink()
    (held.directory / f"{digest}.xml").write_bytes(NEW)
    with pytest.raises(Refused) as caught:
        held.in_force()
    assert caught.value.refusal.code == "lists.stored"


def test_in_force_naming_no_digest_is_refused(held: Store) -> None:
    take(held, OLD)
    (held.directory / "in_force").write_text("../../../etc/passwd")
    with pytest.raises(Refused, match="in_force"):
        held.in_force()


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_at_any_write_leaves_the_old_version_in_force(
    call: str, held: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = take(held, OLD).snapshot
    real = getattr(os, call)
    for survived in range(20):
        left = iter(range(survived))

        def fail(*args: object) -> object:
            if next(left, None) is None:  # noqa: B023  the iterator of this round
                raise OSError(28, "No space left on device")
            return real(*args)

        monkeypatch.setattr(store.os, call, fail)
        try:
            done = take(held, NEW)
        except OSError:
            monkeypatch.setattr(store.os, call, real)
            assert held.in_force() in (old, done_or(held, old))
            assert not list(held.directory.glob(".*"))
            continue
        assert held.in_force() == done.snapshot
        assert survived >= 3
        return
    pytest.fail("never succeeded")


def test_a_kill_at_any_write_leaves_a_whole_version_in_force(held: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old = take(held, OLD).snapshot
    real = {name: getattr(os, name) for name in ("fsync", "replace", "open", "unlink")}

    def killed_at(step: int) -> bool:
        child = os.fork()
        if child == 0:
            left = iter(range(step))
            for name, call in real.items():

                def die(*args: object, _call: Callable[..., object] = call, **named: object) -> object:
                    if next(left, None) is None:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return _call(*args, **named)

                monkeypatch.setattr(store.os, name, die)
            take(held, NEW)
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

    step = 0
    while killed_at(step):
        found = held.in_force()
        assert found in (old, done_or(held, old))
        step += 1
    assert step > 10
    assert held.in_force() != old
    assert not take(held, synthetic.make(date(2026, 3, 3))).unchanged
    assert not list(held.directory.glob(".*"))


def done_or(held: Store, old: object) -> object:
    """After the last rename only the directory's fsync is left: the new version is in force, whole."""
    found = held.in_force()
    return found if found is not None and found.list_date == date(2026, 3, 2) else old


def test_every_list_in_force_is_found_also_those_read_by_a_mapping(tmp_path: Path) -> None:
    take(Store(tmp_path, registry.source("un")), OLD)
    take(Store(tmp_path, registry.source("csv-sample")), WITH_MAPPING)
    (tmp_path / "watchlists" / "csv-!").mkdir()
    assert list(store.held(tmp_path)) == ["un", "csv-sample"]
    assert set(store.sources(tmp_path)) == {*registry.SOURCES, "csv-sample"}
