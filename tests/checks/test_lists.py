from __future__ import annotations

import io
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from comity.checks import lists
from comity.screening import Index, Query
from comity.watchlists import registry, synthetic
from comity.watchlists.store import Store

FIRST, SECOND = date(2026, 2, 1), date(2026, 3, 1)


def take_in(home: Path, day: date, parts: slice = slice(None)) -> None:
    data = synthetic.make(day)
    now = datetime(2026, 3, 2, tzinfo=UTC)
    Store(home, registry.source("un")).take_in(io.BytesIO(data), now, accept_shrink="a fictional reason")


def test_without_a_list_there_is_nothing_to_find(tmp_path: Path) -> None:
    found = lists.gather(tmp_path)
    assert (found.datasets, len(found.index)) == ((), 0)
    assert lists.stamps(tmp_path) == ()
    assert not (tmp_path / lists.FOLDER).exists()


def test_a_list_in_force_is_found_by_name_and_says_its_day(tmp_path: Path) -> None:
    take_in(tmp_path, FIRST)
    found = lists.gather(tmp_path)
    (told,) = found.datasets
    assert (told.name, told.date, told.entries, told.issuer) == ("un", "2026-02-01", 12, "")
    assert found.index.search(Query(("Вымышлен Примеров",))).matches[0].subject.id == "ZZi.001"


def test_another_version_changes_the_stamps_and_the_day_decides_which_counts(tmp_path: Path) -> None:
    take_in(tmp_path, FIRST)
    before, old = lists.stamps(tmp_path), lists.in_force(tmp_path)
    take_in(tmp_path, SECOND)
    assert lists.stamps(tmp_path) != before
    assert lists.in_force(tmp_path, SECOND) == lists.in_force(tmp_path) != old
    assert lists.in_force(tmp_path, date(2026, 2, 28)) == old
    assert lists.in_force(tmp_path, date(2026, 1, 31)) == {}
    assert lists.gather(tmp_path, date(2026, 2, 28)).datasets[0].date == "2026-02-01"
    assert lists.gather(tmp_path, date(2026, 1, 31)).datasets == ()


def test_a_saved_index_is_private_and_replaced_with_its_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Path] = []

    def save(index: Index, path: Path) -> None:
        path.write_text(f"{len(index)}")
        path.chmod(0o644)
        saved.append(path)

    monkeypatch.setattr(Index, "save", save)
    take_in(tmp_path, FIRST)
    lists.gather(tmp_path)
    take_in(tmp_path, SECOND)
    lists.gather(tmp_path)
    lists.gather(tmp_path, FIRST)
    first, second = saved
    assert [*(tmp_path / lists.FOLDER).iterdir()] == [second] != [first]
    assert stat.S_IMODE(second.stat().st_mode) == 0o600
    assert stat.S_IMODE(second.parent.stat().st_mode) == 0o700


def test_a_saved_index_is_read_again_and_a_damaged_one_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(tmp_path, FIRST)
    whole = lists.gather(tmp_path).index
    told = Index()
    monkeypatch.setattr(Index, "load", classmethod(lambda cls, path: told))
    assert lists.gather(tmp_path).index is told

    def damaged(cls: type[Index], path: Path) -> Index:
        raise ValueError("damaged")

    monkeypatch.setattr(Index, "load", classmethod(damaged))
    assert len(lists.gather(tmp_path).index) == len(whole)


def test_a_long_list_is_built_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(tmp_path, FIRST)
    monkeypatch.setattr(lists, "MANY", 1)
    monkeypatch.setattr(lists, "_built", None)  # nothing is built here
    found = lists.gather(tmp_path)
    assert found.index.search(Query(("Вымышлен Примеров",))).matches[0].subject.id == "ZZi.001"
    (saved,) = (tmp_path / lists.FOLDER).iterdir()
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_a_long_list_is_built_here_where_no_process_can_save_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(tmp_path, FIRST)
    (tmp_path / lists.FOLDER).write_text("in the way", "utf-8")
    monkeypatch.setattr(lists, "MANY", 1)
    assert len(lists.gather(tmp_path).index) == 12
