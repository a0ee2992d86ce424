"""A dossier's folder that comes as a zip or as single files: the same text and documents, within the same limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from comity.interchange.dossier import packed
from tests.asking import refused

TEXT = b"kind: list\r\n"
WANTED = ("kind: list\n", {"judgment.txt": b"words"})


def zipped(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("above", ["", "ember/", "a/b/"])
def test_a_folder_is_read_wherever_it_lies_in_the_zip(above: str) -> None:
    files = [(f"{above}dossier.yaml", TEXT), (f"{above}documents/judgment.txt", b"words")]
    beside = [(f"{above}signatures/01-entry.claim.json", b"{}"), (f"{above}.DS_Store", b"x"), ("__MACOSX/x", b"x")]
    assert packed.opened([("Ember.ZIP", zipped(*files, *beside))]) == WANTED
    assert packed.opened([("dossier.yaml", TEXT), ("judgment.txt", b"words")]) == WANTED


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("judgment.txt", b"words")], "dossier.missing"),
        ([], "dossier.missing"),
        ([("dossier.yaml", b"\xff")], "dossier.no_text"),
        ([("dossier.yaml", b" " * ((1 << 20) + 1))], "dossier.size"),
        ([("dossier.yaml", TEXT), *((f"{one}.txt", b"x") for one in range(65))], "dossier.count"),
        ([("a.zip", b"PK\x03\x04 nothing")], "dossier.packed"),
        ([("a.zip", zipped(("documents/judgment.txt", b"x")))], "dossier.missing"),
        ([("a.zip", zipped(("dossier.yaml", TEXT), ("notes.txt", b"x")))], "dossier.strange"),
        ([("a.zip", zipped(("a/dossier.yaml", TEXT), ("documents/x.txt", b"x"), ("b.txt", b"x")))], "dossier.strange"),
        ([("a.zip", zipped(("dossier.yaml", TEXT), ("documents/../x.txt", b"x")))], "dossier.strange"),
        ([("a.zip", zipped(("dossier.yaml", TEXT), ("documents/x.txt", bytes((10 << 20) + 1))))], "dossier.size"),
        ([("a.zip", zipped(*((f"documents/{one}.txt", b"x") for one in range(300))))], "dossier.count"),
    ],
)
def test_what_is_no_folder_of_a_dossier_is_refused(files: list[tuple[str, bytes]], code: str) -> None:
    with refused(code):
        packed.opened(files)


def test_a_zip_that_swells_is_not_unpacked_to_its_end() -> None:
    swollen = zipped(("dossier.yaml", TEXT), *((f"documents/{one}.txt", bytes(9 << 20)) for one in range(6)))
    assert len(swollen) < 1 << 20
    with refused("dossier.size"):
        packed.opened([("a.zip", swollen)])
