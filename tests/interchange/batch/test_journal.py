"""A broken run goes on where it was, with the same file, options and lists, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from comity.errors import Refused
from comity.interchange.batch import blocks, columns, journal, pool, running, writing
from comity.interchange.batch.opening import opened
from comity.interchange.batch.running import Gathered, Job
from comity.screening import Alias, Index, Kind, Subject
from comity.screening.batch import schema
from tests.planted import caught

INDEX = Index([Subject("1", "fiction", Kind.PERSON, "Nemo Nullus", (Alias("Nemo Nullus"),))])
NAMES = ["Nemo Nullus", "Outis Unrelated", "", "ab", "Nemo Nulus", "=Nemo Nullus", "Некто"]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "ROWS", 2)


def job(folder: Path, out: str = "out.parquet", names: list[str] = NAMES, **changed: Any) -> Job:
    file = folder / "names.csv"
    if not file.exists():
        file.write_text("id,name\n" + "".join(f"k{at},{name}\n" for at, name in enumerate(names)), "utf-8")
    given = opened(file)
    told = {"threshold": 0.7, "limit": 5, **changed}
    return Job(file, given, columns.choose(given.headings), folder / out, **told)


def begun(asked: Job) -> journal.Journal:
    return running.begin(asked, lambda: Gathered(INDEX, []))


def whole(folder: Path) -> tuple[str, bytes]:
    """The checksum and the bytes of an unbroken run."""
    asked = job(folder, "whole.parquet")
    with begun(asked) as held:
        running.run(asked, held, 1, lambda rows: None)
        return running.finish(asked, held, lambda rows: None).checksum, asked.out.read_bytes()


class Broken(Exception):
    pass


def broken_after(count: int, asked: Job, held: journal.Journal) -> None:
    """Run until so many blocks are done."""
    done = []

    def advance(rows: int) -> None:
        done.append(rows)
        if len(done) >= count:
            raise Broken

    with held, pytest.raises(Broken):
        running.run(asked, held, 1, advance)


def resumed(asked: Job) -> tuple[str, bytes]:
    held = running.resume(asked)
    assert held is not None
    with held:
        running.run(asked, held, 1, lambda rows: None)
        return running.finish(asked, held, lambda rows: None).checksum, asked.out.read_bytes()


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_broken_run_ends_like_an_unbroken_one(count: int, tmp_path: Path) -> None:
    expected = whole(tmp_path)
    asked = job(tmp_path)
    broken_after(count, asked, begun(asked))
    assert not asked.out.exists()
    assert resumed(asked) == expected
    assert not journal.place(asked.out).exists()


@pytest.mark.parametrize("left", [b"\x00", b"\x00" * 12, b"\x00" * 7 + b"\x05" + b"\x00" * 4 + b"wrong", b"\xff" * 40])
def test_what_a_power_cut_left_of_a_block_is_cut_off(left: bytes, tmp_path: Path) -> None:
    expected = whole(tmp_path)
    asked = job(tmp_path)
    broken_after(2, asked, begun(asked))
    with (journal.place(asked.out) / "answers").open("ab") as stream:
        stream.write(left)
    assert resumed(asked) == expected


def ends_alike(cut: Any, folder: Path) -> None:
    """Whatever ``cut`` leaves of the journal, the run ends like an unbroken one."""
    expected = whole(folder)
    asked = job(folder)
    broken_after(3, asked, begun(asked))
    answers = journal.place(asked.out) / "answers"
    answers.write_bytes(cut(answers.read_bytes()))
    assert resumed(asked) == expected


def test_a_block_cut_at_any_place_is_done_again(tmp_path: Path) -> None:
    size = 0

    def measured(held: bytes) -> bytes:
        nonlocal size
        size = len(held)
        return held

    (tmp_path / "0").mkdir()
    ends_alike(measured, tmp_path / "0")
    for at in range(1, size, size // 7):
        folder = tmp_path / str(at)
        folder.mkdir()
        ends_alike(lambda held, at=at: held[:at], folder)


def test_a_block_that_is_lost_in_the_middle_is_found_out(tmp_path: Path) -> None:
    """Planted: a journal that skips a block would give another file."""

    def skipped(held: bytes) -> bytes:
        first = journal._FRAME.size + journal._FRAME.unpack(held[: journal._FRAME.size])[0]
        return held[first:]

    caught(ends_alike, skipped, tmp_path)


def test_a_run_that_had_not_begun_begins(tmp_path: Path) -> None:
    asked = job(tmp_path)
    assert running.resume(asked) is None
    journal.place(asked.out).mkdir()
    assert running.resume(asked) is None and not journal.place(asked.out).exists()


def refused(call: Any) -> str:
    with pytest.raises(Refused) as no:
        call()
    assert all(no.value.refusal.sentence(lang) for lang in ("en", "ru", "zh"))
    return no.value.refusal.code


def test_only_the_same_run_goes_on(tmp_path: Path) -> None:
    asked = job(tmp_path)
    broken_after(1, asked, begun(asked))
    assert refused(lambda: begun(asked)) == "batch.unfinished"
    assert refused(lambda: running.resume(job(tmp_path, threshold=0.8))) == "batch.differs"
    assert refused(lambda: running.resume(job(tmp_path, limit=1))) == "batch.differs"
    asked.file.write_text("id,name\n1,Another\n")
    assert refused(lambda: running.resume(job(tmp_path))) == "batch.differs"


def test_another_version_of_the_program_does_not_go_on(tmp_path: Path) -> None:
    asked = job(tmp_path)
    broken_after(1, asked, begun(asked))
    told = journal.place(asked.out) / "run.json"
    told.write_text(told.read_text("utf-8").replace('"algorithm": "', '"algorithm": "not-'), "utf-8")
    assert refused(lambda: running.resume(asked)) == "batch.versions"
    (journal.place(asked.out) / "index").write_bytes(b"damaged")
    assert refused(lambda: running.resume(asked)) == "batch.versions"
    told.write_bytes(b"{")
    assert refused(lambda: running.resume(asked)) == "batch.damaged"


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    asked = job(tmp_path)
    with begun(asked):
        assert refused(lambda: running.resume(asked)) == "batch.busy"


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    asked = job(tmp_path)

    def touched(rows: int) -> None:
        asked.file.write_text("id,name\n1,Another\n")

    with begun(asked) as held:
        assert refused(lambda: running.run(asked, held, 1, touched)) == "batch.changed"
    assert not asked.out.exists()


def test_a_run_killed_after_its_last_rename_ends_in_peace_and_writes_over_nobody(tmp_path: Path) -> None:
    expected = whole(tmp_path)
    asked = job(tmp_path)
    broken_after(4, asked, begun(asked))
    asked.out.write_bytes(expected[1])
    assert resumed(asked) == expected
    other = job(tmp_path, "other.parquet")
    broken_after(4, other, begun(other))
    other.out.write_bytes(b"somebody's")
    assert refused(lambda: resumed(other)) == "batch.exists"
    assert other.out.read_bytes() == b"somebody's"


def test_what_a_spreadsheet_would_calculate_is_made_harmless() -> None:
    hostile = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "a=1", "", None]
    batch = pa.RecordBatch.from_pylist([{"id": one, "score": -0.5} for one in hostile], schema())
    assert writing.harmless(batch).column("id").to_pylist() == [
        "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "'\r=1", "'＝1", "a=1", "", None,
    ]  # fmt: skip
    assert writing.harmless(batch).column("score").to_pylist() == [-0.5] * len(hostile)


def test_a_worker_that_is_killed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def __init__(self, *_: Any) -> None: ...

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None: ...

        def submit(self, *_: Any) -> Any:
            raise pool.BrokenProcessPool

    monkeypatch.setattr(pool, "ProcessPoolExecutor", Gone)
    work = pool.Work(None, ("name",))  # type: ignore[arg-type]  it is never called
    assert refused(lambda: list(pool.answers(work, [(1, [])], 2))) == "batch.worker"
