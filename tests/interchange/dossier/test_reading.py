"""A folder is read whole or not at all, and every fault is said with its line."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import comity
from comity.errors import Refused
from comity.interchange.dossier import folder as folder_module
from comity.interchange.dossier.reading import Dossier, Malformed, read

EMBER = Path(comity.__file__).parent / "profiles/sco_rats_demo/dossiers/ember-column"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EMBER, tmp_path / "ember"))


def reading(folder: Path) -> Dossier:
    return read(folder, lambda name: b"0" * 16)


def faults(folder: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(Malformed) as malformed:
        reading(folder)
    for fault in malformed.value.faults:
        assert all(fault.sentence(lang) for lang in ("en", "ru", "zh"))
    lines = [fault.evidence.get("line") for fault in malformed.value.faults]
    codes = [fault.code for fault in malformed.value.faults]
    return [(code, line if isinstance(line, int) else None) for code, line in zip(codes, lines, strict=True)]


def edit(folder: Path, old: str, new: str) -> int:
    """Replace once; return the line of the place."""
    path = folder / "dossier.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_whole_folder_is_read(folder: Path) -> None:
    dossier = reading(folder)
    assert dossier.entry.claimant_state == "XA"
    assert [one.name for one in dossier.attached_to("SC-XA-2022-17")] == ["judgment.txt"]
    assert [one.name for one in dossier.attached_to("")] == ["dossier-ru.txt"]
    assert dossier.decisions[0].reasons_document == dossier.attachments["judgment.txt"].digest


def test_the_digest_of_a_document_depends_on_its_salt(folder: Path) -> None:
    other = read(folder, lambda name: b"1" * 16)
    assert other.attachments["judgment.txt"].digest != reading(folder).attachments["judgment.txt"].digest


def test_every_fault_is_said_with_its_line_and_not_only_the_first(folder: Path) -> None:
    wanted = {
        ("claim.field", edit(folder, "claimant_state: XA", "claimant_state: [XA]")),
        ("claim.field", edit(folder, "basis: T-b", "basis: T-z")),
        ("claim.field", edit(folder, "lang: en\n  translations", "colour: blue\n  translations")),
        ("claim.field", edit(folder, "sunset: 2027-01-31", "sunset: soon")),
        ("dossier.no_document", edit(folder, "document: dossier-ru.txt", "document: dossier-fr.txt")),
        ("dossier.unnamed", None),
    }
    assert set(faults(folder)) == wanted


def test_an_unknown_key_is_refused(folder: Path) -> None:
    line = edit(folder, "kind: list", "kind: list\nreligion: none") + 1
    assert faults(folder) == [("claim.field", line)]


def test_the_kind_is_one_of_two(folder: Path) -> None:
    line = edit(folder, "kind: list", "kind: watch")
    assert faults(folder) == [("dossier.kind", line)]


def test_finality_is_one_of_three(folder: Path) -> None:
    line = edit(folder, "finality: final", "finality: surely")
    assert faults(folder) == [("dossier.finality", line)]


def test_two_decisions_do_not_share_a_reference(folder: Path) -> None:
    text = (folder / "dossier.yaml").read_text("utf-8")
    start, end = text.index("  - reference:"), text.index("entry:")
    (folder / "dossier.yaml").write_text(text[:end] + text[start:end] + text[end:], "utf-8")
    assert [code for code, _ in faults(folder)] == ["dossier.reference"]


def test_what_is_not_yaml_is_one_fault(folder: Path) -> None:
    (folder / "dossier.yaml").write_text("kind: [", "utf-8")
    assert [code for code, _ in faults(folder)] == ["yaml.syntax"]


@pytest.mark.parametrize("text", ["", "a", "[]", "- kind: list", "kind: [list]", "kind: {}", "1"])
def test_any_shape_gets_an_answer(folder: Path, text: str) -> None:
    (folder / "dossier.yaml").write_text(text, "utf-8")
    assert "dossier.kind" in [code for code, _ in faults(folder)]


def test_an_attachment_may_be_named_in_a_place_of_another_shape(folder: Path) -> None:
    edit(folder, "reasons_document: judgment.txt", "reasons_document: {a: judgment.txt}")
    assert [code for code, _ in faults(folder)] == ["claim.field"]


def test_a_link_out_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "documents/judgment.txt").unlink()
    (folder / "documents/judgment.txt").symlink_to(tmp_path / "secret.txt")
    assert {code for code, _ in faults(folder)} == {"dossier.link", "dossier.no_document"}


def test_a_linked_text_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder / "dossier.yaml", tmp_path / "elsewhere.yaml")
    (folder / "dossier.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(Refused) as refused:
        reading(folder)
    assert refused.value.refusal.code == "dossier.link"


def test_a_linked_documents_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder / "documents", tmp_path / "elsewhere")
    (folder / "documents").symlink_to(tmp_path / "elsewhere")
    assert "dossier.link" in [code for code, _ in faults(folder)]


@pytest.mark.parametrize("name", ["../dossier.yaml", "/etc/passwd", "documents/judgment.txt", "..", ".hidden.txt"])
def test_a_name_never_leads_out_of_the_folder(folder: Path, name: str) -> None:
    edit(folder, "reasons_document: judgment.txt", f'reasons_document: "{name}"')
    assert [code for code, _ in faults(folder)] == ["dossier.no_document"]


def test_a_pipe_a_folder_and_a_strange_name_are_refused(folder: Path) -> None:
    os.mkfifo(folder / "documents/pipe.txt")
    (folder / "documents/inner.txt").mkdir()
    (folder / "documents/два\u200b.txt").write_text("x")
    (folder / "documents/run.exe").write_text("x")
    (folder / "notes.txt").write_text("x")
    assert {code for code, _ in faults(folder)} == {"dossier.link", "dossier.name", "dossier.type", "dossier.strange"}


def test_sizes_and_counts_are_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "MAX_FILE", 10)
    assert {code for code, _ in faults(folder)} == {"dossier.size", "dossier.no_document"}
    monkeypatch.setattr(folder_module, "MAX_FILES", 1)
    assert {code for code, _ in faults(folder)} == {"dossier.count", "dossier.no_document"}


def test_all_documents_together_are_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = min((folder / "documents").iterdir()).stat().st_size
    monkeypatch.setattr(folder_module, "MAX_ALL", first + 1)
    assert {code for code, _ in faults(folder)} == {"dossier.size", "dossier.no_document"}


def test_a_missing_folder_and_a_missing_text_are_said(folder: Path, tmp_path: Path) -> None:
    (folder / "dossier.yaml").unlink()
    for path in (tmp_path / "nowhere", folder):
        with pytest.raises(Refused) as refused:
            reading(path)
        assert refused.value.refusal.code == "dossier.missing"
