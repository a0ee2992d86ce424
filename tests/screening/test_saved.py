from pathlib import Path

import pytest

from comity.screening import Alias, Index, Kind, Query, Subject, saved

SUBJECTS = [
    Subject(str(n), "un", Kind.PERSON, "x", (Alias(f"Fulan {name}"),)) for n, name in enumerate(("Mithali", "Nekto"))
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    Index(SUBJECTS).save(tmp_path / "index")
    return tmp_path / "index"


def test_a_saved_index_answers_and_only_its_owner_reads_it(file: Path) -> None:
    match = Index.load(file).search(Query(("Fulan Mithali",))).matches[0]
    assert match.subject == SUBJECTS[0]
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("keep", [0, 5, 17, 60, 400, -33, -1])
def test_a_cut_file_is_refused(file: Path, keep: int) -> None:
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(ValueError, match="index"):
        Index.load(file)


def test_a_file_with_one_wrong_bit_is_refused(file: Path) -> None:
    good = file.read_bytes()
    for at in range(0, len(good), max(1, len(good) // 40)):
        bad = bytearray(good)
        bad[at] ^= 1
        file.write_bytes(bad)
        with pytest.raises(ValueError, match="index"):
            Index.load(file)


def test_another_version_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "FORMAT", saved.FORMAT + 1)
    with pytest.raises(ValueError, match="another version: format"):
        Index.load(file)


def test_numbers_that_lead_outside_are_refused_though_the_digest_holds(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = saved.read(file)
    postings = segment.postings.values.copy()
    postings[0] = 10**6
    segment.postings.__class__.__dict__["values"].__set__(segment.postings, postings)
    saved.write(segment, file)
    with pytest.raises(ValueError, match="outside"):
        Index.load(file)


def test_what_fails_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = file.read_bytes()
    monkeypatch.setattr(saved.os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        Index(()).save(file)
    assert file.read_bytes() == good
    assert [one.name for one in file.parent.iterdir()] == ["index"]
